"""Comparing two profiles: one is picked after the other, then both are shown."""

from __future__ import annotations

from conversations.canvas import canvas_of
from conversations.comparison import comparison_of
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.paging import LISTED_AT_ONCE, on_page, pages_of
from conversations.interview.session import Session
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    again,
    of_profile,
    unchanged,
)
from conversations.interview.view.shared import listed


def _first(session: Session, event: e.CompareTapped, context: Context) -> Turn:
    return _picking(session, event.page, context, None)


def _second(session: Session, event: e.CompareWithTapped, context: Context) -> Turn:
    return _picking(session, event.page, context, event.profile)


def _picking(session: Session, page: int, context: Context, first: int | None) -> Turn:
    """A list to pick from: of all profiles, or of those to compare the first with."""
    lines = [line for line in session.kept if line.number != first]
    if len(lines) + (first is not None) < 2:
        return unchanged(session, f.Notice.ONE_ONLY)
    shown = pages_of(len(lines), page, LISTED_AT_ONCE)
    chosen = None if first is None else listed(session.shelf[first], context.library)
    view = v.ShowCompare(
        first=chosen,
        profiles=tuple(
            listed(line, context.library)
            for line in on_page(shown, lines, LISTED_AT_ONCE)
        ),
        pages=shown,
    )
    return Turn(session, (f.ShowMenu(view),))


def _compared(session: Session, event: e.ComparedTapped, context: Context) -> Turn:
    other = session.headline(event.other)
    if other is None or event.other == event.profile:
        return unchanged(session, f.Notice.STALE)
    profiles = [session.interviews[n].profile for n in (event.profile, event.other)]
    guides = [context.library.guide_of(profile) for profile in profiles]
    left, right = map(canvas_of, profiles, guides)
    view = v.ShowComparison(comparison_of(left, right), guides[0])
    return Turn(session, (f.Say(view), *again(session)))


COMPARING_HANDLERS: dict[type[e.Event], Handler] = {
    e.CompareTapped: _first,
    e.CompareWithTapped: of_profile(_second),
    e.ComparedTapped: of_profile(_compared),
}
