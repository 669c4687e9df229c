"""Days go by, updates come late, and clocks are wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.bootstrap import running_bot
from bot.playground import Person, Simulator, SteppedClock, SystemClock
from tests.bot.conftest import settings_for
from tests.bot.founders import SHORT, answers, begins, finishes
from tests.waiting import until


@pytest.fixture
def clock() -> SteppedClock:
    """Telegram's clock."""
    return SteppedClock(SystemClock().now())


@pytest.fixture
async def sim(clock: SteppedClock) -> AsyncIterator[Simulator]:
    async with Simulator(limits=None, clock=clock) as simulator:
        yield simulator


async def test_who_was_silent_for_a_month_goes_on_at_the_same_question(
    sim: Simulator, clock: SteppedClock, ada: Person, tmp_path: Path
) -> None:
    """U09: whether she writes or taps."""
    bob = sim.person("Bob")
    async with running_bot(settings_for(sim, tmp_path), clock=clock):
        for person in (ada, bob):
            await begins(person)
            await answers(person, "order beans")
        await sim.settled()
        clock.advance(days=30)
        await ada.sends("keep regulars")
        card = await ada.sees("✓ order beans\n✓ keep regulars")
        assert "Which tasks" in card.text
        await bob.taps("Next")
        await bob.sees("Which problems")
        await answers(bob, "milk is thrown away")


async def test_updates_older_than_a_day_count_and_too_late_answers_hurt_nobody(
    sim: Simulator, clock: SteppedClock, ada: Person, tmp_path: Path
) -> None:
    """T17, T09: Telegram held them back, and takes no answer to so old a tap."""
    settings = settings_for(sim, tmp_path)
    async with running_bot(settings, clock=clock):
        await begins(ada)
        await answers(ada, "order beans")
        await sim.settled()
    old = ada.last
    await ada.sends("keep regulars")
    tap = asyncio.create_task(ada.taps("Next"))
    await until(lambda: "callback_query" in sim.updates.history[-1])
    late = sim.updates.history[-2:]
    clock.advance(hours=26)
    assert sim.updates.pending == 0
    for update in late:
        sim.redeliver(update)
    async with running_bot(settings, clock=clock):
        await ada.sees("Which problems")
        await until(lambda: answered_too_late(sim))
        assert not tap.done()
        tap.cancel()
        assert "earlier step" in (await ada.taps("Next", on=old)).text
        await ada.sends("/summary")
        await ada.sees("• order beans\n• keep regulars")


def answered_too_late(sim: Simulator) -> bool:
    """Whether Telegram refused the newest answer to a tap for its age."""
    newest = sim.ledger.calls("answerCallbackQuery")[-1]
    return "query is too old" in newest.description


async def test_a_clock_that_jumps_by_an_hour_changes_nothing(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    """Z01: ours, before every act, back and forth; questions have Telegram's dates."""
    ours = SteppedClock(sim.world.now())
    hours = 1

    async def jump() -> None:
        nonlocal hours
        hours = -hours
        ours.advance(hours=hours)

    async with running_bot(settings_for(sim, tmp_path), clock=ours):
        await finishes(ada, SHORT, jump)
        assert "1 job · 1 pain · 1 gain" in ada.last.text
        await sim.settled()
    shown = "".join(m.text for m in ada.chat.messages)
    assert "Everything is saved" not in shown
