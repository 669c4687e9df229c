"""What every kind of database does in its own way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")


class Reader(Protocol):
    """A database that can be looked into."""

    @property
    def reader(self) -> Engine:
        """For transactions that see one moment; to be used in `read` only."""

    async def read(self, work: Callable[[Engine], T]) -> T:
        """Do something with the reader; the event loop goes on meanwhile.

        The work is a plain function, and may run in another thread. It may go on
        there when whoever waits for it is cancelled.
        """

    async def close(self) -> None:
        """Close every connection, and let others have the database."""


class Database(Reader, Protocol):
    """A database on which `Storage` can keep everything."""

    #: How many transactions may write at the same time.
    writers: int

    @property
    def writer(self) -> Engine:
        """For transactions that write; to be used in `write` only."""

    async def write(self, work: Callable[[Engine], T]) -> T:
        """Do something with the writer, as `read` does with the reader.

        Whoever waits for it must not be cancelled.
        """

    async def migrate(self, work: Callable[[Connection], None]) -> None:
        """Change tables in a transaction, while nobody else does."""

    async def empty_log(self) -> None:
        """Take what was removed out of the log of changes, where that can be done."""
