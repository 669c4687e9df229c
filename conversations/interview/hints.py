"""Hints on the open card: at most one a section, and one tap lets a note be."""

from __future__ import annotations

from msgspec.structs import replace

from conversations.coaching import Nudge, nudge_about, nudge_among
from conversations.guides.model import Guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview.session import Session
from conversations.interview.states import State
from conversations.interview.turn import Context, Handler, Turn, in_hand, unchanged
from conversations.profile import Profile


def looked_at(before: Profile, after: Profile, guide: Guide) -> Profile:
    """The profile with the first note worth asking about, of those just written."""
    written = after.notes[len(before.notes) :]
    if not written or written[0].section in after.nudged:
        return after
    nudge = nudge_among(after, written, guide)
    if nudge is None:
        return after
    nudged = {**after.nudged, nudge.note.section: nudge.note.number}
    return replace(after, nudged=nudged)


def open_nudge(profile: Profile, prompt: str, guide: Guide) -> Nudge | None:
    """What is to be asked about the answers to a prompt, as they stand now."""
    number = profile.nudged.get(guide.home_of[prompt], 0)
    note = profile.note(number)
    if note is None or note.prompt != prompt:
        return None
    return nudge_about(profile, note, guide)


def _let_be(session: Session, event: e.LetBeTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    profile = interview.profile
    section = guide.home_of[guide.steps[event.step].id]
    if event.note < 1 or profile.nudged.get(section) != event.note:
        return unchanged(session, f.Notice.ALREADY)
    left = replace(profile, nudged={**profile.nudged, section: 0})
    shown = f.ShowQuestion(), f.Toast(f.Notice.LET_BE)
    return Turn(session.at(interview.place, left), shown)


HINT_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.ASKING, e.LetBeTapped): _let_be,
}
