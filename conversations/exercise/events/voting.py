"""Ballots, and what the facilitators give besides."""

from __future__ import annotations

from conversations.exercise.events.shared import FacilitatorTap, ParticipantTap


class VoteTap(ParticipantTap, frozen=True):
    """A button of a ballot; on one of an earlier round it is too late."""

    round: int


class MarkTapped(VoteTap, frozen=True):
    """Give a note so many dots, or this rating; 0 takes it back."""

    note: int
    mark: int


class ClearTapped(VoteTap, frozen=True):
    """Take back everything I gave."""


class VotedTapped(VoteTap, frozen=True):
    """Have voted; it can still be changed."""


class BallotTapped(ParticipantTap, frozen=True):
    """Show my ballot: what I gave, and what is left to give."""


class TeacherVoteTapped(FacilitatorTap, frozen=True):
    """Give a note a mark on the facilitators' ballot, which never counts as one.

    0 takes it back.
    """

    round: int
    note: int
    mark: int


#: What somebody does with their ballot while it is open.
VOTING: tuple[type[ParticipantTap], ...] = (
    MarkTapped,
    ClearTapped,
    VotedTapped,
    BallotTapped,
)
