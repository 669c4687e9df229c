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
from dataclasses import dataclass

from bot.playground import Group, Message, Person

#: Seconds that somebody waits for what comes next: a lesson, and the break after it.
LESSON = 2 * 60 * 60.0

#: Seconds for what comes at once when it comes at all.
MOMENT = 20.0

#: More cards than this no exercise has.
MOST_CARDS = 60

#: Most notes that one of them writes for a card.
MOST_NOTES = 3

_OPTION = re.compile(r"^(\d+)\. (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pupil:
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
        ("queue", "regulars"),
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
        ("stale", "supplier"),
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
        ("staff", "ill"),
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
        ("price", "bank"),
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
        2.8,
        ("queue", "Sundays"),
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
    """One pupil at work; a card is taken up once."""

    def __init__(self, person: Person, pupil: Pupil, pause: float) -> None:
        self._person = person
        self._pupil = pupil
        self._pause = pause
        self._taken_up: set[str] = set()

    async def joins(self, group: Group) -> None:
        """Tap Join when there is such a button; it may lead into the private chat."""
        await self._person.waits(lambda: _button("Join", group), timeout=LESSON)
        await self._thinks()
        toast = await self._person.taps("Join", in_=group)
        if toast.url:
            await self._thinks()
            await self._person.follows(toast.url)

    def due(self) -> Message | None:
        """Look for something to do."""
        newest = next(filter(_by_bot, self._person.chat.newest_first()), None)
        if newest is None or _title(newest) in self._taken_up:
            return None
        return newest if _is_over(newest) or _asks(newest) else None

    async def does(self, card: Message) -> None:
        """Do what a card asks."""
        self._taken_up.add(_title(card))
        if _has_done(card):
            await self._answers(card)
        else:
            await self._stars(card)

    async def _answers(self, card: Message) -> None:
        for notes in self._pupil.says.get(_section(card), ())[:MOST_NOTES]:
            await self._thinks()
            if not self._sees(card) or "card is full" in self._person.last.text:
                break
            self._person.types()
            await self._thinks()
            if self._sees(card):
                await self._person.sends(notes)
        await self._thinks()
        if self._sees(card):
            await self._person.taps("Done", timeout=MOMENT)

    async def _stars(self, card: Message) -> None:
        for number in self._liked(card):
            await self._thinks()
            if self._sees(card):
                await self._person.taps(number, timeout=MOMENT)

    def _liked(self, card: Message) -> list[str]:
        """The numbers of at most two notes, those they like before others."""
        options = _OPTION.findall(card.text)
        liked = [number for number, note in options if self._likes(note)]
        others = [number for number, note in options if not self._likes(note)]
        return [*liked, *others][:2]

    def _likes(self, note: str) -> bool:
        return any(word in note for word in self._pupil.likes)

    def _sees(self, card: Message) -> bool:
        """Whether this is still what is asked."""
        return _title(self._person.last) == _title(card)

    async def _thinks(self) -> None:
        await asyncio.sleep(self._pause)


def _by_bot(message: Message) -> bool:
    return message.from_bot


def _button(label: str, group: Group) -> Message | None:
    newest = (m for m in group.newest_first() if m.from_bot)
    return next((m for m in newest if _has(label, m)), None)


def _has(label: str, message: Message) -> bool:
    return any(label in button.label for button in message.buttons)


def _title(message: Message) -> str:
    return message.text.partition("\n")[0]


def _section(card: Message) -> str:
    return _title(card).partition(" ")[0].casefold()


def _has_done(card: Message) -> bool:
    return _has("Done", card)


def _asks(card: Message) -> bool:
    return _has_done(card) or _title(card).startswith("⭐")


def _is_over(card: Message) -> bool:
    return _title(card).startswith("🏁")
