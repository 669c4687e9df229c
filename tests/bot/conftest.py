"""The real bot against the simulator, over HTTP, on a database of its own.

It polls, unless a test asks for the fixture `intake` to be "webhook".
"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Person, Simulator
from bot.settings import Pace, Settings, Webhook

#: Faster than any test needs, so that no test waits for pacing it does not test.
UNHURRIED = Pace(
    chat_rate=1000, chat_burst=1000, group_rate=1000, group_burst=1000, total_rate=10000
)


#: What the simulator shows to the bot's webhook.
SECRET = "a-secret-that-only-the-simulator-knows"

#: For tests that must hold however the updates come.
EITHER_WAY = pytest.mark.parametrize("intake", ["polling", "webhook"], indirect=True)


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def a_webhook(**changes: object) -> Webhook:
    """Settings of a webhook that the simulator can reach."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    values: dict[str, object] = {"url": url, "secret": SECRET, "port": port, **changes}
    return Webhook.model_validate(values)


def settings_for(sim: Simulator, folder: Path, **changes: object) -> Settings:
    """Settings of a bot that talks to the simulator and keeps its data in a folder."""
    values: dict[str, object] = {
        "telegram_bot_token": SecretStr(sim.token),
        "api_base_url": sim.url,
        "database_url": f"sqlite:///{folder / 'bot.sqlite3'}",
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
def intake(request: pytest.FixtureRequest) -> str:
    """How updates come: "polling" or "webhook"."""
    return str(getattr(request, "param", "polling"))


@pytest.fixture
async def bot(sim: Simulator, tmp_path: Path, intake: str) -> AsyncIterator[RunningBot]:
    """The bot, taking updates from the simulator."""
    changes = {"webhook": a_webhook()} if intake == "webhook" else {}
    async with running_bot(settings_for(sim, tmp_path, **changes)) as running:
        sim.watch(lambda: running.is_busy)
        yield running


@pytest.fixture
def ada(sim: Simulator) -> Person:
    """A founder."""
    return sim.person("Ada")
