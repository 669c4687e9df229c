"""kill -9 in the middle of an interview: the founder goes on, nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.playground import Fault, Person, Simulator, reset
from tests.bot.founders import CAFES, begins, finishes
from tests.bot.processes import bot_process


def notes_in(folder: Path) -> list[str]:
    """What is on disk, in the order it was written."""
    with sqlite3.connect(folder / "bot.sqlite3") as database:
        rows = database.execute("SELECT text FROM notes ORDER BY number").fetchall()
    return [text for (text,) in rows]


def all_notes() -> list[str]:
    sections = (CAFES.jobs, CAFES.pains, CAFES.gains)
    told = [note for section in sections for notes in section for note in notes]
    return [CAFES.segment, *told]


async def test_an_answer_sent_while_the_bot_is_dead_is_taken_after_the_restart(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    async with bot_process(sim, tmp_path) as bot:
        await begins(ada)
        await bot.kill()
    await ada.sends("order beans\nkeep regulars")
    async with bot_process(sim, tmp_path):
        await ada.sees("✓ keep regulars")
        await ada.taps("Next")
        await ada.sees("Which problems")
    assert notes_in(tmp_path) == [CAFES.segment, "order beans", "keep regulars"]


@pytest.mark.parametrize("patience", [0.0, 0.002, 0.005, 0.01, 0.02])
async def test_an_answer_is_kept_once_however_soon_the_bot_dies_after_it(
    sim: Simulator, ada: Person, tmp_path: Path, patience: float
) -> None:
    async with bot_process(sim, tmp_path) as bot:
        await begins(ada)
        await ada.sends("order beans")
        await asyncio.sleep(patience)  # the moment of the kill is what is tried here
        await bot.kill()
    async with bot_process(sim, tmp_path):
        await ada.sees("✓ order beans")
        await ada.sends("keep regulars")
        await ada.sees("✓ keep regulars")
    assert notes_in(tmp_path) == [CAFES.segment, "order beans", "keep regulars"]


async def test_a_founder_finishes_although_the_bot_is_killed_again_and_again(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    async with AsyncExitStack() as stack:
        acts = 0
        bot = await stack.enter_async_context(bot_process(sim, tmp_path))

        async def killed_now_and_then() -> None:
            nonlocal acts, bot
            acts += 1
            if acts % 8 == 0:
                await bot.kill()
                bot = await stack.enter_async_context(bot_process(sim, tmp_path))

        await finishes(ada, CAFES, killed_now_and_then)
        canvas = await ada.sees("Did anything surprise you?")
    assert acts >= 30
    assert "5 jobs · 5 pains · 5 gains" in canvas.text
    assert sorted(notes_in(tmp_path)) == sorted(all_notes())


async def test_a_reply_that_was_stored_but_not_sent_arrives_after_the_restart(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    async with bot_process(sim, tmp_path) as bot:
        await begins(ada)
        sim.faults.add(Fault(reset(), method="sendMessage", times=None))
        await ada.sends("order beans")
        await sim.settled()
        await bot.kill()
    sim.faults.clear()
    assert notes_in(tmp_path) == [CAFES.segment, "order beans"]
    async with bot_process(sim, tmp_path):
        await ada.sees("✓ order beans")


async def test_a_clean_stop_ends_in_time_and_the_interview_goes_on(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    async with bot_process(sim, tmp_path) as bot:
        await begins(ada)
        await ada.sends("order beans")
        ended = await bot.terminate()
    assert (ended.code, ended.err.count("Traceback")) == (0, 0)
    async with bot_process(sim, tmp_path):
        await ada.sees("✓ order beans")
        await ada.taps("Next")
        await ada.sees("Which problems")
