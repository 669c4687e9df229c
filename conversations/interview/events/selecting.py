"""Tapping what applies, and leaving out an exercise."""

from __future__ import annotations

from conversations.interview.events.shared import CardTap


class SelectTapped(CardTap, frozen=True):
    """Set whether an option applies: `applies` is 1 or 0.

    Options count from 0; -1 says of all of them at once that none applies (1), or
    takes that back (0).
    """

    option: int
    applies: int


class PassTapped(CardTap, frozen=True):
    """Leave out an exercise, or what is left of it."""


TAPS: tuple[type[CardTap], ...] = (
    SelectTapped,
    PassTapped,
)
