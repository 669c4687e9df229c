"""SQLite: one file, one process, one connection that writes.

Everything that is special about SQLite stands in this file, and how its connections
are used in `sqlite_threads`.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO, Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from storage.errors import DatabaseDamagedError, DatabaseUrlError, StorageAwayError
from storage.lock import lock_database
from storage.prepared import hand_over
from storage.sqlite_threads import SqliteThreads
from storage.uninterrupted import uninterrupted

T = TypeVar("T")

#: What every connection needs. FULL also survives a power cut, and what was
#: deleted is overwritten, not just marked as free.
_ALWAYS = {
    "busy_timeout": "5000",  # milliseconds
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "secure_delete": "ON",
}
_WRITER = {
    **_ALWAYS,
    "foreign_keys": "ON",
    "cache_size": "-4000",  # KiB, twice the usual: large files have deeper indexes
}
_READER = {**_ALWAYS, "query_only": "ON"}

#: Looks (an export, a person's data) that may be under way at the same time.
_READERS = 4


class SqliteReader:
    """Connections that cannot write, to a file that another process may have open."""

    def __init__(self, url: URL, pragmas: dict[str, str]) -> None:
        """Name the file; it is opened when it is read."""
        engine = _engine(url, pragmas, "BEGIN", _READERS)
        self._readers = SqliteThreads(engine, _READERS)

    @property
    def reader(self) -> Engine:
        """See `Reader`."""
        return self._readers.engine

    async def read(self, work: Callable[[Engine], T]) -> T:
        """Do something with a reader, all of it in one visit to its thread."""
        return await self._readers.visit(work)

    async def close(self) -> None:
        """Close every connection."""
        await self._readers.close()


class SqliteDatabase(SqliteReader):
    """A file that is ours for as long as its lock is held."""

    writers = 1

    def __init__(self, url: URL, lock: IO[bytes]) -> None:
        """Take over a database and the lock that makes it ours."""
        super().__init__(url, _READER)
        self._url = url
        self._lock = lock
        self._writer = SqliteThreads(_engine(url, _WRITER, "BEGIN IMMEDIATE", 1), 1)

    @property
    def writer(self) -> Engine:
        """See `Database`."""
        return self._writer.engine

    async def write(self, work: Callable[[Engine], T]) -> T:
        """Do something with the writer, all of it in one visit to its thread."""
        return await self._writer.visit(work)

    async def migrate(self, work: Callable[[Connection], None]) -> None:
        """See `Database`; without foreign keys, and on a file that is whole.

        A table that is made anew is dropped in between, and would take the rows
        that refer to it along.

        Raises:
            DatabaseDamagedError: the file is broken somewhere.

        """
        await uninterrupted(asyncio.to_thread(self._migrate, work))

    def _migrate(self, work: Callable[[Connection], None]) -> None:
        engine = _engine(self._url, _ALWAYS, "BEGIN IMMEDIATE", 1)
        try:
            with engine.begin() as connection:
                verdict = connection.exec_driver_sql("PRAGMA quick_check(1)")
                self._refuse_unless(verdict.scalar() or "")
                work(connection)
        except DatabaseError as error:
            if _is_damage(error.orig):
                self._refuse_unless(str(error.orig))
            raise
        finally:
            engine.dispose()

    def _refuse_unless(self, ok: str) -> None:
        """Better not to start than to fail on some people's pages, later."""
        if ok != "ok":
            raise DatabaseDamagedError(
                f"The database {self._url.database} is damaged ({ok}). Nothing was "
                "changed. Restore a backup, or save what is left with "
                "`sqlite3 DAMAGED .recover | sqlite3 NEW`, and start again."
            )

    async def empty_log(self) -> None:
        """Write the write-ahead log into the file and cut it off."""
        await asyncio.to_thread(_truncate_log, self._url)

    async def close(self) -> None:
        """Close every connection and unlock the file."""
        await super().close()
        await self._writer.close()
        self._lock.close()


def open_sqlite(url: URL) -> SqliteDatabase:
    """Open a file and lock it; its folder is made when it is missing.

    Raises:
        DatabaseUrlError: the URL names no file.
        DatabaseInUseError: another process has it open.
        StorageAwayError: its folder cannot be made or written to.

    """
    name = url.database or ":memory:"
    if name == ":memory:" or url.query:
        raise DatabaseUrlError
    database = Path(name).resolve()
    where = URL.create("sqlite", database=str(database))
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        return SqliteDatabase(where, lock_database(database))
    except OSError as error:
        raise StorageAwayError(
            f"The database {database} cannot be written ({error.strerror}). See that "
            "its folder can be, or set DATABASE_URL to another file."
        ) from error


def sqlite_reader(url: URL) -> SqliteReader:
    """Look into a file that another process may have open; no lock is taken.

    Raises:
        DatabaseUrlError: there is no such file.

    """
    database = Path(url.database or "").resolve()
    if not database.is_file():
        raise DatabaseUrlError(f"There is no database {database} yet.")
    looking = {"busy_timeout": _ALWAYS["busy_timeout"], "query_only": "ON"}
    return SqliteReader(URL.create("sqlite", database=str(database)), looking)


def _is_damage(error: BaseException | None) -> bool:
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _truncate_log(url: URL) -> None:
    try:
        with closing(sqlite3.connect(url.database or "", timeout=5)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise StorageAwayError("the write-ahead log could not be emptied") from error


def _engine(url: URL, pragmas: dict[str, str], begin: str, connections: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # people's words stay out of errors and logs
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        try:
            _prepare(connection, pragmas)
        except BaseException:
            connection.close()  # SQLAlchemy does not know it yet
            raise

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        hand_over(connection, begin)

    return engine


def _prepare(connection: Any, pragmas: dict[str, str]) -> None:
    # SQLAlchemy begins transactions by its begin event; the driver must not.
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in pragmas.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()
