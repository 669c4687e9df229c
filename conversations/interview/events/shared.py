"""What several families of events share: text, and the buttons of every question."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """Which question of which profile a card shows."""

    profile: int
    step: int


@dataclass(frozen=True, slots=True)
class TextSent:
    """A person sent text (or a caption).

    `message` is the messenger's id of it. `answers` is the question that was
    on screen when it was written; None when that is not known.
    """

    text: str
    message: int
    answers: Card | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file to send; `key` says where it is kept."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class CardTap:
    """A button of the card of one question."""

    profile: int
    step: int


@dataclass(frozen=True, slots=True)
class MenuTap:
    """A button that works from any card."""


@dataclass(frozen=True, slots=True)
class NextTapped(CardTap):
    """Go on: Next, Skip and Done are all this.

    `part` is the part of the question that the card showed, so that a second
    tap on the same button goes nowhere.
    """

    part: int


@dataclass(frozen=True, slots=True)
class BackTapped(CardTap):
    """Go back one step; nothing that was answered is lost."""


@dataclass(frozen=True, slots=True)
class LaterTapped(CardTap):
    """Stop for now."""


@dataclass(frozen=True, slots=True)
class PageTapped(CardTap):
    """Show this page of the card, counted from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class TurnTapped(CardTap):
    """Make it this note's turn to be rated."""

    note: int


TAPS: tuple[type[CardTap], ...] = (
    NextTapped,
    BackTapped,
    LaterTapped,
    PageTapped,
    TurnTapped,
)
