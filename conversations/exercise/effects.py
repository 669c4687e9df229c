"""What an exercise wants people to see; imperative, frozen, no wording.

A card is named, not drawn: several of these in a row show it once, as it stands after
the last (`view.py` makes it). A `quiet` one changes a card where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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
    VOTED = "voted"
    INVITED_ANEW = "invited_anew"
    NOT_REACHED = "not_reached"
    HOST_NOW = "host_now"
    TIME_UP = "time_up"
    SOON_OVER = "soon_over"


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer who did this: a tap with a toast, a message with a line."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something to one person in private."""

    person: int
    notice: Notice


@dataclass(frozen=True, slots=True)
class ShowConsoles:
    """Show every facilitator the console."""

    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ShowRoom:
    """Show the card of the group, and those of the teams' topics."""

    notice: Notice | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ShowTeam:
    """Show a team its card anew, in its topic."""

    team: int


@dataclass(frozen=True, slots=True)
class AskEveryone:
    """Show everyone who takes part their card, in private."""

    quiet: bool = False


@dataclass(frozen=True, slots=True)
class AskOne:
    """Show one person their card, in private; its list from this `page` (from 0)."""

    person: int
    notice: Notice | None = None
    quiet: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowMine:
    """Show a person the notes they wrote, from this `page` (from 0)."""

    person: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowMyVote:
    """Show a person their ballot, where they asked for it.

    In the group that is an alert: what others must not see goes on no card there.
    """

    person: int


@dataclass(frozen=True, slots=True)
class ShowMissing:
    """Show a facilitator who has not answered yet."""

    person: int


@dataclass(frozen=True, slots=True)
class ShowCanvas:
    """Show the group a picture of what the class came to."""


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Ask the group a question of a quiz."""

    quiz: int
    question: int


@dataclass(frozen=True, slots=True)
class CloseQuestion:
    """Let a question of a quiz take no more answers."""

    quiz: int
    question: int


@dataclass(frozen=True, slots=True)
class ShowScores:
    """Show the group what a quiz came to."""

    quiz: int


@dataclass(frozen=True, slots=True)
class ShowMyScore:
    """Show a person how many they had right, to nobody else."""

    person: int
    quiz: int


@dataclass(frozen=True, slots=True)
class WakeAt:
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
