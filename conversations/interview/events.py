"""What can happen to an interview; past tense, frozen, nothing of a messenger.

Taps come in two families. A `CardTap` belongs to one question of one interview
and counts only while that question is open. A `MenuTap` stands on its own and
works from any card, however old.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.formats import Format, Paper
from conversations.guides.library import DEFAULT_GUIDE
from conversations.portable import Flaw
from conversations.profile import Profile, Section


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
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OtherSent:
    """A person sent something the interview cannot read."""

    kind: Unreadable


@dataclass(frozen=True, slots=True)
class FileSent:
    """A person sent a file that may be a profile.

    `file` is the messenger's id of it, `size` its length in bytes.
    """

    file: str
    size: int


@dataclass(frozen=True, slots=True)
class TextEdited:
    """A person changed a message sent before; `text` is what it says now."""

    text: str
    message: int


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


# --- what became of errands -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class File:
    """A file to send; `key` says where it is kept."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Exported:
    """Files of a profile were made; a `picture` is shown, others are attached."""

    profile: int
    files: tuple[File, ...]
    picture: bool = False


@dataclass(frozen=True, slots=True)
class NotExported:
    """Files of a profile could not be made; it is `too_much`, or can be tried again."""

    profile: int
    formats: tuple[Format, ...]
    picture: bool = False
    too_much: bool = False
    paper: Paper = Paper.A4


@dataclass(frozen=True, slots=True)
class ProfileRead:
    """A file that was sent holds this profile."""

    read: Profile


@dataclass(frozen=True, slots=True)
class FileRefused:
    """A file that was sent holds no profile."""

    flaw: Flaw


@dataclass(frozen=True, slots=True)
class DataGathered:
    """Everything that is kept of a person was put into a file."""

    file: File


@dataclass(frozen=True, slots=True)
class DataNotGathered:
    """What is kept of a person could not be put into a file."""


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
class PassTapped(CardTap):
    """Leave out an exercise, or what is left of it."""


@dataclass(frozen=True, slots=True)
class SelectTapped(CardTap):
    """Set whether an option applies: `applies` is 1 or 0.

    Options count from 0; -1 says of all of them at once that none applies (1), or
    takes that back (0).
    """

    option: int
    applies: int


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
class TurnTapped(CardTap):
    """Make it this note's turn to be rated."""

    note: int


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


@dataclass(frozen=True, slots=True)
class LetBeTapped(CardTap):
    """Leave a note as it is, although a hint asks about it."""

    note: int


@dataclass(frozen=True, slots=True)
class OverviewTapped(CardTap):
    """Show the sections, to go on with another one."""


@dataclass(frozen=True, slots=True)
class SectionChosen(CardTap):
    """Go on with this section."""

    section: Section


@dataclass(frozen=True, slots=True)
class MatchTapped(CardTap):
    """Say whether a note answers another, or whether a choice fits it.

    `choice` is the number of that other note, or the place of the choice from 0;
    `fits` is 1 when it does, else 0.
    """

    note: int
    choice: int
    fits: int


@dataclass(frozen=True, slots=True)
class OffersTaken(CardTap):
    """Give every note without a level the one that is offered for it."""


# --- taps that stand on their own ----------------------------------------------


@dataclass(frozen=True, slots=True)
class MenuTap:
    """A button that works from any card."""


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
class GoOnTapped(MenuTap):
    """Go on with a profile that describes a segment, with the guide given."""

    profile: int
    guide: str


@dataclass(frozen=True, slots=True)
class OtherSideTapped(MenuTap):
    """Begin a profile of the other side of a profile's customers.

    `number` is as in BeginTapped.
    """

    number: int
    profile: int


@dataclass(frozen=True, slots=True)
class GuidesTapped(MenuTap):
    """Show the other ways to be interviewed."""


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
class ReopenTapped(MenuTap):
    """Go through a finished profile once more, from its first question."""

    profile: int


