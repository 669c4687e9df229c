"""Tying notes to others in the editor."""

from __future__ import annotations

from conversations.interview.events.shared import MenuTap


class TiesTapped(MenuTap, frozen=True):
    """Show what a note could be tied to, this page of it.

    For a note of the value map that is what it answers, for a pain or a gain the job
    that it comes from.
    """

    profile: int
    note: int
    page: int


class TieTapped(MenuTap, frozen=True):
    """Tie a note to another one; `tied` is 1, or 0 to untie them."""

    profile: int
    note: int
    other: int
    tied: int


class KindTapped(MenuTap, frozen=True):
    """Say whether a choice (its place from 0) fits a note; `fits` is 1 or 0."""

    profile: int
    note: int
    choice: int
    fits: int


TAPS: tuple[type[MenuTap], ...] = (
    TiesTapped,
    TieTapped,
    KindTapped,
)
