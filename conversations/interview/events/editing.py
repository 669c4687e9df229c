"""Changing what was written: by buttons, and by editing a message."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import MenuTap
from conversations.profile import Section


@dataclass(frozen=True, slots=True)
class TextEdited:
    """A person changed a message sent before; `text` is what it says now."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class EditTapped(MenuTap):
    """Show the sections of this profile, to change what is in them."""

    profile: int


@dataclass(frozen=True, slots=True)
class SectionTapped(MenuTap):
    """Show the notes of a section, this page of them."""

    profile: int
    section: Section
    page: int


@dataclass(frozen=True, slots=True)
class NoteTapped(MenuTap):
    """Show what can be done with a note."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class AddTapped(MenuTap):
    """Add notes to a section."""

    profile: int
    section: Section


@dataclass(frozen=True, slots=True)
class FixTapped(MenuTap):
    """Give a note other words."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class SituationTapped(MenuTap):
    """Say in which situation a job is done."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class DropTapped(MenuTap):
    """Delete a note."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class RestoreTapped(MenuTap):
    """Bring a deleted note back."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class SortTapped(MenuTap):
    """Put a note into another section."""

    profile: int
    note: int
    section: Section


@dataclass(frozen=True, slots=True)
class RateTapped(MenuTap):
    """Give a note a level of one of its ratings; both count from 0, -1 clears."""

    profile: int
    note: int
    rating: int
    level: int


@dataclass(frozen=True, slots=True)
class PlaceTapped(MenuTap):
    """Put a note at this place of its section, counted from 0."""

    profile: int
    note: int
    place: int


TAPS: tuple[type[MenuTap], ...] = (
    EditTapped,
    SectionTapped,
    NoteTapped,
    AddTapped,
    FixTapped,
    SituationTapped,
    DropTapped,
    RestoreTapped,
    SortTapped,
    RateTapped,
    PlaceTapped,
)
