"""Levels, taps in order, and moving up and down."""

from __future__ import annotations

from conversations.interview.events.shared import CardTap


class TopChosen(CardTap, frozen=True):
    """Only the three most important notes of a long section."""


class AllChosen(CardTap, frozen=True):
    """Rate all notes of a long section."""


class LevelTapped(CardTap, frozen=True):
    """Set a note's level on the scale shown; counted from 0, -1 clears it."""

    note: int
    level: int


class OffersTaken(CardTap, frozen=True):
    """Give every note without a level the one that is offered for it."""


class PickTapped(CardTap, frozen=True):
    """Put a note next in order."""

    note: int


class UnpickTapped(CardTap, frozen=True):
    """Take this note out of the order again."""

    note: int


class AdjustTapped(CardTap, frozen=True):
    """Change the order shown."""


class MoveTapped(CardTap, frozen=True):
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
