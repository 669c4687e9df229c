"""A lesson of forty minutes with thirty students, from /exercise to the files.

Mia is the student who is looked at; Tom leads. It is a story: what is checked is that
it is told as before, word by word, and what is in the files.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence

from bot.playground import Message, Person, Simulator, SteppedClock
from bot.playground.model import Chat
from bot.playground.taps import Toast
from tests.bot.classes.lesson import CAFES, EXERCISE, Lesson, labels, shown
from tests.bot.classes.students import CLASS, LIKED_BY_MANY, Student
from tests.bot.classes.timeline import RULES, Timeline

Act = Callable[[Person], Awaitable[object]]

TITLE = """\
# A class of thirty

A lesson of forty minutes: Tom leads the exercise in a group, thirty students take part,
and Mia is the one whose private chat is shown.
`tests/bot/classes/test_recorded_class.py` plays this against the real bot; with
UPDATE_TRANSCRIPTS=1 it writes this file anew.
"""

#: What the teacher takes home, by the buttons of the screen for files.
FILES = ("📄 PDF", "📊 Spreadsheet", "🔢 CSV", "📝 Markdown", "💾 Data")

#: How many start by writing to the bot, before the lesson; Otto never does.
_STARTED = 3
_OTTO, _VERA, _YANN = "Otto", "Vera", "Yann"

#: Which note of a pair stands for both, by words that are in them.
_SAME = {"regulars comming": 1, "queue": 2, "stale again": 2, "free again": 1}

_OPTION = re.compile(r"^(?:⭐ )?(\d+)\. (.*)$", re.MULTILINE)


class RecordedClass:
    """The lesson as it is played; `files` has what the teacher got, by name."""

    def __init__(self, sim: Simulator, clock: SteppedClock, tom: Person) -> None:
        """Let the class be there, in a group with the bot, which may pin."""
        self.sim, self.clock, self.tom = sim, clock, tom
        self.people = {each.name: sim.person(each.name) for each in CLASS}
        self.mia = self.people["Mia"]
        self.group = sim.group(
            "Founders 2b", tom, *self.people.values(), kind="supergroup"
        )
        self.lesson = Lesson(sim, clock, tom, self.group)
        self.files: dict[str, bytes] = {}
        chats = {"Group": self.group, "Mia": self.mia.chat, "Tom": tom.chat}
        self.story = Timeline(sim, chats)

    async def plays(self) -> str:
        """Play it all, and tell it."""
        await self.tom.promotes(self.sim.bot, in_=self.group)
        for name in list(self.people)[1 : _STARTED + 1]:
            await self.people[name].starts()
        await self.sim.settled()
        self.story.begins()
        for part in (
            self._is_set_up,
            self._join,
            self._jobs,
            self._pains,
            self._gains,
            self._stars,
            self._is_sorted,
            self._vote,
            self._result,
            self._goes_home,
        ):
            await part()
        return f"{TITLE}\n{RULES}\n{self.story.text}\n"

    # --- who does what ----------------------------------------------------------------

    def _part(self, words: str, minutes: float = 0) -> None:
        self.clock.advance(minutes=minutes)
        self.story.heading(self.clock.now(), words)

    async def _tom(self, *names: str) -> None:
        for label in names:
            await self.story.goes_on({"Tom": await self.tom.taps(label)})

    async def _mia(self, label: str) -> None:
        await self.story.goes_on({"Mia": await self.mia.taps(label)})

    async def _all(self, act: Act, names: Sequence[str]) -> None:
        """Let several do something at the same time."""
        await asyncio.gather(*(act(self.people[name]) for name in names))

    def _others(self, *but: str) -> list[str]:
        return [name for name in self.people if name not in ("Mia", *but)]

    async def _write(
        self, notes: Callable[[Student], Sequence[str]], *but: str
    ) -> None:
        """Everybody but these and Mia sends their notes."""
        for each in CLASS:
            lines = notes(each)
            if lines and each.name in self._others(*but):
                await self.people[each.name].sends("\n".join(lines))
        await self.story.goes_on()

    # --- the lesson -------------------------------------------------------------------

    async def _is_set_up(self) -> None:
        self._part("Tom begins an exercise")
        await self.tom.sends(EXERCISE, to=self.group)
        await self.story.goes_on()
        await self._tom("👤 Customer")
        await self.tom.sends(CAFES)
        await self.story.goes_on()
        await self._tom("⏱ Time", "↩ Back", "👀 Names", "↩ Back")

    async def _join(self) -> None:
        self._part("The class joins", 2)
        await self._tom("Open for joining")
        toast = await self._joins(self.mia)
        await self.story.goes_on({"Group": toast})
        await self._all(self._joins, self._others(_OTTO, _VERA, _YANN))
        await self.story.goes_on()
        await self._tom("⋯ More")
        link = next(w for w in self._console.text.split() if w.startswith("https://"))
        await self.people[_VERA].follows(link)
        await self.story.goes_on()
        await self._tom("↩ Back")

    async def _joins(self, person: Person) -> Toast:
        toast = await person.taps("✋ Join", in_=self.group)
        if toast.url:
            await person.follows(toast.url)
        return toast

    async def _jobs(self) -> None:
        self._part("The first card: jobs", 2)
        await self._tom("▶ Start")
        await self._write(lambda one: one.jobs, _OTTO, _YANN, "Jonas")
        said = await self.mia.sends("\n".join(CLASS[0].jobs))
        await self.story.goes_on()
        card = self.lesson.card
        otto = self.people[_OTTO]
        await otto.sends("\n".join(_named(_OTTO).jobs), to=self.group, reply_to=card)
        await self.story.goes_on()
        self._part("Somebody comes late, and Mia changes her words", 3)
        await self.people[_YANN].follows("Answer in private", in_=self.group)
        await self.people[_YANN].sees("card 1 of")
        await self.people[_YANN].sends("\n".join(_named(_YANN).jobs))
        await self.story.goes_on()
        await self.mia.edits(
            said, "order beans before they run out\nkeep the queue short"
        )
        await self.story.goes_on()
        await self._mia("✓ Done")
        await self._tom("Who is missing?", "+1 min")
        self._part("The clock runs out", 4)
        await self.mia.sees("30 seconds left", in_=self.group)
        await self.story.goes_on()
        self.clock.advance(seconds=31)
        await self.mia.sees("Time is up", in_=self.group)
        await self.story.goes_on()
        await self.people["Jonas"].sends("\n".join(_named("Jonas").jobs))
        await self.story.goes_on()
        await self._tom("⏳ Waiting", "1", "✓ Take it up", "⌂ Console", "👁 Reveal")

    async def _pains(self) -> None:
        self._part("The second card: pains", 2)
        await self._tom("⏭ Next: Pains")
        otto = self.people[_OTTO]
        await otto.sends(
            "\n".join(_named(_OTTO).pains), to=self.group, reply_to=self.lesson.card
        )
        await self._write(lambda one: one.pains, _OTTO)
        await self.mia.sends("\n".join(CLASS[0].pains))
        await self.story.goes_on()
        self._part("Tom hides a note, reveals the rest and talks about one", 4)
        await self._tom("⏹ Time is up")
        await self._opens_note("cake is thrown away at night")
        await self._tom("🙈 Hide", "⌂ Console", "👁 Reveal")
        await self._opens_note("full at eight, empty at ten")
        await self._tom("🔦 Talk about this one", "⌂ Console")

    async def _gains(self) -> None:
        self._part("The third card: gains", 2)
        await self._tom("⏭ Next: Gains")
        otto = self.people[_OTTO]
        await otto.sends(
            "\n".join(_named(_OTTO).gains), to=self.group, reply_to=self.lesson.card
        )
        await self._write(lambda one: one.gains, _OTTO)
        await self.mia.sends("\n".join(CLASS[0].gains))
        await self.story.goes_on()
        self._part("Somebody says a gain aloud, and the notes are shown", 5)
        await self._tom("👁 Reveal", "⋯ More", "📝 Note for the room")
        await self.tom.sends("a quarter of an hour for lunch")
        await self.story.goes_on()

    async def _stars(self) -> None:
        self._part("Everybody stars two notes", 2)
        await self._tom("⏭ Next: stars")
        await self._mia("Page 2 ▶")
        await self._mia("Page 3 ▶")
        await self._mia(_number_of(self.mia.last, "keep the queue short at 8"))
        names = self._others(_OTTO)
        await self._all(self._gives_stars, names)
        await self.story.goes_on()

    async def _gives_stars(self, person: Person) -> None:
        """Star what they like, on as many pages as that takes."""
        left, likes = 2, _named(person.name).likes
        for turned in range(1, 5):
            for number, note in _OPTION.findall(person.last.text):
                if left and any(word in note for word in likes):
                    await person.taps(number)
                    left -= 1
                    wanted = f"You have {left} star" if left else "Your stars are given"
                    await person.sees(wanted)
            page = next((b for b in person.buttons if b.endswith("▶")), "")
            if not left or not page:
                return
            await person.taps(page)
            await person.sees(f"\n{10 * turned + 1}. ")

    async def _is_sorted(self) -> None:
        self._part("Tom makes few notes of many", 3)
        await self._tom("⏭ Next: sort", "≈ Alike")
        for _ in range(12):
            if "Nothing looks alike" in self._console.text:
                break
            await self._decides()
        await self._tom("📋 Shortlist", "↩ Back")

    async def _decides(self) -> None:
        pair = self._console
        same = next((at for words, at in _SAME.items() if words in pair.text), 0)
        await self._tom(f"Merge into {same}" if same else "Keep both")

    async def _vote(self) -> None:
        self._part("The class votes", 3)
        await self._tom("⏭ Next: vote")
        for number in ("4", "4", "1"):
            await self._mia(_labelled(self.mia, number))
        otto = self.people[_OTTO]
        await otto.taps("2", in_=self.group)
        await otto.taps("4", in_=self.group)
        toast = await otto.taps("🗳 My dots", in_=self.group)
        await self.story.goes_on({"Group": toast})
        await self._all(self._gives_dots, self._others(_OTTO, "Will"))
        await self.story.goes_on()
        await self._mia("✓ I have voted")

    async def _gives_dots(self, person: Person) -> None:
        """Two dots each for what they like, then for what many like."""
        place = list(self.people).index(person.name)
        likes = (
            *_named(person.name).likes,
            *LIKED_BY_MANY[place % 3 :],
            *LIKED_BY_MANY,
        )
        notes = _OPTION.findall(person.last.text)
        liked = [at for word in likes for at, note in notes if word in note]
        choice = [*dict.fromkeys(liked), *(at for at, _ in notes)]
        for left, turn in zip(range(4, -1, -1), range(5), strict=True):
            await person.taps(_labelled(person, choice[turn // 2]))
            await person.sees(f"You have {left} dot" if left else "All your dots")

    async def _result(self) -> None:
        self._part("The result", 3)
        await self._tom("⏭ Show the result")

    async def _goes_home(self) -> None:
        self._part("The class takes it home", 5)
        await self._tom("⏭ Finish")
        await self._arrives(self.group, "photo")
        await self.story.goes_on()
        await self._mia("🖼 My canvas")
        await self._arrives(self.mia.chat, "photo")
        await self.story.goes_on()
        await self._tom("⋯ Files")
        for before, label in enumerate(FILES):
            await self.story.goes_on({"Tom": await self.tom.taps(label)})
            await self._arrives(self.tom.chat, "document", before)
            await self.story.goes_on()

    # --- looking ----------------------------------------------------------------------

    @property
    def _console(self) -> Message:
        """What Tom steers with."""
        return next(m for m in shown(self.tom.chat) if m.buttons)

    async def _opens_note(self, words: str) -> None:
        """Tom looks for a note, page by page, and opens it."""
        await self._tom("📝 Notes")
        for _ in range(20):
            card = self._console
            if words in card.text:
                await self._tom(_number_of(card, words))
                return
            await self._tom(next(b for b in labels(card) if b.endswith("▶")))

    async def _arrives(self, chat: Chat, kind: str, others: int = 0) -> None:
        """Wait for a file, and keep it."""

        def found() -> Message | None:
            there = [m for m in chat.messages if m.kind == kind]
            return there[-1] if len(there) > others else None

        message = await self.tom.waits(found, timeout=60)
        await self.sim.settled()
        file = self.sim.world.files.of(message)
        assert file is not None
        document = message.content.get("document", {})
        owner = "mia" if chat is self.mia.chat else "class"
        name: str = document.get("file_name", f"{owner}.png")
        self.files[name] = file.data


def _named(name: str) -> Student:
    return next(each for each in CLASS if each.name == name)


def _number_of(card: Message, words: str) -> str:
    """The number that stands before a note on a card."""
    found: str = next(at for at, note in _OPTION.findall(card.text) if words in note)
    return found


def _labelled(person: Person, number: str) -> str:
    """The button of a note on a ballot; it shows its dots, too."""
    return next(b for b in person.buttons if b.split(" ")[0] == number)
