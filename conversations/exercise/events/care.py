"""Looking after the notes of a class."""

from __future__ import annotations

from conversations.exercise.events.shared import FacilitatorTap, NoteTap
from conversations.profile import Section


class ApproveTapped(NoteTap, frozen=True):
    """Have the note seen; what was parked, hidden or removed comes back."""


class HideTapped(NoteTap, frozen=True):
    """Keep the note out of sight for now."""


class RemoveTapped(NoteTap, frozen=True):
    """Take the note off."""


class MoveTapped(NoteTap, frozen=True):
    """Put the note into another section."""

    section: Section


class SpotlightTapped(NoteTap, frozen=True):
    """Talk about this note, or stop talking about it."""

    lit: bool


class MuteTapped(NoteTap, frozen=True):
    """Park what the author of this note writes from now on, or no longer.

    It names a note, as the facilitators may not know who wrote it.
    """

    muted: bool


class SegmentTapped(NoteTap, frozen=True):
    """Let this note be who the customer is."""


class RoomNoteAdded(FacilitatorTap, frozen=True):
    """Put up notes for the room: what was said aloud."""

    text: str


#: What a facilitator does to notes whenever there are any.
CARE: tuple[type[FacilitatorTap], ...] = (
    ApproveTapped,
    HideTapped,
    RemoveTapped,
    MoveTapped,
    SpotlightTapped,
    MuteTapped,
    SegmentTapped,
    RoomNoteAdded,
)
