"""What is chosen before an exercise begins."""

from __future__ import annotations

from conversations.exercise.events.shared import FacilitatorTap
from conversations.exercise.setup import Names, Pace, Setup, Vote, Work


class GuideChosen(FacilitatorTap, frozen=True):
    """Ask with this guide."""

    guide: str


class SegmentGiven(FacilitatorTap, frozen=True):
    """Say who the customer is; with no words in it, let the class decide."""

    text: str


class LessonChosen(FacilitatorTap, frozen=True):
    """Plan a lesson of so many minutes; None is without a clock."""

    minutes: int | None


class PaceChosen(FacilitatorTap, frozen=True):
    """Ask this much at once."""

    pace: Pace


class WorkChosen(FacilitatorTap, frozen=True):
    """Work on these sheets."""

    work: Work


class TeamsChosen(FacilitatorTap, frozen=True):
    """Work in so many teams."""

    teams: int


class NamesChosen(FacilitatorTap, frozen=True):
    """Handle names so."""

    names: Names


class NotesEachChosen(FacilitatorTap, frozen=True):
    """Let everyone write so many notes a card."""

    notes: int


class VoteChosen(FacilitatorTap, frozen=True):
    """Let the next vote be so."""

    vote: Vote


class TemplateChosen(FacilitatorTap, frozen=True):
    """Set everything up as it was once before."""

    setup: Setup


class OpenTapped(FacilitatorTap, frozen=True):
    """Let people join."""


class ReviseTapped(FacilitatorTap, frozen=True):
    """Change the set-up once more before the start; who has joined stays."""


class TopicLinked(FacilitatorTap, frozen=True):
    """Let the next team that has none work in this forum topic."""

    topic: int
    name: str


class InvitationRenewed(FacilitatorTap, frozen=True):
    """Invite with links of this edition from now on; those of earlier ones end."""

    edition: int


#: What is chosen while an exercise is set up.
CHOICES: tuple[type[FacilitatorTap], ...] = (
    GuideChosen,
    SegmentGiven,
    LessonChosen,
    PaceChosen,
    WorkChosen,
    TeamsChosen,
    NamesChosen,
    NotesEachChosen,
    VoteChosen,
    TemplateChosen,
)
