"""What the events of all families are made of."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Deed(Struct, frozen=True):
    """Something that `person` did."""

    person: int


class TextWritten(Deed, frozen=True):
    """Somebody wrote text; the messenger says when, in which message of which chat."""

    text: str
    chat: int
    message: int
    written_at: datetime


class ParticipantTap(Deed, frozen=True):
    """A button of those who take part."""


class FacilitatorTap(Deed, frozen=True):
    """A button of the console."""


class StepTap(FacilitatorTap, frozen=True):
    """A button that means the step its console showed; on another it is too late."""

    step: int


class NoteTap(FacilitatorTap, frozen=True):
    """A button for one note that the facilitators see."""

    note: int
