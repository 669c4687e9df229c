"""Everything that waits is applied at once, in order, and is then on disk."""

from __future__ import annotations

import asyncio

import pytest

from bot.door import LARGEST_BATCH
from bot.telegram.callback_data import encode
from conversations.interview import events as e
from tests import databases
from tests.bot.engine.conftest import ADA, BOB
from tests.bot.engine.engine import Engine, SlowCommit, Updates, begun

JOBS = "prio.jobs.tasks"


async def counted(database: str, table: str) -> int:
    """How many rows another process would see."""
    ((number,),) = await databases.run(database, f"SELECT count(*) FROM {table}")
    return int(number)


async def test_what_waits_during_a_commit_is_applied_at_once(
    engine: Engine, updates: Updates
) -> None:
    slow = SlowCommit(engine)
    first = asyncio.ensure_future(engine.door.submit([updates.text(ADA, "hello")]))
    await slow.reached.wait()
    people = range(8001, 8051)
    later = [
        asyncio.ensure_future(engine.door.submit([updates.text(chat, "hello")]))
        for chat in people
    ]
    await asyncio.sleep(0)  # everybody has come in
    before = engine.storage.transactions
    engine.chats.open.clear()  # so that no report comes in between
    slow.released.set()
    await asyncio.gather(first, *later)

    assert engine.storage.transactions - before == engine.storage.writers
    engine.chats.open.set()
    await engine.delivery.idle()
    assert all(len(engine.chats.screens[chat].messages) == 1 for chat in people)


async def test_more_than_the_largest_batch_is_applied_in_two(
    engine: Engine, updates: Updates
) -> None:
    engine.chats.open.clear()
    one_by_one = [
        asyncio.ensure_future(engine.door.submit([updates.text(9000 + n, "hello")]))
        for n in range(LARGEST_BATCH + 1)
    ]
    before = engine.storage.transactions
    await asyncio.gather(*one_by_one)
    assert engine.storage.transactions - before == engine.storage.writers + 1


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_what_comes_in_at_any_moment_of_a_batch_is_applied_and_sent(
    engine: Engine, updates: Updates
) -> None:
    """D08: a little later each time, until the batch is long done."""
    await begun(engine, updates, ADA, "Cafés")
    for moment in range(20):
        text = updates.text(ADA, f"first {moment}")
        first = asyncio.ensure_future(engine.door.submit([text]))
        await asyncio.sleep(moment / 1000)  # the moment is what is tried here
        async with asyncio.timeout(10):
            await engine.hears(updates.text(ADA, f"then {moment}"))
            await first
        assert f"✓ then {moment}" in engine.chats.screens[ADA].question()[1].text
    assert await counted(engine.database, "outbox") == 0


async def test_submit_returns_when_another_process_can_read_the_rows(
    engine: Engine, updates: Updates, database: str
) -> None:
    slow = SlowCommit(engine)
    engine.chats.open.clear()
    submitted = asyncio.ensure_future(engine.door.submit([updates.text(ADA, "hello")]))
    await slow.reached.wait()
    assert not submitted.done()
    assert await counted(database, "seen_updates") == 0

    slow.released.set()
    await submitted
    assert await counted(database, "seen_updates") == 1
    assert await counted(database, "outbox") == 1


async def test_nothing_is_sent_before_it_is_on_disk(
    engine: Engine, updates: Updates
) -> None:
    slow = SlowCommit(engine)
    submitted = asyncio.ensure_future(engine.door.submit([updates.text(ADA, "hello")]))
    await slow.reached.wait()
    assert engine.chats.calls == []
    slow.released.set()
    await submitted
    await engine.delivery.idle()
    assert len(engine.chats.calls) == 1


async def test_a_batch_keeps_the_order_of_each_person(
    engine: Engine, updates: Updates
) -> None:
    for chat in (ADA, BOB):
        await begun(engine, updates, chat, "Cafés")
    batch = [
        updates.text(chat, f"{number}") for number in range(30) for chat in (ADA, BOB)
    ]
    await asyncio.gather(*(engine.door.submit([arrival]) for arrival in batch))
    kept = [text for prompt, text in await engine.notes(ADA) if prompt == JOBS]
    assert kept == [f"{number}" for number in range(30)]
    assert await engine.notes(BOB) == await engine.notes(ADA)


async def test_two_events_of_a_batch_see_each_other(
    engine: Engine, updates: Updates
) -> None:
    """A tap counts although the text before it is not stored yet."""
    await engine.hears(updates.command(ADA, e.Command.START))
    await engine.hears(
        updates.tap(ADA, "Start"),
        updates.text(ADA, "Cafés"),
        updates.text(ADA, "order beans"),
        updates.data(ADA, encode(e.NextTapped(1, 1, 0))),
    )
    interview = (await engine.session(ADA)).open_interview
    assert interview is not None
    assert interview.place.step == 2
    assert [note.text for note in interview.profile.notes] == ["Cafés", "order beans"]


async def test_a_batch_shows_the_card_once_as_it_stands_at_the_end(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    before = len(engine.chats.calls)
    await engine.hears(*(updates.text(ADA, f"job {n}") for n in range(5)))
    assert len(engine.chats.calls) - before == 2  # the new card, and the old one shrunk
    _, card = engine.chats.screens[ADA].question()
    assert all(f"✓ job {n}" in card.text for n in range(5))


@pytest.mark.parametrize("times", [2, 20])
async def test_an_update_that_comes_again_in_its_own_batch_counts_once(
    engine: Engine, updates: Updates, times: int
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    text = updates.text(ADA, "order beans")
    await engine.hears(*[text] * times)
    assert await engine.notes(ADA) == [
        ("prio.segment.pick", "Cafés"),
        (JOBS, "order beans"),
    ]


async def test_a_tap_that_comes_again_is_answered_again_and_counts_once(
    engine: Engine, updates: Updates
) -> None:
    await engine.hears(updates.command(ADA, e.Command.START))
    tap = updates.tap(ADA, "Start")
    await engine.hears(tap)
    await asyncio.gather(*(engine.door.submit([tap]) for _ in range(20)))
    assert (await engine.session(ADA)).next_number == 2
    answers = [answer.text for answer in engine.answers if answer.query == tap.tap]
    assert answers == [""] * len(answers)
    assert len(answers) >= 2
