"""What can happen to an interview; past tense, frozen, nothing of a messenger.

Taps come in two families. A `CardTap` belongs to one question of one interview
and counts only while that question is open. A `MenuTap` stands on its own and
works from any card, however old.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Card:
    """Which question of which profile a card shows."""

    profile: int
    step: int


@dataclass(frozen=True, slots=True)
class TextSent:
    """A person sent text (or a caption).

    `message` is the messenger's id of it. `answers` is the question that was
    on screen when it was written; None when that is not known.
    """

    text: str
    message: int
    answers: Card | None = None


class Unreadable(StrEnum):
    """What a person may send that holds no text for us."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    POLL = "poll"
    FILE = "file"
    PLACE = "place"
    CONTACT = "contact"
    EDIT = "edit"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OtherSent:
    """A person sent something the interview cannot read."""

    kind: Unreadable


@dataclass(frozen=True, slots=True)
class Returned:
    """A person who had blocked the bot let it in again."""


class Command(StrEnum):
    """The commands people may give."""

    START = "start"
    HELP = "help"
    PROFILES = "profiles"
    SUMMARY = "summary"
    EXAMPLE = "example"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Commanded:
    """A person gave a command."""

    command: Command


@dataclass(frozen=True, slots=True)
class CommandUnknown:
    """A person gave a command that does not exist; `text` is what they wrote."""

    text: str


# --- taps on the card of one open question -------------------------------------


@dataclass(frozen=True, slots=True)
class CardTap:
    """A button of the card of one question."""

    profile: int
    step: int


@dataclass(frozen=True, slots=True)
class NextTapped(CardTap):
    """Go on: Next, Skip and Done are all this.

    `part` is the part of the question that the card showed, so that a second
    tap on the same button goes nowhere.
    """

    part: int


@dataclass(frozen=True, slots=True)
class BackTapped(CardTap):
    """Go back one step; nothing that was answered is lost."""


@dataclass(frozen=True, slots=True)
class LaterTapped(CardTap):
    """Stop for now."""


@dataclass(frozen=True, slots=True)
class ExamplesTapped(CardTap):
    """Show this many further examples."""

    count: int


@dataclass(frozen=True, slots=True)
class PageTapped(CardTap):
    """Show this page of the card, counted from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class RewordTapped(CardTap):
    """Word a note otherwise."""

    note: int


@dataclass(frozen=True, slots=True)
class KeepTapped(CardTap):
    """Leave the wording as it is."""


@dataclass(frozen=True, slots=True)
class TopChosen(CardTap):
    """Only the three most important notes of a long section."""


@dataclass(frozen=True, slots=True)
class AllChosen(CardTap):
    """Rate all notes of a long section."""


@dataclass(frozen=True, slots=True)
class LevelTapped(CardTap):
    """Set a note's level on the scale shown; counted from 0, -1 clears it."""

    note: int
    level: int


@dataclass(frozen=True, slots=True)
class PickTapped(CardTap):
    """Put a note next in order."""

    note: int


@dataclass(frozen=True, slots=True)
class UnpickTapped(CardTap):
    """Take this note out of the order again."""

    note: int


@dataclass(frozen=True, slots=True)
class AdjustTapped(CardTap):
    """Change the order shown."""


@dataclass(frozen=True, slots=True)
class MoveTapped(CardTap):
    """Put this note at this place, counted from 0."""

    note: int
    place: int


# --- taps that stand on their own ----------------------------------------------


@dataclass(frozen=True, slots=True)
class MenuTap:
    """A button that works from any card."""


@dataclass(frozen=True, slots=True)
class BeginTapped(MenuTap):
    """Begin an interview about a new segment.

    The button carries the `number` the new profile will get, so that a second
    tap on it begins nothing twice.
    """

    number: int


@dataclass(frozen=True, slots=True)
class ResumeTapped(MenuTap):
    """Go on with this profile, or look at it when it is finished."""

    profile: int


@dataclass(frozen=True, slots=True)
class ExampleTapped(MenuTap):
    """Show the finished example."""


@dataclass(frozen=True, slots=True)
class ProfilesTapped(MenuTap):
    """List the profiles, this page of them (counted from 0)."""

    page: int


@dataclass(frozen=True, slots=True)
class ProfileTapped(MenuTap):
    """Show what can be done with this profile."""

    profile: int


@dataclass(frozen=True, slots=True)
class RenameTapped(MenuTap):
    """Give this profile another name."""

    profile: int


@dataclass(frozen=True, slots=True)
class DeleteTapped(MenuTap):
    """Delete this profile."""

    profile: int


@dataclass(frozen=True, slots=True)
class UndeleteTapped(MenuTap):
    """Bring a deleted profile back."""

    profile: int


Event = TextSent | OtherSent | Returned | Commanded | CommandUnknown | CardTap | MenuTap
"""Everything a private conversation can meet."""


#: Every button of a question's card.
CARD_TAPS: tuple[type[CardTap], ...] = (
    NextTapped,
    BackTapped,
    LaterTapped,
    ExamplesTapped,
    PageTapped,
    RewordTapped,
    KeepTapped,
    TopChosen,
    AllChosen,
    LevelTapped,
    PickTapped,
    UnpickTapped,
    AdjustTapped,
    MoveTapped,
)

#: Every button that works from any card.
MENU_TAPS: tuple[type[MenuTap], ...] = (
    BeginTapped,
    ResumeTapped,
    ExampleTapped,
    ProfilesTapped,
    ProfileTapped,
    RenameTapped,
    DeleteTapped,
    UndeleteTapped,
)

#: Every kind of event.
EVENTS: tuple[type[Event], ...] = (
    TextSent,
    OtherSent,
    Returned,
    Commanded,
    CommandUnknown,
    *CARD_TAPS,
    *MENU_TAPS,
)
