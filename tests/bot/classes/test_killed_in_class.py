"""kill -9 in the middle of a lesson: every answer counts, and counts once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground import Simulator, SystemClock
from tests.bot.classes.lesson import Lesson
from tests.bot.processes import bot_process


@pytest.fixture
def clock() -> SystemClock:
    """The process has a clock of its own."""
    return SystemClock()


async def test_answers_before_and_after_a_kill_count_once(
    sim: Simulator, clock: SystemClock, lesson: Lesson, tmp_path: Path
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    quick = {"PACE_GROUP_RATE": "1000", "PACE_GROUP_BURST": "1000"}
    async with bot_process(sim, tmp_path, **quick) as bot:
        await lesson.is_on(mia, ned)
        await mia.sends("before the kill")
        await bot.kill()
    await ned.sends("after the kill")
    async with bot_process(sim, tmp_path, **quick):
        await ned.sees("2 of 2 have answered · 2 notes", in_=lesson.group)
        await mia.sees("✓ before the kill")
        await ned.sees("✓ after the kill")
        await lesson.tom.taps("👁 Reveal")
        await ned.sees("• after the kill · Ned", in_=lesson.group)
        assert lesson.card.text.count("before the kill") == 1
