"""The way from a finished profile to its value map."""

from __future__ import annotations

from msgspec.structs import replace

from conversations.guides.model import Guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import states as s
from conversations.interview.session import Session
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    of_profile,
    show,
    unchanged,
)
from conversations.profile import PROFILE_SECTIONS, VALUE_MAP_SECTIONS, Profile


def can_map(profile: Profile, guide: Guide) -> bool:
    """Whether there is a customer profile that a value map could answer."""
    has_profile = any(map(profile.of_section, PROFILE_SECTIONS))
    return has_profile and bool(guide.structure.value_map)


def has_map(profile: Profile) -> bool:
    """Whether the value map was begun."""
    return any(map(profile.of_section, VALUE_MAP_SECTIONS))


def _value_map(session: Session, event: e.ValueMapTapped, context: Context) -> Turn:
    """A finished profile gets a value map; an unfinished one just goes on."""
    interview = session.interviews[event.profile]
    guide = context.library.guide_of(interview.profile)
    if not can_map(interview.profile, guide):
        return unchanged(session, f.Notice.STALE)
    taken = replace(session, current=event.profile, resting=False)
    if not isinstance(interview.place, s.Finished):
        return show(taken)
    profile = replace(interview.profile, finished_at=None, archived=False)
    place = s.Overview(guide.value_map_begins)
    return show(taken.holding(replace(interview, profile=profile, place=place)))


VALUE_MAP_HANDLERS: dict[type[e.Event], Handler] = {
    e.ValueMapTapped: of_profile(_value_map),
}
