"""What was stored once stays readable: the files in golden/ are never changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.interview import states as s
from conversations.interview.session import Awaited, Session
from conversations.profile import Basis, Note, Order, Origin, Section
from storage import StateTooNewError
from storage.mapping import (
    Form,
    dump_orders,
    dump_place,
    dump_ratings,
    dump_session,
    load_notes,
    load_orders,
    load_place,
    load_ratings,
    load_session,
)
from tests.storage.examples import ORDERS, PLACES, SESSION

GOLDEN = Path(__file__).parent / "golden"
numbers = st.integers(min_value=0, max_value=2**62)
orders = st.builds(
    Order,
    st.sampled_from(Basis),
    st.lists(numbers).map(tuple),
    st.lists(numbers).map(tuple),
    st.lists(numbers).map(tuple),
)
awaited = st.none() | st.one_of(*map(st.from_type, get_args(Awaited)))


def golden(name: str) -> str:
    return (GOLDEN / name).read_text().strip()


@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
def test_a_session_of_any_version_is_read_as_ever(version: str) -> None:
    assert load_session(golden(f"session.{version}.json")) == SESSION


def test_orders_of_version_1_are_read_as_ever() -> None:
    orders = {**ORDERS, Section.GAINS: Order(Basis.HAND)}  # nothing was alike then
    assert load_orders(golden("orders.v1.json")) == orders


def test_places_of_version_1_are_read_as_ever() -> None:
    lines = golden("places.v1.jsonl").splitlines()
    states = {json.loads(line)["state"] for line in lines}
    known = tuple(
        place
        for place in PLACES
        if place.name in states and getattr(place, "turn", None) is None
    )
    assert tuple(load_place(line) for line in lines) == known


def test_the_newest_version_is_what_is_written_and_read() -> None:
    assert dump_session(SESSION) == golden("session.v3.json")
    assert dump_orders(ORDERS) == golden("orders.v2.json")
    assert load_orders(golden("orders.v2.json")) == ORDERS
    lines = golden("places.v2.jsonl").splitlines()
    assert [dump_place(place) for place in PLACES] == lines
    assert tuple(map(load_place, lines)) == PLACES


def test_there_is_a_golden_place_for_every_state_of_an_interview() -> None:
    interview = set(s.State) - {s.State.IDLE} - s.OVERLAYS
    assert {place.name for place in PLACES} == interview


@given(st.one_of(*(st.from_type(type(place)) for place in PLACES)))
def test_every_place_comes_back_as_it_was(place: s.Place) -> None:
    assert load_place(dump_place(place)) == place


@given(
    st.builds(
        Session,
        current=st.none() | numbers,
        resting=st.booleans(),
        awaited=awaited,
        next_number=numbers,
        interviews=st.just({}),
        shelf=st.just({}),
    )
)
def test_every_session_comes_back_as_it_was(session: Session) -> None:
    assert load_session(dump_session(session)) == session


@given(st.dictionaries(st.sampled_from(Section), orders))
def test_all_orders_come_back_as_they_were(kept: dict[Section, Order]) -> None:
    assert load_orders(dump_orders(kept)) == kept


@given(st.dictionaries(st.text(), st.text()))
def test_all_ratings_come_back_as_they_were(ratings: dict[str, str]) -> None:
    assert load_ratings(dump_ratings(ratings)) == ratings


# A made-up history: version 1 had "profile", 2 called it "current" and knew no
# rest, 3 is today's form.
HISTORY = Form(
    "session",
    (
        lambda old: {"current": old["profile"], "next_number": old["next_number"]},
        lambda old: {**old, "resting": False, "awaited": None},
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        '{"v": 1, "profile": 4, "next_number": 5}',
        '{"v": 2, "current": 4, "next_number": 5}',
        '{"v": 3, "current": 4, "next_number": 5, "resting": false, "awaited": null}',
    ],
)
def test_an_older_version_is_lifted_step_by_step(text: str) -> None:
    assert load_session(text, HISTORY) == Session(current=4, next_number=5)


def test_the_newest_version_is_written() -> None:
    assert HISTORY.write({"current": 4}) == '{"v":3,"current":4}'


def test_rows_of_notes_come_in_no_order_and_moments_with_a_zone_or_in_utc() -> None:
    rows = (
        '[[2,"pains","p","queues",9,1,"{}",1,10,"2026-01-05T10:00:00+01:00",""],'
        '[1,"jobs","p","work",null,null,"{\\"a\\":\\"b\\"}",null,null,'
        '"2026-01-05 09:00:00.000000","{\\"heard\\":3,\\"tags\\":[\\"t\\"]}"]]'
    )
    nine = datetime(2026, 1, 5, 9, tzinfo=UTC)
    work = Note(
        *(1, Section.JOBS, "p", "work", None, {"a": "b"}, None, None, nine),
        heard=3,
        tags=("t",),
    )
    pain = Note(
        *(2, Section.PAINS, "p", "queues", Origin(9, 1), {}, 1, 10, nine),
    )
    assert load_notes(rows) == (work, pain)
    assert load_notes(None) == ()


@pytest.mark.parametrize(
    ("load", "name"),
    [(load_session, "session"), (load_place, "place"), (load_orders, "orders")],
)
def test_a_version_of_a_newer_program_is_refused_by_name(
    load: Callable[[str], Any], name: str
) -> None:
    with pytest.raises(StateTooNewError, match=f"{name} has version 9"):
        load('{"v": 9, "state": "dreaming"}')
