"""Commands and the menu: what works everywhere, whatever question is open."""

from __future__ import annotations

from dataclasses import replace

from conversations.canvas import canvas_of, example_profile
from conversations.guides.library import DEFAULT_GUIDE
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import states as s
from conversations.interview.session import Headline, Interview, Session
from conversations.interview.states import State
from conversations.interview.turn import Context, Handler, Turn, show, unchanged
from conversations.interview.view import listed, profiles_view
from conversations.interview.words import lines_of, name_of
from conversations.profile import Profile

#: One person keeps at most this many profiles.
MOST_PROFILES = 100

#: How long a deleted profile can be brought back, in hours.
UNDO_HOURS = 20

# --- commands ----------------------------------------------------------------------


def _commanded(session: Session, event: e.Commanded, context: Context) -> Turn:
    awake = replace(session, renaming=None)
    return _COMMANDS[event.command](awake, event, context)


def _start(session: Session, event: e.Commanded, context: Context) -> Turn:
    return show(replace(session, resting=session.current is not None))


def _help(session: Session, event: e.Commanded, context: Context) -> Turn:
    return _said(session, f.ShowHelp())


def _said(session: Session, view: f.MessageView) -> Turn:
    """A message of its own; an open question is shown again below it."""
    again = (f.ShowQuestion(),) if session.open_interview else ()
    return Turn(session, (f.Say(view), *again))


def _profiles(session: Session, event: e.Commanded, context: Context) -> Turn:
    view = profiles_view(session, context.library, 0)
    return Turn(session, (f.ShowMenu(view),))


def _summary(session: Session, event: e.Commanded, context: Context) -> Turn:
    interview = session.interview
    if interview is None or not interview.profile.notes:
        return show(session, f.Notice.NOTHING_YET)
    if session.state is State.FINISHED:  # its card is the canvas: never show it twice
        return show(session.at(s.Finished(interview.place.step)))
    guide = context.library.guide_of(interview.profile)
    return _said(session, f.ShowSummary(canvas_of(interview.profile, guide), guide))


def _example(session: Session, event: e.Event, context: Context) -> Turn:
    guide = context.library.newest(DEFAULT_GUIDE)
    canvas = canvas_of(example_profile(guide), guide)
    view = f.ShowSummary(canvas, guide, example=True)
    return Turn(replace(session, renaming=None), (f.Say(view), f.ShowQuestion()))


def _cancel(session: Session, event: e.Commanded, context: Context) -> Turn:
    return show(replace(session, resting=session.current is not None))


_COMMANDS: dict[e.Command, Handler] = {
    e.Command.START: _start,
    e.Command.HELP: _help,
    e.Command.PROFILES: _profiles,
    e.Command.SUMMARY: _summary,
    e.Command.EXAMPLE: _example,
    e.Command.CANCEL: _cancel,
}


def _unknown(session: Session, event: e.CommandUnknown, context: Context) -> Turn:
    awake = replace(session, renaming=None)
    return show(awake, f.Notice.COMMAND_UNKNOWN, event.text)


# --- what cannot be read, and coming back ------------------------------------------


def _other(session: Session, event: e.OtherSent, context: Context) -> Turn:
    notice = f.Notice(f"cannot_{event.kind}")
    if session.renaming is None:
        return show(session, notice)
    return _ask_name(session, session.renaming, context, notice)


def _returned(session: Session, event: e.Returned, context: Context) -> Turn:
    return show(replace(session, renaming=None), f.Notice.WELCOME_BACK)


# --- beginning and taking up again -------------------------------------------------


def _begin(session: Session, event: e.BeginTapped, context: Context) -> Turn:
    if event.number != session.next_number:
        return unchanged(session, f.Notice.ALREADY)
    if len(session.headlines) >= MOST_PROFILES:
        return show(session, f.Notice.SHELF_FULL)
    guide = context.library.newest(DEFAULT_GUIDE)
    profile = Profile(event.number, guide.id, guide.version)
    begun = replace(
        session,
        current=event.number,
        resting=False,
        renaming=None,
        next_number=event.number + 1,
    )
    return show(begun.holding(Interview(profile, s.Asking(0))))


