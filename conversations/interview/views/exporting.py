"""What a canvas can be taken away as, and the files."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.canvas import Canvas
from conversations.formats import Format, Paper
from conversations.interview.events import File
from conversations.interview.views.shared import ListedProfile


@dataclass(frozen=True, slots=True)
class ShowExports:
    """Show what a canvas can be taken away as; `more` than the usual files or not."""

    profile: ListedProfile
    more: bool


@dataclass(frozen=True, slots=True)
class ShowFiles:
    """Send files of a canvas; a `picture` shows it in the chat."""

    profile: ListedProfile
    canvas: Canvas
    files: tuple[File, ...]
    picture: bool


@dataclass(frozen=True, slots=True)
class ShowNotExported:
    """Say that files could not be made, and what can be done instead."""

    profile: ListedProfile
    formats: tuple[Format, ...]
    picture: bool
    too_much: bool
    paper: Paper
