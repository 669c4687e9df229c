"""Commands, what the bot cannot read, and the list of profiles."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

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


class Commanded(Struct, frozen=True):
    """A person gave a command; `about` is what they wrote behind it."""

    command: Command
    about: str = ""


class CommandUnknown(Struct, frozen=True):
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


class OtherSent(Struct, frozen=True):
    """A person sent something the interview cannot read."""

    kind: Unreadable


class Returned(Struct, frozen=True):
    """A person who had blocked the bot let it in again."""


class BeginTapped(MenuTap, frozen=True):
    """Begin an interview about a new segment.

    The button carries the `number` the new profile will get, so that a second
    tap on it begins nothing twice, and the id of the `guide` to begin with.
    """

    number: int
    guide: str = DEFAULT_GUIDE


class NextTypeTapped(MenuTap, frozen=True):
    """Begin the next sheet of a profile: the one about another type of customer.

    `number` is as in BeginTapped; `note` names the type.
    """

    number: int
    profile: int
    note: int


class GuidesTapped(MenuTap, frozen=True):
    """Show the other ways to be interviewed."""


class ResumeTapped(MenuTap, frozen=True):
    """Go on with this profile, or look at it when it is finished."""

    profile: int


class ReopenTapped(MenuTap, frozen=True):
    """Go through a finished profile once more, from its first question."""

    profile: int


class ExampleTapped(MenuTap, frozen=True):
    """Show the finished example."""


class ProfilesTapped(MenuTap, frozen=True):
    """List the profiles, this page of them (counted from 0)."""

    page: int


class ArchiveTapped(MenuTap, frozen=True):
    """List the profiles that were put away, this page of them."""

    page: int


class BinTapped(MenuTap, frozen=True):
    """List the profiles that were deleted not long ago, this page of them."""

    page: int


class ProfileTapped(MenuTap, frozen=True):
    """Show what can be done with this profile."""

    profile: int


class RenameTapped(MenuTap, frozen=True):
    """Give this profile another name."""

    profile: int


class DuplicateTapped(MenuTap, frozen=True):
    """Make a copy of this profile; `number` is as in BeginTapped."""

    profile: int
    number: int


class PutAwayTapped(MenuTap, frozen=True):
    """Put this profile into the archive."""

    profile: int


class TakeOutTapped(MenuTap, frozen=True):
    """Take this profile out of the archive."""

    profile: int


class DeleteTapped(MenuTap, frozen=True):
    """Delete this profile."""

    profile: int


class UndeleteTapped(MenuTap, frozen=True):
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
