"""How SQLite is used: whatever is done with a connection is one visit to a thread.

A visit costs more than most statements, so nobody goes there for a single one.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine

T = TypeVar("T")


class SqliteThreads:
    """An engine for some connections, and as many threads that work with it."""

    def __init__(self, engine: Engine, connections: int) -> None:
        """Work with this engine; threads and connections are made when needed."""
        self.engine = engine
        self._threads = ThreadPoolExecutor(connections, "sqlite")

    async def visit(self, work: Callable[[Engine], T]) -> T:
        """Have something done with the engine, in one of its threads.

        It is done to its end, even where nobody waits for it any more. Raises what
        the work raises.
        """
        here = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, here.run, work, self.engine)

    async def close(self) -> None:
        """Wait for what is being done, and close every connection."""
        await asyncio.to_thread(self._end)

    def _end(self) -> None:
        self._threads.shutdown()
        self.engine.dispose()
