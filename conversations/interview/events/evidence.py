"""What customers were heard saying."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import MenuTap


@dataclass(frozen=True, slots=True)
class HeardListTapped(MenuTap):
    """List the notes and how many customers said each, this page of them."""

    profile: int
    page: int


@dataclass(frozen=True, slots=True)
class HeardNoteTapped(MenuTap):
    """Show how many customers said what a note says."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class HeardTapped(MenuTap):
    """So many customers said what a note says; 0 makes it an assumption again."""

    profile: int
    note: int
    count: int


@dataclass(frozen=True, slots=True)
class QuoteTapped(MenuTap):
    """Keep with a note what a customer said, word for word."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class UnquoteTapped(MenuTap):
    """Take the words of a customer away from a note."""

    profile: int
    note: int


TAPS: tuple[type[MenuTap], ...] = (
    HeardListTapped,
    HeardNoteTapped,
    HeardTapped,
    QuoteTapped,
    UnquoteTapped,
)
