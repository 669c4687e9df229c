"""What one turn of the interview is given and gives back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from conversations.guides.library import Library
from conversations.guides.model import Guide
from conversations.interview import effects as f
from conversations.interview.session import Interview, Session
from conversations.interview.states import Finished, State
from conversations.rounds import finish


class Context(Struct, frozen=True):
    """What a turn may look up: the guides, and the time it happens at."""

    library: Library
    now: datetime


class Turn(Struct, frozen=True):
    """The session after an event, and what people should see of it."""

    session: Session
    effects: tuple[f.Effect, ...] = ()


#: Each handler takes the one kind of event it is registered for.
Handler = Callable[[Session, Any, Context], Turn]


def of_profile(handle: Handler) -> Handler:
    """A handler that is asked only when the profile its button names is there.

    The button puts away whatever else was awaited.
    """

    def tapped(session: Session, event: Any, context: Context) -> Turn:
        return handle(replace(session, awaited=None), event, context)

    return about_profile(tapped)


def about_profile(handle: Handler) -> Handler:
    """A handler that is asked only when the profile its event is about is there."""

    def handler(session: Session, event: Any, context: Context) -> Turn:
        headline = session.shelf.get(event.profile)
        if headline is None:
            return unchanged(session, f.Notice.STALE)
        if headline.deleted:
            return unchanged(session, f.Notice.DELETED)
        return handle(session, event, context)

    return handler


def in_hand(session: Session, context: Context) -> tuple[Interview, Guide]:
    """The open interview and its guide; only where a question is open."""
    interview = session.interview
    if interview is None:
        raise ValueError("no interview is in hand")
    return interview, context.library.guide_of(interview.profile)


def show(session: Session, notice: f.Notice | None = None, about: str = "") -> Turn:
    """The session, with its question shown."""
    return Turn(session, (f.ShowQuestion(notice, about),))


def again(session: Session) -> tuple[f.Effect, ...]:
    """A question that is open, shown below what came between; a canvas is not.

    Nor is a question while the next message is for something else.
    """
    is_asked = session.awaited is None and session.state is not State.FINISHED
    asks = session.open_interview and is_asked
    return (f.ShowQuestion(),) if asks else ()


def unchanged(session: Session, notice: f.Notice) -> Turn:
    """Nothing happened, and here is why."""
    return Turn(session, (f.Toast(notice),))


def moved(session: Session, interview: Interview, context: Context) -> Turn:
    """The interview at another step, with that step's question shown.

    When that is the end, a picture of the canvas is on its way, too.
    """
    shown = show(session.holding(closed(interview, context)))
    profile = interview.profile
    if not isinstance(interview.place, Finished) or profile.finished_at is not None:
        return shown
    return replace(shown, effects=(*shown.effects, f.picture_of(profile.number)))


def closed(interview: Interview, context: Context) -> Interview:
    """The interview, whose profile is finished once its canvas is shown."""
    if not isinstance(interview.place, Finished):
        return interview
    return replace(interview, profile=finish(interview.profile, context.now))
