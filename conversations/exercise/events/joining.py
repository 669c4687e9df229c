"""Coming, going, and choosing a team."""

from __future__ import annotations

from conversations.exercise.events.shared import Deed, ParticipantTap


class Joined(Deed, frozen=True):
    """Somebody joined, or came back; `topic` is the forum topic it was done in."""

    name: str
    topic: int | None = None


class LeftTapped(ParticipantTap, frozen=True):
    """Leave; what was written stays."""


class TeamTapped(ParticipantTap, frozen=True):
    """Be in this team."""

    team: int
