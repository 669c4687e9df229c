"""What can happen to an exercise; past tense, frozen, nothing of a messenger.

Whose deed an event is decides who may do it: a `FacilitatorTap` is for facilitators,
a `ParticipantTap` for those who take part. What anybody may try has a rule of its own
in its handler. People are known by our own numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conversations.exercise.setup import Names, Pace, Setup, Vote, Work
from conversations.profile import Section

# --- anybody --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that `person` did."""

    person: int


@dataclass(frozen=True, slots=True)
class Joined(Deed):
    """Somebody joined, or came back; `topic` is the forum topic it was done in."""

    name: str
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class TextWritten(Deed):
    """Somebody wrote text; the messenger says when, in which message of which chat."""

    text: str
    chat: int
    message: int
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Answered(TextWritten):
    """Somebody sent text as an answer.

    `step` is the card that it answers; None when that is not known. Who answers in
    the group without having joined is known by `name`.
    """

    name: str
    in_group: bool = False
    step: int | None = None
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerEdited(TextWritten):
    """Somebody changed a message sent before; `text` is what it says now."""


# --- those who take part --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParticipantTap(Deed):
    """A button of those who take part."""


@dataclass(frozen=True, slots=True)
class LeftTapped(ParticipantTap):
    """Leave; what was written stays."""


@dataclass(frozen=True, slots=True)
class TeamTapped(ParticipantTap):
    """Be in this team."""

    team: int


@dataclass(frozen=True, slots=True)
class DoneTapped(ParticipantTap):
    """Have nothing more to say on this card."""

    step: int


@dataclass(frozen=True, slots=True)
class MineTapped(ParticipantTap):
    """Show my notes."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class WithdrawTapped(ParticipantTap):
    """Take a note of one's own back, or put it back again."""

    note: int
    withdrawn: bool
    page: int = 0


@dataclass(frozen=True, slots=True)
class StarTapped(ParticipantTap):
    """Give a note a star, or take it away."""

    note: int
    starred: bool
    page: int = 0


@dataclass(frozen=True, slots=True)
class PageTapped(ParticipantTap):
    """Turn to this page of the notes that can be starred."""

    page: int


@dataclass(frozen=True, slots=True)
class VoteTap(ParticipantTap):
    """A button of a ballot; on one of an earlier round it is too late."""

    round: int


@dataclass(frozen=True, slots=True)
class MarkTapped(VoteTap):
    """Give a note so many dots, or this rating; 0 takes it back."""

    note: int
    mark: int


@dataclass(frozen=True, slots=True)
class ClearTapped(VoteTap):
    """Take back everything I gave."""


@dataclass(frozen=True, slots=True)
class VotedTapped(VoteTap):
    """Have voted; it can still be changed."""


@dataclass(frozen=True, slots=True)
class BallotTapped(ParticipantTap):
    """Show my ballot: what I gave, and what is left to give."""


# --- setting up -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FacilitatorTap(Deed):
    """A button of the console."""


@dataclass(frozen=True, slots=True)
class GuideChosen(FacilitatorTap):
    """Ask with this guide."""

    guide: str


@dataclass(frozen=True, slots=True)
class SegmentGiven(FacilitatorTap):
    """Say who the customer is; with no words in it, let the class decide."""

    text: str


@dataclass(frozen=True, slots=True)
class LessonChosen(FacilitatorTap):
    """Plan a lesson of so many minutes; None is without a clock."""

    minutes: int | None


@dataclass(frozen=True, slots=True)
class PaceChosen(FacilitatorTap):
    """Ask this much at once."""

    pace: Pace


@dataclass(frozen=True, slots=True)
class WorkChosen(FacilitatorTap):
    """Work on these sheets."""

    work: Work


@dataclass(frozen=True, slots=True)
class TeamsChosen(FacilitatorTap):
    """Work in so many teams."""

    teams: int


@dataclass(frozen=True, slots=True)
class NamesChosen(FacilitatorTap):
    """Handle names so."""

    names: Names


@dataclass(frozen=True, slots=True)
class NotesEachChosen(FacilitatorTap):
    """Let everyone write so many notes a card."""

    notes: int


