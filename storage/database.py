"""What every kind of database does in its own way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

T = TypeVar("T")


class Database(Protocol):
    """A database on which `Storage` can keep everything."""

    #: For transactions that see one moment and cannot write.
    reader: AsyncEngine

    @property
    def writer(self) -> Engine:
        """For transactions that write, one at a time; to be used in `write` only."""

    async def write(self, work: Callable[[Engine], T]) -> T:
        """Do something with the writer; the event loop goes on meanwhile.

        The work is a plain function, and may run in another thread. Whoever waits
        for it must not be cancelled.
        """

    def migrating(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction in which tables may be changed, while nobody else does."""

    async def empty_log(self) -> None:
        """Take what was removed out of the log of changes, where that can be done."""

    async def close(self) -> None:
        """Close every connection, and let others have the database."""
