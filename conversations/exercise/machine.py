"""The exercise's one door: an event goes in, the next exercise and effects come out.

Who may do something, and when it means anything, is decided here, before a handler is
asked. Everything a person can do by mistake is an ordinary turn with a notice; what
only a bug can do raises MachineError and changes nothing.
"""

from __future__ import annotations

from datetime import datetime

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.answering import ANSWERING_HANDLERS
from conversations.exercise.care import CARE_HANDLERS
from conversations.exercise.exercise import Exercise
from conversations.exercise.joining import JOINING_HANDLERS
from conversations.exercise.quizzing import QUIZ_HANDLERS
from conversations.exercise.rewriting import REWRITING_HANDLERS
from conversations.exercise.setting_up import SETTING_UP_HANDLERS
from conversations.exercise.sorting import SORTING_HANDLERS
from conversations.exercise.states import State, is_listed, targets
from conversations.exercise.steering import STEERING_HANDLERS
from conversations.exercise.turn import Context, Handler, Turn, unchanged
from conversations.exercise.voting import VOTING_HANDLERS
from conversations.guides.library import Library

HANDLERS: dict[type[e.Event], Handler] = {
    **SETTING_UP_HANDLERS,
    **JOINING_HANDLERS,
    **STEERING_HANDLERS,
    **ANSWERING_HANDLERS,
    **REWRITING_HANDLERS,
    **CARE_HANDLERS,
    **SORTING_HANDLERS,
    **VOTING_HANDLERS,
    **QUIZ_HANDLERS,
}

#: Why something means nothing in a state.
_OUT_OF_PLACE = {
    State.SETTING_UP: f.Notice.NOT_OPEN,
    State.JOINING: f.Notice.NOT_STARTED,
    State.FINISHED: f.Notice.OVER,
}


class MachineError(Exception):
    """An event led where the table of transitions does not allow."""


def advance(
    exercise: Exercise, event: e.Event, library: Library, now: datetime
) -> Turn:
    """Apply one event.

    Raises:
        MachineError: the code left the table of transitions; nothing changed.

    """
    refusal = _refusal(exercise, event)
    if refusal is not None:
        return unchanged(exercise, refusal)
    if not is_listed(exercise.state, type(event)):
        return Turn(exercise)
    turn = HANDLERS[type(event)](exercise, event, Context(library, now))
    state = turn.exercise.state
    if state not in targets(exercise.state, type(event)):
        kind = type(event).__name__
        raise MachineError(f"{exercise.state} with {kind} led to {state}")
    return turn


def _refusal(exercise: Exercise, event: e.Event) -> f.Notice | None:
    """Why a person's deed counts for nothing, if it does."""
    match event:
        case e.FacilitatorTap(person=person) if person not in exercise.facilitators:
            return f.Notice.NOT_YOURS
        case e.ParticipantTap(person=person) if not exercise.takes_part(person):
            return f.Notice.NOT_JOINED
        case e.Deed() if not is_listed(exercise.state, type(event)):
            return _OUT_OF_PLACE.get(exercise.state, f.Notice.STALE)
        case e.StepTap(step=step) if step != exercise.place.step:
            return f.Notice.STALE
        case _:
            return None
