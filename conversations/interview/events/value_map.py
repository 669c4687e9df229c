"""The way from a finished profile to its value map."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import MenuTap


@dataclass(frozen=True, slots=True)
class ValueMapTapped(MenuTap):
    """Add the value map to a finished profile, or go on with it."""

    profile: int


TAPS: tuple[type[MenuTap], ...] = (ValueMapTapped,)
