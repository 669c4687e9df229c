"""What our code or the database cannot take is set aside, and nobody else notices."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Self

import pytest
from msgspec.structs import replace

from conversations.guides.library import Library
from conversations.interview import events as e
from storage import StorageAwayError, UnitOfWork
from tests.bot.engine.chats import Chats
from tests.bot.engine.conftest import ADA, BOB
from tests.bot.engine.engine import (
    LIBRARY,
    Engine,
    FailingRenderer,
    Updates,
    begun,
    guide,
    renderer_of,
)
from tests.transactions import rows_of, transaction

JOBS = "prio.jobs.tasks"
SEGMENT = ("prio.segment.pick", "Cafés")
TROUBLE = renderer_of().trouble().text


@pytest.fixture
async def engine(database: str, chats: Chats) -> AsyncIterator[Engine]:
    """An engine whose code fails on one word."""
    engine = Engine(database, chats, renderer=FailingRenderer("poison"))
    await engine.start()
    yield engine
    await engine.crash()


async def set_aside(engine: Engine) -> list[tuple[int, int | None, str]]:
    """What lies in quarantine: update, conversation, payload."""
    query = "SELECT update_id, conversation_id, payload FROM quarantine"
    return [(row[0], row[1], row[2]) for row in await rows_of(engine.storage, query)]


def apologies(engine: Engine, chat: int) -> int:
    return engine.chats.screens[chat].texts().count(TROUBLE)


async def test_an_update_our_code_fails_on_is_kept_and_its_sender_told_once(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    poison = updates.text(ADA, "poison")
    await engine.hears(poison)
    await engine.hears(poison)
    row = await engine.conversation(ADA)
    assert await set_aside(engine) == [(poison.update, row.id, poison.payload)]
    assert apologies(engine, ADA) == 1
    assert await engine.notes(ADA) == [SEGMENT]


async def test_the_next_message_of_the_same_person_works(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    await engine.hears(updates.text(ADA, "poison"))
    await engine.hears(updates.text(ADA, "order beans"))
    assert await engine.notes(ADA) == [SEGMENT, (JOBS, "order beans")]
    assert "✓ order beans" in engine.chats.screens[ADA].question()[1].text


async def test_what_came_with_it_in_the_batch_is_applied(
    engine: Engine, updates: Updates
) -> None:
    for chat in (ADA, BOB):
        await begun(engine, updates, chat, "Cafés")
    await engine.hears(
        updates.text(ADA, "before"),
        updates.text(BOB, "hers"),
        updates.text(ADA, "poison"),
        updates.text(ADA, "after"),
    )
    assert await engine.notes(ADA) == [SEGMENT, (JOBS, "before"), (JOBS, "after")]
    assert await engine.notes(BOB) == [SEGMENT, (JOBS, "hers")]
    assert (apologies(engine, ADA), apologies(engine, BOB)) == (1, 0)


async def test_a_poisonous_tap_is_answered(
    database: str, chats: Chats, updates: Updates
) -> None:
    """Nobody is left with a button that spins."""
    sound = Engine(database, chats)
    await sound.start()
    await begun(sound, updates, ADA, "Cafés")
    await sound.hears(updates.text(ADA, "poison"))
    await sound.crash()

    failing = Engine(database, chats, renderer=FailingRenderer("poison"))
    await failing.start()
    tap = updates.tap(ADA, "Next")
    await failing.hears(tap)
    assert [(answer.query, answer.text) for answer in failing.answers] == [
        (tap.tap, "")
    ]
    assert apologies(failing, ADA) == 1
    await failing.crash()


async def test_a_guide_that_is_missing_hurts_only_who_needs_it(
    database: str, chats: Chats, updates: Updates
) -> None:
    old = Engine(database, chats)
    await old.start()
    await begun(old, updates, ADA, "Cafés")
    await old.crash()

    without = Engine(database, chats, Library.of([guide(version=2)]))
    await without.start()
    lost = updates.text(ADA, "order beans")
    await without.hears(lost, updates.command(BOB, e.Command.START))
    assert [update for update, *_ in await set_aside(without)] == [lost.update]
    assert apologies(without, ADA) == 1
    assert "Let's find out" in chats.screens[BOB].question()[1].text
    await without.crash()

    mended = Engine(database, chats, LIBRARY)
    await mended.start()
    await mended.hears(updates.text(ADA, "order beans"))
    assert await mended.notes(ADA) == [SEGMENT, (JOBS, "order beans")]
    await mended.crash()


async def test_an_update_nobody_can_read_is_kept_and_its_sender_told(
    engine: Engine, updates: Updates
) -> None:
    broken = updates.broken(ADA)
    await engine.hears(broken)
    row = await engine.conversation(ADA)
    assert await set_aside(engine) == [(broken.update, row.id, broken.payload)]
    assert apologies(engine, ADA) == 1


async def test_an_unreadable_update_of_nobody_is_kept_too(
    engine: Engine, updates: Updates
) -> None:
    broken = updates.broken(None)
    await engine.hears(broken, broken)
    assert await set_aside(engine) == [(broken.update, None, broken.payload)]


async def test_of_a_batch_only_what_the_database_refuses_is_set_aside(
    engine: Engine, updates: Updates
) -> None:
    """No database holds a message id of 80 bits."""
    people = range(8001, 8010)
    for chat in people:
        await begun(engine, updates, chat, "Cafés")
    batch = [updates.text(chat, "order beans") for chat in people]
    batch[3] = replace(batch[3], message=2**80)
    await engine.hears(*batch)
    assert [update for update, *_ in await set_aside(engine)] == [batch[3].update]
    for chat in people:
        kept = [] if chat == 8004 else [(JOBS, "order beans")]
        assert await engine.notes(chat) == [SEGMENT, *kept]
    assert apologies(engine, 8004) == 1


async def test_one_conversation_that_cannot_be_read_does_not_stop_the_bot(
    engine: Engine, updates: Updates
) -> None:
    for chat in (ADA, BOB):
        await begun(engine, updates, chat, "Cafés")
    row = await engine.conversation(ADA)
    async with transaction(engine.storage) as uow:
        await uow.sql(
            f"UPDATE conversations SET session = 'nonsense' WHERE id = {row.id}"
        )
    lost = updates.text(ADA, "order beans")
    await engine.hears(lost, updates.text(BOB, "order beans"))
    await engine.hears(updates.text(BOB, "keep regulars"))
    assert await set_aside(engine) == [(lost.update, None, lost.payload)]
    assert await engine.notes(BOB) == [
        SEGMENT,
        (JOBS, "order beans"),
        (JOBS, "keep regulars"),
    ]


async def test_what_cannot_even_be_set_aside_does_not_stop_the_bot(
    engine: Engine, updates: Updates
) -> None:
    beyond = replace(updates.text(ADA, "hello"), update=2**80)
    await engine.hears(beyond)
    await engine.hears(updates.command(ADA, e.Command.START))
    assert await set_aside(engine) == []
    assert len(engine.chats.screens[ADA].messages) == 1


# --- the database away ----------------------------------------------------------


class Heard(logging.Handler):
    """Waits for a line in the log."""

    def __init__(self, words: str, times: int = 1) -> None:
        super().__init__()
        self._words = words
        self._left = times
        self.heard = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if self._words in record.getMessage():
            self._left -= 1
        if self._left <= 0:
            self.heard.set()

    async def __aenter__(self) -> Self:
        logging.getLogger("bot").addHandler(self)
        return self

    async def __aexit__(self, *failure: object) -> None:
        logging.getLogger("bot").removeHandler(self)


async def test_while_the_database_is_away_everything_is_held_and_nobody_blamed(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")

    def away(uow: UnitOfWork) -> None:
        raise StorageAwayError("disk I/O error")

    engine.storage.before_commit = away
    async with Heard("holding on", times=3) as log:
        batch = [updates.text(ADA, "order beans"), updates.text(BOB, "hello")]
        held = asyncio.ensure_future(engine.door.submit(batch))
        await log.heard.wait()
    assert not held.done()
    assert engine.chats.screens[BOB].messages == {}

    del engine.storage.before_commit
    await held
    await engine.delivery.idle()
    assert await engine.notes(ADA) == [SEGMENT, (JOBS, "order beans")]
    assert await set_aside(engine) == []
    assert (apologies(engine, ADA), apologies(engine, BOB)) == (0, 0)


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_full_disk_holds_everything_until_there_is_room(
    engine: Engine, updates: Updates
) -> None:
    """D05."""
    await begun(engine, updates, ADA, "Cafés")
    await room(engine, 0)
    async with Heard("disk is full") as log:
        long_text = "\n".join(f"{n} {'x' * 990}" for n in range(40))
        held = asyncio.ensure_future(engine.door.submit([updates.text(ADA, long_text)]))
        await log.heard.wait()
    assert not held.done()

    await room(engine, 1000)
    await held
    assert len(await engine.notes(ADA)) == 41
    assert await set_aside(engine) == []


async def room(engine: Engine, pages: int) -> None:
    """Let the database grow by so many pages and no more."""
    async with transaction(engine.storage) as uow:
        ((count,),) = await uow.sql("PRAGMA page_count")
        await uow.sql(f"PRAGMA max_page_count = {count + pages}")
