from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from conversations.interview import states as s
from conversations.interview.session import (
    Headline,
    Interview,
    NewNotes,
    Session,
)
from conversations.profile import Note, Origin, Section
from storage import ConversationRow, Storage, ValueRefusedError
from tests.storage.examples import (
    BOT,
    FULL_INTERVIEW,
    HOSTILE_TEXTS,
    NOW,
    PLACES,
    interview,
    note,
    with_profile,
)
from tests.transactions import Steps, column_of, transaction

Statements = list[tuple[str, Any]]


async def load(uow: Steps, id_: int, *needed: int) -> Session:
    rows = await uow.by_ids([id_])
    found = await uow.sessions(rows.values(), {id_: set(needed)})
    session: Session = found[id_]
    return session


async def change(storage: Storage, id_: int, before: Session, after: Session) -> None:
    async with transaction(storage) as uow:
        await uow.save({id_: before}, {id_: after}, NOW)


async def kept(storage: Storage, id_: int, *needed: int) -> Session:
    async with transaction(storage) as uow:
        return await load(uow, id_, *needed)


def writes(statements: Statements) -> list[tuple[str, int]]:
    """The writing statements: their first three words and how many rows."""
    return [
        (" ".join(statement.split()[:3]), _rows_in(values))
        for statement, values in statements
        if statement.split()[0] in {"INSERT", "UPDATE", "DELETE"}
    ]


def _rows_in(values: Any) -> int:
    """A list of rows, a row of lists (one for each column), or one row."""
    if isinstance(values, list):
        return len(values)
    return len(values[0]) if isinstance(values[0], list) else 1


async def test_a_new_session_is_empty(storage: Storage, alice: ConversationRow) -> None:
    assert await kept(storage, alice.id) == Session()


async def test_everything_a_session_knows_comes_back(
    storage: Storage, alice: ConversationRow
) -> None:
    session = with_profile(Session(), FULL_INTERVIEW).holding(interview(2, note(1)))
    session = replace(
        session,
        current=2,
        resting=True,
        awaited=NewNotes(1, Section.PAINS),
        next_number=3,
    )
    await change(storage, alice.id, Session(), session)
    assert await kept(storage, alice.id, 1, 2) == session


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
async def test_every_place_comes_back(
    storage: Storage, alice: ConversationRow, place: s.Place
) -> None:
    session = with_profile(Session(), interview(1, place=place))
    await change(storage, alice.id, Session(), session)
    assert await kept(storage, alice.id) == session


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
async def test_whatever_people_write_comes_back(
    storage: Storage, alice: ConversationRow, text: str
) -> None:
    session = with_profile(Session(), interview(1, note(1, text)))
    await change(storage, alice.id, Session(), session)
    assert await kept(storage, alice.id) == session


# NUL and halves of characters are taken out of what people write on its way in.
big = st.integers(min_value=-(2**63), max_value=2**63 - 1)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
notes = st.lists(
    st.builds(
        Note,
        number=big,
        section=st.sampled_from(Section),
        prompt=words,
        text=words,
        origin=st.none() | st.builds(Origin, big, big),
        ratings=st.dictionaries(st.text(), st.text(), max_size=3),
    ),
    unique_by=lambda note: note.number,
    max_size=5,
).map(lambda found: tuple(sorted(found, key=lambda note: note.number)))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=notes, then=notes)
async def test_any_notes_may_become_any_others(
    storage: Storage, alice: ConversationRow, first: Any, then: Any
) -> None:
    async with transaction(storage) as uow:
        at_first = await load(uow, alice.id)
        number = at_first.next_number
        before = with_profile(at_first, interview(number, *first))
        await uow.save({alice.id: at_first}, {alice.id: before}, NOW)
        after = before.holding(interview(number, *then))
        await uow.save({alice.id: before}, {alice.id: after}, NOW)
        assert (await load(uow, alice.id)).interview == interview(number, *then)


# --- what is loaded -------------------------------------------------------------------


async def test_the_shelf_has_a_headline_of_every_profile_deleted_ones_too(
    storage: Storage, alice: ConversationRow
) -> None:
    session = with_profile(Session(), FULL_INTERVIEW).holding(interview(2))
    await change(storage, alice.id, Session(), session)
    assert (await kept(storage, alice.id)).shelf == {
        1: Headline(1, "Night-shift nurses", "priority", 3, 20, True, True, True),
        2: Headline(2, "", "priority", 1, 0, False, False),
    }


async def test_only_the_interview_in_hand_and_those_needed_are_loaded(
    storage: Storage, alice: ConversationRow
) -> None:
    session = Session()
    for number in range(1, 6):
        session = with_profile(session, interview(number, note(1)))
    await change(storage, alice.id, Session(), session)
    assert (await kept(storage, alice.id)).interviews.keys() == {5}
    assert (await kept(storage, alice.id, 2, 3)).interviews.keys() == {2, 3, 5}


async def test_a_profile_that_is_not_there_is_not_loaded(
    storage: Storage, alice: ConversationRow
) -> None:
    assert (await kept(storage, alice.id, 7, 2**70)).interviews == {}


