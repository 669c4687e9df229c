"""Conversations that are kept in docs/transcripts and replayed here, word by word.

With UPDATE_TRANSCRIPTS=1 the files are written anew; read them aloud then.
"""

from __future__ import annotations

import os
from pathlib import Path

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.founders import begins

FOLDER = Path(__file__).parents[2] / "docs" / "transcripts"
SKIPPED_JOBS = ("involves other", "other tasks", "Which feelings", "How do they want")
SKIPPED = {
    "Pains": (
        "What makes them feel bad",
        "How do today's offers",
        "Which mistakes",
        "What stops them",
    ),
    "Gains": (
        "Which savings",
        "What would make their",
        "How do they want to be seen",
        "What do they look for",
    ),
}


class Played:
    """Somebody who waits until the bot is done before the next thing she does."""

    def __init__(self, sim: Simulator, person: Person) -> None:
        self.sim = sim
        self.person = person

    async def sends(self, *lines: str) -> None:
        await self.person.sends("\n".join(lines))
        await self.sim.settled()

    async def taps(self, *labels: str) -> None:
        for label in labels:
            await self.person.taps(label)
            await self.sim.settled()

    async def skips(self, *questions: str) -> None:
        for question in questions:
            assert question in self.person.last.text
            await self.taps("Skip")


def is_kept(sim: Simulator, person: Person, name: str, title: str) -> None:
    """Hold the chat against the file, without toasts: they may come before a card."""
    lines = sim.transcript(person).splitlines()
    told = "\n".join(line for line in lines if not line.startswith("Bot (toast)"))
    text = (
        f"# {title}\n\n`tests/bot/test_transcripts.py` plays this against the real "
        f"bot; with\nUPDATE_TRANSCRIPTS=1 it writes this file anew.\n\n"
        f"```text\n{told}\n```\n"
    )
    path = FOLDER / f"{name}.md"
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


async def test_the_worksheet(sim: Simulator, bot: RunningBot, ada: Person) -> None:
    she = Played(sim, ada)
    await she.sends("/start")
    await she.taps("Other ways", "▶ Worksheet")
    await she.sends("Wholesale cafés", "Walk-in regulars")
    await she.taps("Next", "Wholesale cafés")
    await she.sends("six cafés within ten minutes")
    await she.taps("Next")
    await she.sends("serve good coffee all day")
    await she.taps("Next")
    await she.sends("look what is left", "order before noon", "check the delivery")
    await she.taps("Next")
    await she.skips(SKIPPED_JOBS[0])
    await she.sends("do the books", "keep the machine running")
    await she.taps("Next")
    await she.skips(*SKIPPED_JOBS[2:])
    await she.taps("9", "4")
    await she.sends("7")
    await she.taps("Done", "On to Pains")
    await she.sends("the best barista may leave", "rent goes up in spring")
    await she.taps("Next")
    await she.skips(*SKIPPED["Pains"])
    await she.sends("8 6")
    await she.taps("Done", "On to Gains")
    await she.sends("a queue of regulars")
    await she.taps("Next")
    await she.skips(*SKIPPED["Gains"])
    await she.taps("10", "Done", "Show my canvas")
    await she.sends("they worry more about staff than about coffee")
    await she.taps("Next: Walk-in regulars")
    # Ten notes, nine of twenty prompts answered, the others skipped.
    assert ada.actions <= 51
    assert ada.bot_messages <= 30
    is_kept(sim, ada, "worksheet", "The worksheet")


MOVING = "Families who move house"


