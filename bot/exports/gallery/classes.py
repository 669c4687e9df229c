"""Classes to show: a lesson that was held, as far as its notes and votes go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from bot.exports.classes.sheet import ClassSheet
from conversations.exercise.agenda import agenda
from conversations.exercise.ballots import Ballot, Round
from conversations.exercise.exercise import Exercise, Note, Participant, Team
from conversations.exercise.report import report
from conversations.exercise.setup import Setup, Vote, Way, Work
from conversations.exercise.sight import Viewer
from conversations.exercise.states import Finished
from conversations.guides.library import Library
from conversations.guides.model import Guide

#: How many take part, and the first of their numbers.
PEOPLE, FIRST = 24, 1001

_TEAMS = ("The early birds", "", "Table by the window", "")


def lesson(
    guide: Guide,
    texts: Sequence[str],
    count: int,
    vote: Vote | None,
    teams: int = 0,
) -> Exercise:
    """An exercise with so many notes, shared out to its cards, and one vote if any."""
    setup = Setup(
        guide.id,
        guide.version,
        segment="Owners of small dental clinics",
        work=Work.TEAMS if teams else Work.SHARED,
        teams=teams or 4,
        vote=vote or Vote(),
    )
    cards = agenda(setup, guide)
    notes = {
        number: Note(
            number,
            texts[(number - 1) % len(texts)],
            step := (number - 1) * len(cards) // count,
            cards[step].section,
            sheet=number % teams + 1 if teams else 0,
            author=FIRST + number % PEOPLE,
            listed=True,
        )
        for number in range(1, count + 1)
    }
    ended = datetime(2026, 11, 22, tzinfo=UTC)
    steps = range(len(cards))
    return Exercise(
        host=FIRST - 1,
        setup=setup,
        place=Finished(len(cards) + 4, len(cards)),
        segment=setup.segment,
        teams=tuple(Team(n, name=_TEAMS[n % 4]) for n in range(1, teams + 1)),
        ended=dict.fromkeys(steps, ended),
        revealed=frozenset(steps),
        next_note=count + 1,
        rounds=(Round(1, vote, tuple(notes), revealed=True),) if vote else (),
        people={
            FIRST + place: _person(place, notes, vote, teams) for place in range(PEOPLE)
        },
        notes=notes,
    )


def _person(
    place: int, notes: Mapping[int, Note], vote: Vote | None, teams: int
) -> Participant:
    team = place % teams + 1 if teams else 0
    here = [note.number for note in notes.values() if note.sheet == team]
    return Participant(
        FIRST + place,
        f"Student {place + 1}",
        team=team,
        done=place % 4,
        stars=tuple(here[place % 5 : place % 5 + 2]),
        ballots={1: Ballot(_marks(place, here, vote), done=True)} if vote else {},
    )


def _marks(place: int, notes: Sequence[int], vote: Vote) -> Mapping[int, int]:
    """What somebody gave: more to the first notes; about the third they differ."""
    if not notes:
        return {}
    if vote.way is Way.RATINGS:
        marks = {
            note: max(1, 9 - 7 * at // len(notes) - (place * 3 + at * 5) % 4)
            for at, note in enumerate(notes)
        }
        return {**marks, notes[2 % len(notes)]: 10 if place % 2 else 1}
    third = notes[2 % len(notes)]
    marks = {third: vote.most} if place % 2 else {}
    for dot in range(vote.dots - sum(marks.values())):
        one, other = (place * 7 + dot * 11), (place * 5 + dot * 3)
        note = notes[one % len(notes) * (other % len(notes)) // len(notes)]
        if note != third:
            marks[note] = min(vote.most, marks.get(note, 0) + 1)
    return marks


def class_sheet(
    guide: Guide,
    exercise: Exercise,
    viewer: Viewer,
    on: date,
) -> ClassSheet:
    """What a viewer takes away of an exercise."""
    seen = report(exercise, Library.of([guide]), viewer)
    return ClassSheet(seen, guide, "Business models, spring term", on)
