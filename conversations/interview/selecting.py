"""Tapping what applies, and exercises that are taken up or left out."""

from __future__ import annotations

from msgspec.structs import replace

from conversations import options
from conversations.guides.model import PromptKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import path
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

#: What says of all options at once that none applies.
NONE_OF_THEM = -1


def _select(session: Session, event: e.SelectTapped, context: Context) -> Turn:
    """Every tap is kept at once; where one option is wanted, it leads on."""
    interview, guide = in_hand(session, context)
    step = guide.steps[event.step]
    prompt = guide.prompt(step.id)
    lowest = NONE_OF_THEM if guide.words.prompts[step.id].none else 0
    if prompt is None or not lowest <= event.option < len(prompt.options):
        return unchanged(session, f.Notice.STALE)
    before = interview.profile
    is_single = prompt.kind is PromptKind.BASE
    after = _after_tap(event, prompt.options, options.chosen(before, step.id))
    if is_single and after:
        after = {prompt.options[event.option]}
    profile = options.choose(before, guide, step.id, after, context.now)
    if profile == before:
        return unchanged(session, f.Notice.ALREADY)
    chosen = replace(interview, profile=profile)
    if is_single and after:
        return moved(session, path.forward(chosen, guide), context)
    return show(session.at(interview.place, profile))


def _after_tap(
    event: e.SelectTapped, all_options: tuple[str, ...], chosen: tuple[str, ...]
) -> set[str] | None:
    """The options that apply after a tap; None when nothing is said any more."""
    if event.option == NONE_OF_THEM:
        return set() if event.applies else None
    tapped = {all_options[event.option]}
    return set(chosen) | tapped if event.applies else set(chosen) - tapped or None


def _next(session: Session, event: e.NextTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    return moved(session, path.forward(interview, guide), context)


def _pass(session: Session, event: e.PassTapped, context: Context) -> Turn:
    """What was answered in an exercise stays; the rest of it is not asked."""
    interview, guide = in_hand(session, context)
    if path.exercise_of(guide.steps[event.step], guide) is None:
        return unchanged(session, f.Notice.STALE)
    return moved(session, path.past_exercise(interview, guide), context)


SELECTING_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.SELECTING, e.SelectTapped): _select,
    (State.SELECTING, e.NextTapped): _next,
    (State.OFFERED, e.NextTapped): _next,
    (State.OFFERED, e.PassTapped): _pass,
    (State.ASKING, e.PassTapped): _pass,
}
