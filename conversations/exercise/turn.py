"""What one turn of an exercise is given and gives back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct

from conversations.exercise import effects as f
from conversations.exercise.agenda import Card, agenda
from conversations.exercise.exercise import Exercise
from conversations.guides.library import Library


class Context(Struct, frozen=True):
    """What a turn may look up: the guides, and the time it happens at."""

    library: Library
    now: datetime


class Turn(Struct, frozen=True):
    """The exercise after an event, and what people should see of it."""

    exercise: Exercise
    effects: tuple[f.Effect, ...] = ()


#: Each handler takes the one kind of event it is registered for.
Handler = Callable[[Exercise, Any, Context], Turn]


#: What shows it when notes or numbers have changed and the step has not.
QUIETLY: tuple[f.Effect, ...] = (f.ShowRoom(quiet=True), f.ShowConsoles(quiet=True))


def unchanged(exercise: Exercise, notice: f.Notice) -> Turn:
    """Nothing happened, and here is why."""
    return Turn(exercise, (f.Answer(notice),))


def cards_of(exercise: Exercise, library: Library) -> tuple[Card, ...]:
    """The cards of an exercise."""
    setup = exercise.setup
    return agenda(setup, library.guides[setup.guide, setup.guide_version])