async def test_the_full_canvas(sim: Simulator, bot: RunningBot, ada: Person) -> None:
    """Gains before pains, the value map on another day, and one gap that is left."""
    she = Played(sim, ada)
    await she.sends("/start")
    await she.taps("Other ways", "▶ Full canvas")
    await she.sends(MOVING)
    await she.taps("▶ Jobs")
    await she.sends("get everything into the new flat in one day", "feel at home")
    await she.taps("Next", *["Skip"] * 3)
    await she.sends("compare three offers")
    await she.taps("Next", *["Skip"] * 2)
    await she.taps("crucial", "important", "minor", "Done")
    await she.taps("1 rarely", "2 rarely", "3 rarely", "Done")
    await she.sends("between two jobs, with small children around")
    await she.taps("Leave this one out", "Done", "Go on")
    await she.taps("Gains", *["Skip"] * 2)
    await she.sends("a fixed price in writing")
    await she.taps("Next")
    await she.sends("come home to a finished flat")
    await she.taps("Next", "Menu")
    await she.taps("Pains")
    await she.sends("a whole evening to get one offer")
    await she.taps("Next")
    await she.sends("nobody calls back")
    await she.taps("Next", *["Skip"] * 3)
    await she.sends("the bill is twice the offer", "the piano gets damaged")
    await she.taps("Next", *["Skip"] * 3)
    await she.taps("intense", "light", "very intense", "very intense", "Done")
    await she.taps("1 monthly", "2 weekly", "3 rarely", "4 rarely", "Done")
    await she.taps(ada.buttons[0], "Go on", "Gains", *["Skip"] * 2)
    await she.taps("large", "substantial", "Done", "1 rarely", "2 rarely", "Done")
    await she.taps("Go on", "Show my canvas", "Add the value map")
    await she.taps("▶ Products & services")
    await she.sends("a van with two people", "an app with a photo of every box")
    await she.taps("Next")
    await she.sends("a price by video call")
    await she.taps("Next", "Skip", "Skip")
    await she.taps("get everything", "Next note", "feel at home", "Next note")
    await she.taps("compare three offers", "Done")
    await she.taps("tangible", "Next note", "digital", "Next note", "digital", "Done")
    await she.taps("▶ Pain relievers", *["Skip"] * 5)
    await she.sends("the price in the offer is the price on the bill")
    await she.taps("Next", *["Skip"] * 2)
    await she.sends("no deposit")
    await she.taps("Next")
    await she.taps("the bill is twice", "Next note", "Done")
    await she.taps("Take what is offered", "light", "Done", "Done")
    await she.taps("Go on", "▶ Gain creators")
    await she.sends("a fixed price on the same day")
    await she.taps("Next", *["Skip"] * 3)
    await she.taps("a fixed price", "Done", "☆ large", "Done", "Done", "Go on")
    await she.taps("Show my canvas", "Show my canvas")
    await she.taps("Edit", "Pain relievers", "2", "What it answers", "nobody calls")
    is_kept(sim, ada, "canvas", "The full canvas")


