"""Tying notes to others in the editor: what answers what, and what comes from a job."""

from __future__ import annotations

from msgspec.structs import replace

from conversations import notes
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.editing import held, note_shown, with_note
from conversations.interview.editor import choices_of, tie_kind, ties_view
from conversations.interview.session import Session
from conversations.interview.turn import Context, Handler, Turn, unchanged
from conversations.profile import Note, Profile


def _ties(session: Session, event: e.TiesTapped, note: Note, context: Context) -> Turn:
    if tie_kind(note) is None:
        return unchanged(session, f.Notice.STALE)
    view = ties_view(session, context.library, event.profile, note, event.page)
    return Turn(session, (f.ShowMenu(view),))


def _tie(session: Session, event: e.TieTapped, note: Note, context: Context) -> Turn:
    if tie_kind(note) is None:
        return unchanged(session, f.Notice.STALE)
    view = ties_view(session, context.library, event.profile, note, at=event.other)
    option = next((each for each in view.options if each.choice == event.other), None)
    if option is None:
        return unchanged(session, f.Notice.NOTE_GONE)
    if option.fits == bool(event.tied):
        return unchanged(session, f.Notice.ALREADY)
    profile = session.interviews[event.profile].profile
    tied = _tied(profile, note, event.other, tied=bool(event.tied))
    after = held(session, tied, context)
    changed = tied.note(note.number) or note
    shown = ties_view(after, context.library, event.profile, changed, at=event.other)
    notice = f.Notice.SAVED if event.tied else f.Notice.UNDONE
    return Turn(after, (f.ShowMenu(shown), f.Toast(notice)))


def _tied(profile: Profile, note: Note, other: int, *, tied: bool) -> Profile:
    if tie_kind(note) is v.TieKind.ANSWERS:
        return notes.link(profile, note, other, linked=tied)
    return profile.with_note(replace(note, for_job=other if tied else None))


def _kind(session: Session, event: e.KindTapped, note: Note, context: Context) -> Turn:
    profile = session.interviews[event.profile].profile
    guide = context.library.guide_of(profile)
    options = choices_of(note, guide)
    if not 0 <= event.choice < len(options):
        return unchanged(session, f.Notice.STALE)
    fits = bool(event.fits)
    if options[event.choice].fits == fits:
        return unchanged(session, f.Notice.ALREADY)
    choice = guide.choices(guide.choosing(note.section) or "")[event.choice]
    after = held(session, notes.tag(profile, note, choice, chosen=fits), context)
    notice = f.Notice.SAVED if fits else f.Notice.UNDONE
    return note_shown(after, event.profile, note.number, context, notice)


TYING_HANDLERS: dict[type[e.Event], Handler] = {
    e.TiesTapped: with_note(_ties),
    e.TieTapped: with_note(_tie),
    e.KindTapped: with_note(_kind),
}
