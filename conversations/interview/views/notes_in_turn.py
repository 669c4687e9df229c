"""One note after another: what it answers, what fits it, where it belongs."""

from __future__ import annotations

from msgspec import Struct

from conversations.interview.views.shared import Item, Option, Pages, Question


class InTurn(Struct, frozen=True):
    """The note whose turn it is: `place` (from 1) of `of`, between two others."""

    note: Item
    place: int
    of: int
    before: int | None
    after: int | None


class AskMatches(Struct, frozen=True):
    """Ask what a note answers, or which choices fit it."""

    question: Question
    turn: InTurn
    options: tuple[Option, ...]
    pages: Pages


class AskContext(Struct, frozen=True):
    """Ask in which situation a note belongs; `told` has the notes that have one."""

    question: Question
    turn: InTurn
    context: str
    told: tuple[tuple[str, str], ...]
