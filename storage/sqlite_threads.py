"""How SQLite is used: whatever is done with a connection is one visit to a thread.

A visit costs more than most statements, so nobody goes there for a single one. That
is also why these are threads of our own: an executor's visit costs half as much again.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Engine

T = TypeVar("T")


class SqliteThreads:
    """An engine for some connections, and as many threads that work with it."""

    def __init__(self, engine: Engine, connections: int) -> None:
        """Work with this engine; threads and connections are made when needed."""
        self.engine = engine
        self._most = connections
        self._threads: list[Thread] = []
        self._visits: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._open = 0

    async def visit(self, work: Callable[[Engine], T]) -> T:
        """Have something done with the engine, in one of its threads.

        It is done to its end, even where nobody waits for it any more. Raises what
        the work raises.
        """
        loop, here = asyncio.get_running_loop(), contextvars.copy_context()
        done: asyncio.Future[T] = loop.create_future()

        def visit() -> None:
            try:
                result = here.run(work, self.engine)
            except BaseException as error:  # noqa: BLE001 (it is the caller's)
                loop.call_soon_threadsafe(self._end, done, done.set_exception, error)
            else:
                loop.call_soon_threadsafe(self._end, done, done.set_result, result)

        self._open += 1
        if len(self._threads) < min(self._open, self._most):
            self._threads.append(_begun(self._serve))
        self._visits.put(visit)
        return await done

    def _serve(self) -> None:
        while visit := self._visits.get():
            visit()
            del visit  # and with it what was found: the next may be long in coming

    def _end(
        self, done: asyncio.Future[T], tell: Callable[[Any], None], what: object
    ) -> None:
        self._open -= 1
        if not done.cancelled():
            tell(what)

    async def close(self) -> None:
        """Wait for what is being done, and close every connection."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        for _ in self._threads:
            self._visits.put(None)
        while self._threads:
            self._threads.pop().join()
        self.engine.dispose()


def _begun(serve: Callable[[], None]) -> Thread:
    thread = Thread(target=serve, name="sqlite", daemon=True)  # it holds up no exit
    thread.start()
    return thread
