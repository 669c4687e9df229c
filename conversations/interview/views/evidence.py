"""What customers were heard saying."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.guides.model import Guide
from conversations.interview.views.shared import ListedProfile, Pages
from conversations.profile import Section


@dataclass(frozen=True, slots=True)
class HeardItem:
    """A note, its section, and how many customers said so."""

    number: int
    section: Section
    text: str
    heard: int


@dataclass(frozen=True, slots=True)
class ShowHeardList:
    """List the notes that customers may have confirmed; `first` counts from 1."""

    profile: ListedProfile
    guide: Guide
    notes: tuple[HeardItem, ...]
    first: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class ShowHeard:
    """Show how many customers said what a note says, and in which words.

    `page` is the one of the list that has the note.
    """

    profile: ListedProfile
    guide: Guide
    note: HeardItem
    quote: str
    page: int


@dataclass(frozen=True, slots=True)
class AskQuote:
    """Ask for the words of a customer."""

    profile: int
    note: int
    text: str
