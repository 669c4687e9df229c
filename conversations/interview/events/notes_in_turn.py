"""One note after another: what it answers, and which choices fit it."""

from __future__ import annotations

from conversations.interview.events.shared import CardTap


class MatchTapped(CardTap, frozen=True):
    """Say whether a note answers another, or whether a choice fits it.

    `choice` is the number of that other note, or the place of the choice from 0;
    `fits` is 1 when it does, else 0.
    """

    note: int
    choice: int
    fits: int


TAPS: tuple[type[CardTap], ...] = (MatchTapped,)
