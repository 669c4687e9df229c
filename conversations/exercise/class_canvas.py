"""The canvas of a class: what every output of an exercise is made from."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.exercise.setup import Names, Vote
from conversations.exercise.tally import Tally
from conversations.profile import Section


@dataclass(frozen=True, slots=True)
class ClassItem:
    """A note on the canvas of a class.

    `rank` is its place among those of its section that were voted on, from 1, the same
    for `tied` ones; None is "not rated". `points` are dots, or the sum of ratings, from
    `people`; `spread` is as in `Row`. `merged` are the words of notes that it stands
    for. `mine` says that the viewer wrote it, or one of those. `by` are the authors,
    where the viewer may know them.
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


@dataclass(frozen=True, slots=True)
class ClassSection:
    """The notes of a section, ranked ones first."""

    section: Section
    items: tuple[ClassItem, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One canvas: everybody's, a team's or a person's own.

    `team` is 0 where it is no team's, `name` that of its topic, if it has one. `tally`
    is that of the newest round that was revealed; None before any was.
    """

    team: int
    name: str
    sections: tuple[ClassSection, ...]
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class ClassCanvas:
    """What an exercise has come to, as somebody may see it.

    `sheets` are one, or those of all teams side by side. `round` counts the votes that
    were revealed; `vote` is how the newest one was.
    """

    segment: str
    names: Names
    people: int
    sheets: tuple[Sheet, ...]
    round: int = 0
    vote: Vote | None = None
