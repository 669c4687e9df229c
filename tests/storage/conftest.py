"""A storage on a database of its own, and what it does when it is watched."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from storage import ConversationRow, Storage, open_storage
from tests.storage.examples import BOT
from tests.storage.watching import watched


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    storage = await open_storage(database)
    yield storage
    await storage.close()


@pytest.fixture
async def alice(storage: Storage) -> ConversationRow:
    return await storage.transact(lambda uow: uow.conversations(BOT, [1001])[1001])


@pytest.fixture
def statements(storage: Storage) -> Iterator[list[tuple[str, Any]]]:
    """Every statement the writer was given, with its parameters.

    Without the BEGIN, which not every driver shows.
    """
    seen: list[tuple[str, Any]] = []

    def record(statement: str, parameters: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append((statement, parameters))

    with watched(storage, record):
        yield seen
