"""What several families of views share: the open question, notes, pages, profiles."""

from __future__ import annotations

from msgspec import Struct

from conversations.guides.model import Guide
from conversations.guides.steps import Step
from conversations.interview.events import Card


class Progress(Struct, frozen=True):
    """Section `section` of `sections`, prompt `prompt` of `prompts`; from 1."""

    section: int
    sections: int
    prompt: int = 0
    prompts: int = 0


class Named(Struct, frozen=True):
    """A theme or a concept as a button shows it."""

    id: str
    name: str


class Item(Struct, frozen=True):
    """A note on a card: its number and its text."""

    number: int
    text: str


class Pages(Struct, frozen=True):
    """Page `page` (from 0) of `pages`."""

    page: int
    pages: int


class Question(Struct, frozen=True):
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


class Option(Struct, frozen=True):
    """What can be tapped for a note: `choice` as in MatchTapped."""

    choice: int
    text: str
    fits: bool
    about: str = ""


class ListedProfile(Struct, frozen=True):
    """A profile in a list; `progress` is None when it is finished."""

    number: int
    name: str
    progress: Progress | None
    archived: bool = False
