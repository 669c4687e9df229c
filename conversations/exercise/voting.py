"""A class votes: in private, changeable until it is revealed, round after round."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.ballots import BLANK, Ballot, Marks, Round, folded
from conversations.exercise.exercise import Exercise, Participant
from conversations.exercise.setup import Vote, Way
from conversations.exercise.sight import is_shown
from conversations.exercise.turn import QUIETLY, Context, Handler, Turn, unchanged


def notes_of(exercise: Exercise, round_: Round, sheet: int) -> tuple[int, ...]:
    """The notes that are voted on by those who see a sheet, as they stand now.

    One that was merged is there as what stands for it, one that was taken off is not.
    """
    roots = dict.fromkeys(exercise.root(number).number for number in round_.notes)
    return tuple(
        number
        for number in roots
        if is_shown(note := exercise.notes[number]) and note.sheet == sheet
    )


def marks_on(
    exercise: Exercise, vote: Vote, notes: Sequence[int], marks: Marks
) -> Marks:
    """The marks of a ballot on these notes; on a note, those on what was merged in."""
    now = folded(marks, lambda number: exercise.root(number).number, vote.way)
    return {note: now[note] for note in notes if note in now}


def left(vote: Vote, notes: Sequence[int], marks: Marks) -> int:
    """How many dots can still be given, or how many notes are not rated yet."""
    if vote.way is Way.RATINGS:
        return len(notes) - len(marks)
    most, dots = vote.most, vote.dots - sum(marks.values())
    room = sum(max(0, most - marks.get(note, 0)) for note in notes)
    return min(max(0, dots), room)


def voted(exercise: Exercise, round_: Round) -> frozenset[int]:
    """Who takes part and has given all there is to give, or called it done."""
    notes = {sheet: notes_of(exercise, round_, sheet) for sheet in exercise.sheets}
    return frozenset(
        each.person
        for each in exercise.present
        if _is_full(exercise, round_, each, notes[exercise.sheet_of(each.person)])
    )


def _is_full(
    exercise: Exercise, round_: Round, voter: Participant, notes: Sequence[int]
) -> bool:
    ballot = voter.ballot(round_.number)
    marks = marks_on(exercise, round_.vote, notes, ballot.marks)
    return ballot.done or not left(round_.vote, notes, marks)


# --- a person's ballot ----------------------------------------------------------------


def _marked(exercise: Exercise, event: e.MarkTapped, context: Context) -> Turn:
    round_ = _round_of(exercise, event.round)
    if round_ is None:
        return unchanged(exercise, f.Notice.STALE)
    voter = exercise.people[event.person]
    ballot = voter.ballot(event.round)
    notes = notes_of(exercise, round_, exercise.sheet_of(event.person))
    marks = _with_mark(exercise, round_.vote, notes, ballot.marks, event)
    if isinstance(marks, f.Notice):
        return unchanged(exercise, marks)
    return _cast(exercise, round_, notes, voter, replace(ballot, marks=marks))


def _round_of(exercise: Exercise, number: int) -> Round | None:
    """The newest round, if it has this number."""
    newest = exercise.round
    return newest if newest and newest.number == number else None


def _with_mark(
    exercise: Exercise,
    vote: Vote,
    notes: Sequence[int],
    marks: Marks,
    event: e.MarkTapped | e.TeacherVoteTapped,
) -> Marks | f.Notice:
    """The marks on these notes with one set anew, or why it cannot be."""
    if event.note not in notes or not 0 <= event.mark <= vote.most:
        return f.Notice.STALE
    before = marks_on(exercise, vote, notes, marks)
    if event.mark == before.get(event.note, 0):
        return _same_mark(vote, event.mark)
    others = {note: mark for note, mark in before.items() if note != event.note}
    if vote.way is Way.DOTS and sum(others.values()) + event.mark > vote.dots:
        return f.Notice.DOTS_USED
    return {**others, event.note: event.mark} if event.mark else others


def _same_mark(vote: Vote, mark: int) -> f.Notice:
    """Why a mark that was given before changes nothing."""
    if vote.way is Way.RATINGS or not mark:
        return f.Notice.ALREADY
    return f.Notice.NOTE_FULL if mark == vote.most else f.Notice.DOT_GIVEN


def _cast(
    exercise: Exercise,
    round_: Round,
    notes: Sequence[int],
    voter: Participant,
    ballot: Ballot,
) -> Turn:
    """The exercise with a ballot; the others are shown a number only, if it changed."""
    changed = replace(voter, ballots={**voter.ballots, round_.number: ballot})
    shown: tuple[f.Effect, ...] = (f.AskOne(voter.person, quiet=True),)
    was_full = _is_full(exercise, round_, voter, notes)
    if _is_full(exercise, round_, changed, notes) is not was_full:
        shown += QUIETLY
    notice = f.Notice.VOTED if ballot.done else f.Notice.SAVED
    return Turn(exercise.with_person(changed), (f.Answer(notice), *shown))


def _cleared(exercise: Exercise, event: e.ClearTapped, context: Context) -> Turn:
    round_ = _round_of(exercise, event.round)
    if round_ is None:
        return unchanged(exercise, f.Notice.STALE)
    voter = exercise.people[event.person]
    if voter.ballot(event.round) == BLANK:
        return unchanged(exercise, f.Notice.ALREADY)
    notes = notes_of(exercise, round_, exercise.sheet_of(event.person))
    return _cast(exercise, round_, notes, voter, BLANK)


def _voted(exercise: Exercise, event: e.VotedTapped, context: Context) -> Turn:
    round_ = _round_of(exercise, event.round)
    if round_ is None:
        return unchanged(exercise, f.Notice.STALE)
    voter = exercise.people[event.person]
    ballot = voter.ballot(event.round)
    if ballot.done:
        return unchanged(exercise, f.Notice.ALREADY)
    notes = notes_of(exercise, round_, exercise.sheet_of(event.person))
    return _cast(exercise, round_, notes, voter, replace(ballot, done=True))


def _asked_for(exercise: Exercise, event: e.BallotTapped, context: Context) -> Turn:
    if exercise.round_shown is None:
        return unchanged(exercise, f.Notice.STALE)
    return Turn(exercise, (f.ShowMyVote(event.person),))


# --- the facilitators' ----------------------------------------------------------------


def _teacher_marked(
    exercise: Exercise, event: e.TeacherVoteTapped, context: Context
) -> Turn:
    """On the facilitators' ballot; they have dots for each sheet."""
    round_, note = exercise.round_shown, exercise.notes.get(event.note)
    if round_ is None or round_.number != event.round or note is None:
        return unchanged(exercise, f.Notice.STALE)
    notes = notes_of(exercise, round_, note.sheet)
    marks = _with_mark(exercise, round_.vote, notes, round_.teachers, event)
    if isinstance(marks, f.Notice):
        return unchanged(exercise, marks)
    others = {
        number: mark
        for number, mark in round_.teachers.items()
        if exercise.notes[number].sheet != note.sheet
    }
    changed = exercise.with_round(replace(round_, teachers={**others, **marks}))
    return Turn(changed, (f.Answer(f.Notice.SAVED), f.ShowConsoles(quiet=True)))


VOTING_HANDLERS: dict[type[e.Event], Handler] = {
    e.MarkTapped: _marked,
    e.ClearTapped: _cleared,
    e.VotedTapped: _voted,
    e.BallotTapped: _asked_for,
    e.TeacherVoteTapped: _teacher_marked,
}
