"""Classes to take away: with votes or without, in teams, and with something to hide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from bot.exports.classes.sheet import ClassSheet
from bot.exports.gallery.classes import class_sheet
from conversations.exercise import events as e
from conversations.exercise.exercise import Exercise
from conversations.exercise.setup import Vote
from conversations.exercise.sight import Facilitators, Viewer
from conversations.exercise.states import State
from tests.conversations.classroom import Classroom, Person, a_class, setup
from tests.exports.drawn import GUIDE

DAY = date(2026, 11, 26)

TEACHERS = Facilitators()


def sheet_of(exercise: Exercise, viewer: Viewer = TEACHERS) -> ClassSheet:
    """What a viewer takes away."""
    return class_sheet(GUIDE, exercise, viewer, DAY)


def held(
    writers: Sequence[tuple[str, Mapping[int, Sequence[str]]]],
    dots: Mapping[str, int],
    **chosen: Any,
) -> Classroom:
    """A lesson to its result: everybody writes in turn, and votes alike.

    `writers` are names with what each writes on each card.
    """
    people = [name for name, _ in writers]
    room, teacher, _ = a_class(
        *people, chosen=setup(vote=Vote(dots=sum(dots.values())), **chosen)
    )
    step = room.exercise.place.step
    while room.state is not State.STARRING:
        for (_, notes), person in zip(writers, _people(room), strict=True):
            if notes.get(step):
                person.sends("\n".join(notes[step]))
        teacher.taps(e.RevealTapped)
        teacher.taps(e.NextTapped)
        step += 1
    room.reaches(State.SORTING)
    for note in room.exercise.notes.values():
        teacher.taps(e.ListTapped, note.number, note.text in dots)
    room.reaches(State.VOTING)
    for person in _people(room):
        for text, given in dots.items():
            person.taps(e.MarkTapped, 1, room.number(text), given)
    return room.reaches(State.RESULT)


def _people(room: Classroom) -> list[Person]:
    return [Person(room, n, each.name) for n, each in room.exercise.people.items()]


def said_of(exercise: Exercise, *texts: str) -> Exercise:
    """The same exercise with the first notes in other words."""
    notes = dict(exercise.notes)
    for number, text in enumerate(texts, 1):
        notes[number] = replace(notes[number], text=text)
    return replace(exercise, notes=notes)
