"""A storage on a database of its own, and what it does when it is watched."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from sqlalchemy import event

from storage import ConversationRow, Storage, open_storage
from tests.storage.examples import BOT


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

    def record(*call: Any) -> None:
        if not call[2].startswith("BEGIN"):
            seen.append((call[2], call[3]))

    engine = storage._database.writer
    event.listen(engine, "before_cursor_execute", record)
    yield seen
    event.remove(engine, "before_cursor_execute", record)
