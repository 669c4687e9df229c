"""Exercises, their people and notes as JSON and back, and what lies on a desk.

Fields that the core adds, with defaults, need nothing here: what was stored before is
read as if it had them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, get_args

from pydantic import TypeAdapter

from conversations.exercise.desk import EMPTY, Desk
from conversations.exercise.exercise import Exercise, Note, Origin, Participant
from conversations.exercise.setup import Setup
from conversations.exercise.states import Place
from storage.mapping import Form

EXERCISE = Form("exercise")
PARTICIPANT = Form("participant")
NOTE = Form("note of an exercise")
DESK = Form("desk")

#: What stands in columns, or in rows of its own.
_EXERCISE_ELSEWHERE = {"people", "notes"}
_PARTICIPANT_ELSEWHERE = {"person", "name"}
_NOTE_ELSEWHERE = {"number", "text", "author", "origin"}

_exercise = TypeAdapter(Exercise)
_setup = TypeAdapter(Setup)
_participant = TypeAdapter(Participant)
_note = TypeAdapter(Note)
_desk = TypeAdapter(Desk)
#: Several places have the same fields, so the state says which one it is.
_places: Mapping[str, TypeAdapter[Place]] = {
    place.name.value: TypeAdapter(place) for place in get_args(Place)
}


def dump_exercise(exercise: Exercise) -> str:
    """An exercise without its people and notes."""
    data = _exercise.dump_python(exercise, mode="json", exclude=_EXERCISE_ELSEWHERE)
    return EXERCISE.write({"state": exercise.state.value, **data})


def load_exercise(text: str) -> Exercise:
    """The exercise that `dump_exercise` wrote, without anybody; StateTooNewError."""
    data = EXERCISE.read(text)
    place = _places[data.pop("state")].validate_python(data["place"])
    return _exercise.validate_python({**data, "place": place})


def load_segment(text: str) -> str:
    """The segment of an exercise that `dump_exercise` wrote; StateTooNewError."""
    segment: str = EXERCISE.read(text)["segment"]
    return segment


def load_setup(text: str) -> Setup:
    """The set-up of an exercise that `dump_exercise` wrote; StateTooNewError."""
    return _setup.validate_python(EXERCISE.read(text)["setup"])


def dump_participant(participant: Participant) -> str:
    """A participant but for the person and the name."""
    data = _participant.dump_python(
        participant, mode="json", exclude=_PARTICIPANT_ELSEWHERE
    )
    return PARTICIPANT.write(data)


def load_participant(person: int, name: str, text: str) -> Participant:
    """The participant that `dump_participant` wrote; StateTooNewError."""
    return Participant(person, name, **_participant_fields(text))


def dump_note(note: Note) -> str:
    """A note but for its number, words, author and origin."""
    data = _note.dump_python(note, mode="json", exclude=_NOTE_ELSEWHERE)
    return NOTE.write(data)


def load_note(
    number: int, text: str, author: int | None, origin: Origin | None, data: str
) -> Note:
    """The note that `dump_note` wrote; StateTooNewError."""
    fields = _note_fields(data)
    return Note(number, text, author=author, origin=origin, **fields)


# Few different ones, and hundreds of people and notes.
@lru_cache(maxsize=4096)
def _participant_fields(text: str) -> Mapping[str, Any]:
    data = PARTICIPANT.read(text)
    read = _participant.validate_python({**data, "person": 0, "name": ""})
    return {name: getattr(read, name) for name in data}


@lru_cache(maxsize=4096)
def _note_fields(text: str) -> Mapping[str, Any]:
    data = NOTE.read(text)
    read = _note.validate_python({**data, "number": 0, "text": ""})
    return {name: getattr(read, name) for name in data}


def dump_desk(desk: Desk) -> str:
    """What lies before a person; empty when nothing does."""
    if desk == EMPTY:
        return ""
    return DESK.write(_desk.dump_python(desk, mode="json"))


def load_desk(text: str) -> Desk:
    """The desk that `dump_desk` wrote; StateTooNewError."""
    return _desk.validate_python(DESK.read(text)) if text else EMPTY