@dataclass(frozen=True, slots=True)
class VoteChosen(FacilitatorTap):
    """Let the next vote be so."""

    vote: Vote


@dataclass(frozen=True, slots=True)
class TemplateChosen(FacilitatorTap):
    """Set everything up as it was once before."""

    setup: Setup


@dataclass(frozen=True, slots=True)
class OpenTapped(FacilitatorTap):
    """Let people join."""


@dataclass(frozen=True, slots=True)
class ReviseTapped(FacilitatorTap):
    """Change the set-up once more before the start; who has joined stays."""


@dataclass(frozen=True, slots=True)
class TopicLinked(FacilitatorTap):
    """Let the next team that has none work in this forum topic."""

    topic: int
    name: str


@dataclass(frozen=True, slots=True)
class InvitationRenewed(FacilitatorTap):
    """Invite with links of this edition from now on; those of earlier ones end."""

    edition: int


# --- steering -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StartTapped(FacilitatorTap):
    """Ask the first card."""


@dataclass(frozen=True, slots=True)
class StepTap(FacilitatorTap):
    """A button that means the step its console showed; on another it is too late."""

    step: int


@dataclass(frozen=True, slots=True)
class NextTapped(StepTap):
    """Go on to the next step."""


@dataclass(frozen=True, slots=True)
class BackTapped(StepTap):
    """Go back one step; nothing is lost."""


@dataclass(frozen=True, slots=True)
class PauseTapped(StepTap):
    """Stop the clock."""


@dataclass(frozen=True, slots=True)
class ResumeTapped(StepTap):
    """Let the clock run on."""


@dataclass(frozen=True, slots=True)
class MinuteTapped(StepTap):
    """Add minutes to the card's time until they are `extra` in all."""

    extra: int


@dataclass(frozen=True, slots=True)
class CloseTapped(StepTap):
    """End the card's time now."""


@dataclass(frozen=True, slots=True)
class ReopenTapped(StepTap):
    """Take answers to the card again, with its time anew."""


@dataclass(frozen=True, slots=True)
class RevealTapped(StepTap):
    """Show the card's notes; its time ends with that."""


@dataclass(frozen=True, slots=True)
class MissingTapped(StepTap):
    """Ask who has not answered yet."""


@dataclass(frozen=True, slots=True)
class FinishTapped(StepTap):
    """End the exercise here."""


@dataclass(frozen=True, slots=True)
class VoteAgainTapped(StepTap):
    """Vote once more on the shortlist; what was voted before is kept."""


@dataclass(frozen=True, slots=True)
class HandOverTapped(FacilitatorTap):
    """Let somebody else who takes part be the host."""

    to: int


# --- looking after the notes ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoteTap(FacilitatorTap):
    """A button for one note that the facilitators see."""

    note: int


@dataclass(frozen=True, slots=True)
class ApproveTapped(NoteTap):
    """Have the note seen; what was parked, hidden or removed comes back."""


@dataclass(frozen=True, slots=True)
class HideTapped(NoteTap):
    """Keep the note out of sight for now."""


@dataclass(frozen=True, slots=True)
class RemoveTapped(NoteTap):
    """Take the note off."""


@dataclass(frozen=True, slots=True)
class MoveTapped(NoteTap):
    """Put the note into another section."""

    section: Section


@dataclass(frozen=True, slots=True)
class SpotlightTapped(NoteTap):
    """Talk about this note, or stop talking about it."""

    lit: bool


@dataclass(frozen=True, slots=True)
class MuteTapped(NoteTap):
    """Park what the author of this note writes from now on, or no longer.

    It names a note, as the facilitators may not know who wrote it.
    """

    muted: bool


@dataclass(frozen=True, slots=True)
class SegmentTapped(NoteTap):
    """Let this note be who the customer is."""


@dataclass(frozen=True, slots=True)
class RoomNoteAdded(FacilitatorTap):
    """Put up notes for the room: what was said aloud."""

    text: str


# --- sorting --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MergeTapped(NoteTap):
    """Let the note `into` stand for this one too."""

    into: int


