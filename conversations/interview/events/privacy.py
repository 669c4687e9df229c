"""Settings, the file of all that is kept, and deleting all of it."""

from __future__ import annotations

from msgspec import Struct

from conversations.interview.events.shared import File, MenuTap


class CoachTapped(MenuTap, frozen=True):
    """Give hints while notes are written (1), or give none (0)."""

    on: int


class ForgetTapped(MenuTap, frozen=True):
    """Delete everything; `number` is as in BeginTapped, and the button counts once."""

    number: int


class DataGathered(Struct, frozen=True):
    """Everything that is kept of a person was put into a file."""

    file: File


class DataNotGathered(Struct, frozen=True):
    """What is kept of a person could not be put into a file."""


TAPS: tuple[type[MenuTap], ...] = (
    CoachTapped,
    ForgetTapped,
)
