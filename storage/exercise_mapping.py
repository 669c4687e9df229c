"""Exercises, their people and notes as JSON and back, and what lies on a desk.

Fields that the core adds, with defaults, need nothing here: what was stored before is
read as if it had them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from msgspec import convert, to_builtins
from msgspec.structs import replace

from conversations.exercise.desk import EMPTY, Desk
from conversations.exercise.exercise import Exercise, Note, Origin, Participant
from conversations.exercise.setup import Setup
from storage.mapping import Form


def _state_in_place(data: dict[str, Any]) -> dict[str, Any]:
    state = data.pop("state")
    return {**data, "place": {"state": state, **data["place"]}}


EXERCISE = Form("exercise", (_state_in_place,))
PARTICIPANT = Form("participant")
NOTE = Form("note of an exercise")
DESK = Form("desk")

#: What stands in columns, or in rows of its own.
_EXERCISE_ELSEWHERE = ("people", "notes")
_PARTICIPANT_ELSEWHERE = ("person", "name")
_NOTE_ELSEWHERE = ("number", "text", "author", "origin")

# The keys of JSON are texts, also where ours are numbers.
_plain = partial(to_builtins, str_keys=True)
_read = partial(convert, str_keys=True)


def dump_exercise(exercise: Exercise) -> str:
    """An exercise without its people and notes."""
    alone = replace(exercise, people={}, notes={})
    return EXERCISE.write(_without(_EXERCISE_ELSEWHERE, alone))


def load_exercise(text: str) -> Exercise:
    """The exercise that `dump_exercise` wrote, without anybody; StateTooNewError."""
    exercise: Exercise = _read(EXERCISE.read(text), Exercise)
    return exercise


def load_segment(text: str) -> str:
    """The segment of an exercise that `dump_exercise` wrote; StateTooNewError."""
    segment: str = EXERCISE.read(text)["segment"]
    return segment


def load_setup(text: str) -> Setup:
    """The set-up of an exercise that `dump_exercise` wrote; StateTooNewError."""
    setup: Setup = _read(EXERCISE.read(text)["setup"], Setup)
    return setup


def dump_participant(participant: Participant) -> str:
    """A participant but for the person and the name."""
    return PARTICIPANT.write(_without(_PARTICIPANT_ELSEWHERE, participant))


def load_participant(person: int, name: str, text: str) -> Participant:
    """The participant that `dump_participant` wrote; StateTooNewError."""
    return Participant(person, name, **_participant_fields(text))


def dump_note(note: Note) -> str:
    """A note but for its number, words, author and origin."""
    return NOTE.write(_without(_NOTE_ELSEWHERE, note))


def load_note(
    number: int, text: str, author: int | None, origin: Origin | None, data: str
) -> Note:
    """The note that `dump_note` wrote; StateTooNewError."""
    fields = _note_fields(data)
    return Note(number, text, author=author, origin=origin, **fields)


def _without(
    elsewhere: tuple[str, ...], value: Exercise | Participant | Note
) -> dict[str, Any]:
    """What JSON says of a value; it says it of the rest somewhere else."""
    data: dict[str, Any] = _plain(value)
    return {name: told for name, told in data.items() if name not in elsewhere}


# Few different ones, and hundreds of people and notes.
@lru_cache(maxsize=4096)
def _participant_fields(text: str) -> Mapping[str, Any]:
    data = PARTICIPANT.read(text)
    read = _read({**data, "person": 0, "name": ""}, Participant)
    return {name: getattr(read, name) for name in data}


@lru_cache(maxsize=4096)
def _note_fields(text: str) -> Mapping[str, Any]:
    data = NOTE.read(text)
    read = _read({**data, "number": 0, "text": ""}, Note)
    return {name: getattr(read, name) for name in data}


def dump_desk(desk: Desk) -> str:
    """What lies before a person; empty when nothing does."""
    if desk == EMPTY:
        return ""
    return DESK.write(_plain(desk))


def load_desk(text: str) -> Desk:
    """The desk that `dump_desk` wrote; StateTooNewError."""
    return convert(DESK.read(text), Desk) if text else EMPTY