@dataclass(frozen=True, slots=True)
class MergeAlikeTapped(NoteTap):
    """Merge everything into this note that was proposed to be like it."""


@dataclass(frozen=True, slots=True)
class UnmergeTapped(NoteTap):
    """Let a merged note stand for itself again."""


@dataclass(frozen=True, slots=True)
class KeepBothTapped(NoteTap):
    """These two are not the same."""

    other: int


@dataclass(frozen=True, slots=True)
class LaterTapped(NoteTap):
    """Decide about these two after the others."""

    other: int


@dataclass(frozen=True, slots=True)
class ListTapped(NoteTap):
    """Put the note on the shortlist, or take it off."""

    listed: bool


# --- the facilitators' own vote -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TeacherVoteTapped(FacilitatorTap):
    """Give a note a mark on the facilitators' ballot, which never counts as one.

    0 takes it back.
    """

    round: int
    note: int
    mark: int


# --- the quiz -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuizStarted(FacilitatorTap):
    """Ask a quiz about a theme; its number tells the first tap from the second.

    The theme is its place (from 0) among those a quiz can be about.
    """

    quiz: int
    theme: int
    questions: int


@dataclass(frozen=True, slots=True)
class QuizTap(FacilitatorTap):
    """A button that means the question which its console showed."""

    quiz: int
    question: int


@dataclass(frozen=True, slots=True)
class QuizNextTapped(QuizTap):
    """Close the question and ask the next one."""


@dataclass(frozen=True, slots=True)
class QuizEndTapped(QuizTap):
    """Close the question and end the quiz."""


@dataclass(frozen=True, slots=True)
class QuizAnswered(Deed):
    """Somebody called `name` chose an option (from 0) of a question."""

    name: str
    quiz: int
    question: int
    option: int


@dataclass(frozen=True, slots=True)
class ScoreTapped(ParticipantTap):
    """Show how many I had right."""

    quiz: int


@dataclass(frozen=True, slots=True)
class QuizCounted:
    """A copy of a question was closed, with so many votes for each option."""

    quiz: int
    question: int
    copy: int
    votes: tuple[int, ...]


# --- what nobody did ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AdminsFound:
    """It was looked up who the admins of the chat are."""

    admins: frozenset[int]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A person had their data deleted."""

    person: int


@dataclass(frozen=True, slots=True)
class TimeUp:
    """The clock of a step has run out; another end time means that it was moved."""

    step: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CueDue:
    """The clock of a step runs out soon."""

    step: int
    ends_at: datetime


Event = Deed | QuizCounted | AdminsFound | Forgotten | TimeUp | CueDue
"""Everything an exercise can meet."""

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

#: What makes a shortlist of many notes.
SORTING: tuple[type[FacilitatorTap], ...] = (
    MergeTapped,
    MergeAlikeTapped,
    UnmergeTapped,
    KeepBothTapped,
    LaterTapped,
    ListTapped,
)

#: What somebody does with their ballot while it is open.
VOTING: tuple[type[ParticipantTap], ...] = (
    MarkTapped,
    ClearTapped,
    VotedTapped,
    BallotTapped,
)

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

#: What happens to a quiz that was begun, whatever the exercise is at.
QUIZZING: tuple[type[Event], ...] = (
    QuizNextTapped,
    QuizEndTapped,
    QuizAnswered,
    ScoreTapped,
    QuizCounted,
)

#: Every kind of event.
EVENTS: tuple[type[Event], ...] = (
    Joined,
    Answered,
    AnswerEdited,
    LeftTapped,
    TeamTapped,
    DoneTapped,
    MineTapped,
    WithdrawTapped,
    StarTapped,
    PageTapped,
    *VOTING,
    *CHOICES,
    OpenTapped,
    ReviseTapped,
    TopicLinked,
    InvitationRenewed,
    StartTapped,
    *STEERING,
    HandOverTapped,
    *CARE,
    *SORTING,
    TeacherVoteTapped,
    QuizStarted,
    *QUIZZING,
    AdminsFound,
    Forgotten,
    TimeUp,
    CueDue,
)
