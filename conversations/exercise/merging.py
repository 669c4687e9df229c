"""One note may stand for several; the others keep their words and their authors."""

from __future__ import annotations

from dataclasses import replace

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

    The first of those stands for the others from now on.
    """
    gone = replace(note, standing=standing, merged_into=None, decided_by=by)
    heirs = [n for n in exercise.notes.values() if n.merged_into == note.number]
    changed = [gone]
    for place, heir in enumerate(heirs):
        root = heirs[0].number if place else note.merged_into
        listed = heir.listed or (note.listed and not place)
        changed.append(replace(heir, merged_into=root, listed=listed))
    return exercise.with_notes(*changed)
