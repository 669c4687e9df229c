from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, text

from storage import (
    ConversationRow,
    DatabaseInUseError,
    DatabaseUrlError,
    NewRow,
    Storage,
    StorageAwayError,
    open_storage,
)
from tests.storage.examples import BOT, NOW


async def test_a_missing_folder_is_made(database: Path) -> None:
    storage = await open_storage(f"sqlite+aiosqlite:///{database}")
    await storage.close()
    assert database.parent.is_dir()


async def test_a_second_opening_is_told_what_to_do(
    storage: Storage, database: Path
) -> None:
    with pytest.raises(DatabaseInUseError) as refused:
        await open_storage(f"sqlite+aiosqlite:///{database}")
    assert str(refused.value) == (
        f"The database {database} is in use by another process. Stop that "
        "process first, or set DATABASE_URL to another file."
    )


async def test_the_lock_counts_whatever_path_leads_to_the_file(
    storage: Storage, database: Path, tmp_path: Path
) -> None:
    shortcut = tmp_path / "shortcut"
    shortcut.symlink_to(database.parent)
    with pytest.raises(DatabaseInUseError):
        await open_storage(f"sqlite+aiosqlite:///{shortcut / database.name}")


async def test_a_closed_database_can_be_opened_again(
    storage: Storage, database: Path
) -> None:
    await storage.close()
    again = await open_storage(f"sqlite+aiosqlite:///{database}")
    await again.close()


async def test_another_process_is_kept_out(storage: Storage, database: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from storage.lock import lock_database\n"
        "lock_database(Path(sys.argv[1]))"
    )
    ended = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", code, str(database)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert ended.stderr.splitlines()[-1].startswith("storage.errors.DatabaseInUseError")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite:///data/bot.sqlite3",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "sqlite+aiosqlite:///data/bot.sqlite3?mode=ro",
        "postgresql+asyncpg://localhost/bot",
    ],
)
async def test_a_url_that_names_no_sqlite_file_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUrlError):
        await open_storage(url)


async def pragmas(run: object, *names: str) -> dict[str, object]:
    return {
        name: (await run.exec_driver_sql(f"PRAGMA {name}")).scalar()  # type: ignore[attr-defined]
        for name in names
    }


async def test_the_writer_is_as_safe_as_sqlite_can_be(storage: Storage) -> None:
    async with storage.transaction() as uow:
        found = await pragmas(
            uow._connection,
            *("journal_mode", "synchronous", "foreign_keys"),
            *("busy_timeout", "secure_delete"),
        )
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    }


async def test_a_transaction_holds_the_write_lock_from_its_first_statement(
    storage: Storage, database: Path, statements: list[tuple[str, object]]
) -> None:
    async with storage.transaction() as uow:
        await uow.guides()
        other = sqlite3.connect(database, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    assert statements[0][0] == "BEGIN IMMEDIATE"


async def test_what_a_block_did_is_kept_at_its_end(
    storage: Storage, alice: ConversationRow
) -> None:
    async with storage.transaction() as uow:
        await uow.put([NewRow(alice.id, None, "hello")], NOW)
    async with storage.transaction() as uow:
        assert [row.payload for row in await uow.pending(BOT)] == ["hello"]


async def test_what_a_failing_block_did_is_forgotten(
    storage: Storage, alice: ConversationRow
) -> None:
    async def work() -> None:
        async with storage.transaction() as uow:
            await uow.put([NewRow(alice.id, None, "hello")], NOW)
            raise RuntimeError("in the block")

    with pytest.raises(RuntimeError, match="in the block"):
        await work()
    async with storage.transaction() as uow:
        assert await uow.pending(BOT) == []


async def test_transactions_wait_for_each_other(storage: Storage) -> None:
    under_way: list[int] = []

    async def work(number: int) -> None:
        async with storage.transaction() as uow:
            under_way.append(number)
            await uow.remember(BOT, [number], NOW)
            assert under_way == [number]
            under_way.remove(number)

    await asyncio.gather(*(work(number) for number in range(20)))
    async with storage.transaction() as uow:
        assert await uow.unseen(BOT, range(21)) == {20}


async def remember_all(storage: Storage) -> None:
    async with storage.transaction() as uow:
        await uow.conversations(BOT, range(1, 20))
        await uow.remember(BOT, range(300), NOW)


@pytest.mark.parametrize("statement", range(9))
async def test_a_task_cancelled_at_any_statement_leaves_nothing(
    storage: Storage, statement: int
) -> None:
    left = iter(range(statement, -1, -1))

    def cancel_at(*_: object) -> None:
        if next(left, None) == 0:
            task.cancel()

    engine = storage._writer.sync_engine
    event.listen(engine, "before_cursor_execute", cancel_at)
    task = asyncio.create_task(remember_all(storage))
    with pytest.raises(asyncio.CancelledError):
        await task
    async with storage.transaction() as uow:
        assert await uow.unseen(BOT, range(300)) == set(range(300))
        assert await uow.conversations(BOT, range(1, 20), create=False) == {}


async def test_a_task_cancelled_while_it_connects_leaves_the_turn_to_others(
    storage: Storage,
) -> None:
    def cancel(*_: object) -> None:
        task.cancel()

    event.listen(storage._writer.sync_engine, "connect", cancel, once=True)
    task = asyncio.create_task(remember_all(storage))
    with pytest.raises(asyncio.CancelledError):
        await task
    await remember_all(storage)


async def test_a_task_cancelled_while_it_commits_has_committed(
    storage: Storage,
) -> None:
    def cancel_soon(_: object) -> None:
        task.cancel()

    engine = storage._writer.sync_engine
    event.listen(engine, "commit", cancel_soon)
    task = asyncio.create_task(remember_all(storage))
    with pytest.raises(asyncio.CancelledError):
        await task
    event.remove(engine, "commit", cancel_soon)
    async with storage.transaction() as uow:
        assert await uow.unseen(BOT, range(300)) == set()


async def test_a_task_cancelled_in_its_block_gives_its_turn_to_the_next(
    storage: Storage,
) -> None:
    inside = asyncio.Event()

    async def work() -> None:
        async with storage.transaction() as uow:
            await uow.remember(BOT, [1], NOW)
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    waiting = asyncio.create_task(remember_all(storage))
    await inside.wait()
    task.cancel()
    await waiting
    assert task.cancelled()


async def test_a_reader_sees_what_was_committed(
    storage: Storage, alice: ConversationRow
) -> None:
    async with storage.reader() as connection:
        found = await connection.execute(text("SELECT count(*) FROM conversations"))
        assert found.scalar() == 1


async def test_a_reader_sees_one_moment_while_the_writer_goes_on(
    storage: Storage,
) -> None:
    count = text("SELECT count(*) FROM seen_updates")
    async with storage.reader() as connection:
        before = (await connection.execute(count)).scalar()
        async with storage.transaction() as uow:
            await uow.remember(BOT, [1], NOW)
        assert (await connection.execute(count)).scalar() == before


async def test_a_reader_cannot_write(storage: Storage, alice: ConversationRow) -> None:
    with pytest.raises(StorageAwayError, match="readonly"):
        async with storage.reader() as connection:
            await connection.execute(text("DELETE FROM conversations"))
    async with storage.transaction() as uow:
        assert await uow.by_ids([alice.id]) == {alice.id: alice}
