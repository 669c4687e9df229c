"""What only a PostgreSQL server can do, or suffer: several writers, and mishaps."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import make_url

from conversations.interview.session import Session
from storage import (
    ConversationRow,
    ExerciseRow,
    NewRow,
    Storage,
    StorageAwayError,
    StorageError,
    UnitOfWork,
    ValueRefusedError,
    open_storage,
    postgresql,
)
from tests import databases
from tests.conversations.classroom import a_class
from tests.cutting_proxy import Cut, cutting_proxy
from tests.storage.examples import (
    BOT,
    DAY,
    NOW,
    interview,
    new_updates,
    note,
    with_profile,
)
from tests.transactions import rows_of, transaction


@pytest.fixture(params=["postgresql"])
def kind() -> str:
    return "postgresql"


@pytest.fixture
async def other(database: str) -> AsyncIterator[Storage]:
    """What another process has: the same database by its own connections."""
    storage = await open_storage(database)
    yield storage
    await storage.close()


async def waiting(database: str) -> int:
    """How many connections to a database wait for a lock."""
    rows = await databases.run(
        database,
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        " AND datname = current_database()",
    )
    return len(rows)


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    while not await is_so():  # noqa: ASYNC110 (the server has no event for it)
        await asyncio.sleep(0.005)


async def waits(database: str, task: asyncio.Task[Any]) -> None:
    """Return when a task waits for a lock; it must not end before."""

    async def is_so() -> bool:
        assert not task.done()
        return await waiting(database) > 0

    await until(is_so)


# --- how it is named ------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["postgres", "postgresql", "postgresql+asyncpg"])
async def test_a_url_may_begin_in_any_usual_way(database: str, prefix: str) -> None:
    storage = await open_storage(prefix + database.removeprefix("postgresql"))
    assert await new_updates(storage, [1]) == {1}
    await storage.close()


async def test_the_names_libpq_has_for_encryption_are_understood(
    database: str,
) -> None:
    storage = await open_storage(f"{database}&sslmode=disable")
    assert await new_updates(storage, [1]) == {1}
    await storage.close()


# --- several writers ------------------------------------------------------------------


async def remembered(storage: Storage, ids: range) -> set[int]:
    return await storage.transact(lambda uow: uow.remember(BOT, ids, NOW))


async def test_of_two_who_remember_an_update_one_gets_it(
    storage: Storage, other: Storage, database: str
) -> None:
    async with transaction(storage) as uow:
        assert await uow.remember(BOT, [1, 2], NOW) == {1, 2}
        late = asyncio.create_task(remembered(other, range(1, 4)))
        await waits(database, late)
    assert await late == {3}


async def test_who_waited_gets_the_update_when_the_first_one_fails(
    storage: Storage, other: Storage, database: str
) -> None:
    with suppress(KeyError):
        async with transaction(storage) as uow:
            await uow.remember(BOT, [1], NOW)
            late = asyncio.create_task(remembered(other, range(1, 2)))
            await waits(database, late)
            raise KeyError
    assert await late == {1}


async def test_who_waited_for_a_conversation_sees_what_it_became(
    storage: Storage, other: Storage, alice: ConversationRow, database: str
) -> None:
    async def look() -> tuple[ConversationRow, Session]:
        async with transaction(other) as uow:
            row = (await uow.conversations(BOT, [alice.chat]))[alice.chat]
            return row, (await uow.sessions([row], {}))[row.id]

    session = with_profile(Session(), interview(1, note(1)))
    async with transaction(storage) as uow:
        rows = await uow.conversations(BOT, [alice.chat])
        late = asyncio.create_task(look())
        await waits(database, late)
        before = await uow.sessions(rows.values(), {})
        await uow.save(before, {alice.id: session}, NOW)
        await uow.set_chat({alice.chat_id: (77, False)})
    row, found = await late
    assert (row.last_message, row.reachable) == (77, False)
    assert (found.current, found.interviews) == (1, session.interviews)


async def test_a_newcomer_welcomed_by_two_at_once_gets_one_conversation(
    storage: Storage, other: Storage, database: str
) -> None:
    async def welcome() -> dict[int, ConversationRow]:
        return await other.transact(lambda uow: uow.conversations(BOT, [1, 2, 3]))

    async with transaction(storage) as uow:
        first = await uow.conversations(BOT, [2])
        late = asyncio.create_task(welcome())
        await waits(database, late)
    second = await late
    assert second[2] == first[2]
    for table in ("chats", "chat_aliases", "conversations"):
        assert len(await databases.run(database, f"SELECT 1 FROM {table}")) == 3


async def test_a_newcomer_is_welcomed_by_the_second_when_the_first_one_fails(
    storage: Storage, other: Storage, database: str
) -> None:
    async def welcome() -> dict[int, ConversationRow]:
        return await other.transact(lambda uow: uow.conversations(BOT, [2]))

    with suppress(KeyError):
        async with transaction(storage) as uow:
            await uow.conversations(BOT, [2])
            late = asyncio.create_task(welcome())
            await waits(database, late)
            raise KeyError
    assert (await late).keys() == {2}
    for table in ("chats", "chat_aliases", "conversations"):
        assert len(await databases.run(database, f"SELECT 1 FROM {table}")) == 1


async def test_who_locks_the_same_conversations_in_any_order_never_collides(
    storage: Storage, other: Storage
) -> None:
    """D06: nobody waits in a circle, so nothing has to be tried again."""
    crowd = range(1, 31)
    async with transaction(storage) as uow:
        await uow.conversations(BOT, crowd)

    async def talk(storage: Storage, start: int) -> None:
        for turn in range(20):
            chats = [(start * n + turn) % 30 + 1 for n in range(1, 20)]
            async with transaction(storage) as uow:
                await uow.remember(BOT, range(turn, turn + 5), NOW)
                rows = await uow.conversations(BOT, chats)
                await uow.put([NewRow(r.id, None, "x") for r in rows.values()], NOW)
                await uow.set_chat({r.chat_id: (turn, True) for r in rows.values()})

    await asyncio.gather(talk(storage, 7), talk(other, 11))


async def test_one_can_clean_up_while_another_talks_with_the_same_people(
    storage: Storage, other: Storage, alice: ConversationRow, database: str
) -> None:
    kept = interview(1, note(1))
    gone = replace(kept.profile, deleted_at=NOW - DAY)
    deleted = with_profile(Session(), replace(kept, profile=gone))

    async def clean() -> object:
        return await other.transact(lambda uow: uow.purge(NOW, NOW, NOW))

    async with transaction(storage) as uow:
        await uow.save({alice.id: Session()}, {alice.id: deleted}, NOW)
    async with transaction(storage) as uow:
        row = (await uow.conversations(BOT, [alice.chat]))[alice.chat]
        late = asyncio.create_task(clean())
        await waits(database, late)
        before = await uow.sessions([row], {})
        await uow.save(
            before, {alice.id: before[alice.id].holding(kept)}, NOW
        )  # brought back just in time
    assert await late == (0, 0, 0, 0)
    async with transaction(storage) as uow:
        assert (await uow.sessions([row], {alice.id: {1}}))[alice.id].interviews


async def test_a_group_met_by_two_at_once_is_one_place(
    storage: Storage, other: Storage, database: str
) -> None:
    places = {(-1, 0), (-1, 7)}

    async def meet() -> dict[tuple[int, int], ConversationRow]:
        return await other.transact(lambda uow: uow.places(BOT, places))

    async with transaction(storage) as uow:
        first = await uow.places(BOT, places)
        late = asyncio.create_task(meet())
        await waits(database, late)
    assert await late == first


async def test_who_waited_for_an_exercise_sees_what_it_became(
    storage: Storage, other: Storage, database: str
) -> None:
    room, _, (ada,) = a_class("Ada")

    async def look(id_: int) -> ExerciseRow:
        rows = await other.transact(lambda uow: uow.exercises([id_]))
        return rows[id_]

    async with transaction(storage) as uow:
        place = (await uow.places(BOT, {(-1, 0)}))[-1, 0]
        id_ = await uow.begin_exercise(place.id, "7b", room.exercise, NOW)
    async with transaction(storage) as uow:
        before = (await uow.exercises([id_]))[id_].exercise
        late = asyncio.create_task(look(id_))
        await waits(database, late)
        ada.sends("queue at the till")
        await uow.save_exercises({id_: before}, {id_: room.exercise}, NOW)
    assert (await late).exercise == room.exercise


async def test_a_group_that_two_move_at_once_moves_once(
    storage: Storage, other: Storage, database: str
) -> None:
    async def move() -> ConversationRow:
        def moved(uow: UnitOfWork) -> ConversationRow:
            uow.move_chat(BOT, -1, -100)
            return uow.places(BOT, {(-1, 0)})[-1, 0]

        return await other.transact(moved)

    async with transaction(storage) as uow:
        old = (await uow.places(BOT, {(-1, 0)}))[-1, 0]
        await uow.places(BOT, {(-100, 0)})
    async with transaction(storage) as uow:
        await uow.move_chat(BOT, -1, -100)
        late = asyncio.create_task(move())
        await waits(database, late)
    assert ((await late).id, (await late).chat) == (old.id, -100)


# --- mishaps --------------------------------------------------------------------------


async def cut_off(server: databases.Server, database: str) -> None:
    """Have the server end every connection to a database."""
    await server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name",
        name=make_url(database).database,
    )


@pytest.mark.parametrize(
    "state",
    [
        *("53100", "53200", "53300"),  # disk full, memory, connections
        *("57P01", "57P03", "08006"),  # shutting down, starting up, connection lost
        *("40001", "40P01", "55P03"),  # serialization, deadlock, lock not available
        *("25006", "XX001", "58030"),  # read-only, corrupted, I/O error
        *("42P01", "42501", "0A000"),  # no table, no right, plan out of date
    ],
)
async def test_an_error_of_the_servers_counts_against_nobody(
    storage: Storage, database: str, alice: ConversationRow, state: str
) -> None:
    await databases.run(database, FAILING.format(state=state))
    await databases.run(database, TRIGGER)
    with pytest.raises(StorageAwayError, match="a mishap"):
        await put(storage, alice)
    await databases.run(database, "DROP TRIGGER mishap ON outbox")
    await put(storage, alice)


@pytest.mark.parametrize("state", ["22P05", "22001", "23514", "54000"])
async def test_an_error_of_a_value_is_a_refusal_and_quotes_nothing(
    storage: Storage, database: str, alice: ConversationRow, state: str
) -> None:
    await databases.run(database, FAILING.format(state=state))
    await databases.run(database, TRIGGER)
    with pytest.raises(ValueRefusedError) as refused:
        await put(storage, alice)
    assert "a mishap" in str(refused.value)
    assert SECRET not in "".join(traceback.format_exception(refused.value))


SECRET = "my secret"
FAILING = """
CREATE FUNCTION mishap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a mishap' USING ERRCODE = '{state}', DETAIL = NEW.payload;
END $$
"""
TRIGGER = """
CREATE TRIGGER mishap BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION mishap()
"""


async def put(storage: Storage, owner: ConversationRow) -> None:
    async with transaction(storage) as uow:
        await uow.put([NewRow(owner.id, None, SECRET)], NOW)


async def test_a_server_that_is_not_there_is_away_and_comes_back(
    storage: Storage, server: databases.Server, alice: ConversationRow
) -> None:
    """D01."""
    await server.stop()
    for _ in range(2):  # a connection that was open, and one that is refused
        with pytest.raises(StorageAwayError):
            await put(storage, alice)
        with pytest.raises(StorageAwayError):
            await rows_of(storage, "SELECT 1")
    server.start()
    await put(storage, alice)
    await rows_of(storage, "SELECT 1")


async def test_a_server_that_restarts_in_a_transaction_undoes_it(
    storage: Storage, server: databases.Server, alice: ConversationRow
) -> None:
    """D02."""

    async def work() -> None:
        async with transaction(storage) as uow:
            await uow.remember(BOT, [1], NOW)
            await server.restart()
            await uow.put([NewRow(alice.id, None, "hello")], NOW)

    with pytest.raises(StorageAwayError):
        await work()
    assert await new_updates(storage, [1]) == {1}


async def test_a_connection_the_administrator_ends_is_replaced(
    storage: Storage, server: databases.Server, database: str, alice: ConversationRow
) -> None:
    await cut_off(server, database)
    with pytest.raises(StorageAwayError):
        await put(storage, alice)
    await put(storage, alice)


async def test_too_many_connections_are_a_reason_to_wait(
    database: str, server: databases.Server
) -> None:
    name = make_url(database).database
    await server.run("CREATE ROLE somebody LOGIN")
    try:
        await server.run(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
        storage = await open_storage(database.replace("postgres:", "somebody:"))
        with pytest.raises(StorageAwayError, match="too many connections"):
            await storage.migrate()
        await storage.close()
    finally:
        await server.run("DROP ROLE somebody")


async def test_a_server_that_falls_silent_is_given_up_in_time(
    server: databases.Server,
    database: str,
    alice: ConversationRow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its connection is left behind: it does not even answer to a rollback."""
    monkeypatch.setattr(postgresql, "_PATIENCE", 1.0)
    hasty = await open_storage(database)
    await put(hasty, alice)
    with server.frozen():
        async with asyncio.timeout(30):
            for _ in range(2):  # a connection that was open, and a new one
                # Closing the open one may be over late: it is found to be closed then.
                with pytest.raises(StorageAwayError, match=r"TimeoutError|is closed"):
                    await put(hasty, alice)
    async with asyncio.timeout(30):
        await until(lambda: succeeds(put(hasty, alice)))
    await hasty.close()


