"""What can be said to a hint."""

from __future__ import annotations

from conversations.interview.events.shared import CardTap


class LetBeTapped(CardTap, frozen=True):
    """Leave a note as it is, although a hint asks about it."""

    note: int


TAPS: tuple[type[CardTap], ...] = (LetBeTapped,)
