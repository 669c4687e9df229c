"""A message that is edited takes its notes along, line by line, as long as it is time.

Afterwards they stay as they are: others may have read them by then. So does a note
that somebody has decided about, its author included.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.answering import is_late, new_notes
from conversations.exercise.exercise import GONE, Exercise, Note, Origin, Standing
from conversations.exercise.merging import without
from conversations.exercise.turn import (
    QUIETLY,
    Context,
    Handler,
    Turn,
    cards_of,
    unchanged,
)
from conversations.words import lines_of, paired


def _edited(exercise: Exercise, event: e.AnswerEdited, context: Context) -> Turn:
    at = _lines_in(exercise, event)
    if not at:
        return Turn(exercise)
    step = next(iter(at.values())).step
    if step != exercise.open_step or is_late(exercise, step, event.written_at):
        return unchanged(exercise, f.Notice.EDIT_STAYED)
    lines = lines_of(event.text)
    if not lines:
        return unchanged(exercise, f.Notice.NO_WORDS)
    old = [at.get(line) for line in range(max(at) + 1)]
    for before, after in paired([note.text if note else None for note in old], lines):
        note = None if before is None else old[before]
        if note is not None and after is None:
            exercise = _line_gone(exercise, note)
        elif note is not None and after is not None:
            exercise = _line_kept(exercise, note, after, lines[after])
        elif after is not None:
            exercise = _line_new(exercise, event, step, after, lines[after], context)
    return Turn(exercise, (f.AskOne(event.person, f.Notice.EDITED), *QUIETLY))


def _lines_in(exercise: Exercise, event: e.AnswerEdited) -> Mapping[int, Note]:
    """The notes of a message by their lines."""
    return {
        note.origin.line: note
        for note in exercise.written_by(event.person)
        if note.origin is not None
        and (note.origin.chat, note.origin.message) == (event.chat, event.message)
    }


def _line_gone(exercise: Exercise, note: Note) -> Exercise:
    note = _on_line(note, GONE)
    if note.decided_by is not None:
        return exercise.with_notes(note)
    return without(exercise, note, Standing.WITHDRAWN, note.author)


def _line_kept(exercise: Exercise, note: Note, line: int, text: str) -> Exercise:
    note = _on_line(note, line)
    is_free = note.decided_by is None
    return exercise.with_notes(replace(note, text=text) if is_free else note)


def _line_new(
    exercise: Exercise,
    event: e.AnswerEdited,
    step: int,
    line: int,
    text: str,
    context: Context,
) -> Exercise:
    cards = cards_of(exercise, context.library)
    notes, _ = new_notes(exercise, event, [text], step, cards)
    return exercise.with_new(*(_on_line(note, line) for note in notes))


def _on_line(note: Note, line: int) -> Note:
    origin = note.origin
    return replace(note, origin=origin and Origin(origin.chat, origin.message, line))


REWRITING_HANDLERS: dict[type[e.Event], Handler] = {e.AnswerEdited: _edited}
