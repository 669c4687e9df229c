"""Evidence: how many customers were heard saying what a note says, and in which words.

A note is an assumption until then. The buttons work as the editor's do: each names its
note and sets something, and the open question stays open.
"""

from __future__ import annotations

from msgspec.structs import replace

from conversations.canvas import in_order
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.editing import (
    awaited_shown,
    awaiting,
    held,
    with_note,
)
from conversations.interview.paging import LISTED_AT_ONCE, on_page, pages_of
from conversations.interview.session import NewQuote, Session
from conversations.interview.states import State
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    of_profile,
    show,
    unchanged,
)
from conversations.interview.view.shared import listed
from conversations.profile import PROFILE_SECTIONS, Note, Profile
from conversations.words import lines_of

#: Nobody interviews more customers than this about one profile.
MOST_HEARD = 999


def _notes_of(profile: Profile) -> list[Note]:
    """The notes that a customer can confirm, as the canvas shows them."""
    return [note for section in PROFILE_SECTIONS for note in in_order(profile, section)]


def _item(note: Note) -> v.HeardItem:
    return v.HeardItem(note.number, note.section, note.text, note.heard)


# --- showing ------------------------------------------------------------------------


def _list(session: Session, event: e.HeardListTapped, context: Context) -> Turn:
    profile = session.interviews[event.profile].profile
    notes = _notes_of(profile)
    if not notes:
        return unchanged(session, f.Notice.NOTHING_YET)
    page = pages_of(len(notes), event.page, LISTED_AT_ONCE)
    view = v.ShowHeardList(
        profile=listed(session.shelf[profile.number], context.library),
        guide=context.library.guide_of(profile),
        notes=tuple(map(_item, on_page(page, notes, LISTED_AT_ONCE))),
        first=page.page * LISTED_AT_ONCE + 1,
        pages=page,
    )
    return Turn(session, (f.ShowMenu(view),))


def _note(
    session: Session, event: e.HeardNoteTapped, note: Note, context: Context
) -> Turn:
    return _shown(session, event.profile, note.number, context)


def _shown(
    session: Session,
    number: int,
    wanted: int,
    context: Context,
    notice: f.Notice | None = None,
) -> Turn:
    profile = session.interviews[number].profile
    notes = _notes_of(profile)
    at = next((at for at, note in enumerate(notes) if note.number == wanted), None)
    if at is None:  # it is no job, pain or gain
        return unchanged(session, f.Notice.STALE)
    view = v.ShowHeard(
        profile=listed(session.shelf[number], context.library),
        guide=context.library.guide_of(profile),
        note=_item(notes[at]),
        quote=notes[at].quote,
        page=at // LISTED_AT_ONCE,
    )
    toast = () if notice is None else (f.Toast(notice),)
    return Turn(session, (f.ShowMenu(view), *toast))


# --- marking ------------------------------------------------------------------------


def _heard(
    session: Session, event: e.HeardTapped, note: Note, context: Context
) -> Turn:
    is_sound = 0 <= event.count <= MOST_HEARD
    if not is_sound or note.section not in PROFILE_SECTIONS:
        return unchanged(session, f.Notice.STALE)
    if note.heard == event.count:
        return unchanged(session, f.Notice.ALREADY)
    after = _marked(session, event.profile, replace(note, heard=event.count), context)
    notice = f.Notice.SAVED if event.count else f.Notice.UNDONE
    return _shown(after, event.profile, note.number, context, notice)


def _marked(session: Session, number: int, note: Note, context: Context) -> Session:
    profile = session.interviews[number].profile.with_note(note)
    return held(session, profile, context)


def _quote(
    session: Session, event: e.QuoteTapped, note: Note, context: Context
) -> Turn:
    if note.section not in PROFILE_SECTIONS:
        return unchanged(session, f.Notice.STALE)
    return awaiting(session, NewQuote(event.profile, note.number), context)


def _quoted(session: Session, event: e.TextSent, context: Context) -> Turn:
    """Whoever has a customer's words has heard at least that one."""
    awaited, lines = session.awaited, lines_of(event.text)
    if not isinstance(awaited, NewQuote):
        raise TypeError("no quote is awaited")
    if not lines:
        return awaited_shown(session, awaited, context, f.Notice.NO_WORDS)
    after = replace(session, awaited=None)
    is_there = session.headline(awaited.profile) is not None
    profile = session.interviews[awaited.profile].profile if is_there else None
    note = profile.note(awaited.note) if profile else None
    if note is None or note.section not in PROFILE_SECTIONS:
        return show(after, f.Notice.NOTE_GONE)
    quoted = replace(note, quote=" ".join(lines), heard=max(1, note.heard))
    after = _marked(after, awaited.profile, quoted, context)
    return _shown(after, awaited.profile, note.number, context)


def _unquote(
    session: Session, event: e.UnquoteTapped, note: Note, context: Context
) -> Turn:
    if not note.quote:
        return unchanged(session, f.Notice.ALREADY)
    after = _marked(session, event.profile, replace(note, quote=""), context)
    return _shown(after, event.profile, note.number, context, f.Notice.UNDONE)


EVIDENCE_HANDLERS: dict[type[e.Event], Handler] = {
    e.HeardListTapped: of_profile(_list),
    e.HeardNoteTapped: with_note(_note),
    e.HeardTapped: with_note(_heard),
    e.QuoteTapped: with_note(_quote),
    e.UnquoteTapped: with_note(_unquote),
}

QUOTING_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.QUOTING, e.TextSent): _quoted,
}
