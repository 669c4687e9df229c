"""Rating notes, tapping them in order, and moving them up and down."""

from __future__ import annotations

from msgspec.structs import replace

from conversations import fit, notes, ranking
from conversations.guides.model import Guide, Rating, Style
from conversations.guides.steps import StepKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview.asking import taps_wanted
from conversations.interview.paging import pages_of
from conversations.interview.session import Session
from conversations.interview.states import State
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    in_hand,
    moved,
    show,
    unchanged,
)
from conversations.interview.view.ordering import (
    RATED_AT_ONCE,
    picks_wanted,
    rating_at,
    turn_of,
)
from conversations.profile import Basis, Order, Profile, Section
from conversations.words import numbers_in

# --- top three or all -------------------------------------------------------------


def _top(session: Session, event: e.TopChosen, context: Context) -> Turn:
    return _chosen(session, context, Basis.PICKED)


def _all(session: Session, event: e.AllChosen, context: Context) -> Turn:
    return _chosen(session, context, Basis.SCORES)


def _chosen(session: Session, context: Context, basis: Basis) -> Turn:
    interview, guide = in_hand(session, context)
    section = guide.steps[interview.place.step].section
    order = interview.profile.order(section)
    if order.basis is not basis:
        order = Order(basis, settled=order.settled)
    profile = interview.profile.with_order(section, order)
    chosen = replace(interview, profile=profile)
    return moved(session, path.forward(chosen, guide), context)


# --- several notes on one scale -----------------------------------------------------


