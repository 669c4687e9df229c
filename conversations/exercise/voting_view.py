"""Makes the views of a vote; notes come from a sight, results from revealed rounds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from conversations.exercise import voting_views as v
from conversations.exercise.ballots import Marks, Round
from conversations.exercise.counting import before, tally_of, tally_of_teachers
from conversations.exercise.debrief import question_of
from conversations.exercise.exercise import Exercise
from conversations.exercise.setup import Way
from conversations.exercise.sight import (
    Facilitators,
    Member,
    Room,
    SeenNote,
    Viewer,
    sight,
)
from conversations.exercise.states import State
from conversations.exercise.tally import Row, Tally, moves
from conversations.exercise.voting import left, marks_on, notes_of, voted
from conversations.profile import Section

#: An alert has so many lines of a note at most, each with so much of its words.
ALERT_LINES, ALERT_WORDS = 5, 24

_WITH_VOTE = (State.VOTING, State.RESULT, State.FINISHED)


def ballot_view(exercise: Exercise, person: int) -> v.ShowBallot | None:
    """Somebody's ballot of the newest round, while it is time for it and afterwards."""
    round_ = _round_shown(exercise)
    if round_ is None or not exercise.takes_part(person):
        return None
    ballot = exercise.people[person].ballot(round_.number)
    sheets = (exercise.sheet_of(person),)
    among = _voted_on(exercise, round_, sheets)
    seen = sight(exercise, Member(person), among)
    return _ballot(
        exercise,
        round_,
        seen,
        sheets,
        ballot.marks,
        is_done=ballot.done,
        is_open=exercise.state is State.VOTING,
    )


def alert_view(exercise: Exercise, person: int) -> v.ShowAlert | None:
    """The same for somebody who is in the group only."""
    ballot = ballot_view(exercise, person)
    if ballot is None:
        return None
    given = [line for line in ballot.lines if line.mark]
    given.sort(key=lambda line: -line.mark)
    return v.ShowAlert(
        ballot.vote,
        tuple((_short(line.note.text), line.mark) for line in given[:ALERT_LINES]),
        more=max(0, len(given) - ALERT_LINES),
        left=ballot.left,
    )


def _short(text: str) -> str:
    return text if len(text) <= ALERT_WORDS else f"{text[: ALERT_WORDS - 1].rstrip()}…"


def vote_view(exercise: Exercise, viewer: Facilitators | Room) -> v.ShowVote | None:
    """How the newest vote stands, or what it came to."""
    round_ = _round_shown(exercise)
    if round_ is None:
        return None
    sheets = sheets_seen(exercise, viewer)
    among = _voted_on(exercise, round_, sheets)
    seen = {note.number: note for note in sight(exercise, viewer, among)}
    here = [
        each for each in exercise.present if exercise.sheet_of(each.person) in sheets
    ]
    done = voted(exercise, round_)
    return v.ShowVote(
        round=round_.number,
        vote=round_.vote,
        voted=sum(each.person in done for each in here),
        people=len(here),
        notes=tuple(by_section(seen.values())),
        results=tuple(
            _result(exercise, round_, sheet, seen)
            for sheet in sheets
            if round_.revealed
        ),
    )


def result_view(exercise: Exercise, person: int) -> v.ShowResult | None:
    """What the newest vote came to on the sheet of somebody who takes part."""
    round_ = _round_shown(exercise)
    sheets = sheets_seen(exercise, Member(person))
    if round_ is None or not round_.revealed or not sheets:
        return None
    among = _voted_on(exercise, round_, sheets)
    seen = {note.number: note for note in sight(exercise, Member(person), among)}
    return _result(exercise, round_, sheets[0], seen)


def by_section(notes: Iterable[SeenNote]) -> list[SeenNote]:
    """Notes team by team and section by section; so they are numbered everywhere."""
    order = list(Section)
    return sorted(notes, key=lambda note: (note.sheet, order.index(note.section)))


def sheets_seen(exercise: Exercise, viewer: Viewer) -> tuple[int, ...]:
    """The sheets that several people share and a viewer may see results of."""
    match viewer:
        case Facilitators() | Room(team=0):
            return exercise.sheets
        case Room(team=team):
            return tuple(sheet for sheet in exercise.sheets if sheet == team)
        case Member(person=person) if not exercise.takes_part(person):
            return ()
        case Member(person=person):
            own = exercise.sheet_of(person)
            return tuple(sheet for sheet in exercise.sheets if sheet == own)


