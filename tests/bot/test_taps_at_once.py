"""Taps that come twice, all at once, or while the bot is away."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Person, Simulator
from tests.bot.conftest import settings_for
from tests.bot.founders import SHORT, answers, begins, reaches_pains


async def test_a_double_tap_counts_once_and_both_are_answered(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    card = ada.last
    one, two = await asyncio.gather(
        ada.taps("Next", on=card), ada.taps("Next", on=card)
    )
    assert [one.text, two.text].count("") == 1
    assert "Nothing changed" in one.text + two.text
    await sim.settled()
    assert "Which problems" in ada.last.text


async def test_twenty_taps_on_a_level_leave_it_set(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    await reaches_pains(ada, SHORT)
    await ada.sees("What annoys or blocks them")
    await answers(ada, "stale", "late")
    for _ in range(3):
        await ada.taps("Next" if "▶ Next" in ada.buttons else "Skip")
        await sim.settled()
    card = await ada.sees("How bad is each?")
    toasts = await asyncio.gather(
        *(ada.taps("1 severe", on=card) for _ in range(20))
    )
    assert [toast.text for toast in toasts].count("✓ Saved") == 1
    await sim.settled()
    assert "1. stale: severe" in ada.last.text


async def test_two_beginnings_at_once_begin_one_interview(
    bot: RunningBot, ada: Person
) -> None:
    await ada.sends("/start")
    card = await ada.sees("Let's find out")
    await asyncio.gather(ada.taps("Start", on=card), ada.taps("Start", on=card))
    await ada.sees("Who is your customer?")
    await ada.sends("/profiles")
    await ada.sees("You have 1 profile.")


async def test_picks_made_faster_than_the_card_changes_all_count_or_say_so(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    """Two different picks on one card: both claim the same place, one gets it."""
    await begins(ada)
    await answers(ada, *(f"job {letter}" for letter in "abcdef"))
    for _ in range(3):
        await ada.taps("Next" if "▶ Next" in ada.buttons else "Skip")
        await sim.settled()
    await ada.taps("Yes, they would")
    await ada.sees("Jobs: you have 6.")
    await ada.taps("Only my top 3")
    card = await ada.sees("Tap the jobs")
    toasts = await asyncio.gather(
        ada.taps("job a", on=card), ada.taps("job b", on=card)
    )
    await sim.settled()
    kept = [line for line in ada.last.text.splitlines() if ". job" in line]
    refused = [toast for toast in toasts if "Nothing changed" in toast.text]
    assert len(kept) + len(refused) == 2


async def test_taps_made_while_the_bot_is_away_count_when_it_is_back(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    settings = settings_for(sim, tmp_path)
    async with running_bot(settings):
        await begins(ada)
        await answers(ada, "order beans")
        await sim.settled()
    tap = asyncio.create_task(ada.taps("Next"))
    async with running_bot(settings):
        await tap
        await ada.sees("Which problems")
        await answers(ada, "milk is thrown away")
        await ada.sees("✓ milk is thrown away")
