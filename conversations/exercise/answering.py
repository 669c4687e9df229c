"""What people write becomes notes of the card they answer, and theirs to take back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.agenda import Card
from conversations.exercise.exercise import (
    ON_SHEET,
    Exercise,
    Note,
    Origin,
    Standing,
)
from conversations.exercise.joining import taking_part
from conversations.exercise.merging import without
from conversations.exercise.setup import Work
from conversations.exercise.states import Asking
from conversations.exercise.turn import (
    QUIETLY,
    Context,
    Handler,
    Turn,
    cards_of,
    unchanged,
)
from conversations.words import lines_of

#: Nobody needs to write more in one exercise; it keeps one person from flooding it.
MOST_OF_ONE = 100


def room_for(exercise: Exercise, person: int, step: int, cards: Sequence[Card]) -> int:
    """How many more notes of a person a card has room for; 0 where it is no card.

    One's own sheet has room for all that one may write.
    """
    if not 0 <= step < len(cards):
        return 0
    written_by = exercise.written_by(person)
    if exercise.setup.work is Work.OWN:
        return max(0, MOST_OF_ONE - len(written_by))
    written = sum(
        note.step == step and note.standing in ON_SHEET for note in written_by
    )
    return max(0, exercise.setup.notes_each - written)


def _answered(exercise: Exercise, event: e.Answered, context: Context) -> Turn:
    if event.in_group and not exercise.setup.names.is_named:
        return unchanged(exercise, f.Notice.ONLY_PRIVATE)
    if not exercise.takes_part(event.person) and not event.in_group:
        return unchanged(exercise, f.Notice.NOT_JOINED)
    lines = lines_of(event.text)
    if not lines:
        return unchanged(exercise, f.Notice.NO_WORDS)
    joined = taking_part(exercise, event.person, event.name, event.topic)
    cards = cards_of(exercise, context.library)
    step = _step_of(joined, event, cards)
    notes, notice = new_notes(joined, event, lines, step, cards)
    answered = joined.with_new(*notes)
    shown: f.Effect = f.AskOne(event.person, notice)
    if event.in_group:
        shown = f.Answer(notice or f.Notice.KEPT)
    return Turn(answered, (shown, *QUIETLY))


def _step_of(exercise: Exercise, event: e.Answered, cards: Sequence[Card]) -> int:
    """The card that a text answers: one that was asked, else the latest."""
    asked = set(exercise.ended)
    if exercise.open_step is not None:
        asked.add(exercise.open_step)
    if event.step in asked:
        return event.step
    here = exercise.place.step
    return here if here in asked else max(asked)


def new_notes(
    exercise: Exercise,
    event: e.TextWritten,
    lines: Sequence[str],
    step: int,
    cards: Sequence[Card],
) -> tuple[list[Note], f.Notice | None]:
    """A note for each line, and what is to be said about them."""
    taken = lines[: max(0, MOST_OF_ONE - len(exercise.written_by(event.person)))]
    room = room_for(exercise, event.person, step, cards)
    reason = _reason_to_park(exercise, event.person, step, event.written_at)
    if reason is not None:
        room = 0
    notes = [
        Note(
            number=exercise.next_note + line,
            text=text,
            step=step,
            section=cards[step].section,
            sheet=exercise.sheet_of(event.person),
            author=event.person,
            origin=Origin(event.chat, event.message, line),
            standing=Standing.WRITTEN if line < room else Standing.PARKED,
        )
        for line, text in enumerate(taken)
    ]
    if len(taken) < len(lines):
        return notes, f.Notice.FULL
    if reason is None and len(lines) > room:
        return notes, f.Notice.PARKED
    return notes, reason


def _reason_to_park(
    exercise: Exercise, person: int, step: int, written_at: datetime
) -> f.Notice | None:
    if exercise.setup.work is Work.OWN:
        return None  # nobody else sees the sheet, so nobody could take it up
    if exercise.people[person].muted:
        return f.Notice.MUTED
    return f.Notice.LATE_NOTE if is_late(exercise, step, written_at) else None


def is_late(exercise: Exercise, step: int, written_at: datetime) -> bool:
    """Whether a note was written after its card's time, whenever it arrived."""
    if step != exercise.open_step:
        return written_at > exercise.ended[step]
    ends_at = exercise.place.ends_at if isinstance(exercise.place, Asking) else None
    return ends_at is not None and written_at > ends_at


def _done(exercise: Exercise, event: e.DoneTapped, context: Context) -> Turn:
    if event.step != exercise.open_step:
        return unchanged(exercise, f.Notice.STALE)
    participant = exercise.people[event.person]
    if participant.done >= event.step:
        return unchanged(exercise, f.Notice.ALREADY)
    done = exercise.with_person(replace(participant, done=event.step))
    return Turn(done, (f.AskOne(event.person, quiet=True), *QUIETLY))


def _mine(exercise: Exercise, event: e.MineTapped, context: Context) -> Turn:
    return Turn(exercise, (f.ShowMine(event.person, event.page),))


def _withdrawn(exercise: Exercise, event: e.WithdrawTapped, context: Context) -> Turn:
    note = exercise.notes.get(event.note)
    if note is None or note.author != event.person or not note.text:
        return unchanged(exercise, f.Notice.STALE)
    if event.withdrawn is (note.standing is Standing.WITHDRAWN):
        return unchanged(exercise, f.Notice.ALREADY)
    if note.standing in (Standing.HIDDEN, Standing.REMOVED):
        return unchanged(exercise, f.Notice.STALE)
    if event.withdrawn:
        changed = without(exercise, note, Standing.WITHDRAWN, event.person)
    else:
        changed = _put_back(exercise, note, context)
    shown = (
        f.ShowMine(event.person, event.page),
        f.AskOne(event.person, quiet=True),
    )
    return Turn(changed, (f.Answer(f.Notice.SAVED), *shown, *QUIETLY))


def _put_back(exercise: Exercise, note: Note, context: Context) -> Exercise:
    """A note that is put back stands as if it were written now."""
    author = note.author or 0
    room = room_for(exercise, author, note.step, cards_of(exercise, context.library))
    reason = _reason_to_park(exercise, author, note.step, context.now)
    standing = Standing.PARKED if reason or not room else Standing.WRITTEN
    return exercise.with_notes(replace(note, standing=standing, decided_by=None))


ANSWERING_HANDLERS: dict[type[e.Event], Handler] = {
    e.Answered: _answered,
    e.DoneTapped: _done,
    e.MineTapped: _mine,
    e.WithdrawTapped: _withdrawn,
}