async def succeeds(work: Awaitable[None]) -> bool:
    try:
        await work
    except StorageAwayError:
        return False
    return True


@pytest.mark.parametrize("cut", Cut)
async def test_a_commit_of_unknown_result_may_be_done_again(
    database: str, cut: Cut
) -> None:
    """D03: the connection ends before the commit arrives, or before its answer."""
    async with cutting_proxy(database) as proxy:
        storage = await open_storage(proxy.url)
        assert await greeted(storage, 1) == {1}
        proxy.cuts = [cut]
        with pytest.raises(StorageAwayError):
            await greeted(storage, 2)
        assert await greeted(storage, 2) == ({2} if cut is Cut.BEFORE else set())
        async with transaction(storage) as uow:
            assert len(await uow.pending(BOT)) == 2
        await storage.close()


async def greeted(storage: Storage, update: int) -> set[int]:
    """Say hello, once for each update."""

    def greet(uow: UnitOfWork) -> set[int]:
        new = uow.remember(BOT, [update], NOW)
        if new:
            row = uow.conversations(BOT, [5])[5]
            uow.put([NewRow(row.id, None, "hello")], NOW)
        return new

    return await storage.transact(greet)


# --- tables ---------------------------------------------------------------------------


async def test_processes_that_start_at_once_migrate_once(
    server: databases.Server,
) -> None:
    url = await server.create_empty()
    storages = [await open_storage(url) for _ in range(4)]
    await asyncio.gather(*(storage.migrate() for storage in storages))
    rows = await databases.run(url, "SELECT count(*) FROM alembic_version")
    assert [tuple(row) for row in rows] == [(1,)]
    for storage in storages:
        assert await new_updates(storage, [1]) == {1}
        await storage.close()
    await server.drop(url)


async def test_a_database_that_is_not_there_is_named(database: str) -> None:
    """D10."""
    storage = await open_storage(database.replace("/test", "/no_such_test"))
    with pytest.raises(StorageError, match=r"no_such_test.* does not exist"):
        await storage.migrate()
    await storage.close()


async def test_who_vanished_in_a_transaction_stops_nobody_for_ever(
    storage: Storage,
) -> None:
    """The server undoes it after a minute: a machine that is gone says no goodbye."""
    async with transaction(storage) as uow:
        found = await uow.sql("SHOW idle_in_transaction_session_timeout")
        assert found == [("1min",)]


async def test_a_server_that_took_no_changes_is_looked_for_anew(
    storage: Storage, database: str, server: databases.Server
) -> None:
    """As after a failover, when its name still led to the one of before."""
    name = make_url(database).database
    mode = "default_transaction_read_only"
    await server.run(f"ALTER DATABASE {name} SET {mode} = on")
    with pytest.raises(StorageAwayError, match="read-only"):
        await storage.transact(lambda uow: uow.remember(BOT, [1], NOW))
    await server.run(f"ALTER DATABASE {name} RESET {mode}")
    assert await storage.transact(lambda uow: uow.remember(BOT, [1], NOW)) == {1}
