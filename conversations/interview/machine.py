"""The interview's one door: an event goes in, the next session and effects come out.

A handler is found by the state and the event, as TRANSITIONS lists them. What
only a bug can do raises MachineError and changes nothing; everything a person
can do by mistake is an ordinary turn with a friendly notice.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from conversations.guides.library import Library
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.asking import ASKING_HANDLERS
from conversations.interview.comparing import COMPARING_HANDLERS
from conversations.interview.editing import EDITING_HANDLERS, WRITING_HANDLERS
from conversations.interview.evidence import EVIDENCE_HANDLERS, QUOTING_HANDLERS
from conversations.interview.exporting import EXPORTING_HANDLERS
from conversations.interview.hints import HINT_HANDLERS
from conversations.interview.learning import LEARNING_HANDLERS, LOOKUP_HANDLERS
from conversations.interview.menu import MENU_HANDLERS, NAMING_HANDLERS
from conversations.interview.notes_in_turn import IN_TURN_HANDLERS
from conversations.interview.ordering import ORDERING_HANDLERS
from conversations.interview.privacy import PRIVACY_HANDLERS
from conversations.interview.sections import SECTION_HANDLERS
from conversations.interview.segments import SEGMENT_HANDLERS
from conversations.interview.selecting import SELECTING_HANDLERS
from conversations.interview.session import Interview, Session
from conversations.interview.states import (
    TRANSITIONS,
    Finished,
    State,
    part_of,
    targets,
)
from conversations.interview.turn import Context, Handler, Turn, show, unchanged
from conversations.interview.tying import TYING_HANDLERS
from conversations.interview.value_map import VALUE_MAP_HANDLERS
from conversations.interview.view import question_view
from conversations.interview.view.shared import listed


def _text_while_idle(session: Session, event: e.TextSent, context: Context) -> Turn:
    """A resting interview goes on where it was: the text is its next answer."""
    interview = session.interview
    if interview is None or isinstance(interview.place, Finished):
        return show(session, f.Notice.NOT_KEPT if session.shelf else None)
    awake = replace(session, resting=False)
    return HANDLERS[awake.state, e.TextSent](awake, event, context)


HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.IDLE, e.TextSent): _text_while_idle,
    **ASKING_HANDLERS,
    **HINT_HANDLERS,
    **ORDERING_HANDLERS,
    **IN_TURN_HANDLERS,
    **SECTION_HANDLERS,
    **SELECTING_HANDLERS,
    **NAMING_HANDLERS,
    **WRITING_HANDLERS,
    **QUOTING_HANDLERS,
    **LOOKUP_HANDLERS,
}

#: Handlers of what counts in every state.
GENERAL: dict[type[e.Event], Handler] = {
    **MENU_HANDLERS,
    **EDITING_HANDLERS,
    **EVIDENCE_HANDLERS,
    **COMPARING_HANDLERS,
    **PRIVACY_HANDLERS,
    **EXPORTING_HANDLERS,
    **VALUE_MAP_HANDLERS,
    **TYING_HANDLERS,
    **SEGMENT_HANDLERS,
    **LEARNING_HANDLERS,
}

#: Who says nothing for this long is told that everything is still there.
SILENCE = timedelta(hours=24)


class MachineError(Exception):
    """An event led where the table of transitions does not allow."""


def advance(session: Session, event: e.Event, library: Library, now: datetime) -> Turn:
    """Apply one event.

    Raises:
        MachineError: the code left the table of transitions; nothing changed.

    """
    turn = _turn(session, event, Context(library, now))
    state = turn.session.state
    beneath = _awaiting_nothing(session).state
    kind = type(event)
    if state not in targets(session.state, kind) | targets(beneath, kind):
        raise MachineError(f"{session.state} with {kind.__name__} led to {state}")
    turn = _kept_true(session, _greeted(session, turn, now), library)
    return _touched(session, turn, now)


def _touched(before: Session, turn: Turn, now: datetime) -> Turn:
    """The turn with the time noted on every interview that it changed."""
    after = turn.session.interviews
    changed = {
        number: replace(interview, touched_at=now)
        for number, interview in after.items()
        if interview is not before.interviews.get(number)
    }
    if not changed:
        return turn
    session = replace(turn.session, interviews={**after, **changed})
    return replace(turn, session=session)


def _greeted(before: Session, turn: Turn, now: datetime) -> Turn:
    """Who comes back to an open question after long is told what is saved."""
    interview = before.open_interview
    last = None if interview is None else interview.touched_at
    shown = any(isinstance(effect, f.ShowQuestion) for effect in turn.effects)
    if interview is None or last is None or now - last < SILENCE or not shown:
        return turn
    greeting = f.ShowQuestion(f.Notice.LONG_SILENCE, interview.profile.name)
    return replace(turn, effects=(greeting, *turn.effects))


def _kept_true(before: Session, turn: Turn, library: Library) -> Turn:
    """The open card follows what was changed beside it, by the editor or the menu."""
    was, now = before.open_interview, turn.session.open_interview
    shown = any(isinstance(effect, f.ShowQuestion) for effect in turn.effects)
    if turn.session is before or was is None or now is None or shown:
        return turn
    is_other = was.profile.number != now.profile.number
    if is_other or question_view(before, library) == question_view(
        turn.session, library
    ):
        return turn
    return replace(turn, effects=(*turn.effects, f.ShowQuestion(quiet=True)))


def _turn(session: Session, event: e.Event, context: Context) -> Turn:
    general = GENERAL.get(type(event))
    if general is not None:
        return general(session, event, context)
    if isinstance(event, e.CardTap):
        return _card_tap(session, event, context)
    return HANDLERS[session.state, type(event)](session, event, context)


def _card_tap(session: Session, event: e.CardTap, context: Context) -> Turn:
    """A tap counts only on the question that is open."""
    asked = _awaiting_nothing(session)
    interview = asked.open_interview
    is_open = interview is not None and _is_on(event, interview)
    handler = HANDLERS.get((asked.state, type(event)))
    if not is_open or handler is None:
        return _stale(session, event, context)
    return handler(asked, event, context)


def _is_on(event: e.CardTap, interview: Interview) -> bool:
    """Whether the tapped card is the one that is open."""
    if interview.card != e.Card(event.profile, event.step):
        return False
    return not isinstance(event, e.NextTapped) or event.part == part_of(interview.place)


def _awaiting_nothing(session: Session) -> Session:
    """Tapping a question means that no other message is awaited any more."""
    if session.awaited is None:
        return session
    return replace(session, awaited=None)


def _stale(session: Session, event: e.CardTap, context: Context) -> Turn:
    """A card that is not open changes nothing; it may belong to what waits."""
    headline = session.shelf.get(event.profile)
    if headline is None:
        return unchanged(session, f.Notice.STALE)
    if headline.deleted:
        return unchanged(session, f.Notice.DELETED)
    if session.current != event.profile:
        profile = listed(headline, context.library)
        view = v.ShowProfile(profile, session.next_number)
        shown = f.ShowMenu(view, f.Notice.WAITING)
        return Turn(session, (shown, f.Toast(f.Notice.WAITING)))
    return unchanged(session, f.Notice.RESTING if session.resting else f.Notice.STALE)


def handled() -> set[tuple[State, type[e.Event]]]:
    """The pairs there is a handler for; a test holds them against the table."""
    return set(HANDLERS)


def declared() -> set[tuple[State, type[e.Event]]]:
    """The pairs that the table of transitions lists."""
    return {(state, event) for state, row in TRANSITIONS.items() for event in row}
