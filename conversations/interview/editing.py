"""Changing what was written, any time: by buttons of the editor and by edited messages.

The editor's buttons stand on their own: each names its profile and note, and sets
something. They work from any card, and leave the open question open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from msgspec.structs import replace

from conversations import notes, ranking
from conversations.guides.model import Guide
from conversations.interview import editor, path
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.session import (
    Awaited,
    Interview,
    Lookup,
    NewName,
    NewNotes,
    NewQuote,
    NewSituation,
    NewWording,
    Session,
)
from conversations.interview.states import State
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    closed,
    of_profile,
    show,
    unchanged,
)
from conversations.interview.view.shared import listed
from conversations.profile import Note, Profile, Section
from conversations.words import lines_of

# --- finding what a button names ----------------------------------------------------


def _profile_of(session: Session, number: int) -> Profile | None:
    """The profile a button names, unless it is deleted or never was."""
    return session.interviews[number].profile if session.headline(number) else None


def with_note(handle: Callable[..., Turn]) -> Handler:
    """A handler that is asked only when the note of its event is there, too."""

    def handler(session: Session, event: e.NoteTapped, context: Context) -> Turn:
        note = session.interviews[event.profile].profile.note(event.note)
        if note is None:
            return unchanged(session, f.Notice.NOTE_GONE)
        return handle(session, event, note, context)

    return of_profile(handler)


def _guide_of(session: Session, number: int, context: Context) -> Guide:
    return context.library.guide_of(session.interviews[number].profile)


def held(session: Session, profile: Profile, context: Context) -> Session:
    """The session with a profile changed; its interview asks what is there to ask."""
    interview = replace(session.interviews[profile.number], profile=profile)
    mended = path.mended(interview, context.library.guide_of(profile))
    return session.holding(closed(mended, context))


# --- showing ------------------------------------------------------------------------


def sections_shown(session: Session, number: int, context: Context) -> Turn:
    """The sections of a profile."""
    view = editor.sections_view(session, context.library, number)
    return Turn(session, (f.ShowMenu(view),))


def _section_shown(
    session: Session,
    number: int,
    section: Section,
    context: Context,
    page: int,
    notice: f.Notice | None = None,
) -> Turn:
    view = editor.section_view(session, context.library, number, section, page)
    return Turn(session, (f.ShowMenu(view, notice),))


def note_shown(
    session: Session,
    number: int,
    note: int,
    context: Context,
    notice: f.Notice | None = None,
) -> Turn:
    """A note and what can be done with it."""
    current = session.interviews[number].profile.note(note)
    if current is None:
        return unchanged(session, f.Notice.NOTE_GONE)
    view = editor.note_view(session, context.library, number, current)
    toast = () if notice is None else (f.Toast(notice),)
    return Turn(session, (f.ShowMenu(view), *toast))


def _sections(session: Session, event: e.EditTapped, context: Context) -> Turn:
    return sections_shown(session, event.profile, context)


def _section(session: Session, event: e.SectionTapped, context: Context) -> Turn:
    profile = session.interviews[event.profile].profile
    guide = context.library.guide_of(profile)
    if event.section not in editor.sections_of(profile, guide):
        return unchanged(session, f.Notice.STALE)
    return _section_shown(session, event.profile, event.section, context, event.page)


def _note(session: Session, event: e.NoteTapped, note: Note, context: Context) -> Turn:
    return note_shown(session, event.profile, note.number, context)


# --- what the next message is for -----------------------------------------------------


def awaiting(session: Session, awaited: Awaited, context: Context) -> Turn:
    """The next message is for this; a card says so."""
    return awaited_shown(replace(session, awaited=awaited), awaited, context)


def awaited_shown(
    session: Session,
    awaited: Awaited,
    context: Context,
    notice: f.Notice | None = None,
) -> Turn:
    """The card that asks for what is awaited."""
    view = _awaited_view(session, awaited, context)
    return Turn(session, (f.ShowMenu(view, notice),))


def _awaited_view(
    session: Session, awaited: Awaited, context: Context
) -> v.AskName | v.AskWording | v.AskNotes | v.AskQuote | v.AskSituation | v.AskLookup:
    if isinstance(awaited, Lookup):
        interview = session.open_interview
        return v.AskLookup(interview.profile.number if interview else None)
    line = listed(session.shelf[awaited.profile], context.library)
    match awaited:
        case NewName():
            return v.AskName(line)
        case NewWording(number, wanted):
            note = session.interviews[number].profile.note(wanted)
            return v.AskWording(number, wanted, note.text if note else "")
        case NewQuote(number, wanted):
            note = session.interviews[number].profile.note(wanted)
            return v.AskQuote(number, wanted, note.text if note else "")
        case NewSituation(number, wanted):
            note = session.interviews[number].profile.note(wanted)
            guide = _guide_of(session, number, context)
            asked = guide.words.ratings.get(_situation_of(note, guide) or "", "")
            return v.AskSituation(
                number, v.Item(wanted, note.text if note else ""), asked
            )
        case NewNotes(number, section):
            return v.AskNotes(line, _guide_of(session, number, context), section)
        case _:
            assert_never(awaited)


def _fix(session: Session, event: e.FixTapped, note: Note, context: Context) -> Turn:
    return awaiting(session, NewWording(event.profile, note.number), context)


def _situation_of(note: Note | None, guide: Guide) -> str | None:
    """What asks in which situation a note belongs, where that is asked."""
    if note is None or not guide.asks_about(note.section):
        return None
    return guide.section(note.section).context


def _situation(
    session: Session, event: e.SituationTapped, note: Note, context: Context
) -> Turn:
    if _situation_of(note, _guide_of(session, event.profile, context)) is None:
        return unchanged(session, f.Notice.STALE)
    return awaiting(session, NewSituation(event.profile, note.number), context)


def _new_situation(session: Session, event: e.TextSent, context: Context) -> Turn:
    awaited, lines = session.awaited, lines_of(event.text)
    if not isinstance(awaited, NewSituation):
        raise TypeError("no situation is awaited")
    if not lines:
        return awaited_shown(session, awaited, context, f.Notice.NO_WORDS)
    after = replace(session, awaited=None)
    profile = _profile_of(session, awaited.profile)
    note = profile.note(awaited.note) if profile else None
    if profile is None or note is None:
        return show(after, f.Notice.NOTE_GONE)
    told = replace(note, context=" ".join(lines))
    after = held(after, profile.with_note(told), context)
    return note_shown(after, awaited.profile, note.number, context)


def _add(session: Session, event: e.AddTapped, context: Context) -> Turn:
    guide = _guide_of(session, event.profile, context)
    if guide.prompt_for(event.section) is None:
        return unchanged(session, f.Notice.STALE)
    return awaiting(session, NewNotes(event.profile, event.section), context)


def _new_wording(session: Session, event: e.TextSent, context: Context) -> Turn:
    awaited, lines = session.awaited, lines_of(event.text)
    if not isinstance(awaited, NewWording):
        raise TypeError("no wording is awaited")
    if not lines:
        return awaited_shown(session, awaited, context, f.Notice.NO_WORDS)
    after = replace(session, awaited=None)
    profile = _profile_of(session, awaited.profile)
    note = profile.note(awaited.note) if profile else None
    if profile is None or note is None:
        return show(after, f.Notice.NOTE_GONE)
    guide = context.library.guide_of(profile)
    changed = notes.reword(profile, guide, note, " ".join(lines), event.message)
    after = held(after, changed, context)
    return note_shown(after, awaited.profile, note.number, context)


def _new_notes(session: Session, event: e.TextSent, context: Context) -> Turn:
    awaited, lines = session.awaited, lines_of(event.text)
    if not isinstance(awaited, NewNotes):
        raise TypeError("no notes are awaited")
    if not lines:
        return awaited_shown(session, awaited, context, f.Notice.NO_WORDS)
    after = replace(session, awaited=None)
    profile = _profile_of(session, awaited.profile)
    if profile is None:
        return show(after, f.Notice.DELETED)
    guide = context.library.guide_of(profile)
    prompt = guide.prompt_for(awaited.section)
    if prompt is None:
        return show(after, f.Notice.STALE)
    changed = notes.add(profile, guide, prompt, lines, event.message)
    added = changed.next_note - profile.next_note
    notice = f.Notice.FULL if added < len(lines) else None
    after = held(after, changed, context)
    if added == 1 and editor.is_ordered(awaited.section, guide):
        # Its card asks for what depends on it: how much it matters, and nothing else.
        return note_shown(after, profile.number, profile.next_note, context)
    last = len(changed.of_section(awaited.section))
    return _section_shown(after, profile.number, awaited.section, context, last, notice)


# --- deleting, bringing back, moving ------------------------------------------------


def _drop(session: Session, event: e.DropTapped, context: Context) -> Turn:
    profile = session.interviews[event.profile].profile
    guide = context.library.guide_of(profile)
    note = profile.note(event.note)
    if note is not None:
        profile = notes.delete(profile, guide, note, context.now)
    gone = profile.deleted_note(event.note)
    if gone is None:
        return unchanged(session, f.Notice.NOTE_GONE)
    after = held(session, profile, context)
    profile_line = listed(after.shelf[event.profile], context.library)
    view = v.ShowDropped(profile_line, gone.section, guide, gone.number, gone.text)
    return Turn(after, (f.ShowMenu(view),))


def _restore(session: Session, event: e.RestoreTapped, context: Context) -> Turn:
    profile = session.interviews[event.profile].profile
    note = profile.deleted_note(event.note)
    if note is None:
        return note_shown(session, event.profile, event.note, context)
    if len(profile.living) >= notes.MOST_NOTES:
        return show(session, f.Notice.FULL)
    guide = context.library.guide_of(profile)
    after = held(session, notes.restore(profile, guide, note), context)
    return note_shown(after, event.profile, event.note, context, f.Notice.RESTORED)


def _sort(session: Session, event: e.SortTapped, note: Note, context: Context) -> Turn:
    profile = session.interviews[event.profile].profile
    guide = context.library.guide_of(profile)
    if event.section not in editor.sections_of(profile, guide):
        return unchanged(session, f.Notice.STALE)
    if event.section is note.section:
        return unchanged(session, f.Notice.ALREADY)
    moved = notes.move(profile, guide, note, event.section)
    after = held(session, moved, context)
    return note_shown(after, event.profile, note.number, context, f.Notice.MOVED)


# --- rating and placing -------------------------------------------------------------


def _rate(session: Session, event: e.RateTapped, note: Note, context: Context) -> Turn:
    profile = session.interviews[event.profile].profile
    guide = context.library.guide_of(profile)
    ratings = guide.ratings_of(note.section)
    if not 0 <= event.rating < len(ratings):
        return unchanged(session, f.Notice.STALE)
    rating = ratings[event.rating]
    levels = guide.structure.scales[rating.scale].levels
    if not -1 <= event.level < len(levels):
        return unchanged(session, f.Notice.STALE)
    level = None if event.level == -1 else levels[event.level]
    if note.ratings.get(rating.id) == level:
        return unchanged(session, f.Notice.ALREADY)
    rated = ranking.rate(profile, note, rating.id, level, guide)
    after = held(session, rated, context)
    notice = f.Notice.SAVED if level else f.Notice.UNDONE
    return note_shown(after, event.profile, note.number, context, notice)


def _place(
    session: Session, event: e.PlaceTapped, note: Note, context: Context
) -> Turn:
    profile = session.interviews[event.profile].profile
    if not editor.is_ordered(note.section, context.library.guide_of(profile)):
        return unchanged(session, f.Notice.STALE)
    order = profile.order(note.section)
    placed = ranking.move(order, note.number, event.place)
    if placed == order:
        return unchanged(session, f.Notice.ALREADY)
    after = held(session, profile.with_order(note.section, placed), context)
    return note_shown(after, event.profile, note.number, context, f.Notice.SAVED)


# --- a sent message was edited --------------------------------------------------------


def _rewritten(session: Session, event: e.TextEdited, context: Context) -> Turn:
    """Notes follow the message they were written in, in whichever profile they are."""
    interview = next(
        (
            each
            for number, each in session.interviews.items()
            if session.headline(number)
            and notes.written_in(each.profile, event.message)
        ),
        None,
    )
    if interview is None:
        return show(session, f.Notice.EDIT_UNKNOWN)
    lines = lines_of(event.text)
    if not lines:
        return show(session, f.Notice.EDIT_EMPTY)
    guide = context.library.guide_of(interview.profile)
    done = notes.rewrite(interview.profile, guide, event.message, lines, context.now)
    after = held(session, done.profile, context)
    return Turn(_canvas_again(after), _what_followed(after, interview, done))


def _canvas_again(session: Session) -> Session:
    """A canvas on screen is shown once more, as it is now."""
    interview = session.open_interview
    if interview is None or not isinstance(interview.place, s.Finished):
        return session
    return session.at(s.Finished(interview.place.step))


def _what_followed(
    session: Session, interview: Interview, done: notes.Rewriting
) -> tuple[f.Effect, ...]:
    """What a person is told: which notes changed, came, went or stayed."""
    where = ""
    if session.current != interview.profile.number:
        where = f"{interview.profile.name}: "
    told = [
        f.ShowQuestion(notice, where + ", ".join(texts))
        for notice, texts in (
            (f.Notice.EDITED, done.changed),
            (f.Notice.EDIT_ADDED, done.added),
            (f.Notice.EDIT_REMOVED, done.removed),
            (f.Notice.EDIT_STAYED, done.stayed),
        )
        if texts
    ]
    return tuple(told) or (f.ShowQuestion(f.Notice.EDIT_SAME),)


#: The editor's buttons, and messages that were edited.
EDITING_HANDLERS: dict[type[e.Event], Handler] = {
    e.TextEdited: _rewritten,
    e.EditTapped: of_profile(_sections),
    e.SectionTapped: of_profile(_section),
    e.NoteTapped: with_note(_note),
    e.AddTapped: of_profile(_add),
    e.FixTapped: with_note(_fix),
    e.SituationTapped: with_note(_situation),
    e.DropTapped: of_profile(_drop),
    e.RestoreTapped: of_profile(_restore),
    e.SortTapped: with_note(_sort),
    e.RateTapped: with_note(_rate),
    e.PlaceTapped: with_note(_place),
}

#: What the next message is for, when it is no answer.
WRITING_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.FIXING, e.TextSent): _new_wording,
    (State.SITUATING, e.TextSent): _new_situation,
    (State.ADDING, e.TextSent): _new_notes,
}