async def test_people_with_different_profiles_load_only_their_own(
    storage: Storage, statements: Statements
) -> None:
    async with transaction(storage) as uow:
        rows = await uow.conversations(BOT, range(1, 31))
        empty = {row.id: Session() for row in rows.values()}
        full = {}
        for id_ in empty:
            session = Session()
            for number in range(1, 4):
                session = with_profile(session, interview(number, note(1, f"{id_}")))
            full[id_] = replace(session, current=id_ % 3 + 1)
        await uow.save(empty, full, NOW)
        rows = await uow.by_ids(empty)
        statements.clear()
        found = await uow.sessions(rows.values(), {})
        assert len(statements) == 1
    assert found == {
        id_: replace(session, interviews={id_ % 3 + 1: session.interviews[id_ % 3 + 1]})
        for id_, session in full.items()
    }


# --- what is written ------------------------------------------------------------------


async def test_what_did_not_change_is_not_written(
    storage: Storage, alice: ConversationRow, statements: Statements
) -> None:
    session = with_profile(Session(), interview(1, note(1), note(2)))
    await change(storage, alice.id, Session(), session)
    statements.clear()
    await change(storage, alice.id, session, session)
    same = session.holding(interview(1, note(1), note(2)))
    await change(storage, alice.id, session, same)
    assert statements == []


async def test_one_more_note_writes_that_note_and_its_profile(
    storage: Storage, alice: ConversationRow, statements: Statements
) -> None:
    before = with_profile(Session(), interview(1, *map(note, range(1, 40))))
    await change(storage, alice.id, Session(), before)
    statements.clear()
    after = before.holding(interview(1, *map(note, range(1, 41))))
    await change(storage, alice.id, before, after)
    assert writes(statements) == [
        ("UPDATE profiles SET", 1),
        ("INSERT INTO notes", 1),
    ]
    assert await kept(storage, alice.id) == after


async def test_a_changed_and_a_removed_note_are_written_alone(
    storage: Storage, alice: ConversationRow, statements: Statements
) -> None:
    before = with_profile(Session(), interview(1, note(1), note(2), note(3)))
    await change(storage, alice.id, Session(), before)
    statements.clear()
    after = before.holding(interview(1, note(1), note(3, "Sleeping")))
    await change(storage, alice.id, before, after)
    assert writes(statements) == [
        ("UPDATE profiles SET", 1),
        ("DELETE FROM notes", 1),
        ("UPDATE notes SET", 1),
    ]
    assert await kept(storage, alice.id) == after


async def test_resting_writes_the_conversation_only_and_counts_its_version(
    storage: Storage, alice: ConversationRow, statements: Statements
) -> None:
    before = with_profile(Session(), interview(1, note(1)))
    await change(storage, alice.id, Session(), before)
    statements.clear()
    await change(storage, alice.id, before, replace(before, resting=True))
    assert writes(statements) == [("UPDATE conversations SET", 1)]
    assert await column_of(storage, "SELECT version FROM conversations") == [3]


async def test_a_profile_that_is_not_loaded_stays(
    storage: Storage, alice: ConversationRow
) -> None:
    before = with_profile(Session(), interview(1, note(1)))
    before = with_profile(before, interview(2, note(1)))
    await change(storage, alice.id, Session(), before)
    loaded = await kept(storage, alice.id)
    await change(
        storage, alice.id, loaded, loaded.holding(interview(2, note(1, "New")))
    )
    assert (await kept(storage, alice.id, 1)).interviews[1] == interview(1, note(1))


async def test_a_hundred_people_are_saved_in_six_statements(
    storage: Storage, statements: Statements
) -> None:
    async with transaction(storage) as uow:
        rows = await uow.conversations(BOT, range(1, 101))
        empty = {row.id: Session() for row in rows.values()}
        before = {
            id_: with_profile(session, interview(1, note(1), note(2)))
            for id_, session in empty.items()
        }
        await uow.save(empty, before, NOW)
        after = {
            id_: with_profile(
                session.holding(interview(1, note(1, "Other"), note(3))),
                interview(2, note(1)),
            )
            for id_, session in before.items()
        }
        statements.clear()
        await uow.save(before, after, NOW)
        assert writes(statements) == [
            ("UPDATE conversations SET", 100),
            ("INSERT INTO profiles", 100),
            ("UPDATE profiles SET", 100),
            ("DELETE FROM notes", 100),
            ("UPDATE notes SET", 100),
            ("INSERT INTO notes", 200),
        ]
        rows = await uow.by_ids(after)
        found = await uow.sessions(rows.values(), {id_: {1} for id_ in after})
    assert found == after


async def test_the_same_profile_cannot_be_begun_twice(
    storage: Storage, alice: ConversationRow
) -> None:
    session = with_profile(Session(), interview(1))
    await change(storage, alice.id, Session(), session)
    with pytest.raises(ValueRefusedError):
        await change(storage, alice.id, Session(), session)


async def test_two_notes_of_one_number_are_refused(
    storage: Storage, alice: ConversationRow
) -> None:
    session = with_profile(Session(), interview(1, note(1), note(1)))
    with pytest.raises(ValueRefusedError):
        await change(storage, alice.id, Session(), session)
    assert await kept(storage, alice.id) == Session()


async def test_an_interview_is_what_is_compared_and_not_only_its_notes(
    storage: Storage, alice: ConversationRow
) -> None:
    before = with_profile(Session(), interview(1, note(1)))
    await change(storage, alice.id, Session(), before)
    in_hand = before.interviews[1]
    after = before.holding(
        Interview(replace(in_hand.profile, name="Nurses"), s.Ranked(4), NOW)
    )
    await change(storage, alice.id, before, after)
    assert await kept(storage, alice.id) == after
