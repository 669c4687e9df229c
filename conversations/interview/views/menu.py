"""The welcome, the help, the guides, and the list of profiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from conversations.guides.model import Guide
from conversations.guides.steps import Progress
from conversations.interview.session import Headline
from conversations.interview.views.shared import ListedProfile, Pages


@dataclass(frozen=True, slots=True)
class ShowWelcome:
    """Greet; offer to go on with `unfinished`, or to begin."""

    guide: Guide
    guides: int
    unfinished: Headline | None
    progress: Progress | None
    profiles: int
    next_number: int
    resting: bool


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """Say what the bot does and which commands there are."""


@dataclass(frozen=True, slots=True)
class ShowGuides:
    """Show the ways to be interviewed."""

    guides: tuple[Guide, ...]
    next_number: int
    profiles: int


class Shelf(Enum):
    """Where profiles are: at hand, put away, or deleted not long ago."""

    AT_HAND = auto()
    ARCHIVE = auto()
    BIN = auto()


@dataclass(frozen=True, slots=True)
class ShowProfiles:
    """List the profiles of a shelf; `others` counts those of the other shelves."""

    shelf: Shelf
    profiles: tuple[ListedProfile, ...]
    total: int
    others: Mapping[Shelf, int]
    next_number: int
    next_guide: str
    pages: Pages


@dataclass(frozen=True, slots=True)
class ShowProfile:
    """Show what can be done with one profile."""

    profile: ListedProfile
    next_number: int


@dataclass(frozen=True, slots=True)
class AskName:
    """Ask for a profile's new name."""

    profile: ListedProfile


@dataclass(frozen=True, slots=True)
class ShowDeleted:
    """Say that a profile was deleted, and offer to undo it."""

    number: int
    name: str
