"""Changing what was written: by buttons, and by editing a message."""

from __future__ import annotations

from msgspec import Struct

from conversations.interview.events.shared import MenuTap
from conversations.profile import Section


class TextEdited(Struct, frozen=True):
    """A person changed a message sent before; `text` is what it says now."""

    text: str
    message: int


class EditTapped(MenuTap, frozen=True):
    """Show the sections of this profile, to change what is in them."""

    profile: int


class SectionTapped(MenuTap, frozen=True):
    """Show the notes of a section, this page of them."""

    profile: int
    section: Section
    page: int


class NoteTapped(MenuTap, frozen=True):
    """Show what can be done with a note."""

    profile: int
    note: int


class AddTapped(MenuTap, frozen=True):
    """Add notes to a section."""

    profile: int
    section: Section


class FixTapped(MenuTap, frozen=True):
    """Give a note other words."""

    profile: int
    note: int


class SituationTapped(MenuTap, frozen=True):
    """Say in which situation a job is done."""

    profile: int
    note: int


class DropTapped(MenuTap, frozen=True):
    """Delete a note."""

    profile: int
    note: int


class RestoreTapped(MenuTap, frozen=True):
    """Bring a deleted note back."""

    profile: int
    note: int


class SortTapped(MenuTap, frozen=True):
    """Put a note into another section."""

    profile: int
    note: int
    section: Section


class RateTapped(MenuTap, frozen=True):
    """Give a note a level of one of its ratings; both count from 0, -1 clears."""

    profile: int
    note: int
    rating: int
    level: int


class PlaceTapped(MenuTap, frozen=True):
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
