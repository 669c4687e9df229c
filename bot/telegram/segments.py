"""The segment card as lines of the canvas."""

from __future__ import annotations

from markupsafe import Markup

from bot.wording import Wording, filled, shortened
from conversations.segment_card import Facet, FacetGroup, SegmentCard

#: How long an answer may be on the card; /edit shows all of it.
ANSWER_LENGTH = 300


def card_lines(w: Wording, card: SegmentCard) -> list[Markup]:
    """Who they are, whether they are a segment of their own, what they value."""
    lines = []
    if card.base:
        lines.append(w.say("Customer base: {base}", base=_short(card.base)))
    if card.other_side:
        lines.append(w.say("On the other side: {other}", other=_short(card.other_side)))
    lines += [_group(w, group) for group in card.groups]
    if card.values:
        values = ", ".join(_short(value) for value in card.values)
        lines.append(w.say("What they value: {values}", values=values))
    if card.verdict:
        lines.append(filled("<b>{}</b>", card.verdict))
    return lines


def _short(text: str) -> str:
    return shortened(text, ANSWER_LENGTH)


def _group(w: Wording, group: FacetGroup) -> Markup:
    facets = Markup("; ").join(_facet(w, facet) for facet in group.facets)
    return filled("<b>{}</b>: {}", group.title, facets)


def _facet(w: Wording, facet: Facet) -> Markup:
    if not facet.text:
        return filled("{}", facet.name)
    return filled("{} <i>({})</i>", _short(facet.text), facet.name)
