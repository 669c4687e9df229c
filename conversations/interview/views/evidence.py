"""What customers were heard saying."""

from __future__ import annotations

from msgspec import Struct

from conversations.guides.model import Guide
from conversations.interview.views.shared import ListedProfile, Pages
from conversations.profile import Section


class HeardItem(Struct, frozen=True):
    """A note, its section, and how many customers said so."""

    number: int
    section: Section
    text: str
    heard: int


class ShowHeardList(Struct, frozen=True):
    """List the notes that customers may have confirmed; `first` counts from 1."""

    profile: ListedProfile
    guide: Guide
    notes: tuple[HeardItem, ...]
    first: int
    pages: Pages


class ShowHeard(Struct, frozen=True):
    """Show how many customers said what a note says, and in which words.

    `page` is the one of the list that has the note.
    """

    profile: ListedProfile
    guide: Guide
    note: HeardItem
    quote: str
    page: int


class AskQuote(Struct, frozen=True):
    """Ask for the words of a customer."""

    profile: int
    note: int
    text: str
