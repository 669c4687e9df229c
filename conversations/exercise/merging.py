"""One note may stand for several; the others keep their words and their authors."""

from __future__ import annotations

from msgspec.structs import replace

from conversations.exercise.ballots import folded
from conversations.exercise.exercise import ON_SHEET, Exercise, Note, Standing


def may_merge(exercise: Exercise, note: Note, into: Note) -> bool:
    """Whether two notes are on the same part of the same sheet, and apart so far."""
    where = {(each.sheet, each.section) for each in (note, into)}
    is_there = note.standing in ON_SHEET and into.standing in ON_SHEET
    return (
        len(where) == 1
        and is_there
        and note.merged_into is None
        and exercise.root(into.number).number != note.number
    )


def merge(exercise: Exercise, note: Note, into: Note, by: int) -> Exercise:
    """Let one note stand for another too; a place on the shortlist comes along."""
    root = exercise.root(into.number)
    merged = replace(note, merged_into=root.number, decided_by=by)
    if note.listed and not root.listed:
        return exercise.with_notes(merged, replace(root, listed=True))
    return exercise.with_notes(merged)


def without(
    exercise: Exercise, note: Note, standing: Standing, by: int | None
) -> Exercise:
    """The exercise with a note out of sight, and what was merged into it still there.

    The first of those stands for the others from now on. Whatever stands for what the
    note stood for gets its votes.
    """
    gone = replace(note, standing=standing, merged_into=None, decided_by=by)
    heirs = [n for n in exercise.notes.values() if n.merged_into == note.number]
    changed = [gone]
    for place, heir in enumerate(heirs):
        root = heirs[0].number if place else note.merged_into
        listed = heir.listed or (note.listed and not place)
        changed.append(replace(heir, merged_into=root, listed=listed))
    exercise = exercise.with_notes(*changed)
    left = note.merged_into if note.merged_into is not None else _first(heirs)
    return exercise if left is None else _passed_on(exercise, note.number, left)


def _first(heirs: list[Note]) -> int | None:
    return heirs[0].number if heirs else None


def _passed_on(exercise: Exercise, gone: int, to: int) -> Exercise:
    """The exercise with the votes for one note given to another."""

    def onto(number: int) -> int:
        return to if number == gone else number

    for round_ in exercise.rounds:
        for each in exercise.people.values():
            ballot = each.ballot(round_.number)
            if gone in ballot.marks:
                marks = folded(ballot.marks, onto, round_.vote.way)
                passed = replace(ballot, marks=marks)
                ballots = {**each.ballots, round_.number: passed}
                exercise = exercise.with_person(replace(each, ballots=ballots))
    rounds = tuple(
        replace(
            round_,
            notes=tuple(dict.fromkeys(map(onto, round_.notes))),
            teachers=folded(round_.teachers, onto, round_.vote.way),
        )
        for round_ in exercise.rounds
    )
    return replace(exercise, rounds=rounds)
