"""What can happen to an open question: examples, and other words for a note."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import CardTap


@dataclass(frozen=True, slots=True)
class ExamplesTapped(CardTap):
    """Show this many further examples."""

    count: int


@dataclass(frozen=True, slots=True)
class RewordTapped(CardTap):
    """Word a note otherwise."""

    note: int


@dataclass(frozen=True, slots=True)
class KeepTapped(CardTap):
    """Leave the wording as it is."""


TAPS: tuple[type[CardTap], ...] = (
    ExamplesTapped,
    RewordTapped,
    KeepTapped,
)
