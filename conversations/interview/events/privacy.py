"""Settings, the file of all that is kept, and deleting all of it."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import File, MenuTap


@dataclass(frozen=True, slots=True)
class CoachTapped(MenuTap):
    """Give hints while notes are written (1), or give none (0)."""

    on: int


@dataclass(frozen=True, slots=True)
class ForgetTapped(MenuTap):
    """Delete everything; `number` is as in BeginTapped, and the button counts once."""

    number: int


@dataclass(frozen=True, slots=True)
class DataGathered:
    """Everything that is kept of a person was put into a file."""

    file: File


@dataclass(frozen=True, slots=True)
class DataNotGathered:
    """What is kept of a person could not be put into a file."""


TAPS: tuple[type[MenuTap], ...] = (
    CoachTapped,
    ForgetTapped,
)
