"""Settings and privacy: what people choose, may know, take along, have deleted."""

from __future__ import annotations

from msgspec.structs import replace

from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.session import Session
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    again,
    show,
    unchanged,
)


def settings_shown(
    session: Session, event: e.Event, context: Context, notice: f.Notice | None = None
) -> Turn:
    """What can be chosen."""
    view = v.ShowSettings(session.coached, session.open_interview is not None)
    return Turn(session, (f.ShowMenu(view, notice),))


def data_asked(session: Session, event: e.Event, context: Context) -> Turn:
    """Everything that is kept, as a file; it comes when it is made."""
    return Turn(session, (f.Gather(),))


def forget_asked(session: Session, event: e.Event, context: Context) -> Turn:
    """Whether everything shall be deleted."""
    view = v.AskForget(len(session.shelf), session.next_number)
    return Turn(session, (f.ShowMenu(view),))


def _coach(session: Session, event: e.CoachTapped, context: Context) -> Turn:
    wanted = event.on == 1
    if session.coached == wanted:
        return unchanged(session, f.Notice.ALREADY)
    after = replace(session, coached=wanted, awaited=None)
    notice = f.Notice.COACH_ON if wanted else f.Notice.COACH_OFF
    return settings_shown(after, event, context, notice)


def _gathered(session: Session, event: e.DataGathered, context: Context) -> Turn:
    return Turn(session, (f.Say(v.ShowMyData(event.file)), *again(session)))


def _not_gathered(session: Session, event: e.DataNotGathered, context: Context) -> Turn:
    return show(session, f.Notice.DATA_NOT_GATHERED)


def _forget(session: Session, event: e.ForgetTapped, context: Context) -> Turn:
    """Nothing is left; but numbers of profiles are never used again."""
    if event.number != session.next_number:
        return unchanged(session, f.Notice.STALE)
    empty = Session(next_number=session.next_number + 1, forgets=True)
    return show(empty, f.Notice.FORGOTTEN)


PRIVACY_HANDLERS: dict[type[e.Event], Handler] = {
    e.CoachTapped: _coach,
    e.ForgetTapped: _forget,
    e.DataGathered: _gathered,
    e.DataNotGathered: _not_gathered,
}
