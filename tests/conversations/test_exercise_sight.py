"""Who sees what, and who may do what: role × action × place."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.exercise import Exercise
from conversations.exercise.setup import Names, Work
from conversations.exercise.states import State, is_listed
from tests.conversations.classroom import (
    TEN,
    Classroom,
    Person,
    a_class,
    class_in,
    said,
    setup,
    texts,
)
from tests.conversations.sensible_deeds import sensible_deed

RUNNING = [s for s in State if s not in (State.SETTING_UP, State.JOINING)]


# --- who may do what ------------------------------------------------------------------


def people_in(room: Classroom) -> dict[str, Person]:
    """Somebody in each role."""
    host = room.teacher
    admin = Person(room, 70090, "Amy Admin")
    stranger = Person(room, 79999, "Sid Stranger")
    room.happens(e.AdminsFound(frozenset({admin.number})))
    roles = {"host": host, "admin": admin, "stranger": stranger}
    joined = [Person(room, each.person, each.name) for each in room.exercise.present]
    if len(joined) == 2:
        joined[1].taps(e.LeftTapped)
        roles |= {"pupil": joined[0], "gone": joined[1]}
    return roles


@pytest.mark.parametrize("state", State)
def test_nobody_does_what_their_role_does_not_allow(state: State) -> None:
    room = class_in(state, "Ada Pupil", "Ben Pupil")
    roles, before = people_in(room), room.exercise
    for kind in e.EVENTS:
        for role, person in roles.items():
            room.happens(sensible_deed(kind, person))
            if issubclass(kind, e.FacilitatorTap) and role not in ("host", "admin"):
                refused = f.Notice.NOT_YOURS
            elif issubclass(kind, e.ParticipantTap) and role != "pupil":
                refused = f.Notice.NOT_JOINED
            else:
                room.exercise = before
                continue
            assert room.exercise is before
            assert room.effects == (f.Answer(refused),)


@pytest.mark.parametrize("state", State)
def test_what_means_nothing_in_a_state_changes_nothing(state: State) -> None:
    room = class_in(state, "Ada Pupil", "Ben Pupil")
    people, before = people_in(room).values(), room.exercise
    unlisted = [kind for kind in e.EVENTS if not is_listed(state, kind)]
    for kind, person in product(unlisted, people):
        room.happens(sensible_deed(kind, person))
        assert room.exercise is before


# --- who sees what --------------------------------------------------------------------


def with_notes(work: Work, names: Names) -> tuple[Classroom, Person, Person]:
    """Two people, in teams of their own where there are any, who wrote a note each."""
    chosen = setup(work=work, names=names, teams=2)
    room, _, (ada, ben) = a_class("Ada Pupil", "Ben Pupil", chosen=chosen)
    ada.sends("from ada")
    ben.sends("from ben")
    return room, ada, ben


def seen_in(room: Classroom, person: Person) -> dict[str, str]:
    """What each place shows; a person's own places among them."""
    return {
        "console": said(room.console),
        "group": said(room.group),
        "topic 1": said(room.topic(1)),
        "topic 2": said(room.topic(2)),
        "card": said(person.card),
    }


#: Where Ada's note is seen beside her own card, once it is revealed.
PLACES = {
    Work.SHARED: {"console", "group", "ben's card"},
    Work.TEAMS: {"console", "topic 1"},
    Work.OWN: set(),
}


