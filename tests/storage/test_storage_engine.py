from __future__ import annotations

import asyncio
from itertools import count
from typing import cast

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import InterfaceError
from sqlalchemy.pool import QueuePool

from storage import (
    ConversationRow,
    DatabaseUrlError,
    NewRow,
    Storage,
    StorageAwayError,
    UnitOfWork,
    open_storage,
)
from storage.outbox import Outbox
from tests.storage.examples import BOT, NOW, new_updates
from tests.storage.watching import watched
from tests.transactions import column_of, looking, transaction, waiting


async def test_a_closed_database_can_be_opened_again(
    storage: Storage, database: str
) -> None:
    await storage.close()
    again = await open_storage(database)
    await again.migrate()
    await again.close()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite+pysqlite:///data/bot.sqlite3",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///data/bot.sqlite3?mode=ro",
        "postgresql://",
        "postgresql://localhost",
        "postgresql://localhost:many/bot",
        "postgresql://localhost/bot?encoding=utf8",
        "postgresql+psycopg://localhost/bot",
        "mysql://localhost/bot",
    ],
)
async def test_a_url_that_names_no_database_of_a_known_kind_is_refused(
    url: str,
) -> None:
    with pytest.raises(DatabaseUrlError):
        await open_storage(url)


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_file_may_be_named_as_sqlalchemy_names_it(database: str) -> None:
    storage = await open_storage(database.replace("sqlite:", "sqlite+aiosqlite:"))
    await storage.migrate()
    await storage.close()


async def test_what_a_block_did_is_kept_at_its_end(
    storage: Storage, alice: ConversationRow
) -> None:
    async with transaction(storage) as uow:
        await uow.put([NewRow(alice.id, None, "hello")], NOW)
    async with transaction(storage) as uow:
        assert [row.payload for row in await uow.pending(BOT)] == ["hello"]


