"""What has to be written to turn the stored sessions into other ones.

Sessions share structure: what is the same object is unchanged and costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from conversations.interview.session import Interview, Session
from conversations.profile import Note
from storage.mapping import (
    dump_details,
    dump_orders,
    dump_place,
    dump_profile_details,
    dump_ratings,
    dump_session,
)

Row = dict[str, Any]


class Difference(Struct, frozen=True):
    """Rows to write, by what is done with them.

    Names of values that say which row is meant begin with `the_`.
    """

    sessions: list[Row] = field(default_factory=list)
    new_profiles: list[Row] = field(default_factory=list)
    profiles: list[Row] = field(default_factory=list)
    new_notes: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    gone_notes: list[Row] = field(default_factory=list)


def difference(
    before: Mapping[int, Session], after: Mapping[int, Session], now: datetime
) -> Difference:
    """The rows to write for every conversation in `after`.

    An interview that `after` does not hold is not loaded there, and stays.
    """
    rows = Difference()
    for conversation, session in after.items():
        known = before[conversation]
        if session is known:
            continue
        if _session_changed(known, session):
            text = dump_session(session)
            rows.sessions.append({"the_id": conversation, "session": text})
        for number, interview in session.interviews.items():
            stored = known.interviews.get(number)
            if interview is not stored and interview != stored:
                _add_interview(rows, conversation, stored, interview, now)
    return rows


def _session_changed(before: Session, after: Session) -> bool:
    return _kept_of(before) != _kept_of(after)


def _kept_of(session: Session) -> tuple[Any, ...]:
    """What the row of a session holds."""
    return (
        session.current,
        session.resting,
        session.awaited,
        session.next_number,
        session.coached,
    )


def _add_interview(
    rows: Difference,
    conversation: int,
    before: Interview | None,
    after: Interview,
    now: datetime,
) -> None:
    row = _profile_row(after, now)
    number = after.profile.number
    if before is None:
        rows.new_profiles.append(
            {"conversation_id": conversation, "number": number, **row}
        )
        _add_notes(rows, conversation, number, (), after.profile.notes)
    else:
        rows.profiles.append(
            {"the_conversation": conversation, "the_number": number, **row}
        )
        _add_notes(
            rows, conversation, number, before.profile.notes, after.profile.notes
        )


def _profile_row(interview: Interview, now: datetime) -> Row:
    profile = interview.profile
    return {
        "guide": profile.guide,
        "guide_version": profile.guide_version,
        "name": profile.name,
        "named_by_hand": profile.named_by_hand,
        "place": dump_place(interview.place),
        "step": interview.place.step,
        "orders": dump_orders(profile.orders),
        "next_note": profile.next_note,
        "finished_at": profile.finished_at,
        "deleted_at": profile.deleted_at,
        "updated_at": interview.touched_at or now,
        "archived": profile.archived,
        "details": dump_profile_details(profile),
    }


def _add_notes(
    rows: Difference,
    conversation: int,
    profile: int,
    before: tuple[Note, ...],
    after: tuple[Note, ...],
) -> None:
    if after is before:
        return
    left = {note.number: note for note in before}
    for note in after:
        stored = left.pop(note.number, None)
        if stored is None:
            key = {"conversation_id": conversation, "profile": profile}
            rows.new_notes.append({**key, "number": note.number, **_note_row(note)})
        elif note is not stored and note != stored:
            key = _the_note(conversation, profile, note.number)
            rows.notes.append({**key, **_note_row(note)})
    rows.gone_notes.extend(_the_note(conversation, profile, number) for number in left)


def _the_note(conversation: int, profile: int, number: int) -> Row:
    return {
        "the_conversation": conversation,
        "the_profile": profile,
        "the_number": number,
    }


def _note_row(note: Note) -> Row:
    origin = note.origin
    return {
        "section": note.section.value,
        "prompt": note.prompt,
        "text": note.text,
        "message": None if origin is None else origin.message,
        "line": None if origin is None else origin.line,
        "ratings": dump_ratings(note.ratings),
        "for_job": note.for_job,
        "reworded_in": note.reworded_in,
        "deleted_at": note.deleted_at,
        "details": dump_details(note),
    }
