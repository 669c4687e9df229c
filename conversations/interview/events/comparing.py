"""Putting two profiles side by side."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import MenuTap


@dataclass(frozen=True, slots=True)
class CompareTapped(MenuTap):
    """Pick the first of two profiles to compare, from this page of them."""

    page: int


@dataclass(frozen=True, slots=True)
class CompareWithTapped(MenuTap):
    """Pick the profile to compare this one with, from this page of the others."""

    profile: int
    page: int


@dataclass(frozen=True, slots=True)
class ComparedTapped(MenuTap):
    """Show two profiles side by side."""

    profile: int
    other: int


TAPS: tuple[type[MenuTap], ...] = (
    CompareTapped,
    CompareWithTapped,
    ComparedTapped,
)
