"""Which step comes next, and how one comes and goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from conversations.exercise import states as s
from conversations.exercise.agenda import Card
from conversations.exercise.exercise import Exercise
from conversations.exercise.setup import Work
from conversations.exercise.sight import is_shown

#: A shortlist for a vote; with more, votes scatter.
SHORTLIST = 12


def asked(
    exercise: Exercise, step: int, cards: Sequence[Card], now: datetime
) -> Exercise:
    """The exercise with a card open for all its time, and its notes hidden."""
    time = cards[step].time
    place = s.Asking(step, None if time is None else now + time)
    ended = {other: at for other, at in exercise.ended.items() if other != step}
    revealed = exercise.revealed - {step}
    return replace(exercise, place=place, ended=ended, revealed=revealed)


def closed(exercise: Exercise, now: datetime) -> Exercise:
    """The exercise with its card closed, if one was open; at its end at the latest."""
    place = exercise.place
    if exercise.open_step is None:
        return exercise
    at = now
    if isinstance(place, s.Asking) and place.ends_at is not None:
        at = min(now, place.ends_at)
    return replace(
        exercise,
        place=s.Collected(place.step),
        ended={**exercise.ended, place.step: at},
    )


def forward(exercise: Exercise, cards: Sequence[Card], now: datetime) -> Exercise:
    """The exercise one step on."""
    exercise, step = closed(exercise, now), exercise.place.step + 1
    if step < len(cards):
        return asked(exercise, step, cards, now)
    if step == len(cards):
        revealed = frozenset(range(len(cards)))
        return replace(exercise, place=s.Starring(step), revealed=revealed)
    if step == len(cards) + 1 and exercise.setup.work is not Work.OWN:
        return replace(_shortlisted(exercise), place=s.Sorting(step))
    return finished(exercise, cards, now)


def backward(exercise: Exercise, cards: Sequence[Card], now: datetime) -> Exercise:
    """The exercise one step back; at its first card it stays where it is."""
    place = exercise.place
    step = place.was if isinstance(place, s.Finished) else place.step - 1
    if step < 0:
        return exercise
    exercise = closed(exercise, now)
    return replace(exercise, place=_looked_at(step, cards))


def _looked_at(step: int, cards: Sequence[Card]) -> s.Place:
    if step < len(cards):
        return s.Collected(step)
    return s.Starring(step) if step == len(cards) else s.Sorting(step)


def finished(exercise: Exercise, cards: Sequence[Card], now: datetime) -> Exercise:
    """The exercise at its end."""
    was = exercise.place.step
    place = s.Finished(len(cards) + 2, was)
    return replace(closed(exercise, now), place=place)


def _shortlisted(exercise: Exercise) -> Exercise:
    """Propose the notes of each sheet with the most stars, unless somebody chose."""
    notes = [note for note in exercise.notes.values() if is_shown(note)]
    if any(note.listed for note in notes):
        return exercise
    stars = exercise.stars()
    listed = []
    for sheet in {note.sheet for note in notes}:
        here = [note for note in notes if note.sheet == sheet]
        here.sort(key=lambda note: (-stars.get(note.number, 0), note.number))
        listed += [replace(note, listed=True) for note in here[:SHORTLIST]]
    return exercise.with_notes(*listed)
