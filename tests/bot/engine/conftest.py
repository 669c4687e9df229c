"""An engine on a database of its own, and what a person does with it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.playground import SteppedClock
from tests.bot.engine.chats import Chats
from tests.bot.engine.engine import Engine, Updates

ADA, BOB = 7001, 7002


@pytest.fixture
def chats() -> Chats:
    """Chats in which nobody spoke yet, and a sender that always succeeds."""
    return Chats(SteppedClock())


@pytest.fixture
def updates(chats: Chats) -> Updates:
    return Updates(chats)


@pytest.fixture
async def engine(database: str, chats: Chats) -> AsyncIterator[Engine]:
    engine = Engine(database, chats)
    await engine.start()
    yield engine
    await engine.crash()


@pytest.fixture(autouse=True)
def _in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a batch is, PostgreSQL takes it in parts where that can be done."""
    monkeypatch.setattr("bot.happenings.SMALLEST_PART", 1)
