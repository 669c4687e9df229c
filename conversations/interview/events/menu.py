"""Commands, what the bot cannot read, and the list of profiles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.guides.library import DEFAULT_GUIDE
from conversations.interview.events.shared import MenuTap


class Command(StrEnum):
    """The commands people may give."""

    START = "start"
    HELP = "help"
    PROFILES = "profiles"
    SUMMARY = "summary"
    EXAMPLE = "example"
    EDIT = "edit"
    SETTINGS = "settings"
    PRIVACY = "privacy"
    MYDATA = "mydata"
    DELETEMYDATA = "deletemydata"
    EXPORT = "export"
    LEARN = "learn"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Commanded:
    """A person gave a command; `about` is what they wrote behind it."""

    command: Command
    about: str = ""


@dataclass(frozen=True, slots=True)
class CommandUnknown:
    """A person gave a command that does not exist; `text` is what they wrote."""

    text: str


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
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OtherSent:
    """A person sent something the interview cannot read."""

    kind: Unreadable


@dataclass(frozen=True, slots=True)
class Returned:
    """A person who had blocked the bot let it in again."""


@dataclass(frozen=True, slots=True)
class BeginTapped(MenuTap):
    """Begin an interview about a new segment.

    The button carries the `number` the new profile will get, so that a second
    tap on it begins nothing twice, and the id of the `guide` to begin with.
    """

    number: int
    guide: str = DEFAULT_GUIDE


@dataclass(frozen=True, slots=True)
class NextTypeTapped(MenuTap):
    """Begin the next sheet of a profile: the one about another type of customer.

    `number` is as in BeginTapped; `note` names the type.
    """

    number: int
    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class GuidesTapped(MenuTap):
    """Show the other ways to be interviewed."""


@dataclass(frozen=True, slots=True)
class ResumeTapped(MenuTap):
    """Go on with this profile, or look at it when it is finished."""

    profile: int


@dataclass(frozen=True, slots=True)
class ReopenTapped(MenuTap):
    """Go through a finished profile once more, from its first question."""

    profile: int


@dataclass(frozen=True, slots=True)
class ExampleTapped(MenuTap):
    """Show the finished example."""


@dataclass(frozen=True, slots=True)
class ProfilesTapped(MenuTap):
    """List the profiles, this page of them (counted from 0)."""

    page: int


@dataclass(frozen=True, slots=True)
class ArchiveTapped(MenuTap):
    """List the profiles that were put away, this page of them."""

    page: int


@dataclass(frozen=True, slots=True)
class BinTapped(MenuTap):
    """List the profiles that were deleted not long ago, this page of them."""

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
class DuplicateTapped(MenuTap):
    """Make a copy of this profile; `number` is as in BeginTapped."""

    profile: int
    number: int


@dataclass(frozen=True, slots=True)
class PutAwayTapped(MenuTap):
    """Put this profile into the archive."""

    profile: int


@dataclass(frozen=True, slots=True)
class TakeOutTapped(MenuTap):
    """Take this profile out of the archive."""

    profile: int


@dataclass(frozen=True, slots=True)
class DeleteTapped(MenuTap):
    """Delete this profile."""

    profile: int


@dataclass(frozen=True, slots=True)
class UndeleteTapped(MenuTap):
    """Bring a deleted profile back."""

    profile: int


TAPS: tuple[type[MenuTap], ...] = (
    BeginTapped,
    NextTypeTapped,
    GuidesTapped,
    ResumeTapped,
    ReopenTapped,
    ExampleTapped,
    ProfilesTapped,
    ArchiveTapped,
    BinTapped,
    ProfileTapped,
    RenameTapped,
    DuplicateTapped,
    PutAwayTapped,
    TakeOutTapped,
    DeleteTapped,
    UndeleteTapped,
)
