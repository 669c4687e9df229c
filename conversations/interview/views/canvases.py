"""The finished canvas, and where one can go from it."""

from __future__ import annotations

from msgspec import Struct

from conversations.canvas import Canvas
from conversations.guides.model import Guide
from conversations.interview.views.shared import Item, Question
from conversations.interview.views.value_map import ValueMapState


class After(Struct, frozen=True):
    """Where one can go from a finished canvas.

    `next_types` are the types of customers that have no sheet of their own yet, and
    `other_side` is the group on the other side, when it has none. `guides` are
    those that can go on with what is known about the segment.
    """

    next_number: int
    next_types: tuple[Item, ...]
    value_map: ValueMapState
    other_side: str = ""
    guides: tuple[Guide, ...] = ()


class ShowCanvas(Struct, frozen=True):
    """Show the finished canvas and ask for surprises."""

    question: Question
    canvas: Canvas
    after: After


class ShowKept(Struct, frozen=True):
    """Say that surprises were kept with the canvas."""

    question: Question
    surprises: tuple[str, ...]
    after: After


class ShowSummary(Struct, frozen=True):
    """Show a canvas as it stands, as a message of its own."""

    canvas: Canvas
    guide: Guide
    example: bool = False
