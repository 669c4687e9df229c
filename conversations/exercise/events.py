"""What can happen to an exercise; past tense, frozen, nothing of a messenger.

Whose deed an event is decides who may do it: a `FacilitatorTap` is for facilitators,
a `ParticipantTap` for those who take part. What anybody may try has a rule of its own
in its handler. People are known by our own numbers.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from conversations.exercise.setup import Names, Pace, Setup, Vote, Work
from conversations.profile import Section

# --- anybody --------------------------------------------------------------------------


class Deed(Struct, frozen=True):
    """Something that `person` did."""

    person: int


class Joined(Deed, frozen=True):
    """Somebody joined, or came back; `topic` is the forum topic it was done in."""

    name: str
    topic: int | None = None


class TextWritten(Deed, frozen=True):
    """Somebody wrote text; the messenger says when, in which message of which chat."""

    text: str
    chat: int
    message: int
    written_at: datetime


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


# --- those who take part --------------------------------------------------------------


class ParticipantTap(Deed, frozen=True):
    """A button of those who take part."""


class LeftTapped(ParticipantTap, frozen=True):
    """Leave; what was written stays."""


class TeamTapped(ParticipantTap, frozen=True):
    """Be in this team."""

    team: int


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


# --- setting up -----------------------------------------------------------------------


class FacilitatorTap(Deed, frozen=True):
    """A button of the console."""


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


# --- steering -------------------------------------------------------------------------


class StartTapped(FacilitatorTap, frozen=True):
    """Ask the first card."""


class StepTap(FacilitatorTap, frozen=True):
    """A button that means the step its console showed; on another it is too late."""

    step: int


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


# --- looking after the notes ----------------------------------------------------------


class NoteTap(FacilitatorTap, frozen=True):
    """A button for one note that the facilitators see."""

    note: int


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


# --- sorting --------------------------------------------------------------------------


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


# --- the facilitators' own vote -------------------------------------------------------


class TeacherVoteTapped(FacilitatorTap, frozen=True):
    """Give a note a mark on the facilitators' ballot, which never counts as one.

    0 takes it back.
    """

    round: int
    note: int
    mark: int


# --- the quiz -------------------------------------------------------------------------


class QuizStarted(FacilitatorTap, frozen=True):
    """Ask a quiz about a theme; its number tells the first tap from the second.

    The theme is its place (from 0) among those a quiz can be about.
    """

    quiz: int
    theme: int
    questions: int


class QuizTap(FacilitatorTap, frozen=True):
    """A button that means the question which its console showed."""

    quiz: int
    question: int


class QuizNextTapped(QuizTap, frozen=True):
    """Close the question and ask the next one."""


class QuizEndTapped(QuizTap, frozen=True):
    """Close the question and end the quiz."""


class QuizAnswered(Deed, frozen=True):
    """Somebody called `name` chose an option (from 0) of a question."""

    name: str
    quiz: int
    question: int
    option: int


class ScoreTapped(ParticipantTap, frozen=True):
    """Show how many I had right."""

    quiz: int


class QuizCounted(Struct, frozen=True):
    """A copy of a question was closed, with so many votes for each option."""

    quiz: int
    question: int
    copy: int
    votes: tuple[int, ...]


# --- what nobody did ------------------------------------------------------------------


class AdminsFound(Struct, frozen=True):
    """It was looked up who the admins of the chat are."""

    admins: frozenset[int]


class Forgotten(Struct, frozen=True):
    """A person had their data deleted."""

    person: int


class TimeUp(Struct, frozen=True):
    """The clock of a step has run out; another end time means that it was moved."""

    step: int
    ends_at: datetime


class CueDue(Struct, frozen=True):
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
