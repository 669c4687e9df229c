"""Opens the database: one connection that writes, and some that only read.

Everything that is special about SQLite stands in this file.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import IO, Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.errors import DatabaseUrlError, StorageAwayError, translated_errors
from storage.lock import lock_database
from storage.migrations import upgrade
from storage.uninterrupted import uninterrupted
from storage.unit_of_work import UnitOfWork

#: What every connection needs. FULL also survives a power cut, and what was
#: deleted is overwritten, not just marked as free.
_ALWAYS = {
    "busy_timeout": "5000",  # milliseconds
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "secure_delete": "ON",
}
_WRITER = {**_ALWAYS, "foreign_keys": "ON"}
_READER = {**_ALWAYS, "query_only": "ON"}

#: Long reads (exports, the web board) that may run at the same time.
_READERS = 4


class Storage:
    """An open database; made by `open_storage`, ended by `close`."""

    def __init__(self, url: URL, lock: IO[bytes]) -> None:
        """Take over a database and the lock that makes it ours."""
        self._url = url
        self._lock = lock
        self._turn = asyncio.Lock()
        self._writer = _engine(url, _WRITER, "BEGIN IMMEDIATE", 1)
        self._reader = _engine(url, _READER, "BEGIN", _READERS)

    async def migrate(self) -> None:
        """Bring the tables to the form this program needs.

        Raises:
            StateTooNewError: a newer program has changed them already.
            StorageAwayError: the database cannot be used; it was not changed.

        """
        # A table that is made anew is dropped in between, and would take the
        # rows that refer to it along: so without foreign keys.
        engine = _engine(self._url, _ALWAYS, "BEGIN IMMEDIATE", 1)
        try:
            with translated_errors():
                async with engine.begin() as connection:
                    await connection.run_sync(upgrade)
        finally:
            await engine.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[UnitOfWork]:
        """Work that is committed at the end of the block, or not at all.

        Only one is open at a time; others wait for it. A task that is cancelled
        while it commits is cancelled after the commit.

        Raises:
            StorageAwayError: the database cannot be used; nothing was applied.
            ValueRefusedError: it refuses a value; nothing was applied.

        """
        async with self._turn:
            connection = self._writer.connect()
            try:
                with translated_errors():
                    await uninterrupted(connection.start())
                yield UnitOfWork(connection)
                with translated_errors():
                    await uninterrupted(connection.commit())
            finally:
                # Rolls back what was not committed.
                if connection.sync_connection:
                    with translated_errors():
                        await uninterrupted(connection.close())

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one moment of the database and cannot change it.

        Raises:
            StorageAwayError: the database cannot be used.

        """
        with translated_errors():
            async with self._reader.connect() as connection:
                yield connection

    async def empty_log(self) -> None:
        """Take what was removed out of the write-ahead log, too.

        Raises:
            StorageAwayError: the database cannot be used just now.

        """
        async with self._turn:
            with translated_errors():
                await uninterrupted(asyncio.to_thread(_truncate_log, self._url))

    async def close(self) -> None:
        """Close every connection and let other processes have the database."""
        await self._reader.dispose()
        await self._writer.dispose()
        self._lock.close()


async def open_storage(url: str) -> Storage:
    """Open a database, for example `sqlite+aiosqlite:///data/bot.sqlite3`.

    The folder is made when it is missing. Call `migrate` before anything else.

    Raises:
        DatabaseUrlError: the URL names no SQLite file.
        DatabaseInUseError: another process has the database open.

    """
    database = _database_file(url)
    where = URL.create("sqlite+aiosqlite", database=str(database))
    return Storage(where, lock_database(database))


def _truncate_log(url: URL) -> None:
    try:
        with closing(sqlite3.connect(url.database or "", timeout=5)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise StorageAwayError("the write-ahead log could not be emptied") from error


def _database_file(url: str) -> Path:
    """The file a URL names, in a folder that exists."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = URL.create("")
    name = parsed.database or ":memory:"
    is_file = name != ":memory:" and not parsed.query
    if parsed.drivername != "sqlite+aiosqlite" or not is_file:
        raise DatabaseUrlError(
            "DATABASE_URL must name an SQLite file, like "
            "sqlite+aiosqlite:///data/bot.sqlite3"
        )
    database = Path(name).resolve()
    database.parent.mkdir(parents=True, exist_ok=True)
    return database


def _engine(
    url: URL, pragmas: dict[str, str], begin: str, connections: int
) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # people's words stay out of errors and logs
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        try:
            _prepare(connection, pragmas)
        except BaseException:
            connection.close()  # SQLAlchemy does not know it yet
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _prepare(connection: Any, pragmas: dict[str, str]) -> None:
    # SQLAlchemy begins transactions by its begin event; the driver must not.
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in pragmas.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()
