"""Opens the database: connections that write, and some that only read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from storage.database import Database, Reader
from storage.errors import (
    CommitInDoubtError,
    DatabaseUrlError,
    StorageAwayError,
    StorageError,
    translated_errors,
)
from storage.migrations import upgrade
from storage.sqlite import open_sqlite
from storage.uninterrupted import uninterrupted
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")

#: Seconds after which a look is given up, however many are in its way.
_PATIENCE = 30.0


def _open_postgresql(url: URL) -> Database:
    # Imported where it is wanted: SQLAlchemy's part for it takes many MiB.
    from storage.postgresql import open_postgresql

    return open_postgresql(url)


_KINDS: dict[str, Callable[[URL], Database]] = {
    "sqlite": open_sqlite,
    "sqlite+aiosqlite": open_sqlite,
    "postgresql+asyncpg": _open_postgresql,
    "postgresql": _open_postgresql,
    "postgres": _open_postgresql,
}


class Storage:
    """An open database; made by `open_storage`, ended by `close`."""

    def __init__(self, database: Database) -> None:
        """Keep everything in this database."""
        self._database = database
        self._turn = asyncio.Semaphore(database.writers)

    @property
    def writers(self) -> int:
        """How many transactions may be under way at the same time."""
        return self._database.writers

    async def migrate(self) -> None:
        """Bring the tables to the form this program needs.

        Raises:
            StateTooNewError: a newer program has changed them already.
            DatabaseDamagedError: the database is broken; it was not changed.
            StorageAwayError: the database cannot be used; it was not changed.

        """
        try:
            with translated_errors():
                await self._database.migrate(upgrade)
        except StorageAwayError as error:
            raise StorageAwayError(
                f"The database cannot be used ({error}). See that it is there and "
                "that DATABASE_URL is right, and start again."
            ) from error

    async def transact(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do work that is committed when it returns, and not at all when it raises.

        `work` is a plain function and may run in another thread; the event loop goes
        on meanwhile. So many are done at a time as there are `writers`; others wait.
        A task that is cancelled while its work is done is cancelled after the commit.

        Raises:
            StorageAwayError: the database cannot be used, or other transactions
                were in the way. Nothing was applied.
            CommitInDoubtError: the connection was lost during the commit. Nobody
                knows, and the set of seen updates makes it safe to do the same
                again.
            ValueRefusedError: it refuses a value; nothing was applied.

        """
        async with self._turn:
            return await uninterrupted(self._database.write(partial(_done, work)))

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Do work with a connection that sees one moment and cannot change anything.

        `work` is a plain function, as in `transact`. Several may look at a time, and
        nobody who writes waits for them. A task that is cancelled while it looks is
        cancelled at once.

        Raises:
            StorageAwayError: the database cannot be used, or took too long.

        """
        return await look(self._database, work)

    async def empty_log(self) -> None:
        """Take what was removed out of the log of changes, where that can be done.

        Raises:
            StorageAwayError: the database cannot be used just now.

        """
        async with self._turn:
            with translated_errors():
                await uninterrupted(self._database.empty_log())

    async def close(self) -> None:
        """Close every connection and let other processes have the database."""
        await self._database.close()


def _done(work: Callable[[UnitOfWork], T], engine: Engine) -> T:
    """Do work in a transaction, committed if it does not raise."""
    with translated_errors():
        connection = engine.connect()
    try:
        with translated_errors():
            connection.begin()
        result = work(UnitOfWork(connection))
        _commit(connection)
    except BaseException as error:
        # Rolls back. What went wrong first is raised, whatever closing meets.
        with suppress(StorageError), translated_errors():
            if isinstance(error, StorageAwayError):
                # A server that takes no changes any more, since another took its
                # place, would keep it for ever.
                connection.invalidate()
            connection.close()
        raise
    with translated_errors():
        connection.close()
    return result


def _commit(connection: Connection) -> None:
    try:
        with translated_errors():
            connection.commit()
    except StorageAwayError as error:
        raise CommitInDoubtError(str(error)) from error


async def look(reader: Reader, work: Callable[[Connection], T]) -> T:
    """Look into a database; see `Storage.look`."""
    with translated_errors():
        async with asyncio.timeout(_PATIENCE):
            return await reader.read(partial(_seen, work))


def _seen(work: Callable[[Connection], T], engine: Engine) -> T:
    with engine.connect() as connection:
        return work(connection)


async def open_storage(url: str) -> Storage:
    """Open a database: `sqlite:///FILE`, or one of PostgreSQL.

    Call `migrate` before anything else.

    Raises:
        DatabaseUrlError: the URL names neither.
        DatabaseInUseError: another process has the file open.

    """
    return Storage(open_database(url))


def open_database(url: str) -> Database:
    """The database a URL names; see `open_storage`."""
    where = parsed(url)
    try:
        return _KINDS[where.drivername](where)
    except (KeyError, DatabaseUrlError) as error:
        raise DatabaseUrlError(
            "DATABASE_URL must name an SQLite file, like "
            "sqlite:///data/bot.sqlite3, or a PostgreSQL database, like "
            "postgresql://user:password@host/bot"
        ) from error


def parsed(url: str) -> URL:
    """A database's URL in its parts; an empty one if it has none."""
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        return URL.create("")
