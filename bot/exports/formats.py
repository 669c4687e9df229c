"""What every format is made from."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from conversations.canvas import Canvas
from conversations.formats import Format, Paper
from conversations.guides.model import Guide
from conversations.profile import Profile

__all__ = ["Format", "Paper", "Sheet"]


class Sheet(Struct, frozen=True):
    """Everything a format may show of one profile, as it was on a day.

    Formats for reading use the canvas and the guide's words; the data format keeps
    the profile itself.
    """

    profile: Profile
    canvas: Canvas
    guide: Guide
    on: date
    paper: Paper = Paper.A4


class Poster(Struct, frozen=True):
    """An invitation for the wall: the `link` to join what is called so."""

    title: str
    link: str
    language: str
    on: date
