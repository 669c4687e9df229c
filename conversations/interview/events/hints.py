"""What can be said to a hint."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import CardTap


@dataclass(frozen=True, slots=True)
class LetBeTapped(CardTap):
    """Leave a note as it is, although a hint asks about it."""

    note: int


TAPS: tuple[type[CardTap], ...] = (LetBeTapped,)
