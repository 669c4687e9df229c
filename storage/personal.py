"""Everything that is kept of one person, as a value that can be written as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, select

from storage import tables as t
from storage.chats import PRIVATE
from storage.errors import translated_errors
from storage.work import Work

#: What nobody wrote and nobody is named in: numbers of updates, our own guides, and
#: of exercises which messages are their cards and polls, and when a time is over.
NOBODYS = frozenset({t.seen_updates, t.guides, t.room_cards, t.quiz_polls, t.timers})

#: What an exercise holds is everybody's, and others wrote it too.
_SHARED = frozenset({t.exercises.c.data})


class Personal(Work):
    """Reads what is kept of a person, from whichever table there is."""

    def everything_of(self, bot: int, chat: int) -> dict[str, list[Any]]:
        """The rows of a private chat by table; `chat` is the messenger's id of it.

        Columns that hold JSON are given as what it says, moments as in ISO 8601.
        Of exercises there are those this person hosts, without what is shared in them,
        and what the person wrote in any.
        """
        alias = t.chat_aliases.c
        chats = select(alias.chat_id).where(alias.bot == bot, alias.telegram_id == chat)
        conversations = select(t.conversations.c.id).where(
            t.conversations.c.chat_id.in_(chats), *PRIVATE
        )
        owners: dict[str, ColumnElement[bool]] = {
            t.chats.name: t.chats.c.id.in_(chats),
            t.chat_aliases.name: t.chat_aliases.c.chat_id.in_(chats),
            t.conversations.name: t.conversations.c.id.in_(conversations),
            t.exercises.name: t.exercises.c.host.in_(chats),
            t.participants.name: t.participants.c.person.in_(chats),
            t.exercise_notes.name: t.exercise_notes.c.author.in_(chats),
        }
        kept: dict[str, list[Any]] = {}
        for table in t.metadata.sorted_tables:
            if table in NOBODYS:
                continue
            owned = owners.get(table.name)
            if owned is None:
                owned = table.c.conversation_id.in_(conversations)
            columns = [column for column in table.columns if column not in _SHARED]
            ordered = select(*columns).where(owned).order_by(*table.primary_key.columns)
            with translated_errors():
                kept[table.name] = _values(columns, self._connection.execute(ordered))
        return kept


def _values(columns: Iterable[Column[Any]], rows: Iterable[Row[Any]]) -> list[Any]:
    names = [column.name for column in columns]
    return [
        {name: _value(value) for name, value in zip(names, row, strict=True)}
        for row in rows
    ]


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and value[:1] in ("{", "["):
        return _read(value)
    return value


def _read(text: str) -> Any:
    """What a text says as JSON; a person's own text that only looks like it stays."""
    try:
        return json.loads(text)
    except ValueError:
        return text