def teachers_view(exercise: Exercise) -> v.ShowTeachers | None:
    """The facilitators' own ballot, and once it is revealed how the class differs."""
    round_ = _round_shown(exercise)
    if round_ is None:
        return None
    among = _voted_on(exercise, round_, exercise.sheets)
    seen = sight(exercise, Facilitators(), among)
    ballot = _ballot(exercise, round_, seen, exercise.sheets, round_.teachers)
    numbered = {note.number: note for note in seen}
    beside = [
        v.Beside(numbered[row.note], row.rank, other.rank)
        for sheet in exercise.sheets
        if round_.revealed
        and (theirs := tally_of_teachers(exercise, round_, sheet)).voters
        for row in tally_of(exercise, round_, sheet).rows
        if row.note in numbered and (other := theirs.row(row.note)) is not None
    ]
    return v.ShowTeachers(ballot, tuple(beside))


def _voted_on(
    exercise: Exercise, round_: Round, sheets: Sequence[int]
) -> Collection[int]:
    return {note for sheet in sheets for note in notes_of(exercise, round_, sheet)}


def _round_shown(exercise: Exercise) -> Round | None:
    return exercise.round_shown if exercise.state in _WITH_VOTE else None


def _ballot(
    exercise: Exercise,
    round_: Round,
    seen: Sequence[SeenNote],
    sheets: Sequence[int],
    given: Marks,
    *,
    is_done: bool = False,
    is_open: bool = True,
) -> v.ShowBallot:
    notes = {sheet: notes_of(exercise, round_, sheet) for sheet in sheets}
    marks = {
        sheet: marks_on(exercise, round_.vote, notes[sheet], given) for sheet in sheets
    }
    every = {
        note: marks[sheet].get(note, 0) for sheet in sheets for note in notes[sheet]
    }
    lines = [
        v.BallotLine(note, every[note.number])
        for note in by_section(seen)
        if note.number in every
    ]
    is_rating = round_.vote.way is Way.RATINGS
    unrated = [line.note.number for line in lines if is_rating and not line.mark]
    return v.ShowBallot(
        round=round_.number,
        vote=round_.vote,
        lines=tuple(lines),
        left=sum(left(round_.vote, notes[sheet], marks[sheet]) for sheet in sheets),
        turn=unrated[0] if unrated else None,
        is_done=is_done,
        is_open=is_open,
    )


def _result(
    exercise: Exercise, round_: Round, sheet: int, seen: Mapping[int, SeenNote]
) -> v.ShowResult:
    counted = tally_of(exercise, round_, sheet)
    lines = tuple(
        v.ResultLine(seen[row.note], row, moved)
        for row, moved in _with_moves(exercise, round_, sheet, counted)
        if row.note in seen
    )
    return v.ShowResult(
        team=exercise.team_on(sheet),
        tally=counted,
        lines=in_sight_order(lines, seen),
        together=_seen(counted.together, seen),
        disputed=_seen(counted.disputed, seen),
        question=question_of(counted, seen),
    )


def _with_moves(
    exercise: Exercise, round_: Round, sheet: int, counted: Tally
) -> list[tuple[Row, int]]:
    earlier = before(exercise, round_)
    moved: dict[int, int] = {}
    if earlier is not None:
        old = tally_of(exercise, earlier, sheet)
        moved = {move.note: move.up for move in moves(old, counted)}
    return [(row, moved.get(row.note, 0)) for row in counted.rows]


def in_sight_order(
    lines: tuple[v.ResultLine, ...], seen: Mapping[int, SeenNote]
) -> tuple[v.ResultLine, ...]:
    """Lines by their place; those of the same place as the viewer sees them.

    In the order of their numbers, which is that of writing, they would tell more.
    """
    at = {number: place for place, number in enumerate(seen)}
    last = len(lines) + 1
    return tuple(
        sorted(
            lines,
            key=lambda line: (line.row.rank or last, at[line.note.number]),
        )
    )


def _seen(rows: Sequence[Row], seen: Mapping[int, SeenNote]) -> tuple[SeenNote, ...]:
    return tuple(seen[row.note] for row in rows if row.note in seen)
