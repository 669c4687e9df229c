"""What an interview wants people to see; imperative, frozen, no wording.

A view says what a card or a message shows, in the interview's own terms; the
edge turns it into words and buttons.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.canvas import Canvas
from conversations.guides.model import Guide
from conversations.guides.steps import Step
from conversations.interview.events import Card
from conversations.interview.session import Headline
from conversations.ranking import Reason


class Notice(StrEnum):
    """A short thing to say beside or instead of a card."""

    STALE = "stale"
    NOT_YOURS = "not_yours"
    DELETED = "deleted"
    RESTING = "resting"
    ALREADY = "already"
    TAPS_WANTED = "taps_wanted"
    NO_WORDS = "no_words"
    FULL = "full"
    SHELF_FULL = "shelf_full"
    LATE_NOTE = "late_note"
    COMMAND_UNKNOWN = "command_unknown"
    NOTHING_YET = "nothing_yet"
    SAVED = "saved"
    UNDONE = "undone"
    WELCOME_BACK = "welcome_back"
    CANNOT_PHOTO = "cannot_photo"
    CANNOT_VOICE = "cannot_voice"
    CANNOT_VIDEO = "cannot_video"
    CANNOT_STICKER = "cannot_sticker"
    CANNOT_POLL = "cannot_poll"
    CANNOT_FILE = "cannot_file"
    CANNOT_PLACE = "cannot_place"
    CANNOT_CONTACT = "cannot_contact"
    CANNOT_EDIT = "cannot_edit"
    CANNOT_OTHER = "cannot_other"


@dataclass(frozen=True, slots=True)
class Progress:
    """Section `section` of `sections`, prompt `prompt` of `prompts`; from 1."""

    section: int
    sections: int
    prompt: int = 0
    prompts: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A note on a card: its number and its text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class RankedItem:
    """A note with its rank (from 1; None is "not rated") and the reason."""

    number: int
    text: str
    rank: int | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Pages:
    """Page `page` (from 0) of `pages`."""

    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Question:
    """What every card of an open question knows; `part` as in NextTapped."""

    card: Card
    part: int
    guide: Guide
    step: Step
    progress: Progress
    segment: str
    has_back: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a prompt; `notes` answer it, `earlier` are others of the section."""

    question: Question
    job: str | None
    notes: tuple[str, ...]
    earlier: tuple[str, ...]
    examples: int
    following: Step


@dataclass(frozen=True, slots=True)
class AskReview:
    """Ask which notes the customer would word otherwise."""

    question: Question
    items: tuple[Item, ...]
    first: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class AskRewording:
    """Ask for the new wording of a note."""

    question: Question
    text: str


@dataclass(frozen=True, slots=True)
class AskDepth:
    """Ask whether to rate the top three only, or all `count` notes."""

    question: Question
    count: int


@dataclass(frozen=True, slots=True)
class RatedItem:
    """A note with the level it has on the scale shown, if any (from 0)."""

    number: int
    text: str
    level: int | None


@dataclass(frozen=True, slots=True)
class AskRating:
    """Ask for the level of several notes; `first` counts the notes from 1."""

    question: Question
    scale: str
    marking: bool
    items: tuple[RatedItem, ...]
    first: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class PickableItem:
    """A note that can be tapped; `place` (from 0) once it is."""

    number: int
    text: str
    place: int | None


@dataclass(frozen=True, slots=True)
class AskOrder:
    """Ask to tap notes, most important first.

    `picked` lists those tapped so far. With `tie` only notes of equal score
    are shown; `start` ranks stand above them. `wanted` taps are enough.
    """

    question: Question
    items: tuple[PickableItem, ...]
    picked: tuple[str, ...]
    tie: bool
    start: int
    wanted: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class ShowRanking:
    """Show a section in its order, with the reason for each place."""

    question: Question
    items: tuple[RankedItem, ...]
    following: Step


@dataclass(frozen=True, slots=True)
class AskMoves:
    """Let notes be moved up and down; `first` counts the ranks from 1."""

    question: Question
    items: tuple[Item, ...]
    first: int
    count: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class ShowCanvas:
    """Show the finished canvas and ask for surprises."""

    question: Question
    canvas: Canvas
    next_number: int


@dataclass(frozen=True, slots=True)
class ShowKept:
    """Say that surprises were kept with the canvas."""

    question: Question
    surprises: tuple[str, ...]
    next_number: int


@dataclass(frozen=True, slots=True)
class ShowWelcome:
    """Greet; offer to go on with `unfinished`, or to begin."""

    guide: Guide
    unfinished: Headline | None
    progress: Progress | None
    profiles: int
    next_number: int
    resting: bool


@dataclass(frozen=True, slots=True)
class ListedProfile:
    """A profile in a list; `progress` is None when it is finished."""

    number: int
    name: str
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class ShowProfiles:
    """List the profiles."""

    profiles: tuple[ListedProfile, ...]
    total: int
    next_number: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class ShowProfile:
    """Show what can be done with one profile."""

    profile: ListedProfile


@dataclass(frozen=True, slots=True)
class AskName:
    """Ask for a profile's new name."""

    profile: ListedProfile


@dataclass(frozen=True, slots=True)
class ShowDeleted:
    """Say that a profile was deleted, and offer to undo it."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """Say what the bot does and which commands there are."""


@dataclass(frozen=True, slots=True)
class ShowSummary:
    """Show a canvas as it stands, as a message of its own."""

    canvas: Canvas
    guide: Guide
    example: bool = False


QuestionView = (
    Ask
    | AskReview
    | AskRewording
    | AskDepth
    | AskRating
    | AskOrder
    | ShowRanking
    | AskMoves
    | ShowCanvas
    | ShowKept
    | ShowWelcome
)
MenuView = ShowProfiles | ShowProfile | AskName | ShowDeleted
MessageView = ShowHelp | ShowSummary


@dataclass(frozen=True, slots=True)
class ShowQuestion:
    """Show the card of the open question, with a notice on it.

    It names no view: several of these in a row show the card once, as it stands
    after the last (`view.question_view`).
    """

    notice: Notice | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class ShowMenu:
    """Show a card of the menu."""

    view: MenuView
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Send a message of its own."""

    view: MessageView


@dataclass(frozen=True, slots=True)
class Toast:
    """Answer a tap with a short line that goes away by itself."""

    notice: Notice


Effect = ShowQuestion | ShowMenu | Say | Toast
