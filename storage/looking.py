"""Looks into a database that another process may be using, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple, TypeVar

from sqlalchemy import func, select

from conversations.interview.session import Interview
from storage import tables as t
from storage.database import Reader
from storage.engine import look, open_database, parsed
from storage.files import Files
from storage.keeping import Keeping
from storage.rows import FileRow, GuideRow
from storage.sessions import Sessions
from storage.sqlite import sqlite_reader
from storage.work import Work

T = TypeVar("T")

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


class Look(Work):
    """One moment of a database."""

    def profiles(self) -> list[ListedProfile]:
        """Every profile that is not deleted."""
        return [ListedProfile(*row) for row in self._read(_LISTED)]

    def interview(self, conversation: int, number: int) -> Interview | None:
        """The interview of a profile, deleted or not."""
        return Sessions(self._connection).interview(conversation, number)

    def files(self, keys: Collection[str]) -> dict[str, FileRow]:
        """Those of these files that are kept, by their keys."""
        return Files(self._connection).files(keys)

    def guides(self) -> list[GuideRow]:
        """Every guide that a profile may need."""
        return Keeping(self._connection).guides()


async def look_at(url: str, work: Callable[[Look], T]) -> T:
    """Look at the database a URL names (see `open_storage`); no lock is taken.

    Raises:
        DatabaseUrlError: it names none, or a file that is not there.
        StorageAwayError: it cannot be used.

    """
    reader = _reader(url)
    try:
        return await look(reader, lambda connection: work(Look(connection)))
    finally:
        await reader.close()


def _reader(url: str) -> Reader:
    where = parsed(url)
    if where.drivername.startswith("sqlite"):
        return sqlite_reader(where)
    return open_database(url)
