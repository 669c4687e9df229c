"""A class that takes part by itself, for the demo: what people of it write and tap.

They know what our cards and buttons say, and nothing else: they read their screens and
act through their own chats, as people do. Each goes at a pace of their own. Nobody does
anything that is not asked, and when the exercise ends they are through.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress

from msgspec import Struct

from bot.playground import Group, Message, Person

#: Seconds that somebody waits for what comes next: a lesson, and the break after it.
LESSON = 2 * 60 * 60.0

#: Seconds for what comes at once when it comes at all.
MOMENT = 20.0

#: More cards than this no exercise has.
MOST_CARDS = 60

#: More pages than this no card has.
MOST_PAGES = 20

#: More taps than this no ballot needs: fifteen notes, rated one by one.
MOST_TAPS = 20

_OPTION = re.compile(r"^(?:⭐ |▶ )?(\d+)\. (.*)$", re.MULTILINE)
_STARS_LEFT = re.compile(r"You have \d+ stars? to give")
_DOTS_LEFT = re.compile(r"You have \d+ dots? to give")
_TO_RATE = re.compile(r"How much does (\d+)\. ")


class Pupil(Struct, frozen=True):
    """Somebody in the class.

    `says` are their notes by section; those of one line go out as one message. They
    like what contains one of the words of `likes`. `pace` is how long they think, in
    the unit that the class is given.
    """

    name: str
    pace: float
    likes: tuple[str, ...]
    says: Mapping[str, tuple[str, ...]]


PUPILS = (
    Pupil(
        "Mia",
        0.8,
        ("queue", "regulars", "beans"),
        {
            "segment": ("Owners of small independent cafés",),
            "jobs": ("order beans without running out", "keep the queue short"),
            "pains": ("beans arrive stale", "the supplier is late on Mondays"),
            "gains": ("never run out of beans", "evenings free"),
        },
    ),
    Pupil(
        "Noah",
        1.1,
        ("stale", "supplier", "regulars"),
        {
            "segment": ("People who run one café and work in it themselves",),
            "jobs": ("keep regulars coming back", "do the books"),
            "pains": ("stale beans", "nobody answers the phone at the supplier"),
            "gains": ("regulars who bring their friends", "no work on Sundays"),
        },
    ),
    Pupil(
        "Lea",
        1.5,
        ("staff", "ill", "team", "queue"),
        {
            "segment": ("Café owners with two or three people on staff",),
            "jobs": ("plan who works when\ntrain new staff",),
            "pains": ("somebody is ill and the shift is open",),
            "gains": ("a team that runs the morning alone\nevenings free",),
        },
    ),
    Pupil(
        "Zoe",
        1.9,
        ("price", "milk", "bank"),
        {
            "segment": ("Owners of independent cafés in a big city",),
            "jobs": ("set prices that people accept", "keep the queue short"),
            "pains": (
                "milk gets more expensive every month",
                "afraid to raise the price of a cappuccino",
            ),
            "gains": ("a number that the bank believes",),
        },
    ),
    Pupil(
        "Emil",
        2.2,
        ("queue", "new in town", "stale"),
        {
            "segment": ("Someone who has just opened a café",),
            "jobs": ("be found by people who are new in town",),
            "pains": ("the queue is out of the door at eight and empty at ten",),
            "gains": ("people talk about the place",),
        },
    ),
)


async def takes_part(
    person: Person, pupil: Pupil, group: Group, unit: float = 1.0
) -> None:
    """Join when the group is asked to, and do what every card asks, until it is over.

    Args:
        person: who acts.
        pupil: as whom.
        group: where the exercise is.
        unit: seconds that somebody of pace 1 thinks before everything they do.

    """
    part = _Part(person, pupil, pupil.pace * unit)
    await part.joins(group)
    for _ in range(MOST_CARDS):
        card = await person.waits(part.due, timeout=LESSON)
        if _is_over(card):
            return
        with suppress(AssertionError):  # the card has gone, or the bot is silent
            await part.does(card)


async def opens_console(teacher: Person, group: Group) -> None:
    """Follow the link that the bot puts under /exercise."""
    await teacher.follows("Open the console", in_=group, timeout=LESSON)


class _Part:
    """One pupil at work, who takes a card up once each time it comes."""

    def __init__(self, person: Person, pupil: Pupil, pause: float) -> None:
        self._person = person
        self._pupil = pupil
        self._pause = pause
        self._seen = ""  # the title of the last card
        self._said: set[str] = set()

    async def joins(self, group: Group) -> None:
        """Tap Join when there is such a button; it may lead into the private chat."""
        await self._person.waits(lambda: _joinable(group), timeout=LESSON)
        await self._thinks()
        toast = await self._person.taps("Join", in_=group)
        if toast.url:
            await self._thinks()
            await self._person.follows(toast.url)

    def due(self) -> Message | None:
        """Look for something to do."""
        newest = next(filter(_by_bot, self._person.chat.newest_first()), None)
        if newest is None or _title(newest) == self._seen:
            return None
        if _is_over(newest) or _asks(newest):
            return newest
        self._seen = _title(newest)
        return None

    async def does(self, card: Message) -> None:
        """Do what a card asks."""
        self._seen = _title(card)
        if self._seen.startswith("⭐"):
            await self._stars(card)
        elif self._seen.startswith("🗳"):
            await self._votes(card)
        else:
            await self._answers(card)
            await self._taps("Done", card)

    async def _answers(self, card: Message) -> None:
        for notes in self._pupil.says.get(_section(card), ()):
            await self._thinks()
            if not self._sees(card) or "card is full" in self._person.last.text:
                return
            if notes not in self._said:
                self._person.types()
                await self._thinks()
                await self._person.sends(notes)
                self._said.add(notes)

    async def _stars(self, card: Message) -> None:
        """Star what they like, page after page, as long as there are stars."""
        for _ in range(MOST_PAGES):
            for number in filter(self._is_free, self._liked(self._person.last)):
                await self._taps(number, card)
            page = self._label_of("Page", ends="▶")
            if not page or not _STARS_LEFT.search(self._person.last.text):
                return
            await self._taps(page, card)

    def _is_free(self, number: str) -> bool:
        """Whether a star can be put on this note: one is left, and none is there."""
        text = self._person.last.text
        return bool(_STARS_LEFT.search(text)) and f"⭐ {number}." not in text

    async def _votes(self, card: Message) -> None:
        """Give two dots to each favourite, or rate: favourites high."""
        favourites = self._favourites(card)
        for turn in range(MOST_TAPS):
            ballot = self._person.last.text
            if rated := _TO_RATE.search(ballot):
                place = favourites.index(rated[1])
                await self._taps(str(max(9 - place, 3)), card)
            elif _DOTS_LEFT.search(ballot):
                number = favourites[turn // 2 % len(favourites)]
                await self._taps(self._label_of(number), card)
            else:
                return

    def _favourites(self, card: Message) -> list[str]:
        """The numbers of all notes on a card, those they like first."""
        liked = self._liked(card)
        others = (at for at, _ in _OPTION.findall(card.text) if at not in liked)
        return [*liked, *others]

    def _liked(self, card: Message) -> list[str]:
        options, likes = _OPTION.findall(card.text), self._pupil.likes
        return [at for at, note in options if any(word in note for word in likes)]

    def _label_of(self, begins: str, ends: str = "") -> str:
        """The whole label of a button, or nothing; a note's shows its dots, too."""
        labels = (button.label for button in self._person.last.buttons)
        found = (it for it in labels if it.split(" ")[0] == begins)
        return next((it for it in found if it.endswith(ends)), "")

    async def _taps(self, label: str, card: Message) -> None:
        await self._thinks()
        if self._sees(card):
            await self._person.taps(label, timeout=MOMENT)

    def _sees(self, card: Message) -> bool:
        """Whether this is still what is asked."""
        return _title(self._person.last) == _title(card)

    async def _thinks(self) -> None:
        await asyncio.sleep(self._pause)


def _joinable(group: Group) -> Message | None:
    by_bot = filter(_by_bot, group.newest_first())
    return next((message for message in by_bot if _has("Join", message)), None)


def _by_bot(message: Message) -> bool:
    return message.from_bot


def _has(label: str, message: Message) -> bool:
    return any(label in button.label for button in message.buttons)


def _title(message: Message) -> str:
    return message.text.partition("\n")[0]


def _section(card: Message) -> str:
    return _title(card).partition(" ")[0].casefold()


def _asks(card: Message) -> bool:
    return _has("Done", card) or _title(card).startswith(("⭐", "🗳"))


def _is_over(card: Message) -> bool:
    return _title(card).startswith("🏁")
