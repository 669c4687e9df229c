"""Transactions and looks that wait in the middle for what a test does outside of them.

The work of a transaction is a plain function, in another thread on SQLite and in a
greenlet on PostgreSQL; tests want to do one thing after the other, and to look.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, text
from sqlalchemy.util import await_only

from storage import Storage
from storage.work import Work

Wait = Callable[[Coroutine[Any, Any, Any]], Any]


def waiting() -> Wait:
    """What waits, inside a transaction, for something of this event loop."""
    loop, thread = asyncio.get_running_loop(), threading.get_ident()

    def wait(work: Coroutine[Any, Any, Any]) -> Any:
        if threading.get_ident() == thread:
            return await_only(work)
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    return wait


@dataclass(frozen=True, slots=True)
class _Step:
    work: Callable[[Any], Any]
    done: asyncio.Future[Any]

    def take(self, uow: Work) -> None:
        loop = self.done.get_loop()
        try:
            result = self.work(uow)
        except Exception as error:  # noqa: BLE001 (it is the test's)
            loop.call_soon_threadsafe(self.done.set_exception, error)
        else:
            loop.call_soon_threadsafe(self.done.set_result, result)


class Steps:
    """A unit of work, or a part of one, whose methods are awaited."""

    def __init__(self) -> None:
        self._steps: asyncio.Queue[_Step | BaseException | None] = asyncio.Queue()
        self._wait = waiting()
        self.whole: asyncio.Future[None]

    def __getattr__(self, name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        return lambda *given, **named: self.do(
            lambda uow: getattr(uow, name)(*given, **named)
        )

    async def sql(self, statement: str, *given: Any) -> list[Any]:
        """Run SQL of the test's own, and read what it finds."""

        def run(uow: Work) -> list[Any]:
            found = uow._connection.exec_driver_sql(statement, *given)
            return list(found.all()) if found.returns_rows else []

        found: list[Any] = await self.do(run)
        return found

    async def do(self, work: Callable[[Any], Any]) -> Any:
        """Have something done inside."""
        done = asyncio.get_running_loop().create_future()
        self._steps.put_nowait(_Step(work, done))
        await asyncio.wait({done, self.whole}, return_when="FIRST_COMPLETED")
        return await (done if done.done() else self.whole)

    def end(self, error: BaseException | None) -> None:
        """Let it end, or fail because of an error."""
        self._steps.put_nowait(error)

    def serve(self, uow: Work) -> None:
        """Do what comes, inside the transaction."""
        while isinstance(step := self._wait(self._steps.get()), _Step):
            step.take(uow)
        if step is not None:
            raise step


@asynccontextmanager
async def _begun(
    begin: Callable[[Callable[[Work], None]], Awaitable[None]],
) -> AsyncIterator[Steps]:
    steps = Steps()
    steps.whole = asyncio.ensure_future(begin(steps.serve))
    await steps.do(lambda _: None)  # it has its turn
    try:
        yield steps
    except BaseException as error:
        steps.end(error)
        await asyncio.wait([steps.whole])
        if not steps.whole.cancelled():
            steps.whole.exception()  # it was seen
        raise
    steps.end(None)
    await steps.whole


@asynccontextmanager
async def transaction(storage: Storage) -> AsyncIterator[Steps]:
    """A transaction that is committed at the end of the block, or not at all."""
    async with _begun(storage.transact) as steps:
        yield steps


@asynccontextmanager
async def looking(storage: Storage, part: type[Work] = Work) -> AsyncIterator[Steps]:
    """A look through this part of a unit of work, until the end of the block."""
    async with _begun(lambda serve: storage.look(lambda c: serve(part(c)))) as steps:
        yield steps


async def rows_of(storage: Storage, query: Executable | str) -> list[Any]:
    """What a query of the test's own finds."""
    statement = text(query) if isinstance(query, str) else query
    return await storage.look(lambda c: list(c.execute(statement).all()))


async def column_of(storage: Storage, query: Executable | str) -> list[Any]:
    """The first column of what a query of the test's own finds."""
    return [row[0] for row in await rows_of(storage, query)]
