"""Sessions: loaded whole for a batch, and written back by their difference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import (
    Text,
    bindparam,
    case,
    cast,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from conversations.interview.session import Headline, Interview, Session
from conversations.profile import Profile
from storage import tables as t
from storage.difference import difference
from storage.many import among, json_list, json_rows
from storage.mapping import (
    load_notes,
    load_orders,
    load_place,
    load_profile_details,
)
from storage.prepared import AnyRow
from storage.rows import ConversationRow
from storage.work import Work

_p, _n = t.profiles.c, t.notes.c

_key = cast(_p.conversation_id, Text) + "/" + cast(_p.number, Text)
_notes = (
    select(
        json_rows(
            json_list(
                *(_n.number, _n.section, _n.prompt, _n.text, _n.message, _n.line),
                *(_n.ratings, _n.for_job, _n.reworded_in, _n.deleted_at, _n.details),
            )
        )
    )
    .where(_n.conversation_id == _p.conversation_id, _n.profile == _p.number)
    .scalar_subquery()
)
_PROFILES = (
    select(
        *(_p.conversation_id, _p.number, _p.name, _p.guide, _p.guide_version),
        *(_p.step, _p.finished_at, _p.deleted_at),
        *(_p.archived, _p.named_by_hand, _p.place, _p.orders, _p.next_note),
        *(_p.updated_at, _p.details, case((among(_key, "wanted"), _notes))),
    )
    .where(among(_p.conversation_id))
    .order_by(_p.conversation_id, _p.number)
)
_WRITTEN_IN = select(_n.conversation_id, _n.profile, _n.message, _n.reworded_in).where(
    among(_n.conversation_id),
    or_(
        among(_n.message, "messages"),
        among(_n.reworded_in, "messages"),
    ),
)
_SAVE_SESSION = (
    update(t.conversations)
    .where(t.conversations.c.id == bindparam("the_id"))
    .values(session=bindparam("session"), version=t.conversations.c.version + 1)
)
_NEW_PROFILE = insert(t.profiles)
_SAVE_PROFILE = update(t.profiles).where(
    _p.conversation_id == bindparam("the_conversation"),
    _p.number == bindparam("the_number"),
)
_the_note: tuple[ColumnElement[bool], ...] = (
    _n.conversation_id == bindparam("the_conversation"),
    _n.profile == bindparam("the_profile"),
    _n.number == bindparam("the_number"),
)
_NEW_NOTE = insert(t.notes)
_SAVE_NOTE = update(t.notes).where(*_the_note)
_DROP_NOTE = delete(t.notes).where(*_the_note)

#: A profile in a conversation.
Key = tuple[int, int]


class Sessions(Work):
    """What people's conversations know."""

    def sessions(
        self, rows: Iterable[ConversationRow], needed: Mapping[int, set[int]]
    ) -> dict[int, Session]:
        """Full sessions by conversation id.

        The shelf has the headline of every profile. Loaded are the interview in
        hand and those of the profile numbers in `needed`, as far as they exist.
        """
        empty = {row.id: row.session for row in rows}
        wanted = {
            (id_, number)
            for id_, session in empty.items()
            for number in {session.current, *needed.get(id_, ())}
        }
        found = self._profiles(empty, wanted)
        shelves: dict[int, dict[int, Headline]] = {id_: {} for id_ in empty}
        interviews: dict[int, dict[int, Interview]] = {id_: {} for id_ in empty}
        for row in found:
            id_, number = row[0], row[1]
            shelves[id_][number] = _headline(row)
            if (id_, number) in wanted:
                interviews[id_][number] = _interview(row)
        return {
            id_: replace(
                session, interviews=interviews[id_], shelf=shelves[id_]
            ).without_what_is_gone()
            for id_, session in empty.items()
        }

    def interview(self, conversation: int, profile: int) -> Interview | None:
        """One interview, if there is one of that number."""
        found = self._profiles([conversation], {(conversation, profile)})
        return next((_interview(row) for row in found if row[1] == profile), None)

    def save(
        self,
        before: Mapping[int, Session],
        after: Mapping[int, Session],
        now: datetime,
    ) -> None:
        """Write what differs between the sessions loaded and the sessions now.

        A conversation's version counts how often its own row was changed.
        """
        rows = difference(before, after, now)
        self._write(_SAVE_SESSION, rows.sessions)
        self._add(_NEW_PROFILE, rows.new_profiles)
        self._write(_SAVE_PROFILE, rows.profiles)
        self._write(_DROP_NOTE, rows.gone_notes)
        self._write(_SAVE_NOTE, rows.notes)
        self._add(_NEW_NOTE, rows.new_notes)

    def written_in(self, messages: Mapping[int, set[int]]) -> dict[int, set[int]]:
        """The profiles with notes that were written or reworded in messages.

        Messages and profile numbers are by conversation id.
        """
        asked = sorted(set().union(*messages.values()))
        rows = self._read_in(_WRITTEN_IN, messages, messages=asked)
        found: dict[int, set[int]] = {}
        for id_, profile, message, reworded_in in rows:
            if messages[id_] & {message, reworded_in}:
                found.setdefault(id_, set()).add(profile)
        return found

    def _profiles(
        self, conversations: Collection[int], wanted: Iterable[Key]
    ) -> Sequence[AnyRow]:
        """The profiles of conversations, with the notes of those that are wanted."""
        keys = [f"{id_}/{number}" for id_, number in wanted]
        return self._read_in(_PROFILES, conversations, wanted=keys)


def _headline(row: AnyRow) -> Headline:
    _, number, name, guide, guide_version, step, finished_at, deleted_at, *rest = row
    return Headline(
        number=number,
        name=name,
        guide=guide,
        guide_version=guide_version,
        step=step,
        finished=finished_at is not None,
        deleted=deleted_at is not None,
        archived=rest[0],
    )


def _interview(row: AnyRow) -> Interview:
    _, number, name, guide, guide_version, _, finished_at, deleted_at, *rest = row
    archived, named_by_hand, place, orders, next_note, updated_at, details, notes = rest
    profile = Profile(
        number=number,
        guide=guide,
        guide_version=guide_version,
        name=name,
        named_by_hand=named_by_hand,
        notes=load_notes(notes),
        orders=load_orders(orders),
        next_note=next_note,
        finished_at=finished_at,
        deleted_at=deleted_at,
        archived=archived,
        **load_profile_details(details),
    )
    return Interview(profile, load_place(place), updated_at)
