"""Levels, taps in order, and the order itself."""

from __future__ import annotations

from msgspec import Struct

from conversations.guides.steps import Step
from conversations.interview.views.shared import Item, Pages, Question
from conversations.ranking import Reason


class AskDepth(Struct, frozen=True):
    """Ask whether to rate the top three only, or all `count` notes."""

    question: Question
    count: int


class RatedItem(Struct, frozen=True):
    """A note with the level it has on the scale shown, if any (from 0).

    `offered` is the level that follows from what the note answers, if any does.
    """

    number: int
    text: str
    level: int | None
    offered: int | None = None


class AskRating(Struct, frozen=True):
    """Ask for the level of several notes; `first` counts the notes from 1."""

    question: Question
    scale: str
    marking: bool
    items: tuple[RatedItem, ...]
    first: int
    pages: Pages


class AskNumbers(Struct, frozen=True):
    """Ask for levels, one note after another; it is `turn`'s turn.

    `before` and `after` are the notes whose turn it could be instead; it is
    `complete` when every note has its level. The levels are numbers, or `in_words`.
    """

    question: Question
    scale: str
    in_words: bool
    items: tuple[RatedItem, ...]
    first: int
    turn: int
    before: int | None
    after: int | None
    complete: bool
    pages: Pages


class PickableItem(Struct, frozen=True):
    """A note that can be tapped; `place` (from 0) once it is."""

    number: int
    text: str
    place: int | None


class AskOrder(Struct, frozen=True):
    """Ask to tap notes, most important first.

    `picked` lists those tapped so far. With `tie` only notes of equal score
    are shown; `start` ranks stand above them. `wanted` taps are enough.
    """

    question: Question
    items: tuple[PickableItem, ...]
    picked: tuple[str, ...]
    tie: bool
    start: int
    wanted: int
    pages: Pages


class AskFirst(Struct, frozen=True):
    """Ask which type of customer to begin with; `chosen` was tapped before."""

    question: Question
    items: tuple[Item, ...]
    chosen: int | None
    pages: Pages


class RankedItem(Struct, frozen=True):
    """A note with its rank (from 1; None is "not rated") and the reason."""

    number: int
    text: str
    rank: int | None
    reason: Reason | None


class ShowRanking(Struct, frozen=True):
    """Show a section in its order, with the reason for each place."""

    question: Question
    items: tuple[RankedItem, ...]
    following: Step


class AskMoves(Struct, frozen=True):
    """Let notes be moved up and down; `first` counts the ranks from 1."""

    question: Question
    items: tuple[Item, ...]
    first: int
    count: int
    pages: Pages
