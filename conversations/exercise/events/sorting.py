"""Making a shortlist of many notes."""

from __future__ import annotations

from conversations.exercise.events.shared import FacilitatorTap, NoteTap


class MergeTapped(NoteTap, frozen=True):
    """Let the note `into` stand for this one too."""

    into: int


class MergeAlikeTapped(NoteTap, frozen=True):
    """Merge everything into this note that was proposed to be like it."""


class UnmergeTapped(NoteTap, frozen=True):
    """Let a merged note stand for itself again."""


class KeepBothTapped(NoteTap, frozen=True):
    """These two are not the same."""

    other: int


class LaterTapped(NoteTap, frozen=True):
    """Decide about these two after the others."""

    other: int


class ListTapped(NoteTap, frozen=True):
    """Put the note on the shortlist, or take it off."""

    listed: bool


#: What makes a shortlist of many notes.
SORTING: tuple[type[FacilitatorTap], ...] = (
    MergeTapped,
    MergeAlikeTapped,
    UnmergeTapped,
    KeepBothTapped,
    LaterTapped,
    ListTapped,
)
