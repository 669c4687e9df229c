"""Tapping what applies, and leaving out an exercise."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import CardTap


@dataclass(frozen=True, slots=True)
class SelectTapped(CardTap):
    """Set whether an option applies: `applies` is 1 or 0.

    Options count from 0; -1 says of all of them at once that none applies (1), or
    takes that back (0).
    """

    option: int
    applies: int


@dataclass(frozen=True, slots=True)
class PassTapped(CardTap):
    """Leave out an exercise, or what is left of it."""


TAPS: tuple[type[CardTap], ...] = (
    SelectTapped,
    PassTapped,
)
