"""A profile outside the bot: what of it can leave, and what may come back in."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec.structs import replace

from conversations import ranking
from conversations.guides.library import Library
from conversations.guides.model import Guide
from conversations.notes import MOST_NOTES
from conversations.profile import Note, Order, Profile, Section

#: The largest file of a profile, in bytes: every note as long as a message can be.
LARGEST_FILE = 4 * 2**20


class Flaw(StrEnum):
    """Why a file is no profile that can be kept."""

    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    NOT_OURS = "not_ours"
    TOO_NEW = "too_new"
    DAMAGED = "damaged"
    GUIDE_UNKNOWN = "guide_unknown"
    LOST = "lost"  # the messenger does not have the file any more


def portable(profile: Profile) -> Profile:
    """The profile without what only means something in the chat it was made in.

    That is: its number there, the messages its notes came from, what was deleted or
    put away, and how it stood before.
    """
    return replace(
        profile,
        number=0,
        notes=tuple(
            replace(note, origin=None, reworded_in=None) for note in profile.living
        ),
        orders={
            section: order
            for section, order in profile.orders.items()
            if order != Order()
        },
        deleted_at=None,
        archived=False,
        baselines=(),
        nudged={},
    )


def admitted(profile: Profile, library: Library) -> Profile | Flaw:
    """A profile that came from outside as it can be kept, or why it cannot.

    Its orders are computed anew where they follow from ratings; of a profile that
    the bot made itself nothing changes by that.
    """
    guide = library.guides.get((profile.guide, profile.guide_version))
    if guide is None:
        return Flaw.GUIDE_UNKNOWN
    if not all(_claims(profile, guide)):
        return Flaw.DAMAGED
    for section in profile.orders:
        profile = ranking.put_in_order(profile, section, guide)
    return profile


def _claims(profile: Profile, guide: Guide) -> Iterator[bool]:
    """What is true of every profile that the bot made itself."""
    numbers = [note.number for note in profile.notes]
    yield len(numbers) <= MOST_NOTES
    yield len(set(numbers)) == len(numbers)
    yield max(numbers, default=0) < profile.next_note
    yield all(_fits(note, guide) for note in profile.notes)
    yield all(
        _is_order(order, section, profile) for section, order in profile.orders.items()
    )


def _fits(note: Note, guide: Guide) -> bool:
    """Whether a note answers what its guide asks, with levels that there are."""
    scales = {rating.id: rating.scale for rating in guide.ratings_of(note.section)}
    levels = guide.structure.scales
    return (not note.prompt or note.prompt in guide.home_of) and all(
        rating in scales and level in levels[scales[rating]].levels
        for rating, level in note.ratings.items()
    )


def _is_order(order: Order, section: Section, profile: Profile) -> bool:
    """Whether an order lists notes of its section, none of them twice."""
    here = {note.number for note in profile.of_section(section)}
    listed = (order.ranked, order.settled, order.alike)
    return all(
        len(set(numbers)) == len(numbers) and here.issuperset(numbers)
        for numbers in listed
    )