def _resume(session: Session, event: e.ResumeTapped, context: Context) -> Turn:
    headline = session.shelf.get(event.profile)
    if headline is None or headline.deleted:
        return _gone(session, headline)
    taken = replace(session, current=event.profile, resting=False, renaming=None)
    interview = taken.interviews[event.profile]
    if isinstance(interview.place, s.Finished):
        taken = taken.at(s.Finished(interview.place.step))
    return show(taken)


def _gone(session: Session, headline: Headline | None) -> Turn:
    notice = f.Notice.DELETED if headline else f.Notice.STALE
    return unchanged(session, notice)


# --- the list of profiles -----------------------------------------------------------


def _list(session: Session, event: e.ProfilesTapped, context: Context) -> Turn:
    view = profiles_view(session, context.library, event.page)
    return Turn(replace(session, renaming=None), (f.ShowMenu(view),))


def _profile(session: Session, event: e.ProfileTapped, context: Context) -> Turn:
    headline = session.shelf.get(event.profile)
    if headline is None or headline.deleted:
        return _gone(session, headline)
    return _shown(replace(session, renaming=None), event.profile, context)


def _shown(session: Session, number: int, context: Context) -> Turn:
    view = f.ShowProfile(listed(session.shelf[number], context.library))
    return Turn(session, (f.ShowMenu(view),))


def _rename(session: Session, event: e.RenameTapped, context: Context) -> Turn:
    headline = session.shelf.get(event.profile)
    if headline is None or headline.deleted:
        return _gone(session, headline)
    renaming = replace(session, renaming=event.profile)
    return _ask_name(renaming, event.profile, context)


def _ask_name(
    session: Session, number: int, context: Context, notice: f.Notice | None = None
) -> Turn:
    view = f.AskName(listed(session.shelf[number], context.library))
    return Turn(session, (f.ShowMenu(view, notice),))


def _named(session: Session, event: e.TextSent, context: Context) -> Turn:
    number = session.renaming
    if number is None:
        raise ValueError("no profile is being renamed")
    lines = lines_of(event.text)
    if not lines:
        return _ask_name(session, number, context, f.Notice.NO_WORDS)
    interview = session.interviews[number]
    profile = replace(
        interview.profile, name=name_of(" ".join(lines)), named_by_hand=True
    )
    renamed = replace(session, renaming=None)
    return _shown(renamed.holding(replace(interview, profile=profile)), number, context)


def _delete(session: Session, event: e.DeleteTapped, context: Context) -> Turn:
    headline = session.shelf.get(event.profile)
    if headline is None:
        return _gone(session, headline)
    after = session
    if not headline.deleted:
        interview = session.interviews[event.profile]
        profile = replace(interview.profile, deleted_at=context.now)
        after = session.holding(replace(interview, profile=profile))
    if after.current == event.profile:
        after = replace(after, current=None, resting=False)
    view = f.ShowDeleted(headline.number, headline.name)
    return Turn(replace(after, renaming=None), (f.ShowMenu(view),))


def _undelete(session: Session, event: e.UndeleteTapped, context: Context) -> Turn:
    headline = session.shelf.get(event.profile)
    if headline is None:
        return _gone(session, headline)
    interview = session.interviews[event.profile]
    profile = replace(interview.profile, deleted_at=None)
    after = session.holding(replace(interview, profile=profile))
    return _shown(replace(after, renaming=None), event.profile, context)


NAMING_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.RENAMING, e.TextSent): _named,
}

MENU_HANDLERS: dict[type[e.Event], Handler] = {
    e.OtherSent: _other,
    e.Returned: _returned,
    e.Commanded: _commanded,
    e.CommandUnknown: _unknown,
    e.BeginTapped: _begin,
    e.ResumeTapped: _resume,
    e.ExampleTapped: _example,
    e.ProfilesTapped: _list,
    e.ProfileTapped: _profile,
    e.RenameTapped: _rename,
    e.DeleteTapped: _delete,
    e.UndeleteTapped: _undelete,
}


def profiles_named(session: Session, event: e.Event) -> set[int]:
    """The profiles an event needs loaded, besides the one in hand."""
    named = {session.renaming} if session.renaming is not None else set()
    profile = getattr(event, "profile", None)
    return named | ({profile} if isinstance(profile, int) else set())
