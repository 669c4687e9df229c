"""The tallies of an exercise: of a class, of its teams, and of its teachers."""

from __future__ import annotations

from conversations.exercise.ballots import Round
from conversations.exercise.exercise import Exercise
from conversations.exercise.tally import Tally, tally
from conversations.exercise.voting import marks_on, notes_of


def tally_of(exercise: Exercise, round_: Round, sheet: int) -> Tally:
    """What those who see a sheet gave, whether or not they have left since."""
    notes = notes_of(exercise, round_, sheet)
    ballots = [
        marks_on(exercise, round_.vote, notes, each.ballot(round_.number).marks)
        for each in exercise.people.values()
        if exercise.sheet_of(each.person) == sheet
    ]
    return tally(round_.vote, notes, ballots)


def tally_of_teachers(exercise: Exercise, round_: Round, sheet: int) -> Tally:
    """What the facilitators gave on the ballot that they share."""
    notes = notes_of(exercise, round_, sheet)
    marks = marks_on(exercise, round_.vote, notes, round_.teachers)
    return tally(round_.vote, notes, [marks])


def before(exercise: Exercise, round_: Round) -> Round | None:
    """The round before one, of those that were revealed."""
    earlier = [
        each
        for each in exercise.rounds
        if each.revealed and each.number < round_.number
    ]
    return earlier[-1] if earlier else None
