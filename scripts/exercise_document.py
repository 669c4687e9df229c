"""Draws docs/exercise.md from the exercise's one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from conversations.exercise import events as e
from conversations.exercise.states import EVERYWHERE, TRANSITIONS, Place, State
from scripts.markdown import short, summary, table

INTRODUCTION = """\
# The states of an exercise

A group's exercise is always in one of the states below. Something happens (somebody
writes or taps, or a clock runs out), and it goes to the next state, or stays where it
is. Whatever is not listed for a state changes nothing and is answered kindly. A button
that belongs to a step counts only while that step is the open one.

*Facilitators* are the host and the chat's administrators, *members* those who have
joined; *nobody* is a clock, or something that was looked up.

This page is drawn from the one table in `conversations/exercise/states.py` by
`make docs`; a test fails when it is out of date.

## The way through

**Back** leads one step back, **Finish** from every step to the end; both are left out
here.
"""

STAYING = """\
## What leads to no other state
"""

_HEADS = ("Event", "Who", "What happened")


def _who(event: type[e.Event]) -> str:
    """Who an event is up to."""
    rights = (
        (e.FacilitatorTap, "facilitators"),
        (e.ParticipantTap, "members"),
        (e.Deed, "anybody"),
    )
    return next((who for kind, who in rights if issubclass(event, kind)), "nobody")


def _cells(event: type[e.Event]) -> tuple[str, str, str]:
    return f"**{short(event)}**", _who(event), summary(event)


def _moving() -> Iterator[tuple[State, type[e.Event], list[State]]]:
    """What leads from a state to another."""
    for state, row in TRANSITIONS.items():
        for event, reached in row.items():
            targets = [target for target in State if target in reached]
            if event in _movers():
                yield state, event, targets


def _movers() -> set[type[e.Event]]:
    """The events that lead from any state to another."""
    return {
        event
        for state, row in TRANSITIONS.items()
        for event, reached in row.items()
        if reached - {state}
    }


def _diagram() -> Iterator[str]:
    arrows: dict[tuple[State, State], list[str]] = {}
    for state, event, targets in _moving():
        for target in targets:
            if target is not state and event not in (e.BackTapped, e.FinishTapped):
                arrows.setdefault((state, target), []).append(short(event))
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {State.SETTING_UP}"
    for (state, target), names in arrows.items():
        yield f"    {state} --> {target}: {', '.join(names)}"
    yield "```"


def _state_section(state: State) -> Iterator[str]:
    places = {place.name: place for place in get_args(Place)}
    rows = [(event, reached) for at, event, reached in _moving() if at is state]
    yield f"### {state}"
    yield ""
    yield summary(places[state])
    yield ""
    yield from table(
        (*_HEADS, "Leads to"),
        ((*_cells(event), _named(reached, state)) for event, reached in rows),
    )
    yield ""


def _named(states: list[State], itself: State | None = None) -> str:
    return ", ".join("itself" if at is itself else f"*{at}*" for at in states)


def _staying() -> Iterator[str]:
    events = [event for event in e.EVENTS if event not in _movers()]
    yield from table(
        (*_HEADS, "Counts in"), ((*_cells(event), _where(event)) for event in events)
    )


def _where(event: type[e.Event]) -> str:
    if event in EVERYWHERE:
        return "every state"
    states = [state for state in State if event in TRANSITIONS[state]]
    to_the_end = list(State)[-len(states) :]
    is_from_on = len(states) > 1 and states == to_the_end
    return f"from *{states[0]}* on" if is_from_on else _named(states)


def exercise_document() -> str:
    """The text of docs/exercise.md."""
    lines = [INTRODUCTION, *_diagram(), "", "## State by state", ""]
    for state in State:
        lines += _state_section(state)
    lines += [STAYING, *_staying()]
    return "\n".join(lines) + "\n"
