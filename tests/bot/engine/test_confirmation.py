"""Telegram is told that an update is done only when its effects are on disk.

The whole bot runs, over HTTP, against the simulator; another connection looks into
the database at each moment an update is confirmed.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from pathlib import Path
from typing import Self

import pytest
from sqlalchemy import Connection

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Fault, Person, Simulator, refuse
from storage import sqlite
from tests.bot.conftest import settings_for
from tests.bot.engine.test_poison import TROUBLE, Heard
from tests.transactions import column_of, waiting
from tests.waiting import until

Confirmed = list[int]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "bot.sqlite3"


@pytest.fixture
def confirmed(
    sim: Simulator, database: Path, monkeypatch: pytest.MonkeyPatch
) -> Confirmed:
    """The updates confirmed so far; each is looked up in the database right then."""
    done: Confirmed = []
    confirm = sim.updates.confirm

    def checked(offset: int) -> None:
        waiting = [update["update_id"] for update in sim.updates.history]
        new = [number for number in waiting if number < offset and number not in done]
        assert set(new) <= set(stored(database, "SELECT update_id FROM seen_updates"))
        done.extend(new)
        confirm(offset)

    monkeypatch.setattr(sim.updates, "confirm", checked)
    return done


def stored(database: Path, query: str) -> list[int]:
    """What another process reads."""
    other = sqlite3.connect(database)
    found = [row[0] for row in other.execute(query).fetchall()]
    other.close()
    return found


class SlowCommits:
    """Every commit waits until it is let through, at the latest at the end."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached = asyncio.Event()
        self.released = asyncio.Event()
        commit, wait = Connection.commit, waiting()

        def slow(connection: Connection) -> None:
            wait(self._released())
            commit(connection)

        monkeypatch.setattr(Connection, "commit", slow)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()

    async def _released(self) -> None:
        self.reached.set()
        await self.released.wait()


async def test_no_update_is_confirmed_before_its_effects_can_be_read(
    sim: Simulator, bot: RunningBot, confirmed: Confirmed
) -> None:
    people = [sim.person(f"Person {number}") for number in range(20)]
    for person in people:
        await person.sends("/start")
    for person in people:
        await person.taps("Start")
        await person.sees("Who is your customer?")
        await person.sends("Owners of independent cafés")
    for person in people:
        await person.sees("Which tasks")
        await person.sends("order beans\nkeep regulars coming back")
    await sim.settled()
    assert confirmed == [update["update_id"] for update in sim.updates.history]
    for person in people:
        await person.sees("✓ keep regulars coming back")


async def test_nothing_is_confirmed_or_said_while_the_commit_is_under_way(
    sim: Simulator,
    bot: RunningBot,
    ada: Person,
    confirmed: Confirmed,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with SlowCommits(monkeypatch) as slow:
        await ada.sends("/start")
        await slow.reached.wait()
        polls = len(sim.ledger.calls("getUpdates"))
        await ada.sends("hello?")
        assert confirmed == []
        assert stored(database, "SELECT update_id FROM seen_updates") == []
        assert sim.updates.pending == 2
        assert ada.bot_messages == 0
        assert len(sim.ledger.calls("getUpdates")) - polls <= 1  # what brought it
    await ada.sees("Let's find out")
    await sim.settled()
    assert len(confirmed) == 2


async def test_a_stop_in_the_middle_of_a_batch_loses_and_doubles_nothing(
    sim: Simulator,
    confirmed: Confirmed,
    tmp_path: Path,
    ada: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with running_bot(settings_for(sim, tmp_path)):
        await ada.sends("/start")
        await ada.taps("Start")
        await ada.sends("Owners of cafés")
        await ada.sees("Which tasks")
        await sim.settled()
        with SlowCommits(monkeypatch) as slow:
            for number in range(100):
                await ada.sends(f"job {number}")
            await slow.reached.wait()
    async with running_bot(settings_for(sim, tmp_path)) as bot:
        await ada.sees("✓ job 99")
        await sim.settled()
        assert sim.updates.pending == 0
        jobs = "SELECT text FROM notes WHERE section = 'jobs' ORDER BY number"
        assert await column_of(bot.storage, jobs) == [f"job {n}" for n in range(100)]


async def locking(database: Path) -> sqlite3.Connection:
    """A connection that holds the write lock, as soon as the bot lets go of it."""
    writer = sqlite3.connect(database, timeout=0, isolation_level=None)
    while not writer.in_transaction:
        with contextlib.suppress(sqlite3.OperationalError):
            writer.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(0.005)
    return writer


async def test_a_locked_database_only_delays(
    sim: Simulator,
    tmp_path: Path,
    database: Path,
    ada: Person,
    confirmed: Confirmed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """D04."""
    monkeypatch.setitem(sqlite._WRITER, "busy_timeout", "20")
    async with running_bot(settings_for(sim, tmp_path)):
        await ada.sends("/start")
        await ada.sees("Let's find out")
        await sim.settled()
        before = list(confirmed)

        writer = await locking(database)
        async with Heard("holding on", times=3) as log:
            tapping = asyncio.ensure_future(ada.taps("Start"))
            await log.heard.wait()
        assert confirmed == before
        assert (sim.updates.pending, ada.bot_messages) == (1, 1)

        writer.execute("ROLLBACK")
        writer.close()
        await tapping
        await ada.sees("Who is your customer?")
        await sim.settled()
        assert stored(database, "SELECT id FROM quarantine") == []
        assert TROUBLE not in [message.text for message in ada.chat.newest_first()]


async def test_an_update_that_cannot_be_read_holds_nobody_up(
    sim: Simulator, bot: RunningBot, ada: Person, database: Path, confirmed: Confirmed
) -> None:
    chat = {"id": ada.id, "type": "private", "first_name": "Ada"}
    await ada.sends("/start")
    sim.inject({"message": {"message_id": 77, "chat": chat, "text": "no date"}})
    sim.inject({"message": {"message_id": 78}})
    sim.inject({"callback_query": {"id": "1"}})
    await ada.taps("Start")
    await ada.sees("Who is your customer?")
    await ada.sees("Something went wrong on my side")
    await sim.settled()
    assert len(stored(database, "SELECT id FROM quarantine")) == 3
    assert len(confirmed) == 5


async def test_ids_that_begin_lower_again_after_a_quiet_week_are_not_skipped(
    sim: Simulator, tmp_path: Path, ada: Person
) -> None:
    async with running_bot(settings_for(sim, tmp_path, poll_timeout=1)):
        await ada.sends("/start")
        await ada.sees("Let's find out")
        await empty_poll(sim)
        sim.faults.add(Fault(refuse(502), method="getUpdates", times=None))
        await poll_refused(sim)
        sim.jump_update_ids(7)
        await ada.sends("/help")
        sim.faults.clear()
        await ada.sees("I interview you")


async def empty_poll(sim: Simulator) -> None:
    """Wait until a poll found nothing: a whole one began and ended."""
    seen = sim.ledger.accepted("getUpdates")
    await until(lambda: sim.ledger.accepted("getUpdates") >= seen + 2)


async def poll_refused(sim: Simulator) -> None:
    """Wait until a poll was refused, so that none is waiting."""
    await until(lambda: sim.ledger.calls("getUpdates")[-1].status == 502)
