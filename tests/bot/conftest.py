"""The real bot against the simulator, over HTTP, on a database of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Person, Simulator
from bot.settings import Pace, Settings

#: Faster than any test needs, so that no test waits for pacing it does not test.
UNHURRIED = Pace(chat_rate=1000, chat_burst=1000, total_rate=10000)


def settings_for(sim: Simulator, folder: Path, **changes: object) -> Settings:
    """Settings of a bot that talks to the simulator and keeps its data in a folder."""
    values: dict[str, object] = {
        "telegram_bot_token": SecretStr(sim.token),
        "api_base_url": sim.url,
        "database_url": f"sqlite+aiosqlite:///{folder / 'bot.sqlite3'}",
        "poll_timeout": 5,
        "pace": UNHURRIED,
        **changes,
    }
    return Settings.model_validate(values)


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    """A Bot API without flood limits."""
    async with Simulator(limits=None) as simulator:
        yield simulator


@pytest.fixture
async def bot(sim: Simulator, tmp_path: Path) -> AsyncIterator[RunningBot]:
    """The bot, polling the simulator."""
    async with running_bot(settings_for(sim, tmp_path)) as running:
        yield running


@pytest.fixture
def ada(sim: Simulator) -> Person:
    """A founder."""
    return sim.person("Ada")
