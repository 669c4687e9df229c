"""What every format is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conversations.canvas import Canvas
from conversations.formats import Format, Paper
from conversations.guides.model import Guide
from conversations.profile import Profile

__all__ = ["Format", "Paper", "Sheet"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a format may show of one profile, as it was on a day.

    Formats for reading use the canvas and the guide's words; the data format keeps
    the profile itself.
    """

    profile: Profile
    canvas: Canvas
    guide: Guide
    on: date
    paper: Paper = Paper.A4


@dataclass(frozen=True, slots=True)
class Poster:
    """An invitation for the wall: the `link` to join what is called so."""

    title: str
    link: str
    language: str
    on: date
