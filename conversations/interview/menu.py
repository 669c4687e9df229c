"""Commands and the menu: what works everywhere, whatever question is open."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from msgspec.structs import replace

from conversations import notes
from conversations.canvas import canvas_of, example_profile
from conversations.guides.model import PromptKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.editing import awaited_shown, awaiting, sections_shown
from conversations.interview.learning import learn
from conversations.interview.privacy import data_asked, forget_asked, settings_shown
from conversations.interview.session import Interview, NewName, Session
from conversations.interview.states import State
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    again,
    of_profile,
    show,
    unchanged,
)
from conversations.interview.view.canvases import next_types
from conversations.interview.view.menu import last_guide, profiles_view
from conversations.interview.view.shared import listed
from conversations.notes import types_of
from conversations.profile import Basis, Order, Profile, Section
from conversations.words import LONGEST_NAME, lines_of, name_of

#: One person keeps at most this many profiles.
MOST_PROFILES = 100

#: How long a deleted profile can be brought back, in hours.
UNDO_HOURS = 20

# --- commands ----------------------------------------------------------------------


def _commanded(session: Session, event: e.Commanded, context: Context) -> Turn:
    awake = replace(session, awaited=None)
    if event.command is e.Command.CANCEL and awake != session:
        return show(awake)  # what is cancelled is what was awaited
    return _COMMANDS[event.command](awake, event, context)


def _start(session: Session, event: e.Commanded, context: Context) -> Turn:
    return show(replace(session, resting=session.current is not None))


def _help(session: Session, event: e.Commanded, context: Context) -> Turn:
    return _said(session, v.ShowHelp())


def _privacy(session: Session, event: e.Commanded, context: Context) -> Turn:
    return _said(session, v.ShowPrivacy())


def _said(session: Session, view: v.MessageView) -> Turn:
    """A message of its own; an open question is shown again below it."""
    return Turn(session, (f.Say(view), *again(session)))


def _profiles(session: Session, event: e.Commanded, context: Context) -> Turn:
    return profiles_shown(session, context)


def profiles_shown(session: Session, context: Context) -> Turn:
    """The first page of the profiles at hand."""
    view = profiles_view(session, context.library, 0)
    return Turn(session, (f.ShowMenu(view),))


def _summary(session: Session, event: e.Commanded, context: Context) -> Turn:
    interview = session.interview
    if interview is None and session.shelf:
        return _profiles(session, event, context)
    if interview is None or not interview.profile.living:
        return show(session, f.Notice.NOTHING_YET)
    if session.state is State.FINISHED:  # its card is the canvas: never show it twice
        return show(session.at(s.Finished(interview.place.step)))
    guide = context.library.guide_of(interview.profile)
    return _said(session, v.ShowSummary(canvas_of(interview.profile, guide), guide))


def _example(session: Session, event: e.Event, context: Context) -> Turn:
    guide = last_guide(session, context.library)
    canvas = canvas_of(example_profile(guide), guide)
    view = v.ShowSummary(canvas, guide, example=True)
    after = replace(session, awaited=None)
    way_on = again(after) if after.open_interview else (f.ShowQuestion(),)
    return Turn(after, (f.Say(view), *way_on))


def _cancel(session: Session, event: e.Commanded, context: Context) -> Turn:
    return show(replace(session, resting=session.current is not None))


def _edit(session: Session, event: e.Commanded, context: Context) -> Turn:
    if session.current is None and session.shelf:
        return _profiles(session, event, context)
    if session.current is None:
        return show(session, f.Notice.NOTHING_YET)
    return sections_shown(session, session.current, context)


def _export(session: Session, event: e.Commanded, context: Context) -> Turn:
    interview = session.interview
    if interview is None and session.shelf:
        return profiles_shown(session, context)
    if interview is None or not interview.profile.living:
        return show(session, f.Notice.NOTHING_YET)
    return exports_shown(session, interview.profile.number, context)


def exports_shown(
    session: Session, number: int, context: Context, *, more: bool = False
) -> Turn:
    """What a canvas can be taken away as: the usual files, or all of them."""
    profile = listed(session.shelf[number], context.library)
    return Turn(session, (f.ShowMenu(v.ShowExports(profile, more)),))


_COMMANDS: dict[e.Command, Handler] = {
    e.Command.START: _start,
    e.Command.HELP: _help,
    e.Command.PROFILES: _profiles,
    e.Command.SUMMARY: _summary,
    e.Command.EXAMPLE: _example,
    e.Command.EDIT: _edit,
    e.Command.SETTINGS: settings_shown,
    e.Command.PRIVACY: _privacy,
    e.Command.MYDATA: data_asked,
    e.Command.DELETEMYDATA: forget_asked,
    e.Command.EXPORT: _export,
    e.Command.LEARN: learn,
    e.Command.CANCEL: _cancel,
}


def _unknown(session: Session, event: e.CommandUnknown, context: Context) -> Turn:
    awake = replace(session, awaited=None)
    return show(awake, f.Notice.COMMAND_UNKNOWN, event.text)


# --- what cannot be read, and coming back ------------------------------------------


def _other(session: Session, event: e.OtherSent, context: Context) -> Turn:
    notice = f.Notice(f"cannot_{event.kind}")
    if session.awaited is None:
        return show(session, notice)
    return awaited_shown(session, session.awaited, context, notice)


def _returned(session: Session, event: e.Returned, context: Context) -> Turn:
    return show(replace(session, awaited=None), f.Notice.WELCOME_BACK)


# --- beginning and taking up again -------------------------------------------------


def _begin(session: Session, event: e.BeginTapped, context: Context) -> Turn:
    if not context.library.knows(event.guide):
        return unchanged(session, f.Notice.STALE)
    guide = context.library.newest(event.guide)
    profile = Profile(event.number, guide.id, guide.version)
    return begun(session, Interview(profile, s.Asking(0)))


def begun(session: Session, interview: Interview) -> Turn:
    """The session with a new interview in hand, if its number is the next one."""
    number = interview.profile.number
    if number not in (session.next_number, session.current):
        # Since the button came, something else was begun, copied or sent back.
        return unchanged(session, f.Notice.STALE)
    refusal = no_room(session, number)
    if refusal is not None:
        return refusal
    begun = replace(
        session, current=number, resting=False, awaited=None, next_number=number + 1
    )
    return show(begun.holding(interview))


def no_room(session: Session, number: int) -> Turn | None:
    """Why there can be no new profile: it was made already, or there are many."""
    if number != session.next_number:
        return unchanged(session, f.Notice.ALREADY)
    if len(session.kept) >= MOST_PROFILES:
        return show(session, f.Notice.SHELF_FULL)
    return None


def _begin_next(session: Session, event: e.NextTypeTapped, context: Context) -> Turn:
    """The next sheet knows the types that are left, and begins behind that question."""
    before = session.interviews[event.profile].profile
    guide = context.library.guide_of(before)
    types = types_of(before, guide)
    chosen = next((note for note in types if note.number == event.note), None)
    if chosen is None:
        return unchanged(session, f.Notice.STALE)
    left = [chosen, *(n for n in next_types(before, guide, session) if n != chosen)]
    profile = Profile(event.number, guide.id, guide.version)
    profile = notes.add(profile, guide, chosen.prompt, [note.text for note in left])
    picked = Order(Basis.PICKED, ranked=(1,))
    profile = profile.with_order(Section.SEGMENT, picked)
    profile = notes.whole(profile, guide, Section.SEGMENT)
    interview = Interview(profile, s.Asking(0))
    return begun(session, path.at_prompt(interview, guide, PromptKind.FIRST))


def _resume(session: Session, event: e.ResumeTapped, context: Context) -> Turn:
    taken = _in_hand(session, event.profile)
    interview = taken.interviews[event.profile]
    if isinstance(interview.place, s.Finished):
        taken = taken.at(s.Finished(interview.place.step))
    return show(taken)


def _in_hand(session: Session, number: int) -> Session:
    """The session with this profile in hand, and out of the archive."""
    taken = replace(session, current=number, resting=False, awaited=None)
    interview = taken.interviews[number]
    if not interview.profile.archived:
        return taken
    profile = replace(interview.profile, archived=False)
    return taken.holding(replace(interview, profile=profile))


def _reopen(session: Session, event: e.ReopenTapped, context: Context) -> Turn:
    """Everything stays as it is; its questions are asked once more."""
    taken = _in_hand(session, event.profile)
    interview = taken.interviews[event.profile]
    if not isinstance(interview.place, s.Finished):
        return show(taken)
    profile = replace(interview.profile, finished_at=None)
    begun = replace(interview, profile=profile, place=s.Asking(0))
    return show(taken.holding(begun))


def _guides(session: Session, event: e.GuidesTapped, context: Context) -> Turn:
    view = v.ShowGuides(
        context.library.all_newest(), session.next_number, len(session.headlines)
    )
    return Turn(replace(session, awaited=None), (f.ShowMenu(view),))


# --- the list of profiles -----------------------------------------------------------


def _list(session: Session, event: e.ProfilesTapped, context: Context) -> Turn:
    view = profiles_view(session, context.library, event.page)
    return Turn(replace(session, awaited=None), (f.ShowMenu(view),))


def _archive(session: Session, event: e.ArchiveTapped, context: Context) -> Turn:
    view = profiles_view(session, context.library, event.page, v.Shelf.ARCHIVE)
    return Turn(replace(session, awaited=None), (f.ShowMenu(view),))


def _bin(session: Session, event: e.BinTapped, context: Context) -> Turn:
    view = profiles_view(session, context.library, event.page, v.Shelf.BIN)
    return Turn(replace(session, awaited=None), (f.ShowMenu(view),))


def _profile(session: Session, event: e.ProfileTapped, context: Context) -> Turn:
    return _shown(session, event.profile, context)


def _shown(
    session: Session, number: int, context: Context, notice: f.Notice | None = None
) -> Turn:
    profile = listed(session.shelf[number], context.library)
    view = v.ShowProfile(profile, session.next_number)
    return Turn(session, (f.ShowMenu(view, notice),))


def _rename(session: Session, event: e.RenameTapped, context: Context) -> Turn:
    return awaiting(session, NewName(event.profile), context)


def _named(session: Session, event: e.TextSent, context: Context) -> Turn:
    awaited = session.awaited
    if not isinstance(awaited, NewName):
        raise TypeError("no profile is being renamed")
    lines = lines_of(event.text)
    if not lines:
        return awaited_shown(session, awaited, context, f.Notice.NO_WORDS)
    name = name_of(" ".join(lines))
    renamed = _changed(session, awaited.profile, name=name, named_by_hand=True)
    return _shown(renamed, awaited.profile, context)


def _changed(session: Session, number: int, **changes: Any) -> Session:
    """The session with a profile changed, and nothing awaited any more."""
    interview = session.interviews[number]
    profile = replace(interview.profile, **changes)
    held = session.holding(replace(interview, profile=profile))
    return replace(held, awaited=None)


def _duplicate(session: Session, event: e.DuplicateTapped, context: Context) -> Turn:
    """A copy to try things on; editing sent messages changes the first one only."""
    refusal = no_room(session, event.number)
    if refusal is not None:
        return refusal
    interview = session.interviews[event.profile]
    copied = tuple(
        replace(note, origin=None, reworded_in=None)
        for note in interview.profile.living
    )
    profile = replace(
        interview.profile,
        number=event.number,
        name=_name_of_copy(session, interview.profile.name),
        named_by_hand=True,
        notes=copied,
        archived=False,
    )
    held = session.holding(replace(interview, profile=profile))
    after = replace(held, awaited=None, next_number=event.number + 1)
    return _shown(after, event.number, context, f.Notice.COPIED)


def _name_of_copy(session: Session, name: str) -> str:
    """The name with the first number that no other profile has."""
    taken = {line.name for line in session.kept}
    stem = re.sub(r" \(\d+\)$", "", name)[: LONGEST_NAME - 6]
    number = next(n for n in count(2) if f"{stem} ({n})" not in taken)
    return f"{stem} ({number})"


def _put_away(session: Session, event: e.PutAwayTapped, context: Context) -> Turn:
    after = _let_go(_changed(session, event.profile, archived=True), event.profile)
    return _shown(after, event.profile, context, f.Notice.PUT_AWAY)


def _take_out(session: Session, event: e.TakeOutTapped, context: Context) -> Turn:
    after = _changed(session, event.profile, archived=False)
    return _shown(after, event.profile, context, f.Notice.TAKEN_OUT)


def _let_go(session: Session, number: int) -> Session:
    """The session without this profile in hand."""
    if session.current != number:
        return session
    return replace(session, current=None, resting=False)


def _delete(session: Session, event: e.DeleteTapped, context: Context) -> Turn:
    headline = session.shelf.get(event.profile)
    if headline is None:
        return unchanged(session, f.Notice.STALE)
    after = replace(session, awaited=None)
    if not headline.deleted:
        after = _changed(session, event.profile, deleted_at=context.now)
    view = v.ShowDeleted(headline.number, headline.name)
    return Turn(_let_go(after, event.profile), (f.ShowMenu(view),))


def _undelete(session: Session, event: e.UndeleteTapped, context: Context) -> Turn:
    headline = session.shelf.get(event.profile)
    if headline is None:
        return unchanged(session, f.Notice.STALE)
    if headline.deleted and len(session.kept) >= MOST_PROFILES:
        return show(session, f.Notice.SHELF_FULL)
    after = _changed(session, event.profile, deleted_at=None)
    return _shown(after, event.profile, context)


NAMING_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.RENAMING, e.TextSent): _named,
}

MENU_HANDLERS: dict[type[e.Event], Handler] = {
    e.OtherSent: _other,
    e.Returned: _returned,
    e.Commanded: _commanded,
    e.CommandUnknown: _unknown,
    e.BeginTapped: _begin,
    e.NextTypeTapped: of_profile(_begin_next),
    e.GuidesTapped: _guides,
    e.ResumeTapped: of_profile(_resume),
    e.ReopenTapped: of_profile(_reopen),
    e.ExampleTapped: _example,
    e.ProfilesTapped: _list,
    e.ArchiveTapped: _archive,
    e.BinTapped: _bin,
    e.ProfileTapped: of_profile(_profile),
    e.RenameTapped: of_profile(_rename),
    e.DuplicateTapped: of_profile(_duplicate),
    e.PutAwayTapped: of_profile(_put_away),
    e.TakeOutTapped: of_profile(_take_out),
    e.DeleteTapped: _delete,
    e.UndeleteTapped: _undelete,
}
