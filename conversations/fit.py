"""Fit: what is offered answers what matters to the customer, or does not."""

from __future__ import annotations

from msgspec import Struct

from conversations.canvas import Canvas, CanvasItem, CanvasSection
from conversations.guides.model import Guide, Rating
from conversations.profile import ANSWERED_BY, Note, Profile, Section
from conversations.ranking import TOP


class Judged(Struct, frozen=True):
    """A note of the canvas, in its section."""

    section: Section
    item: CanvasItem


class Fit(Struct, frozen=True):
    """What a value map answers and what it does not.

    `unanswered` are the top notes of the customer profile that nothing answers.
    `idle` are the relievers and creators that answer no top note; those of them
    without any link answer nothing at all. `answered` counts the top notes that
    something answers.
    """

    unanswered: tuple[Judged, ...]
    idle: tuple[Judged, ...]
    answered: int


def fit_of(canvas: Canvas) -> Fit | None:
    """How well a canvas fits; None as long as nothing is offered."""
    if not canvas.value_map:
        return None
    links = {link for part in canvas.value_map for i in part.items for link in i.links}
    tops = {part.section: top_items(part) for part in canvas.sections}
    every = [Judged(section, item) for section, top in tops.items() for item in top]
    unanswered = tuple(top for top in every if top.item.number not in links)
    return Fit(unanswered, _idle(canvas, tops), len(every) - len(unanswered))


def _idle(
    canvas: Canvas, tops: dict[Section, tuple[CanvasItem, ...]]
) -> tuple[Judged, ...]:
    matters = {item.number for top in tops.values() for item in top}
    return tuple(
        Judged(part.section, item)
        for part in canvas.value_map
        if part.section is not Section.PRODUCTS
        for item in part.items
        if matters.isdisjoint(item.links)
    )


def top_items(part: CanvasSection) -> tuple[CanvasItem, ...]:
    """What matters most in a section: its top, or all of it before it is in order."""
    ranked = tuple(item for item in part.items if item.rank is not None)
    return ranked[:TOP] or part.items


def offered(profile: Profile, note: Note, rating: Rating, guide: Guide) -> int | None:
    """The level (from 0) that a note's links speak for: the highest among them.

    Levels of a longer or shorter scale are converted in proportion.
    """
    theirs = _their_rating(note.section, rating, guide)
    if theirs is None:
        return None
    levels = guide.structure.scales[theirs.scale].levels
    given = [
        levels.index(answered.ratings[theirs.id])
        for answered in profile.answered(note)
        if answered.ratings.get(theirs.id) in levels
    ]
    highest = len(guide.structure.scales[rating.scale].levels) - 1
    return round(max(given) * highest / (len(levels) - 1)) if given else None


def _their_rating(section: Section, rating: Rating, guide: Guide) -> Rating | None:
    """The rating of what is answered that speaks for ours.

    It is the one with the same levels; for what counts first, else what counts first.
    """
    answered = ANSWERED_BY.get(section)
    if answered is None:
        return None
    scales = guide.structure.scales
    theirs = guide.ratings_of(answered)
    for other in theirs:
        if scales[other.scale].levels == scales[rating.scale].levels:
            return other
    is_first = rating == guide.ratings_of(section)[0]
    return theirs[0] if is_first and theirs else None
