"""What every format is made from."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from msgspec import Struct

from conversations.canvas import Canvas, canvas_of
from conversations.formats import Format, Paper
from conversations.guides.model import Guide
from conversations.profile import Profile

__all__ = ["Format", "Paper", "Sheet"]


class Sheet(Struct, frozen=True, dict=True):
    """Everything a format may show of one profile, as it was on a day.

    Formats for reading use the canvas and the guide's words; the data format keeps
    the profile itself. A sample may show a `retouched` canvas instead of its own.
    """

    profile: Profile
    guide: Guide
    on: date
    paper: Paper = Paper.A4
    retouched: Canvas | None = None

    @cached_property
    def canvas(self) -> Canvas:
        """What is shown; it is worked out where files are made."""
        return self.retouched or canvas_of(self.profile, self.guide)


class Poster(Struct, frozen=True):
    """An invitation for the wall: the `link` to join what is called so."""

    title: str
    link: str
    language: str
    on: date
