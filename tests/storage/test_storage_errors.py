from __future__ import annotations

import sqlite3
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from storage import (
    ConversationRow,
    GuideRow,
    NewRow,
    Storage,
    StorageAwayError,
    ValueRefusedError,
    open_storage,
)
from tests.storage.examples import BOT, NOW


async def run(storage: Storage, statement: str) -> None:
    async with storage.transaction() as uow:
        await uow._connection.exec_driver_sql(statement)


async def test_a_locked_database_is_away_and_comes_back(
    storage: Storage, database: Path
) -> None:
    await run(storage, "PRAGMA busy_timeout=1")
    other = sqlite3.connect(database)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageAwayError, match="database is locked"):
        async with storage.transaction() as uow:
            await uow.remember(BOT, [1], NOW)
    other.close()

    async with storage.transaction() as uow:
        await uow.remember(BOT, [1], NOW)


async def test_a_full_disk_is_away_and_nothing_is_kept(
    storage: Storage, alice: ConversationRow
) -> None:
    await run(storage, "PRAGMA max_page_count=1")  # as many as there are now

    async def work() -> None:
        async with storage.transaction() as uow:
            await uow.remember(BOT, [1], NOW)
            await uow.put([NewRow(alice.id, None, "x" * 10**6)], NOW)

    with pytest.raises(StorageAwayError, match="full"):
        await work()
    await run(storage, "PRAGMA max_page_count=1000000")
    async with storage.transaction() as uow:
        assert await uow.unseen(BOT, [1]) == {1}
        assert await uow.pending(BOT) == []


async def test_a_file_that_is_no_database_is_away(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear database, " * 1000)
    storage = await open_storage(f"sqlite+aiosqlite:///{file}")
    with pytest.raises(StorageAwayError, match="not a database"):
        await storage.migrate()
    await storage.close()


async def test_more_readers_than_there_are_connections_find_storage_away(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage._reader.sync_engine.pool, "_timeout", 0.01)
    async with AsyncExitStack() as readers:
        for _ in range(4):
            await readers.enter_async_context(storage.reader())
        with pytest.raises(StorageAwayError):
            await readers.enter_async_context(storage.reader())


async def test_a_number_that_is_too_big_is_refused(storage: Storage) -> None:
    with pytest.raises(ValueRefusedError):
        async with storage.transaction() as uow:
            await uow.remember(BOT, [2**63], NOW)
    async with storage.transaction() as uow:
        await uow.remember(BOT, [2**63 - 1, -(2**63)], NOW)


async def test_half_a_character_is_refused(
    storage: Storage, alice: ConversationRow
) -> None:
    with pytest.raises(ValueRefusedError):
        async with storage.transaction() as uow:
            await uow.put([NewRow(alice.id, None, "\ud83d")], NOW)


async def test_a_moment_without_a_time_zone_is_refused(storage: Storage) -> None:
    with pytest.raises(ValueRefusedError):
        async with storage.transaction() as uow:
            await uow.remember(BOT, [1], NOW.replace(tzinfo=None))


async def test_a_row_of_a_conversation_that_is_not_there_is_refused(
    storage: Storage,
) -> None:
    with pytest.raises(ValueRefusedError, match="FOREIGN KEY"):
        async with storage.transaction() as uow:
            await uow.put([NewRow(404, None, "hello")], NOW)


async def test_an_update_remembered_twice_is_refused_and_the_block_undone(
    storage: Storage,
) -> None:
    async def work() -> None:
        async with storage.transaction() as uow:
            await uow.remember(BOT, [1], NOW)
            await uow.remember(BOT, [1], NOW)

    with pytest.raises(ValueRefusedError):
        await work()
    async with storage.transaction() as uow:
        assert await uow.unseen(BOT, [1]) == {1}


async def test_an_error_does_not_tell_what_people_wrote(storage: Storage) -> None:
    with pytest.raises(ValueRefusedError) as refused:
        async with storage.transaction() as uow:
            await uow.put([NewRow(404, None, "my secret")], NOW)
    assert "my secret" not in f"{refused.value} {refused.value.__cause__}"


async def test_an_error_of_ours_stays_what_it_is(storage: Storage) -> None:
    with pytest.raises(OverflowError):
        async with storage.transaction():
            float(10**400)


async def test_a_value_of_a_strange_type_is_refused(storage: Storage) -> None:
    guide = GuideRow("priority", 1, "en", "", object())  # type: ignore[arg-type]
    with pytest.raises(ValueRefusedError):
        async with storage.transaction() as uow:
            await uow.keep_guides([guide])
