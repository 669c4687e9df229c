"""Taking a canvas away, bringing one back, and what became of the files."""

from __future__ import annotations

from msgspec import Struct

from conversations.formats import Format, Paper
from conversations.interview.events.shared import File, MenuTap
from conversations.portable import Flaw
from conversations.profile import Profile


class ExportsTapped(MenuTap, frozen=True):
    """Show everything that a canvas can be taken away as."""

    profile: int


class FormatTapped(MenuTap, frozen=True):
    """Take a canvas away as a file of this format, for this paper."""

    profile: int
    format: Format
    paper: Paper = Paper.A4


class PictureTapped(MenuTap, frozen=True):
    """Show a canvas as a picture in the chat."""

    profile: int


class AlbumTapped(MenuTap, frozen=True):
    """Take a canvas away as several files at once."""

    profile: int


class Exported(Struct, frozen=True):
    """Files of a profile were made; a `picture` is shown, others are attached."""

    profile: int
    files: tuple[File, ...]
    picture: bool = False


class NotExported(Struct, frozen=True):
    """Files of a profile could not be made; it is `too_much`, or can be tried again."""

    profile: int
    formats: tuple[Format, ...]
    picture: bool = False
    too_much: bool = False
    paper: Paper = Paper.A4


class FileSent(Struct, frozen=True):
    """A person sent a file that may be a profile.

    `file` is the messenger's id of it, `size` its length in bytes.
    """

    file: str
    size: int


class ProfileRead(Struct, frozen=True):
    """A file that was sent holds this profile."""

    read: Profile


class FileRefused(Struct, frozen=True):
    """A file that was sent holds no profile."""

    flaw: Flaw


TAPS: tuple[type[MenuTap], ...] = (
    ExportsTapped,
    FormatTapped,
    PictureTapped,
    AlbumTapped,
)