@pytest.mark.parametrize("names", Names)
@pytest.mark.parametrize("work", Work)
def test_a_note_is_seen_in_the_places_of_its_sheet_only(
    work: Work, names: Names
) -> None:
    room, ada, ben = with_notes(work, names)

    def places() -> set[str]:
        seen = seen_in(room, ben)
        seen["ben's card"] = seen.pop("card")
        return {place for place, text in seen.items() if "from ada" in text}

    assert places() == set()
    room.teacher.taps(e.CloseTapped)
    assert places() == PLACES[work] & {"console"}
    room.teacher.taps(e.RevealTapped)
    assert places() == PLACES[work] - {"ben's card"}
    room.reaches(State.STARRING)
    assert places() == PLACES[work]
    for button in (e.HideTapped, e.RemoveTapped):
        room.teacher.taps(button, room.number("from ada"))
        assert places() == PLACES[work] & {"console"}
    room.teacher.taps(e.ApproveTapped, room.number("from ada"))
    ada.taps(e.WithdrawTapped, room.number("from ada"), True)
    assert places() == set()
    assert ada.notes == ["from ada"]


@pytest.mark.parametrize("state", RUNNING)
@pytest.mark.parametrize("names", Names)
@pytest.mark.parametrize("work", [Work.SHARED, Work.TEAMS])
def test_a_name_is_seen_by_whom_it_was_promised(
    work: Work, names: Names, state: State
) -> None:
    chosen = setup(work=work, names=names, teams=2)
    room = class_in(state, "Ada Pupil", "Ben Pupil", chosen=chosen)
    ada, ben = (Person(room, each.person, each.name) for each in room.exercise.present)
    ada.sends("also from her", step=0, at=TEN)
    room.teacher.taps(e.RevealTapped)

    seen = seen_in(room, ben)
    places = {
        place
        for place, text in seen.items()
        if "Ada Pupil" in text.replace("what Ada Pupil does", "")
    }

    group = {"topic 1" if work is Work.TEAMS else "group"}
    if state in (State.RESULT, State.FINISHED):
        group.add("group")  # teams are compared there
    is_chosen_from = state in list(State)[-5:] and state is not State.SORTING
    fellow = {"card"} if work is Work.SHARED and is_chosen_from else set()
    assert (
        places
        == {
            Names.SHOWN: {"console"} | group | fellow,
            Names.FACILITATORS: {"console"},
            Names.ANONYMOUS: set(),
        }[names]
    )


def test_the_order_of_anonymous_notes_tells_nothing_about_who_wrote_them() -> None:
    room, _, (ada, ben) = a_class("Ada", "Ben", chosen=setup(names=Names.ANONYMOUS))
    ada.sends("b\nd")
    ben.sends("a\nc")
    room.teacher.taps(e.RevealTapped)

    assert texts(room.group.notes) == texts(room.console.notes) == list("abcd")


def test_who_has_left_sees_their_own_notes_only() -> None:
    room, ada, ben = with_notes(Work.SHARED, Names.SHOWN)
    ben.taps(e.LeftTapped)
    room.reaches(State.STARRING)

    assert texts(ben.card.notes) == ["from ben"]
    assert texts(ada.card.notes) == ["from ada", "from ben"]


def test_a_facilitator_touches_only_notes_that_are_seen() -> None:
    room, _, _ = with_notes(Work.OWN, Names.SHOWN)
    room.reaches(State.STARRING)
    before: Exercise = room.exercise
    note = room.number("from ada")
    touching: list[tuple[type[e.NoteTap], tuple[Any, ...]]] = [
        (e.ApproveTapped, ()),
        (e.HideTapped, ()),
        (e.RemoveTapped, ()),
        (e.SpotlightTapped, (True,)),
        (e.MuteTapped, (True,)),
        (e.SegmentTapped, ()),
    ]

    for button, values in touching:
        room.teacher.taps(button, note, *values)
        assert room.exercise is before
        assert room.notices == [f.Notice.STALE]


def test_two_classes_share_nothing() -> None:
    room, _, _ = with_notes(Work.SHARED, Names.SHOWN)
    other, _, (cem,) = a_class("Cem Pupil")
    cem.sends("do the books")
    room.reaches(State.SORTING)
    other.reaches(State.SORTING)

    shown = said(other.console) + said(other.group)
    assert "from" not in shown
    assert replace(other.exercise) == other.exercise
