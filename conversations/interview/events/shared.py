"""What several families of events share: text, and the buttons of every question."""

from __future__ import annotations

from msgspec import Struct


class Card(Struct, frozen=True):
    """Which question of which profile a card shows."""

    profile: int
    step: int


class TextSent(Struct, frozen=True):
    """A person sent text (or a caption).

    `message` is the messenger's id of it. `answers` is the question that was
    on screen when it was written; None when that is not known.
    """

    text: str
    message: int
    answers: Card | None = None


class File(Struct, frozen=True):
    """A file to send; `key` says where it is kept."""

    key: str
    name: str


class CardTap(Struct, frozen=True):
    """A button of the card of one question."""

    profile: int
    step: int


class MenuTap(Struct, frozen=True):
    """A button that works from any card."""


class NextTapped(CardTap, frozen=True):
    """Go on: Next, Skip and Done are all this.

    `part` is the part of the question that the card showed, so that a second
    tap on the same button goes nowhere.
    """

    part: int


class BackTapped(CardTap, frozen=True):
    """Go back one step; nothing that was answered is lost."""


class LaterTapped(CardTap, frozen=True):
    """Stop for now."""


class PageTapped(CardTap, frozen=True):
    """Show this page of the card, counted from 0."""

    page: int


class TurnTapped(CardTap, frozen=True):
    """Make it this note's turn to be rated."""

    note: int


TAPS: tuple[type[CardTap], ...] = (
    NextTapped,
    BackTapped,
    LaterTapped,
    PageTapped,
    TurnTapped,
)
