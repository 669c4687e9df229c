"""PostgreSQL: several processes may write, each with some connections for it.

Everything that is special about PostgreSQL stands in this file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import greenlet_spawn

from storage.errors import DatabaseUrlError

T = TypeVar("T")

#: Seconds after which a connection or a statement is given up: a server that is lost
#: must not hold up a clean stop for long.
_PATIENCE = 10.0

#: Milliseconds after which the server undoes what a vanished process began, so that
#: its locks stop nobody.
_ABANDONED = "60000"

#: Long reads (exports) that may run at the same time.
_READERS = 4

#: Transactions that may write at the same time: while the server works for one, there
#: is something to do for another.
_WRITERS = 4

#: Which lock migrations take: any number will do that stays the same.
_MIGRATIONS = 6_724_915_371

#: What a URL may add after its question mark; the first is libpq's name for `ssl`.
_OPTIONS = {
    *("sslmode", "ssl", "host", "port", "passfile"),
    *("target_session_attrs", "prepared_statement_cache_size"),
}


class PostgresDatabase:
    """A database on a server, shared with other processes of the same bot.

    Readers take turns on their own connections; whoever writes locks rows.
    """

    writers = _WRITERS

    def __init__(self, url: URL) -> None:
        """Name the database; it is not connected to before it is used."""
        self._url = url
        self._writer = _engine(
            url, _WRITERS, _PATIENCE, isolation_level="READ COMMITTED"
        )
        self._reader = _engine(
            url,
            _READERS,
            _PATIENCE,
            isolation_level="REPEATABLE READ",
            execution_options={"postgresql_readonly": True},
        )

    @property
    def reader(self) -> Engine:
        """See `Database`."""
        return self._reader.sync_engine

    async def read(self, work: Callable[[Engine], T]) -> T:
        """Do something with a reader, over one bridge to the event loop."""
        return await greenlet_spawn(work, self.reader)

    @property
    def writer(self) -> Engine:
        """See `Database`."""
        return self._writer.sync_engine

    async def write(self, work: Callable[[Engine], T]) -> T:
        """Do something with the writer, over one bridge to the event loop."""
        return await greenlet_spawn(work, self.writer)

    async def migrate(self, work: Callable[[Connection], None]) -> None:
        """See `Database`; waits until other processes have migrated."""
        # Who waited has to see what the others did: READ COMMITTED, too.
        engine = _engine(self._url, 1, None, isolation_level="READ COMMITTED")
        try:
            async with engine.begin() as connection:
                await connection.execute(
                    select(func.pg_advisory_xact_lock(_MIGRATIONS))
                )
                await connection.run_sync(work)
        finally:
            await engine.dispose()

    async def empty_log(self) -> None:
        """Do nothing: the server reuses its log and freed pages by itself.

        No query finds what was removed. Its bytes stay on the server's disk until
        they are written over, and in archived logs as long as those are kept.
        """

    async def close(self) -> None:
        """Close every connection."""
        await self._reader.dispose()
        await self._writer.dispose()


def open_postgresql(url: URL) -> PostgresDatabase:
    """Name a database on a server, in whichever way people write that.

    Raises:
        DatabaseUrlError: no database is named, or an option is not known.

    """
    options = dict(url.query)
    if not url.database or options.keys() - _OPTIONS:
        raise DatabaseUrlError
    if "sslmode" in options:
        options["ssl"] = options.pop("sslmode")
    return PostgresDatabase(url.set(drivername="postgresql+asyncpg", query=options))


def _engine(
    url: URL, connections: int, patience: float | None, **options: Any
) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # people's words stay out of errors and logs
        connect_args={
            "timeout": _PATIENCE,
            "command_timeout": patience,
            "server_settings": {
                "application_name": "customer-profile-bot",
                "idle_in_transaction_session_timeout": _ABANDONED,
            },
        },
        **options,
    )
