"""PostgreSQL takes a batch in parts, side by side; no person notices."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain, count, groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrivals import Arrival
from bot.deeds import Due
from bot.errands import Errand, Finished, Result
from bot.happenings import Happening, parts_of
from bot.outgoing import Relocated, Undeliverable
from conversations.exercise import events as x
from conversations.interview import effects as f
from conversations.interview import events as e
from storage import StorageAwayError, UnitOfWork
from tests import databases
from tests.bot.engine.conftest import ADA, BOB
from tests.bot.engine.engine import BOT, Engine, SlowCommit, Updates, begun
from tests.bot.engine.school import School, running, stored, students
from tests.transactions import waiting
from tests.waiting import until

NOW = datetime(2026, 11, 1, tzinfo=UTC)
JOBS = "prio.jobs.tasks"
CROWD = tuple(range(8001, 8041))


@pytest.fixture(params=["postgresql"])
def kind() -> str:
    return "postgresql"


@pytest.fixture
def school(updates: Updates) -> School:
    return School(updates)


def chat_of(happening: Happening) -> int | None:
    match happening:
        case Arrival(chat=chat) | Finished(errand=Errand(chat=chat)):
            return chat
        case Relocated(chat=chat) | Undeliverable(chat=chat):
            return chat
    return None


def of_any_kind(number: int, chat: int | None, kind: int) -> Happening:
    """The happening of this number."""
    if chat is None and kind > 1:
        return Due(number, 1, x.TimeUp(1, NOW))
    result = Result(e.Returned())
    made: list[Happening] = [
        Arrival(number, "", chat=chat),
        Arrival(number, "", chat=chat, event=e.Returned()),
        Relocated(number, chat or 0, -5),
        Undeliverable(number, chat or 0, (), unreachable=False),
        Finished(Errand(number, 1, chat or 0, f.Gather()), result, result.event),
    ]
    return made[kind]


chats = st.none() | st.integers(-5, 5) | st.integers()
kinds = st.tuples(chats, st.integers(0, 4))


@given(st.lists(kinds, min_size=1), st.integers(1, 6))
def test_no_chat_is_in_two_parts_and_its_order_stays(
    given_: list[tuple[int | None, int]], most: int
) -> None:
    batch = [of_any_kind(n, *one) for n, one in enumerate(given_)]
    parts = parts_of(batch, most)
    assert 1 <= len(parts) <= most
    assert all(parts)
    places = {id(happening): place for place, happening in enumerate(batch)}
    found = [[places[id(each)] for each in part] for part in parts]
    assert sorted(chain.from_iterable(found)) == list(range(len(batch)))
    assert all(part == sorted(part) for part in found)
    where = sorted(
        (str(chat_of(each)), number)
        for number, part in enumerate(parts)
        for each in part
    )
    for _, places_of_one in groupby(where, key=lambda one: one[0]):
        assert len(set(places_of_one)) == 1


def test_small_batches_stay_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.happenings.SMALLEST_PART", 20)
    for size, parts in ((1, 1), (39, 1), (40, 2), (79, 3), (200, 4)):
        batch = [Arrival(n, "", chat=n) for n in range(size)]
        assert len(parts_of(batch, 4)) == parts


async def submitted(engine: Engine, batch: Sequence[Happening]) -> int:
    """Have a batch applied; how many transactions it took."""
    before = engine.storage.transactions
    await engine.unless_it_fails(engine.door.submit(batch))
    return engine.storage.transactions - before


async def test_a_crowd_is_applied_side_by_side(
    engine: Engine, updates: Updates
) -> None:
    """All parts are at their commits at the same time."""
    engine.chats.open.clear()
    slow = SlowCommit(engine)
    hellos = [updates.text(chat, "hello") for chat in CROWD]
    one = asyncio.ensure_future(engine.door.submit(hellos))
    await until(lambda: slow.held == engine.storage.writers)
    slow.released.set()
    await one
    engine.chats.open.set()
    await engine.delivery.idle()
    assert all(len(engine.chats.screens[chat].messages) == 1 for chat in CROWD)


async def test_a_door_that_is_stopped_waits_for_every_part(
    engine: Engine, updates: Updates
) -> None:
    wait, numbers = waiting(), count()
    released = [asyncio.Event() for _ in range(engine.storage.writers)]
    reached: list[int] = []

    def hold(uow: UnitOfWork) -> None:
        reached.append(next(numbers))
        wait(released[reached[-1]].wait())

    engine.storage.before_commit = hold
    hellos = [updates.text(chat, "hello") for chat in CROWD]
    one = asyncio.ensure_future(engine.door.submit(hellos))
    await until(lambda: len(reached) == len(released))
    last, *others = released
    engine.at_door.cancel()
    for each in others:
        each.set()
    ended, _ = await asyncio.wait([engine.at_door], timeout=0.2)
    assert not ended
    last.set()
    await asyncio.wait([engine.at_door])
    query = "SELECT count(*) FROM seen_updates"
    assert await databases.run(engine.database, query) == [(len(CROWD),)]
    one.cancel()


async def test_only_the_part_that_has_a_class_in_it_is_applied_again(
    engine: Engine, updates: Updates, school: School
) -> None:
    """And as long as a class is on, nobody tries again."""
    mia, ned, *_ = students(6)
    exercise = await running(engine, school, mia, ned)
    for chat in (ADA, BOB):
        await begun(engine, updates, chat, "Cafés")
    engine.chats.open.clear()
    engine.door._whole = 0  # as after many batches without a class

    def batch(words: str) -> list[Arrival]:
        mine = [updates.text(chat, words) for chat in (ADA, BOB)]
        return [school.writes(ned, words), *mine, school.writes(mia, words)]

    people = {chat % engine.storage.writers for chat in (ADA, BOB, mia, ned)}
    assert await submitted(engine, batch("order beans")) == len(people) + 1
    assert await submitted(engine, batch("pay suppliers")) == 1

    for chat in (ADA, BOB):
        kept = [text for prompt, text in await engine.notes(chat) if prompt == JOBS]
        assert kept == ["order beans", "pay suppliers"]
    notes = (await stored(engine, exercise)).notes.values()
    written = sorted((note.author, note.text) for note in notes if note.author)
    assert [words for _, words in written] == ["order beans", "pay suppliers"] * 2


async def test_a_part_waits_for_the_database_by_itself(
    engine: Engine, updates: Updates
) -> None:
    """One connection is lost; who is in another part has the reply meanwhile."""
    for chat in (ADA, BOB):
        await begun(engine, updates, chat, "Cafés")

    def away(uow: UnitOfWork) -> None:
        if any(row.chat == BOB for row in uow.pending(BOT)):
            raise StorageAwayError("the connection is lost")

    engine.storage.before_commit = away
    batch = [updates.text(chat, "order beans") for chat in (ADA, BOB)]
    held = asyncio.ensure_future(engine.door.submit(batch))
    ada, bob = engine.chats.screens[ADA], engine.chats.screens[BOB]
    await until(lambda: "order beans" in ada.question()[1].text)
    await until(lambda: engine.door.is_holding)
    assert not held.done()
    assert "order beans" not in bob.question()[1].text

    del engine.storage.before_commit
    await held
    await engine.delivery.idle()
    assert not engine.door.is_holding
    assert "order beans" in bob.question()[1].text


async def test_reports_go_along_with_updates_that_come_in_time(
    engine: Engine, updates: Updates
) -> None:
    """As long as the batch before took, they wait for some."""
    slow = SlowCommit(engine)
    first = asyncio.ensure_future(engine.door.submit([updates.text(ADA, "hello")]))
    await slow.reached.wait()
    await asyncio.sleep(0.1)  # that is how long it takes
    before = engine.storage.transactions
    slow.released.set()
    await first
    await until(lambda: engine.chats.screens[ADA].messages)
    await engine.door.submit([updates.text(BOB, "hello")])
    await engine.delivery.idle()
    # Ada's report came with Bob's text, as another part; then Bob's own.
    assert engine.storage.transactions - before == 3


async def test_reports_that_nobody_joins_are_kept_nevertheless(
    engine: Engine, updates: Updates
) -> None:
    await engine.hears(updates.text(ADA, "hello"))
    assert await engine.service.unsent() == ()