@dataclass(frozen=True, slots=True)
class DeleteTapped(MenuTap):
    """Delete this profile."""

    profile: int


@dataclass(frozen=True, slots=True)
class UndeleteTapped(MenuTap):
    """Bring a deleted profile back."""

    profile: int


@dataclass(frozen=True, slots=True)
class ValueMapTapped(MenuTap):
    """Add the value map to a finished profile, or go on with it."""

    profile: int


# --- editing what was written ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class EditTapped(MenuTap):
    """Show the sections of this profile, to change what is in them."""

    profile: int


@dataclass(frozen=True, slots=True)
class SectionTapped(MenuTap):
    """Show the notes of a section, this page of them."""

    profile: int
    section: Section
    page: int


@dataclass(frozen=True, slots=True)
class NoteTapped(MenuTap):
    """Show what can be done with a note."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class AddTapped(MenuTap):
    """Add notes to a section."""

    profile: int
    section: Section


@dataclass(frozen=True, slots=True)
class FixTapped(MenuTap):
    """Give a note other words."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class SituationTapped(MenuTap):
    """Say in which situation a job is done."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class DropTapped(MenuTap):
    """Delete a note."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class RestoreTapped(MenuTap):
    """Bring a deleted note back."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class SortTapped(MenuTap):
    """Put a note into another section."""

    profile: int
    note: int
    section: Section


@dataclass(frozen=True, slots=True)
class RateTapped(MenuTap):
    """Give a note a level of one of its ratings; both count from 0, -1 clears."""

    profile: int
    note: int
    rating: int
    level: int


@dataclass(frozen=True, slots=True)
class PlaceTapped(MenuTap):
    """Put a note at this place of its section, counted from 0."""

    profile: int
    note: int
    place: int


@dataclass(frozen=True, slots=True)
class TiesTapped(MenuTap):
    """Show what a note could be tied to, this page of it.

    For a note of the value map that is what it answers, for a pain or a gain the job
    that it comes from.
    """

    profile: int
    note: int
    page: int


@dataclass(frozen=True, slots=True)
class TieTapped(MenuTap):
    """Tie a note to another one; `tied` is 1, or 0 to untie them."""

    profile: int
    note: int
    other: int
    tied: int


@dataclass(frozen=True, slots=True)
class KindTapped(MenuTap):
    """Say whether a choice (its place from 0) fits a note; `fits` is 1 or 0."""

    profile: int
    note: int
    choice: int
    fits: int


# --- what customers were heard saying ----------------------------------------------


@dataclass(frozen=True, slots=True)
class HeardListTapped(MenuTap):
    """List the notes and how many customers said each, this page of them."""

    profile: int
    page: int


@dataclass(frozen=True, slots=True)
class HeardNoteTapped(MenuTap):
    """Show how many customers said what a note says."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class HeardTapped(MenuTap):
    """So many customers said what a note says; 0 makes it an assumption again."""

    profile: int
    note: int
    count: int


@dataclass(frozen=True, slots=True)
class QuoteTapped(MenuTap):
    """Keep with a note what a customer said, word for word."""

    profile: int
    note: int


@dataclass(frozen=True, slots=True)
class UnquoteTapped(MenuTap):
    """Take the words of a customer away from a note."""

    profile: int
    note: int


# --- comparing ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CompareTapped(MenuTap):
    """Pick the first of two profiles to compare, from this page of them."""

    page: int


@dataclass(frozen=True, slots=True)
class CompareWithTapped(MenuTap):
    """Pick the profile to compare this one with, from this page of the others."""

    profile: int
    page: int


@dataclass(frozen=True, slots=True)
class ComparedTapped(MenuTap):
    """Show two profiles side by side."""

    profile: int
    other: int


# --- settings and privacy -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoachTapped(MenuTap):
    """Give hints while notes are written (1), or give none (0)."""

    on: int


@dataclass(frozen=True, slots=True)
class ForgetTapped(MenuTap):
    """Delete everything; `number` is as in BeginTapped, and the button counts once."""

    number: int


