"""The interview's one door: an event goes in, the next session and effects come out.

A handler is found by the state and the event, as TRANSITIONS lists them. What
only a bug can do raises MachineError and changes nothing; everything a person
can do by mistake is an ordinary turn with a friendly notice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from conversations.guides.library import Library
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview.asking import ASKING_HANDLERS
from conversations.interview.menu import MENU_HANDLERS, NAMING_HANDLERS
from conversations.interview.ordering import ORDERING_HANDLERS
from conversations.interview.session import Interview, Session
from conversations.interview.states import TRANSITIONS, State, part_of, targets
from conversations.interview.turn import Context, Handler, Turn

HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    **ASKING_HANDLERS,
    **ORDERING_HANDLERS,
    **NAMING_HANDLERS,
}


class MachineError(Exception):
    """An event led where the table of transitions does not allow."""


def advance(session: Session, event: e.Event, library: Library, now: datetime) -> Turn:
    """Apply one event.

    Raises:
        MachineError: the code left the table of transitions; nothing changed.

    """
    turn = _turn(session, event, Context(library, now))
    state = turn.session.state
    beneath = _without_renaming(session).state
    kind = type(event)
    if state not in targets(session.state, kind) | targets(beneath, kind):
        raise MachineError(f"{session.state} with {kind.__name__} led to {state}")
    return turn


def _turn(session: Session, event: e.Event, context: Context) -> Turn:
    general = MENU_HANDLERS.get(type(event))
    if general is not None:
        return general(session, event, context)
    if isinstance(event, e.CardTap):
        return _card_tap(session, event, context)
    return HANDLERS[session.state, type(event)](session, event, context)


def _card_tap(session: Session, event: e.CardTap, context: Context) -> Turn:
    """A tap counts only on the question that is open."""
    asked = _without_renaming(session)
    interview = asked.open_interview
    is_open = interview is not None and _is_on(event, interview)
    handler = HANDLERS.get((asked.state, type(event)))
    if not is_open or handler is None:
        return Turn(session, (f.Toast(_why_stale(session, event)),))
    return handler(asked, event, context)


def _is_on(event: e.CardTap, interview: Interview) -> bool:
    """Whether the tapped card is the one that is open."""
    if interview.card != e.Card(event.profile, event.step):
        return False
    return not isinstance(event, e.NextTapped) or event.part == part_of(interview.place)


def _without_renaming(session: Session) -> Session:
    """Tapping a question means that the profile keeps its name."""
    if session.renaming is None:
        return session
    return replace(session, renaming=None)


def _why_stale(session: Session, event: e.CardTap) -> f.Notice:
    headline = session.shelf.get(event.profile)
    if headline is not None and headline.deleted:
        return f.Notice.DELETED
    if session.resting and session.current == event.profile:
        return f.Notice.RESTING
    return f.Notice.STALE


def handled() -> set[tuple[State, type[e.Event]]]:
    """The pairs there is a handler for; a test holds them against the table."""
    return set(HANDLERS)


def declared() -> set[tuple[State, type[e.Event]]]:
    """The pairs that the table of transitions lists."""
    return {(state, event) for state, row in TRANSITIONS.items() for event in row}
