"""Rating notes, tapping them in order, and moving them up and down."""

from __future__ import annotations

from dataclasses import replace

from conversations import ranking
from conversations.guides.model import Guide, Style
from conversations.guides.steps import StepKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview.session import Interview, Session
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
from conversations.interview.view import (
    RATED_AT_ONCE,
    pages_of,
    picks_wanted,
    rating_at,
)
from conversations.profile import Basis, Order, Profile

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
    return moved(
        session, path.forward(Interview(profile, interview.place), guide), context
    )


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
    profile = ranking.rate(interview.profile, note, rating.id, level)
    order = ranking.ranked(profile, section, guide)
    profile = profile.with_order(section, order)
    return Turn(
        session.at(interview.place, profile),
        (f.ShowQuestion(), f.Toast(f.Notice.SAVED if level else f.Notice.UNDONE)),
    )


def _turn_rating(session: Session, event: e.PageTapped, context: Context) -> Turn:
    return show(session.at(s.Rating(event.step, event.page)))


def _rated(session: Session, event: e.NextTapped, context: Context) -> Turn:
    """Done: the next page of the same scale, or the next step after the last."""
    interview, guide = in_hand(session, context)
    count = len(interview.profile.of_section(guide.steps[event.step].section))
    place = interview.place
    page = place.page if isinstance(place, s.Rating) else 0
    pages = pages_of(count, page, RATED_AT_ONCE)
    if pages.page + 1 < pages.pages and not _is_marking(guide, event.step):
        return show(session.at(s.Rating(event.step, pages.page + 1)))
    return moved(session, path.forward(interview, guide), context)


def _is_marking(guide: Guide, step: int) -> bool:
    return rating_at(guide, step).style is Style.MARK


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
    if event.note in place.picked:
        return unchanged(session, f.Notice.ALREADY)
    picked = (*place.picked, event.note)
    after = _with_picks(session, context, picked)
    if kind is StepKind.ORDER or len(picked) < picks_wanted(place, kind):
        return show(after)
    return _finish_picks(after, context)


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
    return _finish_picks(session, context)


def _finish_picks(session: Session, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    place, kind = _ordering(session, context)
    if kind is not StepKind.SETTLE:
        return moved(session, path.forward(interview, guide), context)
    profile = _settled(interview.profile, place, guide)
    settled = Interview(profile, place)
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
    if changed == order:
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
