"""What a note can be tied to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from conversations.interview.views.shared import Item, ListedProfile, Option, Pages


class TieKind(Enum):
    """What a note can be tied to."""

    ANSWERS = auto()  # the notes that it answers
    JOB = auto()  # the job that it comes from


@dataclass(frozen=True, slots=True)
class ShowTies:
    """Show what a note can be tied to, and what it is tied to."""

    profile: ListedProfile
    note: Item
    kind: TieKind
    options: tuple[Option, ...]
    pages: Pages
