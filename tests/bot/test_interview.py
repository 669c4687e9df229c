"""A whole interview of the guide `priority`, to the canvas and a surprise."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.conftest import EITHER_WAY
from tests.bot.founders import CAFES, SHORT, Story, finishes
from tests.bot.recorded import is_recorded

pytestmark = EITHER_WAY

TRANSCRIPT = Path(__file__).parents[2] / "docs" / "transcripts" / "priority.md"
HEAD = """\
# A whole interview

The guide `priority` as one founder walks it. `tests/bot/test_interview.py` plays
it against the real bot; with UPDATE_TRANSCRIPTS=1 it writes this file anew.

"""
SURPRISE = "They'd pay more for a supplier who answers the phone"

CANVAS = """\
🗺 Owners of independent cafés
5 jobs · 5 pains · 5 gains

Top job: keep regulars coming back, because it comes up every day
Worst pain: the order form crashes on the phone, because it is severe, \
and you put it before its equals
Most wanted gain: beans are there on Monday, because you put it first

Jobs
1. keep regulars coming back (daily, a lot hangs on it)
2. order beans without running out (weekly, a lot hangs on it)
3. too much milk is thrown away (daily)
4. do the books on Sunday (weekly)
5. be proud of the place (monthly)

Pains
1. the order form crashes on the phone (severe)
2. beans arrive stale (severe)
3. prices change every week (moderate)
4. minimum order too large (moderate)
5. no time to compare suppliers (mild)

Gains
1. beans are there on Monday
2. the same taste every time
3. a free evening every week
Not rated:
• the till adds up
• a friendly voice on the phone

Your 3 riskiest guesses. Nobody has told you so yet. Ask two real customers this week:
• When did you last have to do this: “keep regulars coming back”? Tell me how it went.
• When did this last happen to you: “the order form crashes on the phone”? \
What did you do about it?
• What would change for you with this: “beans are there on Monday”? \
What have you tried so far to get there?

Did anything surprise you? Send it, and I keep it with the canvas."""


def story_of(sim: Simulator, person: Person) -> str:
    """A transcript without toasts, which may come before or after the card."""
    lines = sim.transcript(person).splitlines()
    told = (line for line in lines if not line.startswith("Bot (toast)"))
    return HEAD + "```text\n" + "\n".join(told) + "\n```\n"


async def test_a_founder_walks_from_start_to_the_canvas(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    async def rests() -> None:
        await sim.settled()
        await bot.delivery.idle()  # and the older card is shrunk

    await finishes(ada, rest=rests)
    assert (await ada.sees("Did anything surprise you?")).text == CANVAS
    await ada.sends(SURPRISE)
    await ada.sees(f"Kept with your canvas:\n✓ {SURPRISE}")
    await rests()

    told = story_of(sim, ada)
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        TRANSCRIPT.parent.mkdir(exist_ok=True)
        TRANSCRIPT.write_text(told, encoding="utf-8")
    assert told == TRANSCRIPT.read_text(encoding="utf-8")
    is_recorded(sim, ada, "interview", "A whole interview")


async def test_fifteen_notes_take_at_most_45_actions_and_30_messages(
    bot: RunningBot, ada: Person
) -> None:
    several_a_message = Story(
        jobs=(CAFES.jobs[0] + CAFES.jobs[1], CAFES.jobs[2], ()),
        pains=(CAFES.pains[0] + CAFES.pains[1], CAFES.pains[2], ()),
        gains=(CAFES.gains[0] + CAFES.gains[1], CAFES.gains[2], ()),
    )
    await finishes(ada, several_a_message)
    await ada.sees("5 jobs · 5 pains · 5 gains")
    assert ada.actions <= 45
    assert ada.bot_messages <= 30


async def test_two_founders_at_the_same_time_do_not_mix(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    ben = sim.person("Ben")
    bens = replace(SHORT, segment="Dog walkers", jobs=(("walk six dogs",), (), ()))
    await asyncio.gather(finishes(ada, SHORT), finishes(ben, bens))
    bens_canvas = await ben.sees("Did anything surprise you?")
    assert "walk six dogs" in bens_canvas.text
    assert "order beans" not in bens_canvas.text
    assert "order beans" in (await ada.sees("Did anything surprise you?")).text
    assert "Dog walkers" not in sim.transcript(ada)
