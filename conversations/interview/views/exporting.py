"""What a canvas can be taken away as, and the files."""

from __future__ import annotations

from msgspec import Struct

from conversations.canvas import Canvas
from conversations.formats import Format, Paper
from conversations.interview.events import File
from conversations.interview.views.shared import ListedProfile


class ShowExports(Struct, frozen=True):
    """Show what a canvas can be taken away as; `more` than the usual files or not."""

    profile: ListedProfile
    more: bool


class ShowFiles(Struct, frozen=True):
    """Send files of a canvas; a `picture` shows it in the chat."""

    profile: ListedProfile
    canvas: Canvas
    files: tuple[File, ...]
    picture: bool


class ShowNotExported(Struct, frozen=True):
    """Say that files could not be made, and what can be done instead."""

    profile: ListedProfile
    formats: tuple[Format, ...]
    picture: bool
    too_much: bool
    paper: Paper
