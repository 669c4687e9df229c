"""Twenty minutes with eight students whose answers are anonymous.

The class says itself who the customer is. Somebody forgets that a group is no place for
anonymous answers.
"""

from __future__ import annotations

from bot.playground import Person, Simulator, SteppedClock
from tests.bot.classes.lesson import CAFES, EXERCISE
from tests.bot.classes.recording import OPTION, Part, Recording, labelled
from tests.bot.classes.students import CLASS

_ABOUT = """\
# An anonymous class

Tom leads eight students for twenty minutes, and nobody is to know who wrote what. Mia
is the one whose private chat is shown. `tests/bot/classes/test_recorded_class.py` plays
this against the real bot; with UPDATE_TRANSCRIPTS=1 it writes this file anew.
"""

#: Who takes part, and whom each of them proposes as the customer.
STUDENTS = CLASS[:8]
_CUSTOMERS = (CAFES, "baristas", "people who open a café", "café owners in small towns")

_OTTO, _BEN = "Otto", "Ben"


class AnonymousClass(Recording):
    """Twenty minutes with eight students."""

    about = _ABOUT

    def __init__(self, sim: Simulator, clock: SteppedClock, tom: Person) -> None:
        """Let the class be there."""
        super().__init__(sim, clock, tom, "Evening class", (o.name for o in STUDENTS))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The lesson."""
        return (
            self._is_set_up,
            self._join,
            self._choose_the_customer,
            self._jobs,
            self._is_muted,
            self._pains_and_gains,
            self._vote,
            self._goes_home,
        )

    async def _is_set_up(self) -> None:
        self._part("Tom promises that nobody will know")
        await self.tom.sends(EXERCISE, to=self.group)
        await self.story.goes_on()
        await self._tom("👀 Names", "Anonymous", "↩ Back", "⏱ Time", "20 min", "↩ Back")
        await self._tom("3 dots")

    async def _join(self) -> None:
        self._part("The class joins", 1)
        await self._tom("Open for joining")
        toast = await self._joins(self.mia)
        await self.story.goes_on({"Group": toast})
        await self._all(self._joins, self._others())
        await self.story.goes_on()

    async def _choose_the_customer(self) -> None:
        self._part("Who is the customer?", 1)
        await self._tom("▶ Start")
        for name, customer in zip(self._others(), _CUSTOMERS[1:], strict=False):
            await self.people[name].sends(customer)
        await self.mia.sends(_CUSTOMERS[0])
        await self.story.goes_on()
        await self._tom("👁 Reveal")
        await self._opens_note(CAFES)
        await self._tom("This is our customer")

    async def _jobs(self) -> None:
        self._part("Jobs, and an answer in the wrong place", 2)
        await self._tom("⏭ Next: Jobs")
        said = await self.people[_OTTO].sends(
            STUDENTS[5].jobs[0], to=self.group, reply_to=self.lesson.card
        )
        await self.story.goes_on()
        await self.people[_OTTO].deletes(said)
        for each in STUDENTS[1:-1]:
            await self.people[each.name].sends("\n".join(each.jobs))
        await self.story.goes_on()
        await self.mia.sends("\n".join(STUDENTS[0].jobs))
        await self.story.goes_on()
        await self._tom("⏹ Time is up", "👁 Reveal")

    async def _is_muted(self) -> None:
        self._part("Somebody is late, and somebody is muted", 1)
        await self.people[_BEN].sends(STUDENTS[7].jobs[0])
        await self.story.goes_on()
        await self._opens_note("fill the tables in the afternoon")
        await self._tom("🔇 Mute the author", "⌂ Console")

    async def _pains_and_gains(self) -> None:
        self._part("Pains and gains", 1)
        await self._tom("⏭ Next: Pains")
        for each in STUDENTS:
            await self.people[each.name].sends("\n".join(each.pains))
        await self.story.goes_on()
        await self._tom("👁 Reveal", "⏭ Next: Gains")
        for each in STUDENTS:
            await self.people[each.name].sends("\n".join(each.gains))
        await self.story.goes_on()
        await self._tom("👁 Reveal")

    async def _vote(self) -> None:
        self._part("The vote, without stars", 3)
        await self._tom("⏭ Next: stars", "⏭ Next: sort", "⏭ Next: vote")
        await self._all(self._gives_dots, list(self.people))
        await self.story.goes_on()
        await self._tom("⏭ Show the result", "🧑‍🏫 My own vote")
        await self._tom("1", "↩ Back")

    async def _gives_dots(self, person: Person) -> None:
        """A dot each for three notes in a row."""
        place = list(self.people).index(person.name)
        numbers = [at for at, _ in OPTION.findall(person.last.text)]
        for left in (2, 1, 0):
            number = numbers[(place // 2 + left) % len(numbers)]
            await person.taps(labelled(person, number))
            await person.sees(f"You have {left} dot" if left else "All your dots")

    async def _goes_home(self) -> None:
        self._part("The class takes it home", 4)
        await self._tom("⏭ Finish")
        await self._arrives(self.group, "photo")
        await self.story.goes_on()
        await self._tom("⋯ Files")
        for before, label in enumerate(("📊 Spreadsheet", "🔢 CSV", "💾 Data")):
            await self._tom(label)
            await self._arrives(self.tom.chat, "document", before)
            await self.story.goes_on()
