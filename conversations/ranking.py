"""How notes are put in order, and why one stands where it stands.

The stronger of a note's ratings counts first, then the next, so that a rare job on
which a lot hangs is not buried below a daily trifle; or the ratings count in turn, as
the guide says. Equal scores that touch the
top three are settled by the person. A note nobody rated has no place.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from conversations.guides.model import Guide, Rating, Weighing
from conversations.profile import Basis, Note, Order, Profile, Section

#: How many of a section count as its top.
TOP = 3

Score = tuple[int, ...]


class Tie(Struct, frozen=True):
    """Notes of equal score; `start` is how many stand above them."""

    start: int
    notes: tuple[int, ...]


class Reason(Struct, frozen=True):
    """Why a note has its place: a level of a scale, or the person's own hand.

    `settled` says that the person put it before notes of the same score.
    """

    basis: Basis
    scale: str = ""
    level: str = ""
    settled: bool = False


def score(note: Note, guide: Guide) -> Score | None:
    """A note's weights, the one that counts first in front; None for an unrated one."""
    ratings = guide.ratings_of(note.section)
    weights = [_weight(note, rating, guide) for rating in ratings]
    if not any(weights):
        return None
    if guide.section(note.section).weighing is Weighing.IN_TURN:
        return tuple(weights)
    return tuple(sorted(weights, reverse=True))


def _weight(note: Note, rating: Rating, guide: Guide) -> int:
    """The weight of a note's level; 0 when it was not given any."""
    level = note.ratings.get(rating.id)
    return 0 if level is None else guide.structure.scales[rating.scale].weight(level)


def ranked(profile: Profile, section: Section, guide: Guide) -> Order:
    """The section's order as it now follows from ratings and taps.

    An order that was tapped or moved by hand stays; notes that are gone leave it.
    Steps have all a place: new ones come last.
    """
    notes = profile.of_section(section)
    order = profile.order(section)
    there = tuple(note.number for note in notes)
    if section is Section.STEPS:
        placed = tuple(number for number in order.ranked if number in there)
        added = tuple(number for number in there if number not in placed)
        return replace(order, ranked=placed + added)
    if order.basis is not Basis.SCORES:
        kept = tuple(number for number in order.ranked if number in there)
        return replace(order, ranked=kept)
    if guide.ratings_of(section):
        return replace(order, ranked=_by_score(notes, order, guide))
    return replace(order, ranked=there if len(there) == 1 else ())


def _by_score(notes: tuple[Note, ...], order: Order, guide: Guide) -> tuple[int, ...]:
    scored = {
        note.number: points
        for note in notes
        if (points := score(note, guide)) is not None
    }
    place = {number: at for at, number in enumerate(order.settled)}

    def key(number: int) -> tuple[Score, int, int]:
        negated = tuple(-weight for weight in scored[number])
        return negated, place.get(number, len(place)), number

    return tuple(sorted(scored, key=key))


def tie_to_settle(profile: Profile, section: Section, guide: Guide) -> Tie | None:
    """The first tie that touches the top three and was not settled yet."""
    order = profile.order(section)
    if order.basis is not Basis.SCORES:
        return None
    scores = {note.number: score(note, guide) for note in profile.of_section(section)}
    start = 0
    while start < min(TOP, len(order.ranked)):
        here = scores[order.ranked[start]]
        tied = tuple(n for n in order.ranked if scores[n] == here)
        if len(tied) > 1 and not set(tied) <= set(order.settled):
            return Tie(start, tied)
        start += len(tied)
    return None


def settle(order: Order, among: tuple[int, ...], picked: tuple[int, ...]) -> Order:
    """The order after the person put tied notes in order; unpicked ones follow."""
    rest = tuple(number for number in among if number not in picked)
    others = tuple(number for number in order.settled if number not in among)
    alike = tuple(number for number in order.alike if number not in among)
    return replace(order, settled=others + picked + rest, alike=alike + rest)


def picks_needed(among: int, start: int) -> int:
    """How many taps settle a tie of `among` notes below `start` others."""
    return max(0, min(among - 1, TOP - start))


def rate(
    profile: Profile, note: Note, rating: str, level: str | None, guide: Guide
) -> Profile:
    """Give a note a level of a rating, or take it away with None.

    Its section's order follows the scores. One that was made by hand or tapped
    stays; by hand, a note that had no place yet gets the one its score gives it.
    """
    if note.ratings.get(rating) == level:
        return profile
    others = {key: value for key, value in note.ratings.items() if key != rating}
    rated = replace(
        note, ratings=others if level is None else {**others, rating: level}
    )
    profile = profile.with_note(rated)
    order = profile.order(note.section)
    order = replace(
        order,
        settled=tuple(number for number in order.settled if number != note.number),
        alike=tuple(number for number in order.alike if number != note.number),
    )
    if order.basis is Basis.HAND:
        order = _placed(profile, order, rated, guide)
    profile = profile.with_order(note.section, order)
    return profile.with_order(note.section, ranked(profile, note.section, guide))


def _placed(profile: Profile, order: Order, note: Note, guide: Guide) -> Order:
    """An order by hand with a new note above the first that scores less."""
    points = score(note, guide)
    if note.number in order.ranked or points is None:
        return order
    rest = list(order.ranked)
    others = [profile.note(number) for number in rest]
    less = (
        at
        for at, other in enumerate(others)
        if other is None or (score(other, guide) or ()) < points
    )
    rest.insert(next(less, len(rest)), note.number)
    return replace(order, ranked=tuple(rest))


def move(order: Order, note: int, place: int) -> Order:
    """Put a note at this place (from 0); the others keep their order."""
    rest = [number for number in order.ranked if number != note]
    rest.insert(max(0, min(place, len(rest))), note)
    if tuple(rest) == order.ranked:
        return order
    return replace(order, basis=Basis.HAND, ranked=tuple(rest))


def reason(profile: Profile, note: Note, guide: Guide) -> Reason | None:
    """Why a note has its place; None when it has none, or stands alone."""
    order = profile.order(note.section)
    if note.number not in order.ranked:
        return None
    if order.basis is Basis.PICKED or _was_moved(profile, note, guide):
        return Reason(order.basis)
    ratings = guide.ratings_of(note.section)
    if not ratings:
        return None
    given = [rating for rating in ratings if rating.id in note.ratings]
    strongest = given[0]
    if guide.section(note.section).weighing is Weighing.STRONGEST:
        strongest = max(given, key=lambda rating: _weight(note, rating, guide))
    return Reason(
        Basis.SCORES,
        strongest.scale,
        note.ratings[strongest.id],
        settled=_was_put_first(profile, note, guide),
    )


def _was_moved(profile: Profile, note: Note, guide: Guide) -> bool:
    """Whether a note stands by hand where its ratings would not put it."""
    order = profile.order(note.section)
    if order.basis is not Basis.HAND:
        return False
    by_score = _by_score(profile.of_section(note.section), order, guide)
    if note.number not in by_score:
        return True
    return by_score.index(note.number) != order.ranked.index(note.number)


def _was_put_first(profile: Profile, note: Note, guide: Guide) -> bool:
    """Whether the person put a top note before one of the same score."""
    order = profile.order(note.section)
    rank = order.ranked.index(note.number) + 1
    below = profile.note(order.ranked[rank]) if rank < len(order.ranked) else None
    if below is None or rank > TOP or note.number not in order.settled:
        return False
    if note.number in order.alike:
        return False
    return score(below, guide) == score(note, guide)
