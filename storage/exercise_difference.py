"""What has to be written to turn the stored exercises into other ones.

Nobody and no note is ever taken out of an exercise, so nothing is deleted here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from conversations.exercise.exercise import Exercise, Note, Participant
from storage.difference import Row
from storage.exercise_mapping import dump_exercise, dump_note, dump_participant


class ExerciseDifference(Struct, frozen=True):
    """Rows to write, by what is done with them.

    Names of values that say which row is meant begin with `the_`.
    """

    exercises: list[Row] = field(default_factory=list)
    new_people: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    new_notes: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)


def exercise_difference(
    before: Mapping[int, Exercise], after: Mapping[int, Exercise], now: datetime
) -> ExerciseDifference:
    """The rows to write for every exercise in `after`.

    Whatever changes in an exercise, its own row says when.
    """
    rows = ExerciseDifference()
    for id_, exercise in after.items():
        known = before[id_]
        if exercise is known or exercise == known:
            continue
        rows.exercises.append({"the_id": id_, **exercise_row(exercise, now)})
        _add_people(rows, id_, known.people, exercise.people)
        _add_notes(rows, id_, known.notes, exercise.notes)
    return rows


def exercise_row(exercise: Exercise, now: datetime) -> Row:
    """The exercise's own row, but for what it was begun with."""
    return {
        "host": exercise.host,
        "state": exercise.state.value,
        "data": dump_exercise(exercise),
        "updated_at": now,
    }


def _add_people(
    rows: ExerciseDifference,
    exercise: int,
    before: Mapping[int, Participant],
    after: Mapping[int, Participant],
) -> None:
    """Add who came, and who is not as before."""
    if after is before:
        return
    for position, (person, participant) in enumerate(after.items()):
        known = before.get(person)
        if participant is known or participant == known:
            continue
        row = {"name": participant.name, "data": dump_participant(participant)}
        if known is None:
            key = {"exercise_id": exercise, "person": person, "position": position}
            rows.new_people.append({**key, **row})
        else:
            rows.people.append({"the_exercise": exercise, "the_person": person, **row})


def _add_notes(
    rows: ExerciseDifference,
    exercise: int,
    before: Mapping[int, Note],
    after: Mapping[int, Note],
) -> None:
    """Add the notes that are new, and those that are not as before."""
    if after is before:
        return
    for number, note in after.items():
        known = before.get(number)
        if note is known or note == known:
            continue
        row = _note_row(note)
        if known is None:
            rows.new_notes.append({"exercise_id": exercise, "number": number, **row})
        else:
            rows.notes.append({"the_exercise": exercise, "the_number": number, **row})


def _note_row(note: Note) -> Row:
    origin = note.origin
    return {
        "text": note.text,
        "author": note.author,
        "chat": None if origin is None else origin.chat,
        "message": None if origin is None else origin.message,
        "line": None if origin is None else origin.line,
        "data": dump_note(note),
    }
