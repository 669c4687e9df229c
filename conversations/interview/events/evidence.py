"""What customers were heard saying."""

from __future__ import annotations

from conversations.interview.events.shared import MenuTap


class HeardListTapped(MenuTap, frozen=True):
    """List the notes and how many customers said each, this page of them."""

    profile: int
    page: int


class HeardNoteTapped(MenuTap, frozen=True):
    """Show how many customers said what a note says."""

    profile: int
    note: int


class HeardTapped(MenuTap, frozen=True):
    """So many customers said what a note says; 0 makes it an assumption again."""

    profile: int
    note: int
    count: int


class QuoteTapped(MenuTap, frozen=True):
    """Keep with a note what a customer said, word for word."""

    profile: int
    note: int


class UnquoteTapped(MenuTap, frozen=True):
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
