"""What a finished canvas shows, and where one can go from it."""

from __future__ import annotations

from conversations.canvas import canvas_of
from conversations.guides.library import Library
from conversations.guides.model import Guide
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.session import Interview, Session
from conversations.interview.view.shared import question_of
from conversations.interview.view.value_map import value_map_state
from conversations.notes import types_of
from conversations.profile import Note, Profile, Section
from conversations.segment_card import other_side_of
from conversations.words import name_of


def finished_view(
    interview: Interview,
    place: s.Finished,
    guide: Guide,
    session: Session,
    library: Library,
) -> v.ShowCanvas | v.ShowKept:
    """The canvas, or what was kept with it last."""
    question = question_of(interview, guide)
    types = next_types(interview.profile, guide, session)
    after = v.After(
        next_number=session.next_number,
        next_types=tuple(v.Item(note.number, note.text) for note in types),
        other_side=_other_side(interview.profile, guide, session),
        guides=library.following(guide.id),
        value_map=value_map_state(interview.profile, guide),
    )
    surprises = interview.profile.of_section(Section.REFLECTION)
    if place.kept:
        texts = tuple(note.text for note in surprises[-place.kept :])
        return v.ShowKept(question, texts, after)
    return v.ShowCanvas(question, canvas_of(interview.profile, guide), after)


def next_types(profile: Profile, guide: Guide, session: Session) -> tuple[Note, ...]:
    """The other types of customers that have no profile yet."""
    taken = {line.name for line in session.kept}
    its_own = profile.order(Section.SEGMENT).ranked[:1]
    types = types_of(profile, guide)
    return tuple(
        note
        for note in types
        if len(types) > 1
        and note.number not in its_own
        and name_of(note.text) not in taken
    )


def _other_side(profile: Profile, guide: Guide, session: Session) -> str:
    """The group on the other side of the customers, if it has no profile yet."""
    other = other_side_of(profile, guide)
    taken = {line.name for line in session.kept}
    return "" if name_of(other) in taken else other
