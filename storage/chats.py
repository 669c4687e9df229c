"""Chats and their conversations: found, made for newcomers, kept up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Insert,
    Select,
    Table,
    bindparam,
    case,
    delete,
    insert,
    select,
    update,
)

from conversations.exercise.desk import Desk
from conversations.interview.session import Session
from storage import tables as t
from storage.exercise_mapping import dump_desk, load_desk
from storage.many import among
from storage.mapping import dump_session, load_session
from storage.prepared import AnyRow
from storage.rows import ConversationRow
from storage.upsert import insert_new
from storage.work import Work

_CONVERSATIONS: Select[Any] = (
    select(
        t.conversations.c.id,
        t.chat_aliases.c.telegram_id,
        t.chats.c.id,
        t.chats.c.last_message,
        t.chats.c.reachable,
        t.conversations.c.session,
        t.conversations.c.topic,
        t.conversations.c.desk,
        t.conversations.c.slots,
    )
    .join_from(t.conversations, t.chats)
    .join(t.chat_aliases)
    .where(t.chat_aliases.c.present)
    .order_by(t.conversations.c.id)
)

#: What a private conversation is, of one person and in no topic.
PRIVATE = (t.conversations.c.topic == 0, t.conversations.c.person == 0)
_by_chat = (
    t.chat_aliases.c.bot == bindparam("bot"),
    among(t.chat_aliases.c.telegram_id),
    *PRIVATE,
)
_in_places = (
    among(t.conversations.c.chat_id),
    among(t.conversations.c.topic, "topics"),
    t.conversations.c.person == 0,
)
# Locked in the order of their ids, so that two transactions never wait for each
# other. (SQLite has one writer and ignores this.) The chats are locked too: of rows
# that are not, a transaction that had to wait would see how they were before.
_LOCKED = _CONVERSATIONS.with_for_update(of=[t.conversations, t.chats])
_BY_CHAT = _CONVERSATIONS.where(*_by_chat)
_KNOWN = (
    select(t.chat_aliases.c.telegram_id)
    .join(t.conversations, t.conversations.c.chat_id == t.chat_aliases.c.chat_id)
    .where(t.chat_aliases.c.present, *_by_chat)
)
_LOCKED_BY_CHAT = _LOCKED.where(*_by_chat)
_LOCKED_BY_ID = _LOCKED.where(among(t.conversations.c.id))
_LOCKED_BY_PERSON = _LOCKED.where(among(t.conversations.c.chat_id), *PRIVATE)
_PLACES = select(t.conversations.c.chat_id, t.conversations.c.topic).where(*_in_places)
_LOCKED_PLACES = _LOCKED.where(*_in_places)
_ALIASES = select(t.chat_aliases.c.telegram_id, t.chat_aliases.c.chat_id).where(
    t.chat_aliases.c.bot == bindparam("bot"), among(t.chat_aliases.c.telegram_id)
)
_LOCKED_OF_CHATS = _LOCKED.where(
    among(t.conversations.c.chat_id), t.conversations.c.person == 0
)
_THERE = select(t.chats.c.id).where(among(t.chats.c.id))
_NEW_CHAT = insert(t.chats)
_DROP_CHATS = delete(t.chats).where(among(t.chats.c.id))
_newest = bindparam("newest", type_=t.chats.c.last_message.type)
_SET_CHAT = (
    update(t.chats)
    .where(t.chats.c.id == bindparam("chat"))
    .values(
        last_message=case(
            (t.chats.c.last_message < _newest, _newest), else_=t.chats.c.last_message
        ),
        reachable=bindparam("reached"),
    )
)
_SET_DESK = (
    update(t.conversations)
    .where(t.conversations.c.id == bindparam("conversation"))
    .values(desk=bindparam("lies"))
)
_SET_SLOTS = (
    update(t.conversations)
    .where(t.conversations.c.id == bindparam("conversation"))
    .values(slots=bindparam("filled"))
)


class Chats(Work):
    """Whom we talk to."""

    def conversations(
        self,
        bot: int,
        telegram_chat_ids: Collection[int],
        known: Collection[int] = (),
    ) -> dict[int, ConversationRow]:
        """The private conversations of these chats, by the messenger's chat id.

        Chats that are new get theirs; those that are only in `known` do not, and
        may be missing from what is returned. All are locked until the end of the
        transaction: who needs several asks for all of them at once.
        """
        asked = set(telegram_chat_ids)
        everybody = asked.union(known)
        if self._is_shared:
            # Before anybody is locked: who makes the same newcomer waits for us.
            # So no more is read than who is there; the rows come with the locks.
            there = {chat for (chat,) in self._read_in(_KNOWN, asked, bot=bot)}
        else:
            rows = self._read_in(_BY_CHAT, everybody, bot=bot)
            there = {row[1] for row in rows}
        newcomers = asked - there
        if newcomers:
            self._create(bot, newcomers)
        if newcomers or self._is_shared:
            rows = self._read_in(_LOCKED_BY_CHAT, everybody, bot=bot)
        # Who was forgotten while we waited for the lock is a newcomer now.
        missed = asked - {row[1] for row in rows}
        if missed:
            self._create(bot, missed)
            rows = [*rows, *self._read_in(_LOCKED_BY_CHAT, missed, bot=bot)]
        return {row.chat: row for row in _conversations(rows)}

    def places(
        self, bot: int, places: Collection[tuple[int, int]]
    ) -> dict[tuple[int, int], ConversationRow]:
        """The conversations of groups and their topics; missing ones are made.

        A place is the messenger's number of the group and the topic, or 0. With a
        number that the group had before, it is found too; `chat` is the present one.
        All are locked until the end of the transaction.
        """
        chats = self._chats(bot, {chat for chat, _ in places}, reachable=True)
        asked = {(chat, topic): (chats[chat], topic) for chat, topic in places}
        wanted = set(asked.values())
        ids, topics = set(chats.values()), sorted({topic for _, topic in wanted})
        there = {(row[0], row[1]) for row in self._read_in(_PLACES, ids, topics=topics)}
        self._new_conversations(wanted - there)
        rows = _conversations(self._read_in(_LOCKED_PLACES, ids, topics=topics))
        found = {(row.chat_id, row.topic): row for row in rows}
        return {place: found[ours] for place, ours in asked.items()}

    def groups(
        self, bot: int, chats: Collection[int]
    ) -> dict[int, list[ConversationRow]]:
        """All the conversations that there are of groups, in their topics and outside.

        By the messenger's number that was asked for, which may be one that the group
        had before. All are locked until the end of the transaction.
        """
        known: dict[int, int] = dict(self._read_in(_ALIASES, set(chats), bot=bot))
        rows = _conversations(self._read_in(_LOCKED_OF_CHATS, set(known.values())))
        return {
            asked: [row for row in rows if row.chat_id == chat]
            for asked, chat in known.items()
        }

    def privates(self, chat_ids: Collection[int]) -> dict[int, ConversationRow]:
        """The private conversations of people, by our own numbers of their chats.

        Missing ones are made, unless the chat was forgotten for good. All are locked
        until the end of the transaction.
        """
        asked = set(chat_ids)
        rows = self._read_in(_LOCKED_BY_PERSON, asked)
        missing = self._read_in(_THERE, asked - {row[2] for row in rows})
        if missing:
            self._new_conversations((id_, 0) for (id_,) in missing)
            rows = self._read_in(_LOCKED_BY_PERSON, asked)
        return {row.chat_id: row for row in _conversations(rows)}

    def people(self, bot: int, telegram_ids: Collection[int]) -> dict[int, int]:
        """Our own numbers of people's private chats, by the messenger's.

        Who never wrote to us gets a chat that cannot be reached.
        """
        return self._chats(bot, set(telegram_ids), reachable=False)

    def by_ids(self, conversation_ids: Collection[int]) -> dict[int, ConversationRow]:
        """Conversations by their own ids; what is not there is left out."""
        rows = self._read_in(_LOCKED_BY_ID, set(conversation_ids))
        return {row.id: row for row in _conversations(rows)}

    def set_chat(self, updates: Mapping[int, tuple[int, bool]]) -> None:
        """Set newest message and reachability of chats, by our own chat id.

        The newest message never becomes an older one; 0 leaves it as it is.
        """
        rows = [
            {"chat": chat, "newest": newest, "reached": reachable}
            for chat, (newest, reachable) in updates.items()
        ]
        self._write(_SET_CHAT, rows)

    def set_slots(self, slots: Mapping[int, str]) -> None:
        """Say what fills the slots of conversations now, as JSON."""
        rows = [{"conversation": id_, "filled": by} for id_, by in slots.items()]
        self._write(_SET_SLOTS, rows)

    def set_desks(self, desks: Mapping[int, Desk]) -> None:
        """Say what lies before people of exercises, by their private conversation."""
        rows = [
            {"conversation": id_, "lies": dump_desk(desk)}
            for id_, desk in desks.items()
        ]
        self._write(_SET_DESK, rows)

    def _create(self, bot: int, telegram_ids: set[int]) -> None:
        """Make what is missing, unless another transaction makes it at this moment."""
        chats = self._chats(bot, telegram_ids, reachable=True)
        self._new_conversations((id_, 0) for id_ in chats.values())

    def _new_conversations(self, places: Iterable[tuple[int, int]]) -> None:
        """Conversations for chats (our own numbers) and topics that have none."""
        session = dump_session(Session())
        rows = [
            {"chat_id": chat, "topic": topic, "session": session}
            for chat, topic in sorted(places)
        ]
        self._add(self._insert_new(t.conversations), rows)

    def _chats(
        self, bot: int, telegram_ids: set[int], *, reachable: bool
    ) -> dict[int, int]:
        """Our chats of the messenger's numbers; new ones can be reached, or not."""
        chats: dict[int, int] = dict(self._read_in(_ALIASES, telegram_ids, bot=bot))
        unknown = sorted(telegram_ids - chats.keys())
        return chats | self._new_chats(bot, unknown, reachable) if unknown else chats

    def _new_chats(
        self, bot: int, telegram_ids: list[int], reachable: bool
    ) -> dict[int, int]:
        """Chats for these numbers, ours or those another transaction just made."""
        new = [{"reachable": reachable} for _ in telegram_ids]
        ours = self._add_numbered(_NEW_CHAT, new)
        aliases = [
            {"bot": bot, "telegram_id": telegram_id, "chat_id": id_}
            for telegram_id, id_ in zip(telegram_ids, ours, strict=True)
        ]
        self._add(self._insert_new(t.chat_aliases), aliases)
        chats: dict[int, int] = dict(self._read_in(_ALIASES, telegram_ids, bot=bot))
        self._delete_in(_DROP_CHATS, set(ours) - set(chats.values()))
        return chats

    def _insert_new(self, table: Table) -> Insert:
        return insert_new(table, self._connection.dialect.name)


def _conversations(rows: Iterable[AnyRow]) -> list[ConversationRow]:
    return [
        ConversationRow(
            id_,
            chat,
            chat_id,
            newest,
            reachable,
            load_session(session),
            slots,
            topic,
            load_desk(desk),
        )
        for id_, chat, chat_id, newest, reachable, session, topic, desk, slots in rows
    ]
