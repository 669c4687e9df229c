"""The connection to SQLite that writes: a transaction is one visit to its thread.

aiosqlite keeps a connection in a thread and goes there for every step of every
statement. With few people at a time those visits cost more than the statements.
"""

from __future__ import annotations

import contextvars
import sqlite3
from collections.abc import Callable
from typing import TypeVar, cast

import aiosqlite
from sqlalchemy import Engine

from storage.errors import translated_errors

T = TypeVar("T")


class SqliteWriter:
    """An engine for one connection, which works in a thread of aiosqlite's."""

    def __init__(self, engine: Engine) -> None:
        """Connect with this engine when there is something to do."""
        self.engine = engine
        self._connection: aiosqlite.Connection | None = None

    async def visit(self, work: Callable[[Engine], T]) -> T:
        """Have something done with the engine, in the connection's thread.

        It must not be cancelled. Raises what the work raises, and StorageAwayError
        when there is no connection to be had.
        """
        if self._connection is None:
            with translated_errors():
                self._connection = await self._connected()
        here = contextvars.copy_context()
        return await _run(self._connection, here.run, work, self.engine)

    async def close(self) -> None:
        """Close the connection; the next visit makes another one."""
        if self._connection is not None:
            await _run(self._connection, self.engine.dispose)
            await self._connection.close()
            self._connection = None

    async def _connected(self) -> aiosqlite.Connection:
        connection = aiosqlite.Connection(self._connect, iter_chunk_size=1)
        # As SQLAlchemy does: never in the way of an exit.
        connection._thread.daemon = True  # noqa: SLF001
        return await connection

    def _connect(self) -> sqlite3.Connection:
        pooled = self.engine.raw_connection()
        connection = cast("sqlite3.Connection", pooled.driver_connection)
        pooled.close()  # the pool keeps it
        return connection


async def _run(
    connection: aiosqlite.Connection, work: Callable[..., T], *given: object
) -> T:
    """Have work done in the thread."""
    done = connection._execute(work, *given)  # type: ignore[no-untyped-call] # noqa: SLF001
    return cast("T", await done)
