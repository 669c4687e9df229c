"""The bot dies again and again, at other moments each time."""

from __future__ import annotations

import asyncio

import pytest

from tests.bot.engine.conftest import ADA
from tests.bot.engine.engine import Engine, Updates, begun
from tests.bot.engine.test_poison import set_aside


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_twenty_deaths_in_a_row_lose_nothing_and_blame_no_update(
    engine: Engine, updates: Updates
) -> None:
    """C12: every fifth time a batch is confirmed before; else it comes again."""
    await begun(engine, updates, ADA, "Cafés")
    unconfirmed = [updates.text(ADA, f"job {number}") for number in range(12)]
    for death in range(1, 21):
        came = asyncio.ensure_future(engine.door.submit(unconfirmed[:3]))
        if death % 5 == 0:
            await came
            unconfirmed = unconfirmed[3:]
        else:
            await asyncio.sleep(death / 1000)  # the moment is what is tried here
            came.cancel()
        await engine.restart()
    await engine.delivery.idle()
    notes = [words for _, words in await engine.notes(ADA)]
    assert notes == ["Cafés", *(f"job {number}" for number in range(12))]
    assert await set_aside(engine) == []
    assert "✓ job 11" in engine.chats.screens[ADA].question()[1].text
