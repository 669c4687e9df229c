"""The welcome, the help, the guides, and the list of profiles."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct

from conversations.guides.model import Guide
from conversations.interview.session import Headline
from conversations.interview.views.shared import ListedProfile, Pages, Progress


class ShowWelcome(Struct, frozen=True):
    """Greet; offer to go on with `unfinished`, or to begin."""

    guide: Guide
    guides: int
    unfinished: Headline | None
    progress: Progress | None
    profiles: int
    next_number: int
    resting: bool


class ShowHelp(Struct, frozen=True):
    """Say what the bot does and which commands there are."""


class ShowGuides(Struct, frozen=True):
    """Show the ways to be interviewed."""

    guides: tuple[Guide, ...]
    next_number: int
    profiles: int


class Shelf(Enum):
    """Where profiles are: at hand, put away, or deleted not long ago."""

    AT_HAND = auto()
    ARCHIVE = auto()
    BIN = auto()


class ShowProfiles(Struct, frozen=True):
    """List the profiles of a shelf; `others` counts those of the other shelves."""

    shelf: Shelf
    profiles: tuple[ListedProfile, ...]
    total: int
    others: Mapping[Shelf, int]
    next_number: int
    next_guide: str
    pages: Pages


class ShowProfile(Struct, frozen=True):
    """Show what can be done with one profile."""

    profile: ListedProfile
    next_number: int


class AskName(Struct, frozen=True):
    """Ask for a profile's new name."""

    profile: ListedProfile


class ShowDeleted(Struct, frozen=True):
    """Say that a profile was deleted, and offer to undo it."""

    number: int
    name: str
