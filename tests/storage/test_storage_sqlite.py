"""What only an SQLite file can do, or suffer."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from conversations.interview.session import Session
from storage import (
    ConversationRow,
    DatabaseDamagedError,
    DatabaseInUseError,
    NewRow,
    Storage,
    StorageAwayError,
    open_storage,
)
from tests.storage.examples import BOT, DAY, NOW, interview, new_updates, note
from tests.storage.test_storage_keeping import deleted, purge
from tests.storage.watching import watched
from tests.transactions import Steps, column_of, looking, transaction


@pytest.fixture(params=["sqlite"])
def kind() -> str:
    return "sqlite"


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "bot.sqlite3"
    storage = await open_storage(f"sqlite:///{file}")
    await storage.close()
    assert file.parent.is_dir()


async def test_a_second_opening_is_told_what_to_do(
    storage: Storage, database: str, database_file: Path
) -> None:
    with pytest.raises(DatabaseInUseError) as refused:
        await open_storage(database)
    assert str(refused.value) == (
        f"The database {database_file} is in use by another process. Stop that "
        "process first, or set DATABASE_URL to another file."
    )


async def test_the_lock_counts_whatever_path_leads_to_the_file(
    storage: Storage, database_file: Path, tmp_path: Path
) -> None:
    shortcut = tmp_path / "shortcut"
    shortcut.symlink_to(database_file.parent)
    with pytest.raises(DatabaseInUseError):
        await open_storage(f"sqlite:///{shortcut / database_file.name}")


async def test_another_process_is_kept_out(
    storage: Storage, database_file: Path
) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from storage.lock import lock_database\n"
        "lock_database(Path(sys.argv[1]))"
    )
    ended = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", code, str(database_file)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert ended.stderr.splitlines()[-1].startswith("storage.errors.DatabaseInUseError")


async def pragmas(uow: Steps, *names: str) -> dict[str, object]:
    return {name: (await uow.sql(f"PRAGMA {name}"))[0][0] for name in names}


async def test_the_writer_is_as_safe_as_sqlite_can_be(storage: Storage) -> None:
    async with transaction(storage) as uow:
        found = await pragmas(
            uow,
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


async def test_a_reader_is_as_patient_and_cannot_write(storage: Storage) -> None:
    async with looking(storage) as look:
        found = await pragmas(look, "journal_mode", "query_only", "busy_timeout")
    assert found == {"journal_mode": "wal", "query_only": 1, "busy_timeout": 5000}


async def test_a_file_that_cannot_be_opened_is_away_for_who_looks(
    storage: Storage, database_file: Path
) -> None:
    away = database_file.parent.rename(database_file.parent.with_name("away"))
    with pytest.raises(StorageAwayError, match="unable to open"):
        await column_of(storage, "SELECT 1")
    away.rename(database_file.parent)
    assert await column_of(storage, "SELECT 1") == [1]


async def test_a_transaction_holds_the_write_lock_from_its_first_statement(
    storage: Storage, database_file: Path
) -> None:
    seen: list[Any] = []
    with watched(storage, lambda statement, _: seen.append(statement)):
        async with transaction(storage) as uow:
            await uow.guides()
            other = sqlite3.connect(database_file, timeout=0)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            other.close()
    assert seen[0] == "BEGIN IMMEDIATE"


async def run(storage: Storage, statement: str) -> None:
    async with transaction(storage) as uow:
        await uow.sql(statement)


async def test_a_locked_database_is_away_and_comes_back(
    storage: Storage, database_file: Path
) -> None:
    """D04."""
    await run(storage, "PRAGMA busy_timeout=1")
    other = sqlite3.connect(database_file)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageAwayError, match="database is locked"):
        async with transaction(storage) as uow:
            await uow.remember(BOT, [1], NOW)
    other.close()

    async with transaction(storage) as uow:
        await uow.remember(BOT, [1], NOW)


async def test_a_full_disk_is_away_and_nothing_is_kept(
    storage: Storage, alice: ConversationRow
) -> None:
    """D05."""
    await run(storage, "PRAGMA max_page_count=1")  # as many as there are now

    async def work() -> None:
        async with transaction(storage) as uow:
            await uow.remember(BOT, [1], NOW)
            await uow.put([NewRow(alice.id, None, "x" * 10**6)], NOW)

    with pytest.raises(StorageAwayError, match="full"):
        await work()
    await run(storage, "PRAGMA max_page_count=1000000")
    assert await new_updates(storage, [1]) == {1}
    async with transaction(storage) as uow:
        assert await uow.pending(BOT) == []


async def refusal(file: Path) -> str:
    """Why a damaged file is not migrated."""
    storage = await open_storage(f"sqlite:///{file}")
    with pytest.raises(DatabaseDamagedError) as damaged:
        await storage.migrate()
    await storage.close()
    return str(damaged.value)


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """D10."""
    file = tmp_path / "letter.txt"
    file.write_text("Dear database, " * 1000)
    assert await refusal(file) == (
        f"The database {file} is damaged (file is not a database). Nothing was "
        "changed. Restore a backup, or save what is left with "
        "`sqlite3 DAMAGED .recover | sqlite3 NEW`, and start again."
    )


@pytest.mark.parametrize("page", range(1, 20))
async def test_a_file_with_a_broken_page_is_refused(
    storage: Storage, database_file: Path, page: int
) -> None:
    """D10: whichever page it is, of a table or of an index."""
    async with transaction(storage) as uow:
        await uow.conversations(BOT, range(100))
    await storage.close()
    with database_file.open("r+b") as file:
        file.seek(page * 4096)
        file.write(b"\xa5" * 512)
    assert "is damaged" in await refusal(database_file)


async def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "100 %20 ? & ünïcode"
    storage = await open_storage(f"sqlite:///{quote(str(folder))}/b.sqlite3")
    await storage.migrate()
    await storage.close()
    assert folder.exists()


async def test_removed_words_are_not_left_in_the_file(
    storage: Storage, alice: ConversationRow, database_file: Path
) -> None:
    secret = "the-canary-sings"
    gone = deleted(interview(1, note(1, secret)), NOW - DAY)
    async with transaction(storage) as uow:
        await uow.save({alice.id: Session()}, {alice.id: Session().holding(gone)}, NOW)
    await purge(storage, NOW)
    await storage.close()
    files = {path.name: path.read_bytes() for path in database_file.parent.iterdir()}
    assert [name for name, held in files.items() if secret.encode() in held] == []
    assert files.keys() == {database_file.name, f"{database_file.name}.lock"}


async def test_a_database_is_closed_when_nobody_looks_any_more(
    storage: Storage,
) -> None:
    async with looking(storage) as look:
        await look.sql("SELECT 1")
        closing = asyncio.create_task(storage.close())
        await asyncio.sleep(0)
        assert await look.sql("SELECT count(*) FROM conversations") == [(0,)]
    await closing


async def test_nothing_is_loaded_that_only_other_databases_need(tmp_path: Path) -> None:
    """SQLAlchemy's asyncio part brings its ORM along: many MiB."""
    code = (
        "import asyncio, sys\n"
        "import bot.bootstrap\n"
        "from storage import open_storage\n"
        "async def run():\n"
        "    storage = await open_storage(sys.argv[1])\n"
        "    await storage.migrate()\n"
        "    await storage.look(lambda c: c.exec_driver_sql('SELECT 1').scalar())\n"
        "    await storage.close()\n"
        "asyncio.run(run())\n"
        "print(*sys.modules)"
    )
    ended = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", code, f"sqlite:///{tmp_path / 'b.sqlite3'}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    others = {"sqlalchemy.ext.asyncio", "sqlalchemy.orm", "asyncpg"}
    assert others & set(ended.stdout.split()) == set()
