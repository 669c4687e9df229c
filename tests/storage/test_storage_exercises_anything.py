"""Whatever a class does, what is stored after every step is what the core says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Connection, create_engine

from conversations.exercise import events as e
from conversations.exercise import states as s
from conversations.exercise.ballots import Ballot, Round
from conversations.exercise.desk import EMPTY, Awaits, Console, Desk, Screen
from conversations.exercise.exercise import (
    Exercise,
    Note,
    Origin,
    Participant,
    Standing,
    Team,
)
from conversations.exercise.setup import Names, Pace, Setup, Vote, Way, Work
from conversations.profile import Section
from storage import StateTooNewError, UnitOfWork
from storage.exercise_mapping import (
    dump_desk,
    dump_exercise,
    dump_note,
    dump_participant,
    load_desk,
    load_exercise,
    load_note,
    load_participant,
)
from storage.tables import metadata
from tests.conversations.classroom import Classroom, Person, setup
from tests.conversations.sensible_deeds import sensible_deed
from tests.storage.examples import BOT, DAY, NOW

GOLDEN = Path(__file__).parent / "golden"

#: A text with a character that is two halves in some encodings, or any other.
WORDS = st.sampled_from(["queue", "👩🏽‍🚀 pays", "'; DROP TABLE", "1\n2\n3", "  "])
KINDS = st.sampled_from(e.EVENTS)

marks = st.dictionaries(st.integers(), st.integers())
numbers = st.lists(st.integers()).map(tuple)
exercises = st.builds(
    Exercise,
    host=st.integers(),
    place=st.one_of(*map(st.from_type, get_args(s.Place))),
    admins=st.frozensets(st.integers()),
    segment=st.text(),
    teams=st.lists(st.from_type(Team)).map(tuple),
    ended=st.dictionaries(st.integers(), st.datetimes(timezones=st.just(UTC))),
    revealed=st.frozensets(st.integers()),
    spotlight=st.none() | st.integers(),
    apart=st.frozensets(st.tuples(st.integers(), st.integers())),
    later=st.lists(st.tuples(st.integers(), st.integers())).map(tuple),
    next_note=st.integers(),
    rounds=st.lists(st.builds(Round, teachers=marks, notes=numbers)).map(tuple),
    people=st.just({}),
    notes=st.just({}),
)
participants = st.builds(
    Participant,
    stars=numbers,
    ballots=st.dictionaries(st.integers(), st.builds(Ballot, marks=marks)),
)


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@settings(max_examples=40)
@given(
    work=st.sampled_from(Work),
    names=st.sampled_from(Names),
    deeds=st.lists(st.tuples(KINDS, st.integers(0, 4), WORDS), max_size=25),
)
def test_every_step_of_a_class_is_kept(
    connection: Connection,
    work: Work,
    names: Names,
    deeds: list[tuple[type[e.Event], int, str]],
) -> None:
    uow = UnitOfWork(connection)
    room = Classroom(setup(work=work, names=names, teams=2)).opens()
    everybody = [room.teacher, *room.people("Ada", "Ben"), Person(room, 1, "Stranger")]
    everybody.append(Person(room, 2**62, "Far Away"))
    with connection.begin_nested() as undone:
        place = uow.places(BOT, {(-1, 0)})[-1, 0]
        id_ = uow.begin_exercise(place.id, "7b", room.exercise, NOW)
        room.starts()
        for at, (kind, who, text) in enumerate(deeds):
            before = uow.exercises([id_])[id_].exercise
            event = sensible_deed(kind, everybody[who], text=text, message=at)
            room.happens(event)
            uow.save_exercises({id_: before}, {id_: room.exercise}, NOW)
            found = uow.exercises([id_])[id_].exercise
            assert found == room.exercise
            assert list(found.people) == list(room.exercise.people)
            assert list(found.notes) == list(room.exercise.notes)
        undone.rollback()


@settings(max_examples=50)
@given(exercises)
def test_every_exercise_comes_back_as_it_was(exercise: Exercise) -> None:
    found = load_exercise(dump_exercise(exercise))
    assert found == exercise
    assert type(found.place) is type(exercise.place)


@given(participants)
def test_every_participant_comes_back_as_it_was(kept: Participant) -> None:
    assert load_participant(kept.person, kept.name, dump_participant(kept)) == kept


@given(st.from_type(Note))
def test_every_note_comes_back_as_it_was(kept: Note) -> None:
    data = dump_note(kept)
    assert load_note(kept.number, kept.text, kept.author, kept.origin, data) == kept


@given(st.from_type(Desk))
def test_every_desk_comes_back_as_it_was(desk: Desk) -> None:
    assert load_desk(dump_desk(desk)) == desk
    assert (dump_desk(desk) == "") == (desk == EMPTY)


# --- what was stored once stays readable ----------------------------------------------


PLACES: tuple[s.Place, ...] = (
    s.SettingUp(),
    s.Joining(),
    s.Asking(2, ends_at=NOW, extra=3),
    s.Paused(2, left=timedelta(seconds=75), extra=1),
    s.Collected(4),
    s.Starring(9),
    s.Sorting(10),
    s.Voting(11),
    s.Result(12),
    s.Finished(13, was=10),
)
VOTE = Vote(Way.RATINGS, 4)
FULL_EXERCISE = Exercise(
    host=11,
    setup=Setup(
        *("worksheet", 2, "café owners", 90, Pace.PROMPTS, Work.TEAMS, 3),
        *(Names.FACILITATORS, 5, VOTE),
    ),
    admins=frozenset({12}),
    segment="café owners in side streets",
    teams=(Team(1, 501, "North"), Team(2)),
    ended={0: NOW - DAY, 1: NOW},
    revealed=frozenset({0}),
    spotlight=3,
    apart=frozenset({(1, 4)}),
    later=((2, 5), (3, 6)),
    next_note=8,
    rounds=(Round(1, VOTE, (3, 4), revealed=True, teachers={3: 9}),),
    invitation=2,
)
ADA = Participant(
    *(13, "Ada", 2, False, True, 4, (3, 4)), ballots={1: Ballot({3: 10}, done=True)}
)
NOTE = Note(
    *(7, "queues", 4, Section.PAINS, 2, 13, Origin(13, 2**40, 1)),
    *(Standing.APPROVED, 3, True, 12),
)
DESK = Desk(7, Console(8, Screen.NOTE, 2, 31), Awaits.ROOM_NOTE)


def golden(name: str) -> list[str]:
    return (GOLDEN / name).read_text().splitlines()


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_exercises_are_read_as_ever(version: str) -> None:
    read = [load_exercise(line) for line in golden(f"exercises.{version}.jsonl")]
    assert read == [replace(FULL_EXERCISE, place=place) for place in PLACES]
    assert {place.name for place in PLACES} == set(s.State)


def test_exercises_are_written_in_version_2() -> None:
    written = [dump_exercise(replace(FULL_EXERCISE, place=place)) for place in PLACES]
    assert written == golden("exercises.v2.jsonl")


def test_what_is_of_a_person_is_read_as_ever() -> None:
    person, note, desk = golden("persons.v1.jsonl")
    assert load_participant(ADA.person, ADA.name, person) == ADA
    assert load_note(NOTE.number, NOTE.text, NOTE.author, NOTE.origin, note) == NOTE
    assert load_desk(desk) == DESK


def test_what_the_core_did_not_know_then_is_as_it_is_by_default() -> None:
    short = (
        '{"v":1,"state":"setting_up","host":5,"setup":{"guide":"a","guide_version":2'
    )
    exercise = load_exercise(short + '},"place":{"step":-1}}')
    assert exercise == Exercise(5, Setup("a", 2))
    assert load_participant(7, "Ada", '{"v":1}') == Participant(7, "Ada")


@pytest.mark.parametrize("load", [load_exercise, load_desk])
def test_what_a_newer_program_wrote_is_refused(load: object) -> None:
    assert callable(load)
    with pytest.raises(StateTooNewError, match="has version 9"):
        load('{"v": 9}')
