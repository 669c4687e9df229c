"""Who may see which notes, and whose names. Every view is made from a sight.

The rule stands here alone: what is not in a sight cannot get into a view. Nobody's
sight of an anonymous exercise has a name, and its order tells nothing either.

* A note that its author took back is seen by its author only.
* Facilitators see the notes of a card when its time is over, so that nobody's note
  appears while its author is seen to write. Of everyone's own sheets they see nothing.
* Those who take part see their own notes, and what was revealed on their sheet.
* The room, or a team's topic, sees what was revealed on its sheet.
* When a result is revealed, the group sees what every team voted on, side by side.
* What a facilitator puts up for the room is seen by all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from conversations.exercise.exercise import (
    EVERYBODYS,
    ON_SHEET,
    Exercise,
    Note,
    Standing,
    Team,
)
from conversations.exercise.setup import Names, Work
from conversations.profile import Section


class _Viewer(Struct, frozen=True, tag_field="who"):
    """What is stored of a viewer says who it is."""


class Facilitators(_Viewer, frozen=True, tag="facilitators"):
    """Whoever looks at a console."""


class Member(_Viewer, frozen=True, tag="member"):
    """Somebody who takes part, in private."""

    person: int


class Room(_Viewer, frozen=True, tag="room"):
    """Whoever reads the group, or the topic of a team."""

    team: int = EVERYBODYS


Viewer = Facilitators | Member | Room


class SeenNote(Struct, frozen=True):
    """A note as somebody may see it.

    `by` names those who wrote it and what was merged into it, where names are shown.
    `team` is whose it is, None where there are none. `mine` says that the viewer wrote
    it. `merged_into` is seen by facilitators only.
    """

    number: int
    text: str
    step: int
    section: Section
    team: Team | None
    standing: Standing
    by: tuple[str, ...]
    mine: bool
    stars: int
    listed: bool
    merged_into: int | None

    @property
    def sheet(self) -> int:
        """The number of its team, 0 where there are none."""
        return self.team.number if self.team else EVERYBODYS


def sight(
    exercise: Exercise, viewer: Viewer, among: Collection[int] | None = None
) -> tuple[SeenNote, ...]:
    """The notes that a viewer may see; only those `among` some numbers, where given."""
    groups, stars = exercise.groups(), exercise.stars()
    seen = [
        _seen(exercise, viewer, note, groups.get(note.number, (note,)), stars)
        for note in exercise.notes.values()
        if (among is None or note.number in among) and sees(exercise, viewer, note)
    ]
    if not exercise.setup.names.is_named:
        # In the order of writing the notes of one person would stand together.
        seen.sort(key=lambda note: (note.step, note.text.casefold(), note.text))
    return tuple(seen)


def is_shown(note: Note) -> bool:
    """Whether a note stands for itself and nothing keeps it out of sight."""
    return note.standing in ON_SHEET and note.merged_into is None


def sees(exercise: Exercise, viewer: Viewer, note: Note) -> bool:
    """Whether a viewer may see a note; one whose words were deleted nobody sees."""
    if not note.text:
        return False
    match viewer:
        case Member(person=person) if note.author == person:
            return True
        case Facilitators():
            return _facilitators_see(exercise, note)
        case Member(person=person) if not exercise.takes_part(person):
            return False
        case Member(person=person):
            return _is_out(exercise, note, exercise.sheet_of(person))
        case Room(team=team):
            return _is_out(exercise, note, team) or (
                team == EVERYBODYS and is_shown(note) and _is_voted_on(exercise, note)
            )


def _facilitators_see(exercise: Exercise, note: Note) -> bool:
    if note.author is None:
        return True
    is_own = exercise.setup.work is Work.OWN or note.standing is Standing.WITHDRAWN
    return note.step in exercise.ended and not is_own


def _is_voted_on(exercise: Exercise, note: Note) -> bool:
    return note.step in exercise.revealed and note.number in exercise.voted_on


def _is_out(exercise: Exercise, note: Note, sheet: int) -> bool:
    """Whether those who see a sheet see a note; what is for the room all see."""
    if not is_shown(note):
        return False
    is_revealed = note.step in exercise.revealed and note.sheet == sheet
    return note.author is None or is_revealed


def _seen(
    exercise: Exercise,
    viewer: Viewer,
    note: Note,
    group: tuple[Note, ...],
    stars: Mapping[int, int],
) -> SeenNote:
    may_sort = isinstance(viewer, Facilitators)
    return SeenNote(
        number=note.number,
        text=note.text,
        step=note.step,
        section=note.section,
        team=exercise.team_on(note.sheet),
        standing=note.standing,
        by=_names(exercise, viewer, note, group),
        mine=isinstance(viewer, Member) and note.author == viewer.person,
        stars=stars.get(note.number, 0) if may_sort else 0,
        listed=note.listed,
        merged_into=note.merged_into if may_sort else None,
    )


def _names(
    exercise: Exercise, viewer: Viewer, note: Note, group: tuple[Note, ...]
) -> tuple[str, ...]:
    names = exercise.setup.names
    if names is Names.ANONYMOUS:
        return ()
    if names is Names.FACILITATORS and not isinstance(viewer, Facilitators):
        return ()
    authors = dict.fromkeys(
        each.author
        for each in group
        if each.author is not None and (each is note or each.standing in ON_SHEET)
    )
    named = (exercise.people[author].name for author in authors)
    return tuple(name for name in named if name)
