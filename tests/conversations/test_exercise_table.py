"""The table of transitions, the handlers, and every state with every event."""

from __future__ import annotations

from itertools import product

import pytest
from msgspec.structs import replace

from conversations.exercise import events as e
from conversations.exercise import machine
from conversations.exercise.exercise import Exercise
from conversations.exercise.machine import HANDLERS, MachineError, advance
from conversations.exercise.setup import Work
from conversations.exercise.states import (
    EVERYWHERE,
    TRANSITIONS,
    Finished,
    State,
    targets,
)
from conversations.exercise.turn import Context, Turn
from scripts.exercise_document import exercise_document
from scripts.write_docs import DOCS
from tests.conversations.classroom import Classroom, Person, class_in, setup
from tests.conversations.sensible_deeds import sensible_deed


def test_the_document_says_what_the_table_says() -> None:
    document = (DOCS / "exercise.md").read_text("utf-8")

    assert document == exercise_document()
    assert all(f"\n### {state}\n" in document for state in State)
    assert all((kind.__doc__ or "").split("\n")[0] in document for kind in e.EVENTS)


def test_every_event_has_a_handler_and_a_place_in_the_table() -> None:
    listed = {event for row in TRANSITIONS.values() for event in row} | EVERYWHERE

    assert set(HANDLERS) == set(e.EVENTS) == listed
    assert set(TRANSITIONS) == set(State)


def somebody_of(kind: type[e.Event], room: Classroom) -> Person:
    """Who may do it: a facilitator, or one of those who take part."""
    if issubclass(kind, e.ParticipantTap | e.Answered) and room.exercise.people:
        return Person(room, next(iter(room.exercise.people)), "Ada")
    return room.teacher


@pytest.mark.parametrize("state", State)
def test_every_event_leads_where_the_table_says(state: State) -> None:
    room = class_in(state, "Ada", "Ben")
    before = room.exercise
    for kind in e.EVENTS:
        room.exercise = before
        room.happens(sensible_deed(kind, somebody_of(kind, room)))

        assert room.state in targets(state, kind)
        if room.state is not state:
            assert kind in TRANSITIONS[state]
        if isinstance(room.exercise.place, Finished):
            assert room.exercise.open_step is None


def somewhere(
    work: Work, further: int, *buttons: type[e.StepTap], people: tuple[str, ...]
) -> Classroom:
    """A classroom so many steps further, where buttons were tapped then."""
    room = class_in(State.ASKING, *people, chosen=setup(work=work))
    for _ in range(further):
        room.teacher.taps(e.NextTapped)
    for button in buttons:
        room.teacher.taps(button)
    return room


def test_every_arrow_of_the_table_is_walked() -> None:
    beside = ((), (e.PauseTapped,), (e.CloseTapped,), (e.FinishTapped,))
    ways = product(Work, range(8), beside)
    rooms = [class_in(State.SETTING_UP), class_in(State.JOINING, "Ada")]
    rooms += [
        somewhere(work, further, *taps, people=people)
        for (work, further, taps), people in product(ways, (("Ada",), ()))
    ]
    walked = set()
    for room, kind in product(rooms, e.EVENTS):
        before = room.exercise
        room.happens(sensible_deed(kind, somebody_of(kind, room)))
        walked.add((before.state, kind, room.state))
        room.exercise = before

    arrows = {
        (state, event, to)
        for state, row in TRANSITIONS.items()
        for event, leads_to in row.items()
        for to in leads_to
    }
    assert arrows - walked == set()


def test_leaving_the_table_is_an_error_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = class_in(State.ASKING, "Ada")

    def astray(exercise: Exercise, event: e.DoneTapped, context: Context) -> Turn:
        return Turn(replace(exercise, place=Finished(5, 0)))

    monkeypatch.setitem(machine.HANDLERS, e.DoneTapped, astray)
    event = e.DoneTapped(next(iter(room.exercise.people)), 0)
    with pytest.raises(MachineError, match="asking with DoneTapped led to finished"):
        advance(room.exercise, event, room.library, room.now)
