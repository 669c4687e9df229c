"""Everything that is kept of one person, as a value that can be written as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from storage import tables as t
from storage.work import AnyRow, Work

#: What nobody wrote and nobody is named in: numbers of updates, and our own guides.
NOBODYS = frozenset({t.seen_updates, t.guides})

_private = (t.conversations.c.topic == 0, t.conversations.c.person == 0)


class Personal(Work):
    """Reads what is kept of a person, from whichever table there is."""

    def everything_of(self, bot: int, chat: int) -> dict[str, list[Any]]:
        """The rows of a private chat by table; `chat` is the messenger's id of it.

        Columns that hold JSON are given as what it says, moments as in ISO 8601, of
        files only how large they are.
        """
        alias = t.chat_aliases.c
        chats = select(alias.chat_id).where(alias.bot == bot, alias.telegram_id == chat)
        conversations = select(t.conversations.c.id).where(
            t.conversations.c.chat_id.in_(chats), *_private
        )
        owners: dict[str, ColumnElement[bool]] = {
            t.chats.name: t.chats.c.id.in_(chats),
            t.chat_aliases.name: t.chat_aliases.c.chat_id.in_(chats),
            t.conversations.name: t.conversations.c.id.in_(conversations),
        }
        kept: dict[str, list[Any]] = {}
        for table in t.metadata.sorted_tables:
            if table in NOBODYS:
                continue
            owned = owners.get(table.name)
            if owned is None:
                owned = table.c.conversation_id.in_(conversations)
            ordered = select(table).where(owned).order_by(*table.primary_key.columns)
            kept[table.name] = _values(table, self._read(ordered))
        return kept


def _values(table: Table, rows: Iterable[AnyRow]) -> list[Any]:
    names = [column.name for column in table.columns]
    return [
        {name: _value(value) for name, value in zip(names, row, strict=True)}
        for row in rows
    ]


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):  # a file, made of the rest
        return f"{len(value)} bytes"
    if isinstance(value, str) and value[:1] in ("{", "["):
        return _read(value)
    return value


def _read(text: str) -> Any:
    """What a text says as JSON; a person's own text that only looks like it stays."""
    try:
        return json.loads(text)
    except ValueError:
        return text
