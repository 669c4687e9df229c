"""The ways on from a described segment."""

from __future__ import annotations

from conversations.interview.events.shared import MenuTap


class GoOnTapped(MenuTap, frozen=True):
    """Go on with a profile that describes a segment, with the guide given."""

    profile: int
    guide: str


class OtherSideTapped(MenuTap, frozen=True):
    """Begin a profile of the other side of a profile's customers.

    `number` is as in BeginTapped.
    """

    number: int
    profile: int


TAPS: tuple[type[MenuTap], ...] = (
    GoOnTapped,
    OtherSideTapped,
)
