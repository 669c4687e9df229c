"""The way from a finished profile to its value map."""

from __future__ import annotations

from conversations.interview.events.shared import MenuTap


class ValueMapTapped(MenuTap, frozen=True):
    """Add the value map to a finished profile, or go on with it."""

    profile: int


TAPS: tuple[type[MenuTap], ...] = (ValueMapTapped,)
