"""For every kind of event one that makes sense for somebody where the class stands."""

from __future__ import annotations

from typing import Any

from msgspec.structs import fields

from conversations.exercise import events as e
from conversations.exercise.setup import Names, Pace, Vote, Way, Work
from conversations.exercise.states import Asking
from conversations.profile import Section
from tests.conversations.classroom import ONE_SHEET, TEN, Person


def sensible_deed(kind: type[e.Event], person: Person, **chosen: Any) -> e.Event:
    """An event of a kind; what is not `chosen` is something that fits."""
    exercise = person.room.exercise
    notes = list(exercise.notes)
    place = exercise.place
    ends_at = place.ends_at if isinstance(place, Asking) else None
    values: dict[str, Any] = {
        "person": person.number,
        "name": person.name,
        "topic": 501 if kind is e.TopicLinked else None,
        "text": "one more thing",
        "chat": person.number,
        "message": 99,
        "written_at": person.room.now,
        "in_group": False,
        "step": place.step,
        "team": 1,
        "page": 0,
        "note": notes[0] if notes else 1,
        "into": notes[-1] if notes else 1,
        "other": notes[-1] if notes else 2,
        "withdrawn": True,
        "starred": True,
        "lit": True,
        "muted": True,
        "listed": False,
        "section": Section.PAINS,
        "extra": 1,
        "guide": "priority",
        "minutes": 20,
        "pace": Pace.PROMPTS,
        "work": Work.OWN,
        "teams": 3,
        "names": Names.ANONYMOUS,
        "notes": 2,
        "setup": ONE_SHEET,
        "vote": Vote(Way.RATINGS),
        "round": exercise.round.number if exercise.round else 1,
        "mark": 1,
        "edition": exercise.invitation + 1,
        "to": next(iter(exercise.people), 1),
        "quiz": exercise.quiz.number + (kind is e.QuizStarted) if exercise.quiz else 1,
        "question": exercise.quiz.at if exercise.quiz else 0,
        "questions": 5,
        "theme": 0,
        "option": 0,
        "copy": 1,
        "votes": (1, 2, 3),
        "admins": exercise.admins,
        "ends_at": ends_at or TEN,
    }
    values |= chosen
    return kind(**{field.name: values[field.name] for field in fields(kind)})
