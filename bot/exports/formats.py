"""What every format is made from."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from msgspec import Struct

from bot.wording import later, shortened
from conversations.canvas import Canvas, canvas_of
from conversations.formats import Format, Paper
from conversations.guides.model import Guide
from conversations.profile import Profile

__all__ = ["TO_ASK", "Format", "Paper", "Sheet"]

#: What stands above the questions of `Sheet.to_ask`.
TO_ASK = later("Ask two real customers")

#: Characters left of a note inside such a question.
_ASKED = 120


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

    @property
    def to_ask(self) -> tuple[str, ...]:
        """What to ask real customers: a question about each of the riskiest guesses."""
        return tuple(
            self.guide.words.to_ask(guess.section, shortened(guess.item.text, _ASKED))
            for guess in self.canvas.riskiest
        )


class Poster(Struct, frozen=True):
    """An invitation for the wall: the `link` to join what is called so."""

    title: str
    link: str
    language: str
    on: date
