"""Going from step to step, and the clock."""

from __future__ import annotations

from conversations.exercise.events.shared import FacilitatorTap, StepTap


class StartTapped(FacilitatorTap, frozen=True):
    """Ask the first card."""


class NextTapped(StepTap, frozen=True):
    """Go on to the next step."""


class BackTapped(StepTap, frozen=True):
    """Go back one step; nothing is lost."""


class PauseTapped(StepTap, frozen=True):
    """Stop the clock."""


class ResumeTapped(StepTap, frozen=True):
    """Let the clock run on."""


class MinuteTapped(StepTap, frozen=True):
    """Add minutes to the card's time until they are `extra` in all."""

    extra: int


class CloseTapped(StepTap, frozen=True):
    """End the card's time now."""


class ReopenTapped(StepTap, frozen=True):
    """Take answers to the card again, with its time anew."""


class RevealTapped(StepTap, frozen=True):
    """Show the card's notes; its time ends with that."""


class MissingTapped(StepTap, frozen=True):
    """Ask who has not answered yet."""


class FinishTapped(StepTap, frozen=True):
    """End the exercise here."""


class VoteAgainTapped(StepTap, frozen=True):
    """Vote once more on the shortlist; what was voted before is kept."""


class HandOverTapped(FacilitatorTap, frozen=True):
    """Let somebody else who takes part be the host."""

    to: int


#: What ends in another step, or changes the clock of this one.
STEERING: tuple[type[StepTap], ...] = (
    NextTapped,
    BackTapped,
    PauseTapped,
    ResumeTapped,
    MinuteTapped,
    CloseTapped,
    ReopenTapped,
    RevealTapped,
    MissingTapped,
    FinishTapped,
    VoteAgainTapped,
)
