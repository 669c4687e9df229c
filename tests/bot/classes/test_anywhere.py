"""A lesson from /exercise to the stars: polling and webhook, on either database."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import running_bot
from bot.playground import Simulator, SystemClock
from tests.bot.classes.lesson import Lesson, writes
from tests.bot.conftest import a_webhook, settings_for


@pytest.fixture
def clock() -> SystemClock:
    """Webhooks are tried again after a while, and here time goes by itself."""
    return SystemClock()


@pytest.mark.parametrize("intake", ["polling", "webhook"])
async def test_a_lesson(
    sim: Simulator,
    clock: SystemClock,
    lesson: Lesson,
    tmp_path: Path,
    database: str,
    intake: str,
) -> None:
    changes: dict[str, object] = {"database_url": database}
    if intake == "webhook":
        changes["webhook"] = a_webhook()
    async with running_bot(settings_for(sim, tmp_path, **changes), clock=clock) as bot:
        sim.watch(lambda: bot.is_busy)
        mia, ned = await lesson.students("Mia", "Ned")
        await lesson.is_on(mia, ned)
        await writes(mia, "beans arrive stale")
        await ned.sends("no time", to=lesson.group, reply_to=lesson.card)
        await ned.sees("2 of 2 have answered · 2 notes", in_=lesson.group)
        await lesson.taps("👁 Reveal")
        shown = await ned.sees("beans arrive stale · Mia", in_=lesson.group)
        assert "no time · Ned" in shown.text
        await lesson.taps("⏭ Next", "⏭ Next", "⏭ Next: stars")
        await mia.taps("1")
        await mia.sees("You have 1 star to give")
        await lesson.tom.sees("1 star given")
