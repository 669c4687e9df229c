"""What rating, tapping in order and the order itself show."""

from __future__ import annotations

from collections.abc import Sequence

from conversations import ranking
from conversations.canvas import in_order
from conversations.fit import offered
from conversations.guides.model import Guide, Rating, Style
from conversations.guides.steps import StepKind
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.paging import LISTED_AT_ONCE, on_page, pages_of
from conversations.interview.session import Interview
from conversations.interview.view.shared import notes_of, question_of
from conversations.profile import Note

#: How many notes a rating card shows at once.
RATED_AT_ONCE = 5


#: How many notes a card that takes numbers shows at once.
NUMBERED_AT_ONCE = 10


def rating_at(guide: Guide, step: int) -> Rating:
    """The rating that a rating step asks."""
    here = guide.steps[step]
    return guide.rating(here.section, here.id)


def rating_view(
    interview: Interview, place: s.Rating, guide: Guide
) -> v.AskRating | v.AskNumbers:
    """Several notes with their levels."""
    rating = rating_at(guide, place.step)
    if rating.style.takes_turns:
        return _numbers(interview, place, guide, rating)
    notes = notes_of(interview, guide)
    page = pages_of(len(notes), place.page, RATED_AT_ONCE)
    return v.AskRating(
        question=question_of(interview, guide),
        scale=rating.scale,
        marking=rating.style is Style.MARK,
        items=_rated(interview, on_page(page, notes, RATED_AT_ONCE), rating, guide),
        first=page.page * RATED_AT_ONCE + 1,
        pages=page,
    )


def _rated(
    interview: Interview, notes: Sequence[Note], rating: Rating, guide: Guide
) -> tuple[v.RatedItem, ...]:
    levels = guide.structure.scales[rating.scale].levels
    given = ((note, note.ratings.get(rating.id)) for note in notes)
    return tuple(
        v.RatedItem(
            note.number,
            note.text,
            None if level is None else levels.index(level),
            offered(interview.profile, note, rating, guide),
        )
        for note, level in given
    )


def _numbers(
    interview: Interview,
    place: s.Rating,
    guide: Guide,
    rating: Rating,
) -> v.AskNumbers:
    notes = notes_of(interview, guide)
    numbers = [note.number for note in notes]
    turn = turn_of(place, notes, rating)
    at = numbers.index(turn)
    page = pages_of(len(notes), at // NUMBERED_AT_ONCE, NUMBERED_AT_ONCE)
    return v.AskNumbers(
        question=question_of(interview, guide),
        scale=rating.scale,
        in_words=rating.style is Style.WORDS,
        items=_rated(interview, on_page(page, notes, NUMBERED_AT_ONCE), rating, guide),
        first=page.page * NUMBERED_AT_ONCE + 1,
        turn=turn,
        before=numbers[at - 1] if at > 0 else None,
        after=numbers[at + 1] if at + 1 < len(numbers) else None,
        complete=all(rating.id in note.ratings for note in notes),
        pages=page,
    )


def turn_of(place: s.Rating, notes: Sequence[Note], rating: Rating) -> int:
    """The note whose turn it is to get a number: the first without, if none was set."""
    numbers = [note.number for note in notes]
    if place.turn in numbers:
        return place.turn
    unrated = (note.number for note in notes if rating.id not in note.ratings)
    return next(unrated, numbers[-1])


def ordering_view(
    interview: Interview, place: s.Ordering, guide: Guide
) -> v.AskOrder | v.AskFirst:
    """Notes to be tapped, most important first; or one to begin with."""
    profile = interview.profile
    kind = guide.steps[place.step].kind
    notes = [note for note in map(profile.note, place.among) if note]
    page = pages_of(len(notes), place.page)
    if kind is StepKind.FIRST:
        return v.AskFirst(
            question=question_of(interview, guide),
            items=tuple(
                v.Item(note.number, note.text) for note in on_page(page, notes)
            ),
            chosen=next(iter(place.picked), None),
            pages=page,
        )
    picked = [profile.note(number) for number in place.picked]
    return v.AskOrder(
        question=question_of(interview, guide),
        items=tuple(
            v.PickableItem(
                note.number,
                note.text,
                place.picked.index(note.number)
                if note.number in place.picked
                else None,
            )
            for note in on_page(page, notes)
        ),
        picked=tuple(note.text for note in picked if note),
        tie=kind is StepKind.SETTLE,
        start=place.start,
        wanted=picks_wanted(place, kind),
        pages=page,
    )


def picks_wanted(place: s.Ordering, kind: StepKind) -> int:
    """How many taps an ordering card asks for."""
    if kind is StepKind.FIRST:
        return 1
    if kind is StepKind.SETTLE:
        return ranking.picks_needed(len(place.among), place.start)
    return min(ranking.TOP, len(place.among))


def ranking_view(interview: Interview, guide: Guide) -> v.ShowRanking:
    """A section in its order."""
    profile = interview.profile
    section = guide.steps[interview.place.step].section
    places = {number: at for at, number in enumerate(profile.order(section).ranked, 1)}
    return v.ShowRanking(
        question=question_of(interview, guide),
        items=tuple(
            v.RankedItem(
                note.number,
                note.text,
                places.get(note.number),
                ranking.reason(profile, note, guide),
            )
            for note in in_order(profile, section)
        ),
        following=path.following(interview, guide),
    )


def moves_view(interview: Interview, place: s.Adjusting, guide: Guide) -> v.AskMoves:
    """A section in its order, to be changed."""
    profile = interview.profile
    order = profile.order(guide.steps[place.step].section).ranked
    page = pages_of(len(order), place.page)
    shown = [profile.note(number) for number in on_page(page, order)]
    return v.AskMoves(
        question=question_of(interview, guide),
        items=tuple(v.Item(note.number, note.text) for note in shown if note),
        first=page.page * LISTED_AT_ONCE + 1,
        count=len(order),
        pages=page,
    )
