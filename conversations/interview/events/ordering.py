"""Levels, taps in order, and moving up and down."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import CardTap


@dataclass(frozen=True, slots=True)
class TopChosen(CardTap):
    """Only the three most important notes of a long section."""


@dataclass(frozen=True, slots=True)
class AllChosen(CardTap):
    """Rate all notes of a long section."""


@dataclass(frozen=True, slots=True)
class LevelTapped(CardTap):
    """Set a note's level on the scale shown; counted from 0, -1 clears it."""

    note: int
    level: int


@dataclass(frozen=True, slots=True)
class OffersTaken(CardTap):
    """Give every note without a level the one that is offered for it."""


@dataclass(frozen=True, slots=True)
class PickTapped(CardTap):
    """Put a note next in order."""

    note: int


@dataclass(frozen=True, slots=True)
class UnpickTapped(CardTap):
    """Take this note out of the order again."""

    note: int


@dataclass(frozen=True, slots=True)
class AdjustTapped(CardTap):
    """Change the order shown."""


@dataclass(frozen=True, slots=True)
class MoveTapped(CardTap):
    """Put this note at this place, counted from 0."""

    note: int
    place: int


TAPS: tuple[type[CardTap], ...] = (
    TopChosen,
    AllChosen,
    LevelTapped,
    OffersTaken,
    PickTapped,
    UnpickTapped,
    AdjustTapped,
    MoveTapped,
)
