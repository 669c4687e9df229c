"""From a described segment on: with another guide, and to the other side of it."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from conversations import notes
from conversations.guides.library import SEGMENT_GUIDE
from conversations.guides.model import Guide, PromptKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview.menu import begun
from conversations.interview.session import Interview, Session
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    of_profile,
    show,
    unchanged,
)
from conversations.notes import is_naming
from conversations.options import tapped
from conversations.profile import Basis, Note, Order, Profile, Section
from conversations.segment_card import other_side_of


def _go_on(session: Session, event: e.GoOnTapped, context: Context) -> Turn:
    """The same profile, with all that is known, is asked what another guide asks."""
    interview, library = session.interviews[event.profile], context.library
    if interview.profile.guide != SEGMENT_GUIDE:
        return unchanged(session, f.Notice.ALREADY)
    if event.guide not in {guide.id for guide in library.following(SEGMENT_GUIDE)}:
        return unchanged(session, f.Notice.STALE)
    before, guide = library.guide_of(interview.profile), library.newest(event.guide)
    profile = _handed_on(interview.profile, before, guide, context.now)
    handed = path.at_prompt(
        replace(interview, profile=profile, place=s.Asking(0)), guide, *_NAMING
    )
    taken = replace(session, current=event.profile, resting=False)
    name = handed.profile.name
    return show(taken.holding(handed), f.Notice.CAME_ALONG, name)


#: What says who the customer is, the last such prompt of a guide first.
_NAMING = (PromptKind.FIRST, PromptKind.TYPES, PromptKind.SEGMENT)


def _handed_on(profile: Profile, before: Guide, guide: Guide, now: datetime) -> Profile:
    """The profile with another guide, whose own question for the name is answered."""
    naming = [
        note for note in profile.of_section(Section.SEGMENT) if is_naming(note, before)
    ]
    prompt = guide.structure.sections[0].prompts[0].id  # it asks who the customer is
    profile = replace(
        profile,
        guide=guide.id,
        guide_version=guide.version,
        finished_at=None,
        archived=False,
    )
    for note in naming:
        profile = _asked_anew(profile, guide, note, prompt, now)
    if guide.prompt_of(PromptKind.FIRST) and naming:
        first = Order(Basis.PICKED, ranked=(profile.next_note - len(naming),))
        profile = profile.with_order(Section.SEGMENT, first)
    return notes.whole(profile, guide, Section.SEGMENT)


def _asked_anew(
    profile: Profile, guide: Guide, note: Note, prompt: str, now: datetime
) -> Profile:
    """A note in place of another that answers a prompt of the other guide."""
    gone = replace(note, origin=None, reworded_in=None, deleted_at=now)
    added = notes.add(profile.with_note(gone), guide, prompt, [note.text])
    written = replace(added.notes[-1], origin=note.origin, reworded_in=note.reworded_in)
    return added.with_note(written)


def _other_side(session: Session, event: e.OtherSideTapped, context: Context) -> Turn:
    """The other side gets a profile that knows its name and what stands opposite."""
    profile = session.interviews[event.profile].profile
    library = context.library
    other = other_side_of(profile, library.guide_of(profile))
    if not other:
        return unchanged(session, f.Notice.STALE)
    guide = library.newest(SEGMENT_GUIDE)
    new = Profile(event.number, guide.id, guide.version)
    naming = guide.prompt_of(PromptKind.SEGMENT)
    for prompt, text in (
        (naming, other),
        (guide.prompt_of(PromptKind.BASE), None),
        (guide.prompt_of(PromptKind.OTHER_SIDE), profile.name),
    ):
        if prompt is not None:
            new = _copied(new, guide, prompt.id, text, profile)
    at = Interview(new, s.Asking(0))
    return begun(session, path.at_prompt(at, guide, PromptKind.OTHER_SIDE))


def _copied(
    new: Profile, guide: Guide, prompt: str, text: str | None, before: Profile
) -> Profile:
    """The new profile with an answer; without a text the one that was tapped before."""
    if text:
        return notes.add(new, guide, prompt, [text])
    note = tapped(before, prompt)
    if note is None:
        return new
    added = notes.add(new, guide, prompt, [note.text])
    return added.with_note(replace(added.notes[-1], tags=note.tags))


SEGMENT_HANDLERS: dict[type[e.Event], Handler] = {
    e.GoOnTapped: of_profile(_go_on),
    e.OtherSideTapped: of_profile(_other_side),
}
