"""Looks into a database that another process may be using, and changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.interview.session import Interview
from storage import tables as t
from storage.engine import parsed
from storage.errors import translated_errors
from storage.keeping import Keeping
from storage.postgresql import open_postgresql
from storage.rows import GuideRow
from storage.sessions import Sessions
from storage.sqlite import sqlite_reader

_p, _n = t.profiles.c, t.notes.c
_LISTED = (
    select(_p.conversation_id, _p.number, _p.name, _p.guide, func.count(_n.number))
    .outerjoin_from(
        t.profiles,
        t.notes,
        (_n.conversation_id == _p.conversation_id)
        & (_n.profile == _p.number)
        & _n.deleted_at.is_(None),
    )
    .where(_p.deleted_at.is_(None))
    .group_by(_p.conversation_id, _p.number, _p.name, _p.guide)
    .order_by(_p.conversation_id, _p.number)
)


class ListedProfile(NamedTuple):
    """What an operator sees of a profile in a list."""

    conversation: int
    number: int
    name: str
    guide: str
    notes: int


class Look:
    """One moment of a database."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Look through this connection."""
        self._connection = connection

    async def profiles(self) -> list[ListedProfile]:
        """Every profile that is not deleted."""
        with translated_errors():
            found = await self._connection.execute(_LISTED)
        return [ListedProfile(*row) for row in found]

    async def interview(self, conversation: int, number: int) -> Interview | None:
        """The interview of a profile, deleted or not."""
        return await self._connection.run_sync(
            lambda sync: Sessions(sync).interview(conversation, number)
        )

    async def guides(self) -> list[GuideRow]:
        """Every guide that a profile may need."""
        return await self._connection.run_sync(lambda sync: Keeping(sync).guides())


@asynccontextmanager
async def look_at(url: str) -> AsyncIterator[Look]:
    """Look at the database a URL names (see `open_storage`); no lock is taken.

    Raises:
        DatabaseUrlError: it names none, or a file that is not there.
        StorageAwayError: it cannot be used.

    """
    where = parsed(url)
    is_file = where.drivername.startswith("sqlite")
    engine = sqlite_reader(where) if is_file else open_postgresql(where).reader
    try:
        with translated_errors():
            async with engine.connect() as connection:
                yield Look(connection)
    finally:
        await engine.dispose()
