"""A lesson of forty minutes with thirty students, from /exercise to the files.

Mia is the student who is looked at; Tom leads. It is a story: what is checked is that
it is told as before, word by word, and what is in the files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.playground import Person, Simulator, SteppedClock
from conversations.exercise.sorting import STARS
from tests.bot.classes.lesson import CAFES, EXERCISE
from tests.bot.classes.recording import OPTION, Part, Recording, labelled, number_of
from tests.bot.classes.students import CLASS, LIKED_BY_MANY, Student

_ABOUT = """\
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

#: What the cards ask for; also the buttons that turn to it.
_SECTIONS = ("Jobs", "Pains", "Gains")

#: Which note of a pair stands for both, by words that are in them.
_SAME = {"regulars comming": 1, "queue": 2, "stale again": 2, "free again": 1}


class RecordedClass(Recording):
    """Forty minutes with thirty students."""

    about = _ABOUT

    def __init__(self, sim: Simulator, clock: SteppedClock, tom: Person) -> None:
        """Let the class be there."""
        super().__init__(sim, clock, tom, "Founders 2b", (one.name for one in CLASS))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The lesson."""
        return (
            self._some_know_the_bot,
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
        )

    # --- who does what ----------------------------------------------------------------

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

    async def _some_know_the_bot(self) -> None:
        for name in list(self.people)[1 : _STARTED + 1]:
            await self.people[name].starts()
        await self.sim.settled()
        self.story.begins()

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
        await self._mia("1")
        await self._mia("Pains")
        await self._mia(number_of(self.mia.last, "someone calls in sick"))
        names = self._others(_OTTO)
        await self._all(self._gives_stars, names)
        await self.story.goes_on()

    async def _gives_stars(self, person: Person) -> None:
        """Star what they like, on as many pages as that takes."""
        left, likes = STARS, _named(person.name).likes
        start = list(self.people).index(person.name) % len(_SECTIONS)
        for section in (*_SECTIONS[start:], *_SECTIONS[:start]):
            await person.taps(section)
            await _turned_to(person, section)
            for number, note in OPTION.findall(person.last.text):
                if left and any(word in note for word in likes):
                    await person.taps(number)
                    left -= 1
                    wanted = f"You have {left} star" if left else "Your stars are given"
                    await person.sees(wanted)

    async def _is_sorted(self) -> None:
        self._part("Tom makes few notes of many", 3)
        await self._tom("⏭ Next: sort", "≈ Alike")
        for _ in range(12):
            if "Nothing looks alike" in self._console.text:
                break
            await self._decides()
        await self._tom("📋 Shortlist")
        await self._tom(f"☐ {await self._finds('keep the queue short')}", "↩ Back")

    async def _decides(self) -> None:
        pair = self._console
        same = next((at for words, at in _SAME.items() if words in pair.text), 0)
        await self._tom(f"Merge into {same}" if same else "Keep both")

    async def _vote(self) -> None:
        self._part("The class votes", 3)
        await self._tom("⏭ Next: vote")
        for number in ("4", "4", "1"):
            await self._mia(labelled(self.mia, number))
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
        notes = OPTION.findall(person.last.text)
        liked = [at for word in likes for at, note in notes if word in note]
        choice = [*dict.fromkeys(liked), *(at for at, _ in notes)]
        for left, turn in zip(range(4, -1, -1), range(5), strict=True):
            await person.taps(labelled(person, choice[turn // 2]))
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


def _named(name: str) -> Student:
    return next(each for each in CLASS if each.name == name)


async def _turned_to(person: Person, section: str) -> None:
    """Wait until somebody's list of notes shows those of a section."""
    await person.waits(lambda: f"● {section}" in person.buttons or None)
