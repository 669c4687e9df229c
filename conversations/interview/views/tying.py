"""What a note can be tied to."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct

from conversations.interview.views.shared import Item, ListedProfile, Option, Pages


class TieKind(Enum):
    """What a note can be tied to."""

    ANSWERS = auto()  # the notes that it answers
    JOB = auto()  # the job that it comes from


class ShowTies(Struct, frozen=True):
    """Show what a note can be tied to, and what it is tied to."""

    profile: ListedProfile
    note: Item
    kind: TieKind
    options: tuple[Option, ...]
    pages: Pages
