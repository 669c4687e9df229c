"""What facilitators do with notes: with those they see only, and in their own name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.exercise import Exercise, Note, Standing
from conversations.exercise.setup import Work
from conversations.exercise.sight import Facilitators, is_shown, sees
from conversations.exercise.turn import (
    QUIETLY,
    Context,
    Handler,
    Turn,
    cards_of,
    unchanged,
)
from conversations.words import lines_of, name_of


def of_note(handle: Callable[[Exercise, Any, Context, Note], Turn]) -> Handler:
    """A handler that is asked only when its button names a note that is seen."""

    def handler(exercise: Exercise, event: Any, context: Context) -> Turn:
        note = exercise.notes.get(event.note)
        if note is None or not sees(exercise, Facilitators(), note):
            return unchanged(exercise, f.Notice.STALE)
        return handle(exercise, event, context, note)

    return handler


def saved(exercise: Exercise) -> Turn:
    """The exercise with the cards that show notes as they are now."""
    return Turn(exercise, (f.Answer(f.Notice.SAVED), *QUIETLY))


_STANDING: dict[type[e.NoteTap], Standing] = {
    e.ApproveTapped: Standing.APPROVED,
    e.HideTapped: Standing.HIDDEN,
    e.RemoveTapped: Standing.REMOVED,
}


@of_note
def _judged(exercise: Exercise, event: e.NoteTap, context: Context, note: Note) -> Turn:
    standing = _STANDING[type(event)]
    if note.standing is standing:
        return unchanged(exercise, f.Notice.ALREADY)
    judged = replace(note, standing=standing, decided_by=event.person)
    return saved(exercise.with_notes(judged))


@of_note
def _moved(
    exercise: Exercise, event: e.MoveTapped, context: Context, note: Note
) -> Turn:
    sections = {card.section for card in cards_of(exercise, context.library)}
    if event.section not in sections or note.merged_into is not None:
        return unchanged(exercise, f.Notice.STALE)
    if event.section is note.section:
        return unchanged(exercise, f.Notice.ALREADY)
    group = exercise.groups()[note.number]
    moved = [
        replace(each, section=event.section, decided_by=event.person) for each in group
    ]
    return saved(exercise.with_notes(*moved))


@of_note
def _lit(
    exercise: Exercise, event: e.SpotlightTapped, context: Context, note: Note
) -> Turn:
    is_lit = exercise.spotlight == note.number
    if is_lit is event.lit:
        return unchanged(exercise, f.Notice.ALREADY)
    is_out = note.author is None or note.step in exercise.revealed
    if event.lit and not (is_out and is_shown(note)):
        return unchanged(exercise, f.Notice.NOT_REVEALED)
    return saved(replace(exercise, spotlight=note.number if event.lit else None))


@of_note
def _muted(
    exercise: Exercise, event: e.MuteTapped, context: Context, note: Note
) -> Turn:
    if note.author is None:
        return unchanged(exercise, f.Notice.STALE)
    author = exercise.people[note.author]
    # "Already" would tell that another muted note is by the same person.
    answer = f.Answer(f.Notice.SAVED)
    if author.muted is event.muted:
        return Turn(exercise, (answer,))
    muted = exercise.with_person(replace(author, muted=event.muted))
    notice = f.Notice.MUTED if event.muted else f.Notice.UNMUTED
    return Turn(muted, (answer, f.Tell(author.person, notice)))


@of_note
def _segment(
    exercise: Exercise, event: e.SegmentTapped, context: Context, note: Note
) -> Turn:
    is_naming = cards_of(exercise, context.library)[note.step].naming
    if not is_naming or exercise.setup.work is not Work.SHARED:
        return unchanged(exercise, f.Notice.STALE)
    return saved(replace(exercise, segment=name_of(note.text)))


def _for_the_room(exercise: Exercise, event: e.RoomNoteAdded, context: Context) -> Turn:
    lines = lines_of(event.text)
    if not lines:
        return unchanged(exercise, f.Notice.NO_WORDS)
    cards = cards_of(exercise, context.library)
    step = min(exercise.place.step, len(cards) - 1)
    notes = [
        Note(
            number=number,
            text=text,
            step=step,
            section=cards[step].section,
            standing=Standing.APPROVED,
            decided_by=event.person,
        )
        for number, text in enumerate(lines, exercise.next_note)
    ]
    return saved(exercise.with_new(*notes))


CARE_HANDLERS: dict[type[e.Event], Handler] = {
    **dict.fromkeys(_STANDING, _judged),
    e.MoveTapped: _moved,
    e.SpotlightTapped: _lit,
    e.MuteTapped: _muted,
    e.SegmentTapped: _segment,
    e.RoomNoteAdded: _for_the_room,
}
