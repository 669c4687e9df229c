"""What an exercise wants people to see; imperative, frozen, no wording.

A card is named, not drawn: several of these in a row show it once, as it stands after
the last (`view.py` makes it). A `quiet` one changes a card where it stands.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from conversations.exercise.events import CueDue, TimeUp


class Notice(StrEnum):
    """A short thing to say to one person, or on a card."""

    NOT_YOURS = "not_yours"
    NOT_JOINED = "not_joined"
    NOT_OPEN = "not_open"
    ANOTHER_IS_ON = "another_is_on"
    NOT_STARTED = "not_started"
    STALE = "stale"
    ALREADY = "already"
    OVER = "over"
    JOINED = "joined"
    WELCOME_BACK = "welcome_back"
    LEFT = "left"
    TEAM_SETTLED = "team_settled"
    NO_TEAM_LEFT = "no_team_left"
    NO_WORDS = "no_words"
    KEPT = "kept"
    LATE_NOTE = "late_note"
    PARKED = "parked"
    FULL = "full"
    EDITED = "edited"
    EDIT_STAYED = "edit_stayed"
    ONLY_PRIVATE = "only_private"
    MUTED = "muted"
    UNMUTED = "unmuted"
    STARS_USED = "stars_used"
    SAVED = "saved"
    DRAWING = "drawing"
    PROMISED = "promised"
    NOTHING_TO_ASK = "nothing_to_ask"
    NO_SEGMENT_YET = "no_segment_yet"
    NO_CLOCK = "no_clock"
    ANONYMOUS = "anonymous"
    PRIVATE_SHEETS = "private_sheets"
    NOT_REVEALED = "not_revealed"
    NOT_TOGETHER = "not_together"
    NOTHING_LISTED = "nothing_listed"
    LIST_FULL = "list_full"
    DOTS_USED = "dots_used"
    DOT_GIVEN = "dot_given"
    NOTE_FULL = "note_full"
    VOTED = "voted"
    INVITED_ANEW = "invited_anew"
    NOT_REACHED = "not_reached"
    HOST_NOW = "host_now"
    IN_PRIVATE = "in_private"
    TIME_UP = "time_up"
    SOON_OVER = "soon_over"


class Answer(Struct, frozen=True):
    """Answer who did this: a tap with a toast, a message with a line."""

    notice: Notice


class Tell(Struct, frozen=True):
    """Say something to one person in private."""

    person: int
    notice: Notice


class ShowConsoles(Struct, frozen=True):
    """Show every facilitator the console."""

    quiet: bool = False


class ShowRoom(Struct, frozen=True):
    """Show the card of the group, and those of the teams' topics."""

    notice: Notice | None = None
    quiet: bool = False


class ShowTeam(Struct, frozen=True):
    """Show a team its card anew, in its topic."""

    team: int


class AskEveryone(Struct, frozen=True):
    """Show everyone who takes part their card, in private."""

    quiet: bool = False


class AskOne(Struct, frozen=True):
    """Show one person their card, in private; its list from this `page` (from 0)."""

    person: int
    notice: Notice | None = None
    quiet: bool = False
    page: int = 0


class ShowMine(Struct, frozen=True):
    """Show a person the notes they wrote, from this `page` (from 0)."""

    person: int
    page: int = 0


class ShowMyVote(Struct, frozen=True):
    """Show a person their ballot, where they asked for it.

    In the group that is an alert: what others must not see goes on no card there.
    """

    person: int


class ShowMissing(Struct, frozen=True):
    """Show a facilitator who has not answered yet."""

    person: int


class ShowCanvas(Struct, frozen=True):
    """Show the group a picture of what the class came to."""


class AskQuestion(Struct, frozen=True):
    """Ask the group a question of a quiz."""

    quiz: int
    question: int


class CloseQuestion(Struct, frozen=True):
    """Let a question of a quiz take no more answers."""

    quiz: int
    question: int


class ShowScores(Struct, frozen=True):
    """Show the group what a quiz came to."""

    quiz: int


class ShowMyScore(Struct, frozen=True):
    """Show a person how many they had right, to nobody else."""

    person: int
    quiz: int


class WakeAt(Struct, frozen=True):
    """Bring this event back at this time."""

    at: datetime
    event: TimeUp | CueDue


Effect = (
    Answer
    | Tell
    | ShowConsoles
    | ShowRoom
    | ShowTeam
    | AskEveryone
    | AskOne
    | ShowMine
    | ShowMyVote
    | ShowCanvas
    | ShowMissing
    | AskQuestion
    | CloseQuestion
    | ShowScores
    | ShowMyScore
    | WakeAt
)
