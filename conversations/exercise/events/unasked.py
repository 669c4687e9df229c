"""What nobody did: clocks, and what was found out."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class AdminsFound(Struct, frozen=True):
    """It was looked up who the admins of the chat are."""

    admins: frozenset[int]


class Forgotten(Struct, frozen=True):
    """A person had their data deleted."""

    person: int


class TimeUp(Struct, frozen=True):
    """The clock of a step has run out; another end time means that it was moved."""

    step: int
    ends_at: datetime


class CueDue(Struct, frozen=True):
    """The clock of a step runs out soon."""

    step: int
    ends_at: datetime
