"""What several families of views share: the open question, notes, pages, profiles."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.guides.model import Guide
from conversations.guides.steps import Progress, Step
from conversations.interview.events import Card


@dataclass(frozen=True, slots=True)
class Named:
    """A theme or a concept as a button shows it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """A note on a card: its number and its text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Page `page` (from 0) of `pages`."""

    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Question:
    """What every card of an open question knows; `part` as in NextTapped.

    `terms` are the concepts it speaks of.
    """

    card: Card
    part: int
    guide: Guide
    step: Step
    progress: Progress
    segment: str
    has_back: bool
    terms: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """What can be tapped for a note: `choice` as in MatchTapped."""

    choice: int
    text: str
    fits: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class ListedProfile:
    """A profile in a list; `progress` is None when it is finished."""

    number: int
    name: str
    progress: Progress | None
    archived: bool = False
