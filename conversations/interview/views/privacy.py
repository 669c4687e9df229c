"""Settings, what is kept, the file of it, and deleting all of it."""

from __future__ import annotations

from msgspec import Struct

from conversations.interview.events import File


class ShowSettings(Struct, frozen=True):
    """Show what a person can choose; `coached` as in the session."""

    coached: bool
    is_open: bool


class ShowPrivacy(Struct, frozen=True):
    """Say what is kept, where and for how long."""


class ShowMyData(Struct, frozen=True):
    """Send the file with everything that is kept of a person."""

    file: File


class AskForget(Struct, frozen=True):
    """Ask whether everything shall be deleted: so many profiles, for good."""

    profiles: int
    next_number: int