# --- taking a canvas away ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExportsTapped(MenuTap):
    """Show everything that a canvas can be taken away as."""

    profile: int


@dataclass(frozen=True, slots=True)
class FormatTapped(MenuTap):
    """Take a canvas away as a file of this format, for this paper."""

    profile: int
    format: Format
    paper: Paper = Paper.A4


@dataclass(frozen=True, slots=True)
class PictureTapped(MenuTap):
    """Show a canvas as a picture in the chat."""

    profile: int


@dataclass(frozen=True, slots=True)
class AlbumTapped(MenuTap):
    """Take a canvas away as several files at once."""

    profile: int


# --- learning -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LearnTapped(MenuTap):
    """Show what can be learned: the themes."""


@dataclass(frozen=True, slots=True)
class ThemeTapped(MenuTap):
    """Show the concepts of a theme."""

    theme: str


@dataclass(frozen=True, slots=True)
class ConceptTapped(MenuTap):
    """Show the card of a concept."""

    concept: str


@dataclass(frozen=True, slots=True)
class LookUpTapped(MenuTap):
    """Look up the word that comes next."""


@dataclass(frozen=True, slots=True)
class QuizTapped(MenuTap):
    """Ask this question of the quiz (from 0), after `right` right answers."""

    question: int
    right: int


@dataclass(frozen=True, slots=True)
class GuessTapped(MenuTap):
    """Answer a question of the quiz; `answer` counts from 0, `right` is as before."""

    question: int
    right: int
    answer: int


Event = (
    TextSent
    | TextEdited
    | OtherSent
    | FileSent
    | Exported
    | NotExported
    | ProfileRead
    | FileRefused
    | DataGathered
    | DataNotGathered
    | Returned
    | Commanded
    | CommandUnknown
    | CardTap
    | MenuTap
)
"""Everything a private conversation can meet."""


#: Every button of a question's card.
CARD_TAPS: tuple[type[CardTap], ...] = (
    NextTapped,
    BackTapped,
    LaterTapped,
    ExamplesTapped,
    PassTapped,
    SelectTapped,
    PageTapped,
    RewordTapped,
    KeepTapped,
    TopChosen,
    AllChosen,
    LevelTapped,
    TurnTapped,
    PickTapped,
    UnpickTapped,
    AdjustTapped,
    MoveTapped,
    LetBeTapped,
    OverviewTapped,
    SectionChosen,
    MatchTapped,
    OffersTaken,
)

#: Every button that works from any card.
MENU_TAPS: tuple[type[MenuTap], ...] = (
    BeginTapped,
    NextTypeTapped,
    GoOnTapped,
    OtherSideTapped,
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
    EditTapped,
    SectionTapped,
    NoteTapped,
    AddTapped,
    FixTapped,
    SituationTapped,
    DropTapped,
    RestoreTapped,
    SortTapped,
    RateTapped,
    PlaceTapped,
    HeardListTapped,
    HeardNoteTapped,
    HeardTapped,
    QuoteTapped,
    UnquoteTapped,
    CompareTapped,
    CompareWithTapped,
    ComparedTapped,
    CoachTapped,
    ForgetTapped,
    ExportsTapped,
    FormatTapped,
    PictureTapped,
    AlbumTapped,
    ValueMapTapped,
    TiesTapped,
    TieTapped,
    KindTapped,
    LearnTapped,
    ThemeTapped,
    ConceptTapped,
    LookUpTapped,
    QuizTapped,
    GuessTapped,
)

#: Every kind of event.
EVENTS: tuple[type[Event], ...] = (
    TextSent,
    TextEdited,
    OtherSent,
    FileSent,
    Exported,
    NotExported,
    ProfileRead,
    FileRefused,
    DataGathered,
    DataNotGathered,
    Returned,
    Commanded,
    CommandUnknown,
    *CARD_TAPS,
    *MENU_TAPS,
)
