"""The menu of a long guide's sections."""

from __future__ import annotations

from conversations.guides.model import Guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import path
from conversations.interview import views as v
from conversations.interview.session import Interview, Session
from conversations.interview.states import State
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    in_hand,
    moved,
    unchanged,
)
from conversations.profile import (
    PROFILE_SECTIONS,
    VALUE_MAP_SECTIONS,
    Section,
    SectionState,
)


def _overview(session: Session, event: e.OverviewTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    at_menu = path.to_menu(interview, guide)
    if at_menu is None:
        return unchanged(session, f.Notice.STALE)
    return moved(session, at_menu, context)


def _choose(session: Session, event: e.SectionChosen, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    if event.section not in guide.menu:
        return unchanged(session, f.Notice.STALE)
    return moved(session, path.into(interview, guide, event.section), context)


def _to_canvas(session: Session, event: e.NextTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    return moved(session, path.to_canvas(interview, guide), context)


def overview_view(
    interview: Interview, guide: Guide, question: v.Question
) -> v.AskSection:
    """The sections, how far each is, and the one to go on with."""
    profile = interview.profile
    states = {each: path.section_state(profile, guide, each) for each in guide.menu}
    sections = tuple(
        v.MenuSection(section, len(profile.of_section(section)), state)
        for section, state in states.items()
    )
    open_ones = [
        section
        for section in _half(interview, guide)
        if states.get(section, SectionState.DONE) is not SectionState.DONE
    ]
    here = question.step.section
    suggested = here if here in open_ones else next(iter(open_ones), None)
    return v.AskSection(question, sections, suggested)


def _half(interview: Interview, guide: Guide) -> tuple[Section, ...]:
    """The customer profile, or the value map: the half that the menu belongs to."""
    is_value_map = interview.place.step >= guide.value_map_begins
    return VALUE_MAP_SECTIONS if is_value_map else PROFILE_SECTIONS


_MIDWAY = (
    *(State.ASKING, State.CHOOSING, State.RATING, State.ORDERING, State.RANKED),
    *(State.MATCHING, State.TELLING),
)

SECTION_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.OVERVIEW, e.SectionChosen): _choose,
    (State.OVERVIEW, e.NextTapped): _to_canvas,
    **{(state, e.OverviewTapped): _overview for state in _MIDWAY},
}
