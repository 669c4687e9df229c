"""How SQLite is used: whatever is done with a connection is one visit to a thread.

aiosqlite keeps a connection in a thread and goes there for every step of every
statement. A visit costs more than most statements, so a transaction, or a look, goes
there once, for all that it does.
"""

from __future__ import annotations

import asyncio
import contextvars
import sqlite3
from collections.abc import Callable
from typing import TypeVar, cast

import aiosqlite
from sqlalchemy import Engine

from storage.errors import translated_errors

T = TypeVar("T")


class SqliteThreads:
    """An engine for some connections, and as many threads that work with it."""

    def __init__(self, engine: Engine, connections: int) -> None:
        """Work with this engine; threads and connections are made when needed."""
        self.engine = engine
        self._places = asyncio.Semaphore(connections)
        self._threads: list[aiosqlite.Connection] = []
        self._resting: list[aiosqlite.Connection] = []

    async def visit(self, work: Callable[[Engine], T]) -> T:
        """Have something done with the engine, in one of its threads.

        It is done to its end, even where nobody waits for it any more. Raises what
        the work raises, and StorageAwayError when there is no connection to be had.
        """
        here = contextvars.copy_context()
        async with self._places:
            thread = self._resting.pop() if self._resting else await self._begun()
            try:
                return await _run(thread, here.run, work, self.engine)
            finally:
                # Who does not wait any more leaves a thread that still works; what
                # comes next waits for its end there.
                self._resting.append(thread)

    async def close(self) -> None:
        """Wait for what is being done, and close every connection."""
        while self._threads:
            await self._threads.pop().close()
        self._resting.clear()
        await asyncio.to_thread(self.engine.dispose)

    async def _begun(self) -> aiosqlite.Connection:
        thread = aiosqlite.Connection(self._connect, iter_chunk_size=1)
        # As SQLAlchemy does: never in the way of an exit.
        thread._thread.daemon = True  # noqa: SLF001
        with translated_errors():
            await thread
        self._threads.append(thread)
        return thread

    def _connect(self) -> sqlite3.Connection:
        with self.engine.connect() as connection:  # the pool keeps it
            return cast("sqlite3.Connection", connection.connection.driver_connection)


async def _run(
    thread: aiosqlite.Connection, work: Callable[..., T], *given: object
) -> T:
    """Have work done in the thread."""
    done = thread._execute(work, *given)  # type: ignore[no-untyped-call] # noqa: SLF001
    return cast("T", await done)
