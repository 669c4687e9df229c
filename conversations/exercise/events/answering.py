"""What those who take part write, and look at."""

from __future__ import annotations

from conversations.exercise.events.shared import ParticipantTap, TextWritten


class Answered(TextWritten, frozen=True):
    """Somebody sent text as an answer.

    `step` is the card that it answers; None when that is not known. Who answers in
    the group without having joined is known by `name`.
    """

    name: str
    in_group: bool = False
    step: int | None = None
    topic: int | None = None


class AnswerEdited(TextWritten, frozen=True):
    """Somebody changed a message sent before; `text` is what it says now."""


class DoneTapped(ParticipantTap, frozen=True):
    """Have nothing more to say on this card."""

    step: int


class MineTapped(ParticipantTap, frozen=True):
    """Show my notes."""

    page: int = 0


class WithdrawTapped(ParticipantTap, frozen=True):
    """Take a note of one's own back, or put it back again."""

    note: int
    withdrawn: bool
    page: int = 0


class StarTapped(ParticipantTap, frozen=True):
    """Give a note a star, or take it away."""

    note: int
    starred: bool
    page: int = 0


class PageTapped(ParticipantTap, frozen=True):
    """Turn to this page of the notes that can be starred."""

    page: int
