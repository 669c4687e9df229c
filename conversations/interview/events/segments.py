"""The ways on from a described segment."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import MenuTap


@dataclass(frozen=True, slots=True)
class GoOnTapped(MenuTap):
    """Go on with a profile that describes a segment, with the guide given."""

    profile: int
    guide: str


@dataclass(frozen=True, slots=True)
class OtherSideTapped(MenuTap):
    """Begin a profile of the other side of a profile's customers.

    `number` is as in BeginTapped.
    """

    number: int
    profile: int


TAPS: tuple[type[MenuTap], ...] = (
    GoOnTapped,
    OtherSideTapped,
)
