"""What can happen to an open question: examples, and other words for a note."""

from __future__ import annotations

from conversations.interview.events.shared import CardTap


class ExamplesTapped(CardTap, frozen=True):
    """Show this many further examples."""

    count: int


class RewordTapped(CardTap, frozen=True):
    """Word a note otherwise."""

    note: int


class KeepTapped(CardTap, frozen=True):
    """Leave the wording as it is."""


TAPS: tuple[type[CardTap], ...] = (
    ExamplesTapped,
    RewordTapped,
    KeepTapped,
)
