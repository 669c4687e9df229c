"""What a class talks about when it sees its result: a question that its votes raise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.profile import Section


class About(StrEnum):
    """What a question goes on from."""

    SPLIT = "split"  # a note that many put first, and others did not
    FIRST = "first"  # the first note of all


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a note; `firsts` of `voters` put nothing above it."""

    about: About
    section: Section
    note: str
    firsts: int
    voters: int
