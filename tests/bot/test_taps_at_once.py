"""Taps that come twice, all at once, or while the bot is away."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Chat, Message, Person, Simulator, Toast
from tests.bot.conftest import settings_for
from tests.bot.founders import (
    SHORT,
    answers,
    begins,
    finishes,
    leaves,
    rates,
    reaches_pains,
)
from tests.bot.test_interview import CANVAS


class HastyPerson(Person):
    """Somebody who taps every button twice."""

    async def taps(
        self,
        label: str,
        *,
        on: Message | None = None,
        in_: Chat | None = None,
        timeout: float = 10.0,  # noqa: ASYNC109 (as in Person)
    ) -> Toast:
        once, _ = await asyncio.gather(
            super().taps(label, on=on, in_=in_, timeout=timeout),
            super().taps(label, on=on, in_=in_, timeout=timeout),
        )
        return once


async def test_a_whole_interview_of_double_taps_reaches_the_same_canvas(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    hasty = HastyPerson(sim.world, ada.user)
    await finishes(hasty, rest=sim.settled)
    texts = [m.text for m in hasty.chat.messages if m.kind == "text"]
    assert texts[-1] == CANVAS


async def taps_twice(ada: Person, label: str) -> None:
    """Two taps on the newest card; the second one changes nothing and says so."""
    card = ada.last
    toasts = await asyncio.gather(ada.taps(label, on=card), ada.taps(label, on=card))
    assert sorted("Nothing changed" in toast.text for toast in toasts) == [False, True]


async def rates_jobs(sim: Simulator, ada: Person, *jobs: str) -> None:
    """Begin, write these jobs and come to rating them (or to top three or all)."""
    await begins(ada)
    await answers(ada, *jobs)
    for _ in range(3):
        await ada.taps("Next" if "▶ Next" in ada.buttons else "Skip")
        await sim.settled()
    await ada.taps("Yes, they would")
    await leaves(ada, "Would your customer say")


async def test_a_double_tap_counts_once_and_both_are_answered(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    await taps_twice(ada, "Next")
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
    toasts = await asyncio.gather(*(ada.taps("1 severe", on=card) for _ in range(20)))
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


async def test_picks_made_faster_than_the_card_changes_all_count(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await rates_jobs(sim, ada, *"abcdef")
    await ada.taps("Only my top 3")
    card = await ada.sees("Tap the jobs")
    await asyncio.gather(*(ada.taps(job, on=card) for job in "ccab"))
    ranking = await ada.sees("Jobs, most important first:")
    assert "1. c\n2. a\n3. b" in ranking.text


async def test_a_double_tap_on_more_leaves_out_no_page(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await rates_jobs(sim, ada, *"abcdefghijkl")
    await ada.taps("All 12")
    await ada.sees("How often does each come up?")
    await taps_twice(ada, "More (2 of 3)")
    await sim.settled()
    assert "6. f" in ada.last.text


async def test_a_double_tap_on_done_after_moving_notes_shows_the_order(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await rates_jobs(sim, ada, "a", "b", "c")
    await rates(ada, ("daily", "weekly", "rarely"))
    await ada.taps("Done")
    await ada.sees("does a lot hang on")
    await ada.taps("Done")
    await ada.sees("Jobs, most important first:")
    await ada.taps("Adjust")
    await ada.sees("Move a note up")
    await taps_twice(ada, "Done")
    await sim.settled()
    assert "Jobs, most important first:" in ada.last.text


async def test_a_double_tap_settles_one_tie_and_not_the_next(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await rates_jobs(sim, ada, "a", "b", "c", "d")
    await rates(ada, ("daily", "daily", "rarely", "rarely"))
    await ada.taps("Done")
    await ada.sees("does a lot hang on")
    await ada.taps("Done")
    await ada.sees("These came out equal. Which one is number 1?")
    await taps_twice(ada, "They are equal")
    await sim.settled()
    assert "Which one is number 3?" in ada.last.text


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
