"""The segment card as titles with lines, which every format for reading shows."""

from __future__ import annotations

from bot.wording import Wording
from conversations.canvas import Canvas
from conversations.segment_card import Facet, SegmentCard


def groups_of(canvas: Canvas, w: Wording) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is known about the segment, all in full; the verdict stands apart."""
    card = canvas.card or SegmentCard()
    groups = (
        (w.label("What they are like"), canvas.description),
        (w.label("Customer base"), (card.base,)),
        (w.label("On the other side"), (card.other_side,)),
        *((group.title, (*map(_facet, group.facets),)) for group in card.groups),
        (w.label("What they value"), card.values),
    )
    return tuple((title, lines) for title, lines in groups if any(lines))


def verdict_of(canvas: Canvas) -> str:
    """Whether they are a segment of their own; empty before that was tested."""
    return canvas.card.verdict if canvas.card else ""


def _facet(facet: Facet) -> str:
    return f"{facet.text} ({facet.name})" if facet.text else facet.name
