"""A storage in a fresh folder, and what it does when it is watched."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, event

from storage import ConversationRow, Storage, open_storage
from storage.migrations import upgrade
from tests.storage.examples import BOT


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables, to be copied: much quicker than migrating."""
    path = tmp_path_factory.mktemp("migrated") / "bot.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    return path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bot.sqlite3"


@pytest.fixture
async def storage(database: Path, migrated: Path) -> AsyncIterator[Storage]:
    database.parent.mkdir()
    shutil.copy(migrated, database)
    storage = await open_storage(f"sqlite+aiosqlite:///{database}")
    yield storage
    await storage.close()


@pytest.fixture
async def alice(storage: Storage) -> ConversationRow:
    async with storage.transaction() as uow:
        return (await uow.conversations(BOT, [1001]))[1001]


@pytest.fixture
def statements(storage: Storage) -> Iterator[list[tuple[str, Any]]]:
    """Every statement the writer was given, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def record(*call: Any) -> None:
        seen.append((call[2], call[3]))

    engine = storage._writer.sync_engine
    event.listen(engine, "before_cursor_execute", record)
    yield seen
    event.remove(engine, "before_cursor_execute", record)