def _level(session: Session, event: e.LevelTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    rating = rating_at(guide, event.step)
    levels = guide.structure.scales[rating.scale].levels
    note = interview.profile.note(event.note)
    section = guide.steps[event.step].section
    if note is None or note.section is not section or event.level >= len(levels):
        return unchanged(session, f.Notice.STALE)
    level = levels[event.level] if event.level >= 0 else None
    if note.ratings.get(rating.id) == level:
        return unchanged(session, f.Notice.ALREADY)
    profile = ranking.rate(interview.profile, note, rating.id, level, guide)
    place = _after_number(interview.place, profile, note.number, rating, guide)
    return Turn(
        session.at(place, profile),
        (f.ShowQuestion(), f.Toast(f.Notice.SAVED if level else f.Notice.UNDONE)),
    )


def _after_number(
    place: s.Place, profile: Profile, note: int, rating: Rating, guide: Guide
) -> s.Place:
    """Where numbers are given, the next note without one has its turn."""
    if not rating.style.takes_turns or not isinstance(place, s.Rating):
        return place
    section = guide.steps[place.step].section
    unrated = [
        other.number
        for other in profile.of_section(section)
        if rating.id not in other.ratings
    ]
    later = [number for number in unrated if number > note]
    return replace(place, turn=next(iter(later + unrated), note))


def _turn_to(session: Session, event: e.TurnTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    section = guide.steps[event.step].section
    note = interview.profile.note(event.note)
    if note is None or note.section is not section:
        return unchanged(session, f.Notice.STALE)
    return show(session.at(s.Rating(event.step, turn=event.note)))


def _numbers(session: Session, event: e.TextSent, context: Context) -> Turn:
    """Numbers that were typed; what answers an earlier prompt is kept there."""
    interview, guide = in_hand(session, context)
    rating = rating_at(guide, interview.place.step)
    is_late = event.answers not in (None, interview.card)
    if rating.style is not Style.NUMBERS or is_late:
        return taps_wanted(session, event, context)
    levels = guide.structure.scales[rating.scale].levels
    given = numbers_in(event.text, len(levels))
    if given is None:
        return show(session, f.Notice.NUMBERS_WANTED)
    rated = interview.profile.of_section(guide.steps[interview.place.step].section)
    if len(given) != len(rated) and isinstance(interview.place, s.Rating):
        turn = turn_of(interview.place, rated, rating)
        rated = tuple(note for note in rated if note.number >= turn)
    if len(given) > len(rated):
        return show(session, f.Notice.TOO_MANY_NUMBERS, str(len(given)))
    profile = interview.profile
    for note, number in zip(rated, given, strict=False):
        profile = ranking.rate(profile, note, rating.id, levels[number - 1], guide)
    last = rated[len(given) - 1].number
    place = _after_number(interview.place, profile, last, rating, guide)
    return show(session.at(place, profile))


def _take_offers(session: Session, event: e.OffersTaken, context: Context) -> Turn:
    """Every note without a level gets the one that is offered for it."""
    interview, guide = in_hand(session, context)
    step = guide.steps[event.step]
    rating = rating_at(guide, event.step)
    levels = guide.structure.scales[rating.scale].levels
    profile = interview.profile
    for note in profile.of_section(step.section):
        level = fit.offered(profile, note, rating, guide)
        if level is not None and rating.id not in note.ratings:
            profile = ranking.rate(profile, note, rating.id, levels[level], guide)
    if profile == interview.profile:
        return unchanged(session, f.Notice.ALREADY)
    after = session.at(interview.place, profile)
    return Turn(after, (f.ShowQuestion(), f.Toast(f.Notice.SAVED)))


def _turn_rating(session: Session, event: e.PageTapped, context: Context) -> Turn:
    return show(session.at(s.Rating(event.step, event.page)))


def _rated(session: Session, event: e.NextTapped, context: Context) -> Turn:
    """Done: the next page of the same scale, or the next step after the last."""
    interview, guide = in_hand(session, context)
    count = len(interview.profile.of_section(guide.steps[event.step].section))
    place = interview.place
    page = place.page if isinstance(place, s.Rating) else 0
    pages = pages_of(count, page, RATED_AT_ONCE)
    style = rating_at(guide, event.step).style
    if pages.page + 1 < pages.pages and not style.takes_turns:
        return show(session.at(s.Rating(event.step, pages.page + 1)))
    return moved(session, path.forward(interview, guide), context)


# --- tapping in order ----------------------------------------------------------------


def _ordering(session: Session, context: Context) -> tuple[s.Ordering, StepKind]:
    interview, guide = in_hand(session, context)
    if not isinstance(interview.place, s.Ordering):
        raise TypeError("only an ordering card has picks")
    return interview.place, guide.steps[interview.place.step].kind


def _pick(session: Session, event: e.PickTapped, context: Context) -> Turn:
    place, kind = _ordering(session, context)
    if event.note not in place.among:
        return unchanged(session, f.Notice.STALE)
    if kind is StepKind.FIRST:
        return _begin_with(session, event.note, context)
    if event.note in place.picked:
        return unchanged(session, f.Notice.ALREADY)
    picked = (*place.picked, event.note)
    after = _with_picks(session, context, picked)
    if kind is StepKind.ORDER or len(picked) < picks_wanted(place, kind):
        return show(after)
    return _finish_picks(after, context)


def _begin_with(session: Session, note: int, context: Context) -> Turn:
    """The profile is about the type of customer that was tapped."""
    after = _with_picks(session, context, (note,))
    interview, guide = in_hand(after, context)
    profile = notes.whole(interview.profile, guide, Section.SEGMENT)
    named = replace(interview, profile=profile)
    return moved(after, path.forward(named, guide), context)


def _unpick(session: Session, event: e.UnpickTapped, context: Context) -> Turn:
    place, _ = _ordering(session, context)
    if event.note not in place.picked:
        return unchanged(session, f.Notice.ALREADY)
    picked = tuple(number for number in place.picked if number != event.note)
    return show(_with_picks(session, context, picked))


def _with_picks(session: Session, context: Context, picked: tuple[int, ...]) -> Session:
    """Every pick is kept at once, so that nothing is lost on leaving here."""
    interview, guide = in_hand(session, context)
    place, kind = _ordering(session, context)
    profile = interview.profile
    if kind is not StepKind.SETTLE:
        section = guide.steps[place.step].section
        order = replace(profile.order(section), basis=Basis.PICKED, ranked=picked)
        profile = profile.with_order(section, order)
    return session.at(replace(place, picked=picked), profile)


def _turn_order(session: Session, event: e.PageTapped, context: Context) -> Turn:
    place, _ = _ordering(session, context)
    return show(session.at(replace(place, page=event.page)))


def _picked(session: Session, event: e.NextTapped, context: Context) -> Turn:
    place, kind = _ordering(session, context)
    if kind is StepKind.FIRST and not place.picked:
        return unchanged(session, f.Notice.NO_NAME_YET)
    return _finish_picks(session, context)


def _finish_picks(session: Session, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    place, kind = _ordering(session, context)
    if kind is not StepKind.SETTLE:
        return moved(session, path.forward(interview, guide), context)
    profile = _settled(interview.profile, place, guide)
    settled = replace(interview, profile=profile)
    return moved(session, path.forward(settled, guide, again=True), context)


def _settled(profile: Profile, place: s.Ordering, guide: Guide) -> Profile:
    section = guide.steps[place.step].section
    order = ranking.settle(profile.order(section), place.among, place.picked)
    return profile.with_order(section, order)


# --- the order, and moving in it --------------------------------------------------


def _adjust(session: Session, event: e.AdjustTapped, context: Context) -> Turn:
    return show(session.at(s.Adjusting(event.step)))


def _move(session: Session, event: e.MoveTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    section = guide.steps[event.step].section
    order = interview.profile.order(section)
    changed = ranking.move(order, event.note, event.place)
    if event.note not in order.ranked or changed == order:
        return unchanged(session, f.Notice.ALREADY)
    profile = interview.profile.with_order(section, changed)
    return show(session.at(interview.place, profile))


def _turn_moves(session: Session, event: e.PageTapped, context: Context) -> Turn:
    return show(session.at(s.Adjusting(event.step, event.page)))


def _adjusted(session: Session, event: e.NextTapped, context: Context) -> Turn:
    return show(session.at(s.Ranked(event.step)))


ORDERING_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.CHOOSING, e.TopChosen): _top,
    (State.CHOOSING, e.AllChosen): _all,
    (State.RATING, e.LevelTapped): _level,
    (State.RATING, e.TurnTapped): _turn_to,
    (State.RATING, e.TextSent): _numbers,
    (State.RATING, e.OffersTaken): _take_offers,
    (State.RATING, e.PageTapped): _turn_rating,
    (State.RATING, e.NextTapped): _rated,
    (State.ORDERING, e.PickTapped): _pick,
    (State.ORDERING, e.UnpickTapped): _unpick,
    (State.ORDERING, e.PageTapped): _turn_order,
    (State.ORDERING, e.NextTapped): _picked,
    (State.RANKED, e.AdjustTapped): _adjust,
    (State.ADJUSTING, e.MoveTapped): _move,
    (State.ADJUSTING, e.PageTapped): _turn_moves,
    (State.ADJUSTING, e.NextTapped): _adjusted,
}