async def test_what_went_wrong_first_is_said_whatever_closing_meets(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D06: a connection that is lost does not answer to its rollback either."""
    close = Connection.close

    def lost(connection: Connection) -> None:
        close(connection)
        raise InterfaceError("ROLLBACK", None, Exception("it is closed"))

    def fail(uow: UnitOfWork) -> None:
        monkeypatch.setattr(Connection, "close", lost)
        raise TimeoutError("the server is silent")

    with pytest.raises(TimeoutError, match="the server is silent"):
        await storage.transact(fail)
    monkeypatch.undo()
    async with transaction(storage) as uow:
        assert await uow.remember(BOT, [1], NOW) == {1}


async def test_what_a_failing_block_did_is_forgotten(
    storage: Storage, alice: ConversationRow
) -> None:
    async def work() -> None:
        async with transaction(storage) as uow:
            await uow.put([NewRow(alice.id, None, "hello")], NOW)
            raise RuntimeError("in the block")

    with pytest.raises(RuntimeError, match="in the block"):
        await work()
    async with transaction(storage) as uow:
        assert await uow.pending(BOT) == []


async def test_so_many_transactions_are_under_way_and_others_wait(
    storage: Storage,
) -> None:
    under_way: list[int] = []
    most = 0

    async def work(number: int) -> None:
        nonlocal most
        async with transaction(storage) as uow:
            under_way.append(number)
            await uow.remember(BOT, [number], NOW)
            most = max(most, len(under_way))
            under_way.remove(number)

    await asyncio.gather(*(work(number) for number in range(20)))
    assert most == storage.writers
    assert await new_updates(storage, range(21)) == {20}


def all_remembered(uow: UnitOfWork) -> None:
    uow.conversations(BOT, range(1, 20))
    uow.remember(BOT, range(300), NOW)


@pytest.mark.parametrize("statement", range(8))
async def test_a_task_cancelled_at_any_statement_ends_after_the_commit(
    storage: Storage, statement: int
) -> None:
    left, loop = iter(range(statement, -1, -1)), asyncio.get_running_loop()

    def cancel_at(*_: object) -> None:
        if next(left, None) == 0:
            loop.call_soon_threadsafe(task.cancel)

    with watched(storage, cancel_at):
        task = asyncio.create_task(storage.transact(all_remembered))
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await new_updates(storage, range(300)) == set()


@pytest.mark.parametrize("moment", ["connect", "commit"])
async def test_a_task_cancelled_while_it_connects_or_commits_has_committed(
    storage: Storage, moment: str
) -> None:
    loop = asyncio.get_running_loop()

    def cancel(*_: object) -> None:
        loop.call_soon_threadsafe(task.cancel)

    event.listen(storage._database.writer, moment, cancel)
    task = asyncio.create_task(storage.transact(all_remembered))
    with pytest.raises(asyncio.CancelledError):
        await task
    event.remove(storage._database.writer, moment, cancel)
    assert await new_updates(storage, range(300)) == set()


async def no_look_goes_on(storage: Storage) -> None:
    """What was begun in a thread ends there, though nobody waits for it."""
    pool = cast("QueuePool", storage._database.reader.pool)
    async with asyncio.timeout(5):
        while pool.checkedout():  # noqa: ASYNC110 (there is no event for it)
            await asyncio.sleep(0.001)


async def test_after_a_cancellation_at_any_moment_others_can_go_on(
    storage: Storage,
) -> None:
    """D07: at every turn of the event loop, until the work gets done before it."""

    async def work(number: int) -> None:
        def put(uow: UnitOfWork) -> None:
            uow.remember(BOT, [number], NOW)
            row = uow.conversations(BOT, [number])[number]
            uow.put([NewRow(row.id, None, "hello")], NOW)

        await storage.transact(put)
        await storage.look(lambda c: c.execute(text("SELECT 1")).all())

    for turns in count():
        task = asyncio.create_task(work(turns))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        await no_look_goes_on(storage)
        if not task.cancelled():
            break
    async with transaction(storage) as uow:
        kept = len(await uow.pending(BOT))
    assert len(await new_updates(storage, range(turns + 1))) == turns + 1 - kept


async def test_while_work_is_done_the_event_loop_goes_on_and_others_wait(
    storage: Storage,
) -> None:
    async with transaction(storage) as uow:
        await uow.remember(BOT, [1], NOW)
        waiting = asyncio.create_task(storage.transact(all_remembered))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
    assert await new_updates(storage, range(300)) == set(range(300)) - {1}


async def test_a_look_sees_what_was_committed(
    storage: Storage, alice: ConversationRow
) -> None:
    assert await column_of(storage, "SELECT count(*) FROM conversations") == [1]


async def test_a_look_sees_one_moment_while_the_writer_goes_on(
    storage: Storage,
) -> None:
    count = "SELECT count(*) FROM seen_updates"
    async with looking(storage) as look:
        before = await look.sql(count)
        async with transaction(storage) as uow:
            await uow.remember(BOT, [1], NOW)
        assert await look.sql(count) == before


async def test_so_does_a_part_of_a_unit_of_work(
    storage: Storage, alice: ConversationRow
) -> None:
    async with looking(storage, Outbox) as look:
        assert await look.pending(BOT) == []
        async with transaction(storage) as uow:
            await uow.put([NewRow(alice.id, None, "hello")], NOW)
        assert await look.pending(BOT) == []
    async with looking(storage, Outbox) as look:
        assert len(await look.pending(BOT)) == 1


async def test_a_look_cannot_write(storage: Storage, alice: ConversationRow) -> None:
    with pytest.raises(StorageAwayError, match=r"read-?only"):
        await storage.look(lambda c: c.execute(text("DELETE FROM conversations")))
    async with transaction(storage) as uow:
        assert await uow.by_ids([alice.id]) == {alice.id: alice}


async def test_who_is_cancelled_while_looking_goes_at_once_and_leaves_a_place(
    storage: Storage,
) -> None:
    reached = asyncio.Event()
    wait = waiting()

    def look(connection: Connection) -> None:
        connection.execute(text("SELECT 1"))
        wait(begin())
        wait(asyncio.sleep(0.2))

    async def begin() -> None:
        reached.set()

    for _ in range(8):  # twice as many as there are connections
        reached.clear()
        task = asyncio.create_task(storage.look(look))
        await reached.wait()
        assert not task.done()
        task.cancel()
        await asyncio.wait([task], timeout=0.1)
        assert task.cancelled()
    assert await column_of(storage, "SELECT 1") == [1]
    await no_look_goes_on(storage)
