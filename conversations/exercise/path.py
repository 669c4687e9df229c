"""Which step comes next, and how one comes and goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from conversations.exercise import states as s
from conversations.exercise.agenda import Card
from conversations.exercise.ballots import BLANK, Round
from conversations.exercise.exercise import Exercise, Note
from conversations.exercise.sight import is_shown
from conversations.profile import Section

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
    exercise, step = _unlit(closed(exercise, now)), exercise.place.step + 1
    if step < len(cards):
        return asked(exercise, step, cards, now)
    if step == len(cards):
        exercise = replace(exercise, revealed=frozenset(range(len(cards))))
        if not has_ranked(exercise, cards):
            return finished(exercise, cards, now)
        return replace(exercise, place=s.Starring(step))
    if step == len(cards) + 1 and exercise.sheets:
        return replace(_shortlisted(exercise, cards), place=s.Sorting(step))
    if isinstance(exercise.place, s.Sorting):
        return voting(exercise, cards)
    if isinstance(exercise.place, s.Voting):
        return _with_result(exercise)
    return finished(exercise, cards, now)


def is_ranked(note: Note, cards: Sequence[Card]) -> bool:
    """Whether it can matter more than others; who the customer is was chosen before."""
    return not cards[note.step].naming


def has_ranked(exercise: Exercise, cards: Sequence[Card]) -> bool:
    """Whether there is anything to star, to sort and to vote on."""
    notes = exercise.notes.values()
    return any(is_shown(note) and is_ranked(note, cards) for note in notes)


def shortlist(exercise: Exercise) -> tuple[int, ...]:
    """The notes that a vote would be on now."""
    return tuple(
        note.number
        for note in exercise.notes.values()
        if note.listed and is_shown(note) and note.sheet in exercise.sheets
    )


def voting(exercise: Exercise, cards: Sequence[Card]) -> Exercise:
    """The exercise with a vote on its shortlist open.

    A round that was not revealed goes on, unless it is to be another kind of vote.
    """
    newest, vote = exercise.round, exercise.setup.vote
    round_ = Round(len(exercise.rounds) + 1, vote, ())
    if newest is not None and not newest.revealed and newest.vote == vote:
        round_ = newest
    round_ = replace(round_, notes=shortlist(exercise))
    return replace(
        _unlit(exercise.with_round(round_)),
        place=s.Voting(len(cards) + 2),
        revealed=frozenset(range(len(cards))),  # nobody votes on what is not shown
    )


def _with_result(exercise: Exercise) -> Exercise:
    """The exercise with what the vote came to.

    A vote in which nobody gave anything stays open, and an earlier result is shown.
    """
    *earlier, newest = exercise.rounds
    voters = exercise.people.values()
    is_cast = any(each.ballot(newest.number) != BLANK for each in voters)
    if is_cast or not any(each.revealed for each in earlier):
        exercise = exercise.with_round(replace(newest, revealed=True))
    return replace(exercise, place=s.Result(exercise.place.step + 1))


def backward(exercise: Exercise, cards: Sequence[Card], now: datetime) -> Exercise:
    """The exercise one step back; at its first card it stays where it is."""
    place = exercise.place
    step = place.was if isinstance(place, s.Finished) else place.step - 1
    if step < 0:
        return exercise
    exercise = _unlit(closed(exercise, now))
    return replace(exercise, place=_looked_at(exercise, step, cards))


def _unlit(exercise: Exercise) -> Exercise:
    """The exercise with nothing in the spotlight: what was talked about is over."""
    return replace(exercise, spotlight=None)


def _looked_at(exercise: Exercise, step: int, cards: Sequence[Card]) -> s.Place:
    """Where one is at a step; a vote that was revealed is not open again."""
    if step < len(cards):
        return s.Collected(step)
    if step == len(cards):
        return s.Starring(step)
    if step == len(cards) + 3:
        return s.Result(step)
    is_open = exercise.round is not None and not exercise.round.revealed
    if step == len(cards) + 2 and is_open:
        return s.Voting(step)
    return s.Sorting(len(cards) + 1)


def finished(exercise: Exercise, cards: Sequence[Card], now: datetime) -> Exercise:
    """The exercise at its end."""
    was = exercise.place.step
    place = s.Finished(len(cards) + 4, was)
    return replace(_unlit(closed(exercise, now)), place=place)


def _shortlisted(exercise: Exercise, cards: Sequence[Card]) -> Exercise:
    """Propose a shortlist for each sheet, unless somebody chose.

    Each section has as many places on it, for the notes with the most stars.
    """
    notes = [note for note in exercise.notes.values() if is_shown(note)]
    if any(note.listed for note in notes):
        return exercise
    stars = exercise.stars()
    parts: dict[tuple[int, Section], list[Note]] = {}
    for note in notes:
        if is_ranked(note, cards) and note.sheet in exercise.sheets:
            parts.setdefault((note.sheet, note.section), []).append(note)
    sections = {section for _, section in parts}
    listed = []
    for part in parts.values():
        part.sort(key=lambda note: (-stars.get(note.number, 0), note.number))
        listed += part[: max(1, SHORTLIST // len(sections))]
    return exercise.with_notes(*(replace(note, listed=True) for note in listed))
