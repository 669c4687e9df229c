"""Putting two profiles side by side."""

from __future__ import annotations

from conversations.interview.events.shared import MenuTap


class CompareTapped(MenuTap, frozen=True):
    """Pick the first of two profiles to compare, from this page of them."""

    page: int


class CompareWithTapped(MenuTap, frozen=True):
    """Pick the profile to compare this one with, from this page of the others."""

    profile: int
    page: int


class ComparedTapped(MenuTap, frozen=True):
    """Show two profiles side by side."""

    profile: int
    other: int


TAPS: tuple[type[MenuTap], ...] = (
    CompareTapped,
    CompareWithTapped,
    ComparedTapped,
)
