"""Forgetting: everything of a person at once, and profiles that nobody touches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, insert, select, update

from conversations.interview.session import Session
from storage import tables as t
from storage.many import among
from storage.mapping import dump_session
from storage.work import Work

_c, _e = t.conversations.c, t.exercises.c
_OLD = select(_c.id, _c.chat_id, _c.topic, _c.person).where(among(_c.id))
# Whatever belongs to a conversation goes with it.
_DROP = delete(t.conversations).where(among(_c.id))
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
# Locked as they are by whoever does something in them.
_ABANDONED = (
    select(_e.id, _e.conversation_id)
    .where(_e.id.in_(select(_e.id).where(_e.updated_at < bindparam("before"))))
    .order_by(_e.id)
    .with_for_update()
)
# Their people, notes and timers go with them.
_DROP_EXERCISES = delete(t.exercises).where(among(_e.id))
# So do messages that may quote them, where no other exercise has taken their place.
_o = t.outbox.c
_QUOTING = (
    update(t.conversations)
    .where(among(_c.id), ~exists().where(_e.conversation_id == _c.id))
    .values(slots=""),
    delete(t.outbox).where(
        among(_o.conversation_id),
        ~exists().where(_e.conversation_id == _o.conversation_id),
    ),
)
# Who came back to an exercise has a name there again, a desk, or hosts one.
_EMPTY = (
    _c.forgotten_at < bindparam("before"),
    _c.desk == "",
    ~exists().where(t.profiles.c.conversation_id == _c.id),
    ~exists().where(t.participants.c.person == _c.chat_id, t.participants.c.name != ""),
    ~exists().where(_e.host == _c.chat_id, _e.begun_at > _c.forgotten_at),
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

        Exercises belong to a group: a person's words in them are not gone by this.
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
            ((fresh[id_],),) = self._read(_NEW, row)
        return fresh

    def put_out(self, untouched_since: datetime, now: datetime) -> int:
        """Delete profiles as their owners would; returns how many there were."""
        self._read(_SILENT, {"before": untouched_since})
        return self._delete(_UNTOUCHED, {"before": untouched_since, "now": now})

    def drop_exercises(self, untouched_since: datetime) -> int:
        """Remove exercises for good, finished or not; returns how many there were."""
        found = self._read(_ABANDONED, {"before": untouched_since})
        self._delete_in(_DROP_EXERCISES, {id_ for id_, _ in found})
        for quoting in _QUOTING:
            self._delete_in(quoting, {conversation for _, conversation in found})
        return len(found)

    def leave(self, forgotten_before: datetime) -> int:
        """Forget the chats of those who came back for nothing since; how many."""
        self._read(_LEAVING, {"before": forgotten_before})
        return self._delete(_LEAVE, {"before": forgotten_before})
