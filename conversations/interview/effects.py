"""What an interview wants people to see; imperative, frozen, no wording."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from conversations.formats import Format, Paper
from conversations.interview.views import MenuView, MessageView


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
    NOT_KEPT = "not_kept"
    NUMBERS_WANTED = "numbers_wanted"
    TOO_MANY_NUMBERS = "too_many_numbers"
    WAITING = "waiting"
    LONG_SILENCE = "long_silence"
    NO_NAME_YET = "no_name_yet"
    EDITED = "edited"
    EDIT_ADDED = "edit_added"
    EDIT_REMOVED = "edit_removed"
    EDIT_STAYED = "edit_stayed"
    EDIT_SAME = "edit_same"
    EDIT_EMPTY = "edit_empty"
    EDIT_UNKNOWN = "edit_unknown"
    NOTE_GONE = "note_gone"
    MOVED = "moved"
    RESTORED = "restored"
    COPIED = "copied"
    PUT_AWAY = "put_away"
    TAKEN_OUT = "taken_out"
    CAME_ALONG = "came_along"
    LATE_NOTE = "late_note"
    COMMAND_UNKNOWN = "command_unknown"
    NOTHING_YET = "nothing_yet"
    SAVED = "saved"
    UNDONE = "undone"
    DRAWING = "drawing"
    IMPORTED = "imported"
    WELCOME_BACK = "welcome_back"
    FORGOTTEN = "forgotten"
    ONE_ONLY = "one_only"
    LET_BE = "let_be"
    COACH_ON = "coach_on"
    COACH_OFF = "coach_off"
    CANNOT_PHOTO = "cannot_photo"
    CANNOT_VOICE = "cannot_voice"
    CANNOT_VIDEO = "cannot_video"
    CANNOT_STICKER = "cannot_sticker"
    CANNOT_POLL = "cannot_poll"
    CANNOT_FILE = "cannot_file"
    CANNOT_PLACE = "cannot_place"
    CANNOT_CONTACT = "cannot_contact"
    CANNOT_OTHER = "cannot_other"
    FILE_TOO_LARGE = "file_too_large"
    FILE_NOT_JSON = "file_not_json"
    FILE_NOT_OURS = "file_not_ours"
    FILE_TOO_NEW = "file_too_new"
    FILE_DAMAGED = "file_damaged"
    FILE_GUIDE_UNKNOWN = "file_guide_unknown"
    FILE_LOST = "file_lost"
    DATA_NOT_GATHERED = "data_not_gathered"


class ShowQuestion(Struct, frozen=True):
    """Show the card of the open question, with a notice on it.

    It names no view: several of these in a row show the card once, as it stands
    after the last (`view.question_view`). A `quiet` one changes the card where it
    stands and does not bring it down.
    """

    notice: Notice | None = None
    about: str = ""
    quiet: bool = False


class ShowMenu(Struct, frozen=True):
    """Show a card of the menu, with a notice on it."""

    view: MenuView
    notice: Notice | None = None


class Say(Struct, frozen=True):
    """Send a message of its own."""

    view: MessageView


class Toast(Struct, frozen=True):
    """Answer a tap with a short line that goes away by itself."""

    notice: Notice


class Export(Struct, frozen=True):
    """Have files of a profile's canvas made; a `picture` is to be looked at at once.

    `paper` is what its pages are for.

    What became of it comes back as Exported or NotExported.
    """

    profile: int
    formats: tuple[Format, ...]
    picture: bool = False
    paper: Paper = Paper.A4


class Import(Struct, frozen=True):
    """Have a file fetched and read; `file` is the messenger's id of it.

    What became of it comes back as ProfileRead or FileRefused.
    """

    file: str


class Gather(Struct, frozen=True):
    """Have everything that is kept of a person put into a file.

    What became of it comes back as DataGathered or DataNotGathered.
    """


Errand = Export | Import | Gather
"""What takes its time and is done beside the conversation."""

Effect = ShowQuestion | ShowMenu | Say | Toast | Errand


def picture_of(profile: int) -> Export:
    """A profile's canvas as a picture in the chat."""
    return Export(profile, (Format.PNG,), picture=True)
