"""What every kind of database does in its own way."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


class Database(Protocol):
    """A database on which `Storage` can keep everything."""

    #: For transactions that write; one is open at a time.
    writer: AsyncEngine
    #: For transactions that see one moment and cannot write.
    reader: AsyncEngine

    def migrating(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction in which tables may be changed, while nobody else does."""

    async def empty_log(self) -> None:
        """Take what was removed out of the log of changes, where that can be done."""

    def release(self) -> None:
        """Let others have the database; both engines are disposed of already."""
