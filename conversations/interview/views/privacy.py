"""Settings, what is kept, the file of it, and deleting all of it."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events import File


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Show what a person can choose; `coached` as in the session."""

    coached: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class ShowPrivacy:
    """Say what is kept, where and for how long."""


@dataclass(frozen=True, slots=True)
class ShowMyData:
    """Send the file with everything that is kept of a person."""

    file: File


@dataclass(frozen=True, slots=True)
class AskForget:
    """Ask whether everything shall be deleted: so many profiles, for good."""

    profiles: int
    next_number: int
