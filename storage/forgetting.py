"""Forgetting: everything of a person at once, and profiles that nobody touches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, insert, select, update

from conversations.interview.session import Session
from storage import tables as t
from storage.mapping import dump_session
from storage.work import KEYS, Work

_c = t.conversations.c
_OLD = select(_c.id, _c.chat_id, _c.topic, _c.person).where(_c.id.in_(KEYS))
# Whatever belongs to a conversation goes with it.
_DROP = delete(t.conversations).where(_c.id.in_(KEYS))
_NEW = insert(t.conversations).returning(_c.id)
_old = (
    t.profiles.c.deleted_at.is_(None),
    t.profiles.c.updated_at < bindparam("before"),
)
# Locked first, as whoever talks with these people does, and in the same order.
_SILENT = (
    select(_c.id)
    .where(_c.id.in_(select(t.profiles.c.conversation_id).where(*_old)))
    .order_by(_c.id)
    .with_for_update()
)
_UNTOUCHED = (
    update(t.profiles)
    .where(*_old)
    .values(deleted_at=bindparam("now", type_=t.profiles.c.deleted_at.type))
)
_EMPTY = (
    _c.forgotten_at < bindparam("before"),
    ~exists().where(t.profiles.c.conversation_id == _c.id),
)
_LEAVING = (
    select(_c.id)
    .where(_c.id.in_(select(_c.id).where(*_EMPTY)))
    .order_by(_c.id)
    .with_for_update()
)
_LEAVE = delete(t.chats).where(t.chats.c.id.in_(select(_c.chat_id).where(*_EMPTY)))


class Forgetting(Work):
    """What people want to be forgotten is gone with the transaction that says so."""

    def start_over(
        self, conversation_ids: Collection[int], now: datetime
    ) -> dict[int, int]:
        """Remove conversations with all that belongs to them; each gets an empty one.

        Returns the new ids by the old ones. An id is never used again, so whatever is
        still under way for an old one finds nothing to be written to.
        """
        fresh: dict[int, int] = {}
        old = self._read_in(_OLD, conversation_ids)
        self._delete_in(_DROP, conversation_ids)
        for id_, chat, topic, person in old:
            row = {
                "chat_id": chat,
                "topic": topic,
                "person": person,
                "session": dump_session(Session()),
                "forgotten_at": now,
            }
            ((fresh[id_],),) = self._read(_NEW, [row])
        return fresh

    def put_out(self, untouched_since: datetime, now: datetime) -> int:
        """Delete profiles as their owners would; returns how many there were."""
        self._read(_SILENT, {"before": untouched_since})
        return self._delete(_UNTOUCHED, {"before": untouched_since, "now": now})

    def leave(self, forgotten_before: datetime) -> int:
        """Forget the chats of those who came back for nothing since; how many."""
        self._read(_LEAVING, {"before": forgotten_before})
        return self._delete(_LEAVE, {"before": forgotten_before})
