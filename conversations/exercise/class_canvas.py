"""The canvas of a class: what every output of an exercise is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from conversations.exercise.ballots import Round
from conversations.exercise.counting import tally_of
from conversations.exercise.exercise import EVERYBODYS, Exercise
from conversations.exercise.setup import Names, Vote, Work
from conversations.exercise.sight import (
    Member,
    SeenNote,
    Viewer,
    is_shown,
    sight,
)
from conversations.exercise.tally import Tally
from conversations.exercise.voting_view import sheets_seen
from conversations.profile import PROFILE_SECTIONS, Section


class ClassItem(Struct, frozen=True):
    """A note on the canvas of a class.

    `rank` is its place among those of its section that were voted on, from 1, the same
    for `tied` ones; None is "not rated". `points` are dots, or the sum of ratings, from
    `people`; `spread` is as in `Row`. `merged` are the words of notes it stands for, as
    far as the viewer sees them. `mine` says that the viewer wrote it, or one of those.
    `by` are the authors, where the viewer may know them.
    """

    number: int
    text: str
    rank: int | None = None
    tied: bool = False
    points: int = 0
    people: int = 0
    spread: float = 0.0
    disputed: bool = False
    listed: bool = False
    stars: int = 0
    mine: bool = False
    by: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


class ClassSection(Struct, frozen=True):
    """The notes of a section, ranked ones first."""

    section: Section
    items: tuple[ClassItem, ...]


class Sheet(Struct, frozen=True):
    """One canvas: everybody's, a team's or a person's own.

    `team` is 0 where it is no team's, `name` that of its topic, if it has one. `tally`
    is that of the newest round that was revealed; None before any was.
    """

    team: int
    name: str
    sections: tuple[ClassSection, ...]
    tally: Tally | None = None


class ClassCanvas(Struct, frozen=True):
    """What an exercise has come to, as somebody may see it.

    `sheets` are one, or those of all teams side by side. `people` have taken part.
    `round` is the newest vote that was revealed, 0 before any was, `vote` how it was.
    """

    segment: str
    names: Names
    people: int
    sheets: tuple[Sheet, ...]
    round: int = 0
    vote: Vote | None = None


def class_canvas(exercise: Exercise, viewer: Viewer) -> ClassCanvas:
    """The canvas of a class, a team or a person, whichever the viewer may see."""
    revealed = [each for each in exercise.rounds if each.revealed]
    newest = revealed[-1] if revealed else None
    seen = sight(exercise, viewer)
    return ClassCanvas(
        segment=exercise.segment,
        names=exercise.setup.names,
        people=len(exercise.people),
        sheets=tuple(
            _sheet(exercise, viewer, sheet, seen, newest)
            for sheet in _sheets(exercise, viewer)
        ),
        round=newest.number if newest else 0,
        vote=newest.vote if newest else None,
    )


def _sheets(exercise: Exercise, viewer: Viewer) -> tuple[int, ...]:
    """The sheets that a viewer gets; of everyone's own only their own."""
    is_own = exercise.setup.work is Work.OWN
    if is_own and isinstance(viewer, Member) and viewer.person in exercise.people:
        return (exercise.sheet_of(viewer.person),)
    return sheets_seen(exercise, viewer) or (EVERYBODYS,)


def _sheet(
    exercise: Exercise,
    viewer: Viewer,
    sheet: int,
    seen: Sequence[SeenNote],
    round_: Round | None,
) -> Sheet:
    is_counted = round_ is not None and sheet in sheets_seen(exercise, viewer)
    counted = tally_of(exercise, round_, sheet) if round_ and is_counted else None
    team = exercise.team_on(sheet)
    notes: dict[Section, list[SeenNote]] = {each: [] for each in PROFILE_SECTIONS}
    for note in seen:
        if _is_on(exercise, note, sheet):
            notes.setdefault(note.section, []).append(note)
    merged = _merged(exercise, seen)
    return Sheet(
        team=team.number if team else 0,
        name=team.name if team else "",
        sections=tuple(
            ClassSection(section, _items(notes[section], merged, counted))
            for section in Section
            if section in notes
        ),
        tally=counted,
    )


def _is_on(exercise: Exercise, seen: SeenNote, sheet: int) -> bool:
    """Whether a note stands on a sheet; what is for the room stands on all."""
    note = exercise.notes[seen.number]
    return is_shown(note) and (note.sheet == sheet or note.author is None)


def _merged(
    exercise: Exercise, seen: Sequence[SeenNote]
) -> Mapping[int, list[SeenNote]]:
    """The notes in sight that another one stands for, by that one."""
    merged: dict[int, list[SeenNote]] = {}
    for note in seen:
        root = exercise.root(note.number).number
        if root != note.number:
            merged.setdefault(root, []).append(note)
    return merged


def _items(
    notes: Sequence[SeenNote],
    merged: Mapping[int, list[SeenNote]],
    counted: Tally | None,
) -> tuple[ClassItem, ...]:
    """The notes of a section by their places, then by stars, then as they are seen."""
    rows = {row.note: row for row in counted.rows} if counted else {}
    ranks = [
        rank for note in notes if (row := rows.get(note.number)) and (rank := row.rank)
    ]
    ranks.sort()
    disputed = counted.disputed if counted else ()
    items = []
    for note in notes:
        row, same = rows.get(note.number), merged.get(note.number, [])
        rank = row.rank if row else None
        items.append(
            ClassItem(
                number=note.number,
                text=note.text,
                rank=ranks.index(rank) + 1 if rank else None,
                tied=rank is not None and ranks.count(rank) > 1,
                points=row.points if row else 0,
                people=row.people if row else 0,
                spread=row.spread if row else 0.0,
                disputed=row in disputed,
                listed=note.listed,
                stars=note.stars,
                mine=note.mine or any(each.mine for each in same),
                by=note.by,
                merged=tuple(each.text for each in same),
            )
        )
    last = len(items) + 1
    return tuple(sorted(items, key=lambda item: (item.rank or last, -item.stars)))