async def test_somebody_who_changes_everything(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    she = Played(sim, ada)
    await begins(ada)
    await sim.settled()
    await she.sends("order beens", "do the books", "beans arrive stale")
    written = next(m for m in ada.chat.newest_first() if not m.from_bot)
    await ada.edits(written, "order beans\ndo the books\nbeans arrive stale")
    await sim.settled()
    await she.taps("Fix", "3", "→ Pains", "severe", "Reword")
    await she.sends("the beans arrive stale")
    await she.taps("Pains", "All sections", "Jobs", "2", "Delete", "Undo", "Not sure")
    await she.taps("All sections" if "All sections" in ada.buttons else "↩ Not sure")
    await she.taps("All sections", "Jobs", "Add a note")
    await she.sends("keep regulars coming back")
    await ada.edits(written, "order beans\ndo the books on Sunday\nstale beans")
    await sim.settled()
    await she.sends("/edit")
    await she.taps("Go on with the questions")
    is_kept(sim, ada, "editing", "Somebody who changes everything")


async def test_two_devices(sim: Simulator, bot: RunningBot, ada: Person) -> None:
    """A phone and a laptop show one chat; what one of them shows may be old."""
    she = Played(sim, ada)
    await begins(ada)
    await sim.settled()
    await she.sends("order beans")
    laptop = ada.last
    await she.taps("Next")
    late = await ada.taps("Next", on=laptop)
    assert late.text == (
        "This button belongs to an earlier step. Nothing changed; "
        "please use the newest card below."
    )
    await sim.settled()
    await she.sends("too much milk is thrown away")
    await she.taps("Later")
    resting = await ada.taps("Next", on=laptop)
    assert resting.text == "We are taking a break here. Tap Continue to go on."
    await sim.settled()
    await she.taps("Another segment")
    await she.sends("Parents of toddlers")
    waiting = await ada.taps("Next", on=laptop)
    assert waiting.text == (
        "That card belongs to another customer, who waits here. Shall we go on?"
    )
    await sim.settled()
    await she.taps("Continue")
    assert "✓ too much milk is thrown away" in ada.last.text
    is_kept(sim, ada, "two_devices", "Two devices")


async def test_guesses_and_what_customers_said(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    """Hints on the way to a canvas; marks on it; a second round says what is new."""
    she = Played(sim, ada)
    await begins(ada)
    await sim.settled()
    await she.sends("beans")
    await she.taps("Say it better")
    await she.sends("order beans without running out")
    await she.taps("Next", "Skip", "Skip", "Yes, they would")
    await she.taps("1 daily", "Done", "Done", "On to Pains")
    await she.sends("beans arrive stale", "the order form crashes", "stale beans")
    await she.taps("Yes, drop one", "Next", "Skip", "Skip")
    await she.taps("1 severe", "2 mild", "Done", "On to Gains")
    await she.sends("too many phone calls")
    await she.taps("→ Pains", "Go on with the questions")
    await she.sends("order by a message")
    await she.taps("Next", "Skip", "Skip", "Show my canvas")
    await she.taps("Heard it from a customer", "2", "3", "Add their words")
    await she.sends("Last Friday I threw two bags away.")
    await she.taps("All notes", "1", "1", "Show the canvas")
    await she.sends("/profiles")
    await she.taps("Owners of independent", "Go through it again", "Next")
    await she.sends("find a second supplier")
    await she.taps("Next", "Skip", "Skip", "Yes, they would", "2 daily", "Done")
    await she.taps("Done", "find a second supplier", "On to Pains")
    await she.taps("Next", "Skip", "Skip", "Done", "On to Gains")
    await she.taps("Next", "Skip", "Skip", "Show my canvas")
    is_kept(sim, ada, "evidence", "Guesses, and what customers said")


async def test_privacy_and_two_customers(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    """Two profiles are compared; then she asks what is kept and has it deleted."""
    she = Played(sim, ada)
    await begins(ada)
    await sim.settled()
    await she.sends("do the books", "find good staff")
    await she.taps("Later", "Another segment")
    await she.sends("Florists in small towns")
    await she.sends("find staff", "buy roses before dawn")
    await she.sends("/profiles")
    await she.taps("Compare two", "Owners of", "Florists")
    await she.sends("/settings")
    await she.taps("Turn hints off")
    await she.sends("/privacy")
    await she.sends("/mydata")
    await she.sends("/deletemydata")
    await she.taps("Keep it all")
    await she.sends("/deletemydata")
    await she.taps("Yes, delete everything")
    is_kept(sim, ada, "privacy", "Two customers, and what is kept of them")


async def test_the_lesson(sim: Simulator, bot: RunningBot, ada: Person) -> None:
    """Five steps, two levels of the exercise, and a value proposition."""
    she = Played(sim, ada)
    await she.sends("/start")
    await she.taps("Other ways", "▶ Lean lesson")
    await she.sends("First-year students away from home")
    await she.sends("be happy most days", "a brilliant career")
    await she.taps("Next")
    await she.sends("eat properly without spending all evening on it")
    await she.taps("Next")
    await she.skips("How do they want others to see them")
    await she.sends("not be alone on Sundays")
    await she.taps("Next", "Let's climb")
    await she.sends("a warm meal after a late lecture")
    await she.taps("Next")
    await she.sends("dinner is ready when they come in")
    await she.taps("Next", "Leave the exercise")
    await she.sends("they don't know where to begin", "the kitchen is shared and dirty")
    await she.taps("Next")
    await she.sends("end up with noodles again")
    await she.taps("Next")
    await she.skips("done badly")
    await she.sends("the meal fills them up")
    await she.taps("Next")
    await she.skips("take for granted")
    await she.sends("cook something they can be proud of")
    await she.taps("Next")
    await she.sends("they make a friend on the way")
    await she.taps("Next")
    await she.taps("eat properly", "not be alone", "a warm meal", "Done", "On to Pains")
    await she.taps("end up with noodles", "they don't know", "Done", "On to Gains")
    await she.taps("dinner is ready", "they make a friend", "Done")
    await she.taps("On to Value proposition")
    await she.sends("Eat well together on a student's budget.")
    await she.taps("Next")
    await she.sends("a warm dinner for under 3, five days a week")
    await she.taps("Next")
    await she.sends("cook with them instead of for them")
    await she.taps("Next")
    await she.sends(
        "We help students eat well together: a warm dinner for under 3, five days a "
        "week. Others cook for them; we cook with them."
    )
    await she.taps("That's it")
    is_kept(sim, ada, "course", "The lesson in five steps")


async def test_a_segment_before_another_guide(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    """Described by taps, tested, and then asked about: its other side waits."""
    she = Played(sim, ada)
    await she.sends("/start")
    await she.taps("Other ways", "▶ Describe a segment")
    await she.sends("People who rent out one spare room")
    await she.taps("Multi-sided")
    await she.sends("Guests who stay for a week")
    await she.taps("City", "Language", "Done")
    await she.sends("Porto, the old town")
    await she.sends("Portuguese, some English")
    await she.taps("Life stage", "Done")
    await she.sends("the children just moved out")
    await she.taps("Skip", "Occasion", "Done")
    await she.sends("when the room stands empty for the first time")
    await she.sends("owners of three flats and more")
    await she.taps("They need another offer", "I reach them elsewhere", "Done")
    await she.sends("the bike: it was in stock, and he let me try it")
    await she.taps("Help with a job", "Less risk", "✓ Done")
    # Ten questions in five minutes: one message or one tap each, then on.
    assert ada.actions <= 26
    await she.taps("Go on: Priority table")
    is_kept(sim, ada, "segment", "A segment before another guide")


async def test_learning_on_the_way(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    """A term is looked up in the middle of a question, which is there all the time."""
    she = Played(sim, ada)
    await begins(ada)
    await sim.settled()
    await she.taps("📖 Job", "Social job")
    await she.taps("Go on with the questions")
    await she.sends("order beans")
    await she.sends("/learn")
    await she.taps("Pains", "Obstacle", "All themes", "Look up a word")
    await she.sends("psycographic")
    await she.taps("All themes", "Quiz", "Everybody who likes coffee", "Next question")
    await she.taps("Have breakfast ready at seven", "📖 Job")
    await she.taps("Go on with the questions")
    assert "✓ order beans" in ada.last.text
    await she.sends("/learn guarantee")
    is_kept(sim, ada, "learn", "Learning on the way")
