"""Several bots share a PostgreSQL database; its server has mishaps.

Every engine here is what another process has: connections, a door and a sender of
its own. None of them sends, for their people have only one screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.arrivals import Arrival
from bot.happenings import parts_of
from conversations.interview import events as e
from storage import UnitOfWork
from tests import databases
from tests.bot.engine.chats import Chats
from tests.bot.engine.conftest import ADA, BOB
from tests.bot.engine.engine import Engine, Step, Updates, begun
from tests.bot.engine.school import School
from tests.bot.engine.test_poison import Heard, set_aside
from tests.cutting_proxy import Cut, cutting_proxy
from tests.transactions import column_of, waiting

JOBS = "prio.jobs.tasks"
PEOPLE = tuple(range(8001, 8011))


@pytest.fixture(params=["postgresql"])
def kind() -> str:
    return "postgresql"


@pytest.fixture
async def engines(
    engine: Engine, database: str, chats: Chats, updates: Updates
) -> AsyncIterator[list[Engine]]:
    """Three of them; two people are at the first question."""
    for chat in (ADA, BOB):
        await begun(engine, updates, chat, "Cafés")
    chats.open.clear()
    others = [Engine(database, chats) for _ in range(2)]
    for other in others:
        await other.start()
    yield [engine, *others]
    for other in others:
        await other.crash()


async def jobs(engine: Engine, chat: int) -> list[str]:
    return [words for prompt, words in await engine.notes(chat) if prompt == JOBS]


async def rows(engine: Engine, query: str) -> list[object]:
    return await column_of(engine.storage, query)


async def submitted(engine: Engine, batch: Sequence[Arrival]) -> None:
    await engine.unless_it_fails(engine.door.submit(batch))


async def test_an_update_given_to_three_at_once_counts_once(
    engines: list[Engine], updates: Updates
) -> None:
    """N08, a hundred times."""
    for number in range(100):
        batch = [updates.text(ADA, f"job {number}"), updates.text(BOB, f"{number}")]
        await asyncio.gather(*(submitted(engine, batch) for engine in engines))
    assert await jobs(engines[0], ADA) == [f"job {number}" for number in range(100)]
    assert await jobs(engines[0], BOB) == [f"{number}" for number in range(100)]
    assert await set_aside(engines[0]) == []
    # Each update left as many messages as it would have left alone.
    assert len(await rows(engines[0], "SELECT id FROM outbox")) == 2 * 100


async def test_a_tap_given_to_three_at_once_is_answered_by_each_and_counts_once(
    engines: list[Engine], updates: Updates
) -> None:
    tap = updates.tap(ADA, "Skip")
    await asyncio.gather(*(submitted(engine, [tap]) for engine in engines))
    for engine in engines:
        assert [answer.query for answer in engine.answers if answer.query == tap.tap]
    interview = (await engines[0].session(ADA)).interview
    assert interview is not None
    assert interview.place.step == 2


async def test_newcomers_who_write_to_three_at_once_get_one_conversation_each(
    engines: list[Engine], updates: Updates
) -> None:
    async def welcome(engine: Engine) -> None:
        for chat in PEOPLE:
            await submitted(engine, [updates.command(chat, e.Command.START)])

    await asyncio.gather(*map(welcome, engines))
    assert len(await rows(engines[0], "SELECT id FROM conversations")) == 12
    assert len(await rows(engines[0], "SELECT id FROM chats")) == 12
    assert len(await rows(engines[0], "SELECT telegram_id FROM chat_aliases")) == 12
    assert await set_aside(engines[0]) == []


async def test_crowds_that_overlap_never_wait_for_each_other_in_a_circle(
    engines: list[Engine], updates: Updates
) -> None:
    """D06: with newcomers among them; each transaction is done at the first attempt."""
    before = [engine.storage.transactions for engine in engines]

    async def talk(engine: Engine, step: int) -> int:
        """How many parts there were."""
        parts = 0
        for turn in range(20):
            crowd = [PEOPLE[(turn + n * step) % 10] for n in range(7)]
            hellos = [updates.text(chat, "hello") for chat in crowd]
            parts += len(parts_of(hellos, engine.storage.writers))
            await submitted(engine, hellos)
        return parts

    parts = await asyncio.gather(*map(talk, engines, (1, 3, 7)))
    assert [
        engine.storage.transactions - known
        for engine, known in zip(engines, before, strict=True)
    ] == parts
    assert len(await rows(engines[0], "SELECT id FROM conversations")) == 12


async def test_transactions_that_cross_are_tried_again_and_count_once(
    engines: list[Engine], updates: Updates
) -> None:
    """D06: a circle that our code would not make."""
    here, there, _ = engines
    locked, wait = [asyncio.Event(), asyncio.Event()], waiting()

    def crossing(mine: int, other: int, chat: int) -> Step:
        def cross(uow: UnitOfWork) -> None:
            locked[mine].set()
            wait(locked[other].wait())
            uow.conversations(42, [chat])

        return cross

    before = here.storage.transactions + there.storage.transactions
    here.storage.before_commit = crossing(0, 1, BOB)
    there.storage.before_commit = crossing(1, 0, ADA)
    async with Heard("deadlock detected"):
        await asyncio.gather(
            submitted(here, [updates.text(ADA, "hers")]),
            submitted(there, [updates.text(BOB, "his")]),
        )
    tries = here.storage.transactions + there.storage.transactions - before
    assert 2 < tries <= 2 + 3
    assert (await jobs(here, ADA), await jobs(here, BOB)) == (["hers"], ["his"])
    assert await set_aside(here) == []


# --- the server's mishaps -------------------------------------------------------------


async def test_while_the_server_is_down_everything_is_held_and_nobody_blamed(
    engine: Engine, updates: Updates, server: databases.Server
) -> None:
    """D01."""
    await begun(engine, updates, ADA, "Cafés")
    await server.stop()
    async with Heard("holding on", times=3) as log:
        held = asyncio.ensure_future(
            engine.door.submit([updates.text(ADA, "order beans")])
        )
        await log.heard.wait()
    assert not held.done()
    server.start()
    await held
    await engine.delivery.idle()
    assert await jobs(engine, ADA) == ["order beans"]
    assert await set_aside(engine) == []
    assert "✓ order beans" in engine.chats.screens[ADA].question()[1].text


async def test_a_server_that_dies_again_and_again_loses_and_doubles_nothing(
    engine: Engine, updates: Updates, server: databases.Server
) -> None:
    """D02: it dies when some more updates were applied, five times."""
    await begun(engine, updates, ADA, "Cafés")
    done: asyncio.Queue[int] = asyncio.Queue()

    async def talk() -> None:
        for number in range(100):
            await engine.door.submit([updates.text(ADA, f"job {number}")])
            done.put_nowait(number)

    talking = asyncio.ensure_future(talk())
    for _ in range(5):
        for _ in range(10):
            await done.get()
        await server.restart()
    await engine.unless_it_fails(talking)  # type: ignore[arg-type]
    await engine.delivery.idle()
    assert await jobs(engine, ADA) == [f"job {number}" for number in range(100)]
    assert await set_aside(engine) == []
    assert "✓ job 99" in engine.chats.screens[ADA].question()[1].text


async def test_commits_of_unknown_result_are_done_again_and_count_once(
    database: str, chats: Chats, updates: Updates
) -> None:
    """D03: of every two commits one is cut off, now before it and now after it."""
    async with cutting_proxy(database) as proxy:
        engine = Engine(proxy.url, chats)
        await engine.start()
        await begun(engine, updates, ADA, "Cafés")
        proxy.cuts = [Cut.BEFORE, None, Cut.AFTER, None] * 5
        for number in range(20):
            await engine.hears(updates.text(ADA, f"job {number}"))
        assert proxy.cuts == []
        assert await jobs(engine, ADA) == [f"job {number}" for number in range(20)]
        assert await set_aside(engine) == []
        await engine.restart()
        await engine.delivery.idle()
        assert "✓ job 19" in engine.chats.screens[ADA].question()[1].text
        await engine.crash()


async def test_what_a_commit_of_unknown_result_left_is_done_without_a_restart(
    database: str, chats: Chats, updates: Updates
) -> None:
    """D03: a reply, and a look-up that the same wish would not begin again."""
    school = School(updates)
    async with cutting_proxy(database) as proxy:
        engine = Engine(proxy.url, chats)
        engine.look_up = school.look_up
        await engine.start()
        await begun(engine, updates, ADA, "Cafés")
        proxy.cuts = [Cut.AFTER]
        await engine.hears(updates.text(ADA, "order beans"))
        assert proxy.cuts == []
        assert "✓ order beans" in engine.chats.screens[ADA].question()[1].text
        proxy.cuts = [Cut.AFTER]
        await engine.hears(school.begins())
        assert proxy.cuts == []
        assert await rows(engine, "SELECT id FROM errands") == []
        assert await rows(engine, "SELECT id FROM outbox") == []
        await engine.crash()
