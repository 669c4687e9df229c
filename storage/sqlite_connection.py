"""Connections to SQLite that do a statement in one visit to their thread.

aiosqlite goes there four times: to make a cursor, to execute, to fetch and to close.
With few people at a time those visits are a third of what an update costs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite


def connect(database: str, **options: Any) -> SqliteConnection:
    """A connection that opens when it is awaited."""
    return SqliteConnection(partial(sqlite3.connect, database, **options))


class SqliteConnection(aiosqlite.Connection):
    """A connection with a thread of its own, as SQLAlchemy uses it."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connect, iter_chunk_size=1)  # nothing iterates
        self._thread.daemon = True  # as SQLAlchemy does: never in the way of an exit

    def cursor(self) -> _Cursor:  # type: ignore[override]
        """A cursor that reads everything at once."""
        return _Cursor(self)

    async def rollback(self) -> None:
        """Roll back, if there is anything to."""
        if self.in_transaction:
            await super().rollback()

    async def visit(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Have work done in the thread."""
        await self._execute(work, self._conn)  # type: ignore[no-untyped-call]


class _Cursor:
    """What SQLAlchemy wants of a cursor; all is read when a statement has run."""

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement."""
        await self._connection.visit(
            lambda connection: self._keep(connection.execute(sql, parameters))
        )

    async def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row of parameters."""
        await self._connection.visit(
            lambda connection: self._keep(connection.executemany(sql, rows))
        )

    async def fetchall(self) -> list[Any]:
        """Give the rows that were found."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: the driver's cursor is closed already."""

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else []
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()
