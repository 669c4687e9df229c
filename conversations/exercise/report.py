"""What the files of an exercise hold, as somebody may see it.

Made from a sight and from the canvas, so that no format has to know what is secret:
what is not in here can get into none. Nobody's number is in here, and notes are counted
anew, as their numbers in the exercise tell in which order they were written.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from conversations.exercise.agenda import Card
from conversations.exercise.ballots import Round
from conversations.exercise.class_canvas import ClassCanvas, ClassItem, class_canvas
from conversations.exercise.counting import tally_of
from conversations.exercise.exercise import Exercise, Participant, Standing
from conversations.exercise.quiz_view import scores_view
from conversations.exercise.quiz_views import ShowScores
from conversations.exercise.setup import Vote, Work
from conversations.exercise.sight import Facilitators, SeenNote, Viewer, sight
from conversations.exercise.turn import cards_of
from conversations.exercise.voting import marks_on, notes_of
from conversations.guides.library import Library
from conversations.profile import Section


class ReportNote(Struct, frozen=True):
    """A note, by its `number` in the report.

    `team` is 0 where there are none. `item` is the note as on the canvas; None when it
    is not on it: it was merged `into` another, or is out of sight. `by` are the names
    of its authors, where the viewer may know them.
    """

    number: int
    team: int
    section: Section
    text: str
    standing: Standing
    stars: int
    listed: bool
    mine: bool
    by: tuple[str, ...]
    item: ClassItem | None = None
    into: int | None = None


class Part(Struct, frozen=True):
    """How somebody took part: never what they wrote, or what they voted for.

    `notes` is how many they wrote. `answered` says of each card whether they did,
    `voted` of each vote that was revealed.
    """

    name: str
    team: int
    here: bool
    notes: int
    answered: tuple[bool, ...]
    voted: tuple[bool, ...]


class Count(Struct, frozen=True):
    """What a note of the report got in a round, from so many `people`.

    `teachers` is the mark of the facilitators, which only they see; 0 is none.
    """

    note: int
    points: int
    people: int
    teachers: int


class Outcome(Struct, frozen=True):
    """What a vote came to: what each note got that it was about."""

    round: int
    vote: Vote
    counts: tuple[Count, ...]


class Report(Struct, frozen=True):
    """An exercise as files show it.

    `parts` are for facilitators, and empty where nobody is named. `outcomes` are those
    of the votes that were revealed. What `quizzes` came to is for facilitators, too.
    """

    canvas: ClassCanvas
    cards: tuple[Card, ...]
    notes: tuple[ReportNote, ...]
    parts: tuple[Part, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    quizzes: tuple[ShowScores, ...] = ()


def report(exercise: Exercise, library: Library, viewer: Viewer) -> Report:
    """What the files for a viewer hold."""
    canvas, cards = class_canvas(exercise, viewer), cards_of(exercise, library)
    notes, numbers = _notes(exercise, canvas, sight(exercise, viewer))
    revealed = [each for each in exercise.rounds if each.revealed]
    is_theirs = isinstance(viewer, Facilitators)
    return Report(
        canvas=canvas,
        cards=cards,
        notes=notes,
        parts=_parts(exercise, len(cards), revealed) if is_theirs else (),
        outcomes=tuple(
            _outcome(exercise, canvas, each, numbers, teachers=is_theirs)
            for each in revealed
        ),
        quizzes=_quizzes(exercise, library) if is_theirs else (),
    )


def _quizzes(exercise: Exercise, library: Library) -> tuple[ShowScores, ...]:
    return tuple(
        scores_view(exercise, library.glossary, quiz.number, Facilitators())
        for quiz in exercise.quizzes
    )


#: A note's number in the report, by its team and its number in the exercise.
_Numbers = Mapping[tuple[int, int], int]


def _notes(
    exercise: Exercise, canvas: ClassCanvas, seen: tuple[SeenNote, ...]
) -> tuple[tuple[ReportNote, ...], _Numbers]:
    """The notes of the canvas in its order, then those in sight that are not on it."""
    known = {note.number: note for note in seen}
    placed = [
        (sheet.team, known[item.number], item)
        for sheet in canvas.sheets
        for section in sheet.sections
        for item in section.items
    ]
    on_canvas = {note.number for _, note, _ in placed}
    others = [
        (_team_of(exercise, note), note, None)
        for note in seen
        if note.number not in on_canvas
    ]
    others.sort(key=lambda each: (each[0], list(Section).index(each[1].section)))
    rows = [*placed, *others]
    numbers = {(team, note.number): n for n, (team, note, _) in enumerate(rows, 1)}
    return (
        tuple(
            ReportNote(
                number=number,
                team=team,
                section=note.section,
                text=note.text,
                standing=note.standing,
                stars=note.stars,
                listed=note.listed,
                mine=note.mine,
                by=note.by,
                item=item,
                into=numbers.get((team, exercise.root(note.number).number))
                if note.merged_into
                else None,
            )
            for number, (team, note, item) in enumerate(rows, 1)
        ),
        numbers,
    )


def _team_of(exercise: Exercise, note: SeenNote) -> int:
    """The team whose note it is; a person's own sheet has their number, and is none."""
    in_teams = exercise.setup.work is Work.TEAMS
    return exercise.notes[note.number].sheet if in_teams else 0


def _parts(exercise: Exercise, cards: int, rounds: list[Round]) -> tuple[Part, ...]:
    """How everybody took part who has a name, where names are allowed."""
    if not exercise.setup.names.is_named:
        return ()
    parts = [
        _part(exercise, each, cards, rounds)
        for each in exercise.people.values()
        if each.name
    ]
    return tuple(sorted(parts, key=lambda part: (part.team, part.name.casefold())))


def _part(
    exercise: Exercise, person: Participant, cards: int, rounds: list[Round]
) -> Part:
    written = [
        note
        for note in exercise.written_by(person.person)
        if note.standing is not Standing.WITHDRAWN
    ]
    wrote = {note.step for note in written}
    ballots = [person.ballot(each.number) for each in rounds]
    return Part(
        name=person.name,
        team=person.team,
        here=person.here,
        notes=len(written),
        answered=tuple(step in wrote or person.done >= step for step in range(cards)),
        voted=tuple(bool(ballot.marks) or ballot.done for ballot in ballots),
    )


def _outcome(
    exercise: Exercise,
    canvas: ClassCanvas,
    round_: Round,
    numbers: _Numbers,
    *,
    teachers: bool,
) -> Outcome:
    counts = []
    for sheet in canvas.sheets:
        if sheet.tally is None:
            continue
        notes = notes_of(exercise, round_, sheet.team)
        marks = marks_on(exercise, round_.vote, notes, round_.teachers)
        counts += [
            Count(
                note=numbers[sheet.team, row.note],
                points=row.points,
                people=row.people,
                teachers=marks.get(row.note, 0) if teachers else 0,
            )
            for row in tally_of(exercise, round_, sheet.team).rows
            if (sheet.team, row.note) in numbers
        ]
    counts.sort(key=lambda count: count.note)  # votes are counted in order of writing
    return Outcome(round_.number, round_.vote, tuple(counts))
