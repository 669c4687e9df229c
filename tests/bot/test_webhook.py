"""The webhook from outside: who may use it, what it takes, and when it says yes."""

from __future__ import annotations

import asyncio
import hmac
import json
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Fault, Person, Simulator, refuse
from bot.settings import Webhook
from bot.starting import StartError
from bot.telegram.incoming import WANTED
from bot.web import Probe
from storage import UnitOfWork, sqlite
from tests.bot.conftest import SECRET, a_webhook, settings_for
from tests.bot.founders import SHORT, answers, begins, finishes
from tests.bot.webhooks import Client, tap_from, text_from
from tests.transactions import waiting
from tests.waiting import until


@pytest.fixture
def hook() -> Webhook:
    return a_webhook()


@pytest.fixture
def client(hook: Webhook) -> Client:
    return Client(hook)


@pytest.fixture
async def bot(
    sim: Simulator, tmp_path: Path, hook: Webhook
) -> AsyncIterator[RunningBot]:
    """The bot, with a webhook."""
    async with running_bot(settings_for(sim, tmp_path, webhook=hook)) as running:
        yield running


def stored(folder: Path, query: str) -> list[object]:
    """What another process reads."""
    other = sqlite3.connect(folder / "bot.sqlite3")
    found = [row[0] for row in other.execute(query).fetchall()]
    other.close()
    return found


def notes(folder: Path) -> list[object]:
    return stored(
        folder, "SELECT text FROM notes WHERE section = 'jobs' ORDER BY number"
    )


def seen(folder: Path) -> list[object]:
    return stored(folder, "SELECT update_id FROM seen_updates")


class SlowCommits:
    """Every commit of updates waits until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached = asyncio.Event()
        self.released = asyncio.Event()
        self.sizes: list[int] = []
        put, wait = UnitOfWork.remember, waiting()

        def slow(uow: UnitOfWork, bot: int, ids: list[int], at: datetime) -> set[int]:
            new = put(uow, bot, ids, at)
            self.sizes.append(len(ids))
            wait(self._released())
            return new

        monkeypatch.setattr(UnitOfWork, "remember", slow)

    async def _released(self) -> None:
        self.reached.set()
        await self.released.wait()


# --- how it is set ------------------------------------------------------------------


async def test_telegram_is_told_where_to_bring_what(
    sim: Simulator, bot: RunningBot, hook: Webhook
) -> None:
    [call] = sim.ledger.calls("setWebhook")
    assert call.params == {
        "url": hook.url,
        "secret_token": SECRET,
        "allowed_updates": list(WANTED),
        "max_connections": 40,
    }
    assert sim.ledger.calls("getUpdates") == []


async def test_a_stop_leaves_the_webhook_and_a_restart_brings_what_waited(
    sim: Simulator, ada: Person, tmp_path: Path, hook: Webhook
) -> None:
    async with running_bot(settings_for(sim, tmp_path, webhook=hook)):
        await begins(ada)
        await sim.settled()
    assert sim.ledger.calls("deleteWebhook") == []
    await ada.sends("order beans")
    async with running_bot(settings_for(sim, tmp_path, webhook=hook)):
        await ada.sees("✓ order beans")
    assert notes(tmp_path) == ["order beans"]


async def test_a_new_secret_takes_effect_with_the_next_start(
    sim: Simulator, ada: Person, tmp_path: Path, hook: Webhook
) -> None:
    async with running_bot(settings_for(sim, tmp_path, webhook=hook)):
        await begins(ada)
        await sim.settled()
    secret = "another-secret-of-the-same-operator"
    changed = Webhook.model_validate({**hook.model_dump(), "secret": secret})
    async with running_bot(settings_for(sim, tmp_path, webhook=changed)):
        await answers(ada, "order beans")


async def test_a_webhook_elsewhere_is_replaced_only_when_asked(
    sim: Simulator, ada: Person, tmp_path: Path, hook: Webhook
) -> None:
    elsewhere = a_webhook()
    async with running_bot(settings_for(sim, tmp_path, webhook=elsewhere)):
        await begins(ada)
        await sim.settled()
    settings = settings_for(sim, tmp_path, webhook=hook)
    with pytest.raises(StartError, match=r"another webhook, at 127\.0\.0\.1"):
        async with running_bot(settings):
            pass
    assert sim.pusher.webhook is not None
    assert sim.pusher.webhook.url == elsewhere.url
    async with running_bot(settings, take_over=True):
        await answers(ada, "order beans")


async def test_the_way_back_to_polling_is_explained_and_loses_nothing(
    sim: Simulator, ada: Person, tmp_path: Path, hook: Webhook
) -> None:
    async with running_bot(settings_for(sim, tmp_path, webhook=hook)):
        await begins(ada)
        await sim.settled()
    await ada.sends("order beans")
    with pytest.raises(StartError, match="also if it was your own"):
        async with running_bot(settings_for(sim, tmp_path)):
            pass
    async with running_bot(settings_for(sim, tmp_path), take_over=True):
        await ada.sees("✓ order beans")
    assert notes(tmp_path) == ["order beans"]


# --- who may use it -----------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Telegram-Bot-Api-Secret-Token": ""},
        {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]},
        {"X-Telegram-Bot-Api-Secret-Token": SECRET.upper()},
        {"X-Telegram-Bot-Api-Secret-Token": SECRET + "é"},
        {"Authorization": SECRET},
    ],
    ids=["none", "empty", "shorter", "upper", "not ascii", "other header"],
)
async def test_a_forged_request_is_refused_before_its_body_is_read(
    bot: RunningBot,
    client: Client,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    headers: dict[str, str],
) -> None:
    compared: list[bytes] = []
    compare = hmac.compare_digest

    def spied(shown: bytes, secret: bytes) -> bool:
        compared.append(shown)
        return compare(shown, secret)

    monkeypatch.setattr(hmac, "compare_digest", spied)
    monkeypatch.setattr("bot.web.webhook._update_in", None)
    answer = await client.posts(b"", headers, length=100_000)  # and nothing follows
    assert (answer.status, answer.body) == (401, b"")
    assert answer.headers["connection"] == "close"
    assert len(compared) == 1
    assert seen(tmp_path) == []


async def test_other_addresses_and_methods_lead_nowhere(
    bot: RunningBot, client: Client
) -> None:
    statuses = [
        (await client.gets("/hook")).status,
        (await client.gets("/")).status,
        (await client.posts(b"{}", path="/")).status,
        (await client.posts(b"{}", path="/hook/")).status,
        (await client.posts(b"{}", path="/healthz")).status,
    ]
    assert statuses == [405, 404, 404, 404, 405]


# --- what it takes ------------------------------------------------------------------

NO_UPDATES = {
    "empty": b"",
    "cut": b'{"update_id": 5, "message": {"te',
    "no JSON": b"update_id=5",
    "not UTF-8": b'{"update_id": 5, "x": "\xff"}',
    "list": b'[{"update_id": 5}]',
    "text": b'"update_id"',
    "no number": b'{"message": {}}',
    "number as text": b'{"update_id": "5"}',
    "fraction": b'{"update_id": 5.0}',
    "truth": b'{"update_id": true}',
    "negative": b'{"update_id": -5}',
    "too large a number": b'{"update_id": 9223372036854775808}',
    "many digits": b'{"update_id": ' + b"9" * 5000 + b"}",
    "not a number": b'{"update_id": 5, "x": NaN}',
    "deep": b'{"update_id": 5, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("body", NO_UPDATES.values(), ids=NO_UPDATES.keys())
async def test_what_is_no_update_is_refused_and_leaves_nothing(
    bot: RunningBot, client: Client, tmp_path: Path, body: bytes
) -> None:
    answer = await client.posts(body)
    assert (answer.status, answer.body) == (400, b"")
    assert seen(tmp_path) == []
    assert (await client.gets("/readyz")).status == 200


async def test_no_depth_of_nesting_breaks_anything(
    bot: RunningBot, client: Client
) -> None:
    depths = (*range(900, 1000), 5000)
    nested = (b"[" * depth + b"]" * depth for depth in depths)
    bodies = [b'{"update_id": 5, "x": %b}' % brackets for brackets in nested]
    answered = await asyncio.gather(*(client.posts(body) for body in bodies))
    assert {answer.status for answer in answered} <= {200, 400}


async def test_too_large_a_body_is_refused_announced_or_not(
    bot: RunningBot, client: Client, tmp_path: Path
) -> None:
    update = json.dumps({"update_id": 5, "x": "x" * 2 * 1024 * 1024}).encode()
    announced = await client.posts(b"", length=len(update))
    streamed = await client.streams(update)
    assert (announced.status, streamed.status) == (413, 413)
    assert seen(tmp_path) == []


@pytest.mark.parametrize("line", [b"X: a\r\n", b"a"], ids=["many lines", "a long one"])
async def test_a_head_without_an_end_is_refused(
    bot: RunningBot, client: Client, line: bytes
) -> None:
    endless = line * (70_000 // len(line))
    answer = await client.begins(b"GET / HTTP/1.1\r\nHost: bot\r\nY: " + endless)
    assert (answer.status, answer.headers["connection"]) == (400, "close")
    assert (await client.gets("/readyz")).status == 200


async def test_a_body_that_breaks_off_leaves_nothing(
    bot: RunningBot, client: Client, ada: Person, tmp_path: Path
) -> None:
    await client.breaks_off(b'{"update_id": 5', 100)
    await client.breaks_off(b'{"update_id": 5}', 17)
    await begins(ada)
    assert 5 not in seen(tmp_path)


async def test_a_body_that_does_not_come_is_not_awaited_for_ever(
    bot: RunningBot, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.webhook.BODY_WITHIN", 0.05)
    answer = await client.posts(b'{"update_id"', length=100)
    assert answer.status == 408


async def test_an_update_our_code_cannot_read_is_taken_and_holds_nobody_up(
    sim: Simulator, bot: RunningBot, ada: Person, tmp_path: Path
) -> None:
    await begins(ada)
    chat = {"id": ada.id, "type": "private", "first_name": "Ada"}
    sim.inject({"message": {"message_id": 77, "chat": chat, "text": "no date"}})
    await ada.sees("Something went wrong on my side")
    await answers(ada, "order beans")
    await sim.settled()
    assert len(stored(tmp_path, "SELECT id FROM quarantine")) == 1
    assert {attempt.status for attempt in sim.pusher.attempts} == {200}


# --- when it says yes ---------------------------------------------------------------


async def test_an_update_is_acknowledged_only_after_its_commit(
    sim: Simulator,
    bot: RunningBot,
    client: Client,
    ada: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = SlowCommits(monkeypatch)
    asked = asyncio.create_task(client.delivers(text_from(ada, sim, "/start")))
    await slow.reached.wait()
    assert (asked.done(), seen(tmp_path)) == (False, [])
    slow.released.set()
    assert (await asked).status == 200
    assert len(seen(tmp_path)) == 1


async def test_requests_at_the_same_time_share_a_commit(
    sim: Simulator,
    bot: RunningBot,
    client: Client,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = SlowCommits(monkeypatch)
    people = [sim.person(f"Person {number}") for number in range(31)]
    updates = [text_from(person, sim, "/start") for person in people]
    first = asyncio.create_task(client.delivers(updates[0]))
    await slow.reached.wait()
    others = [asyncio.create_task(client.delivers(update)) for update in updates[1:]]
    await until(lambda: len(bot.door._waiting) == 30)
    slow.released.set()
    answered = await asyncio.gather(first, *others)
    assert {answer.status for answer in answered} == {200}
    assert slow.sizes[:2] == [1, 30]
    assert len(seen(tmp_path)) == 31


async def test_the_same_update_many_times_at_once_counts_once(
    sim: Simulator, bot: RunningBot, client: Client, ada: Person, tmp_path: Path
) -> None:
    await begins(ada)
    await sim.settled()
    update = text_from(ada, sim, "order beans")
    answered = await asyncio.gather(*(client.delivers(update) for _ in range(100)))
    assert {answer.status for answer in answered} == {200}
    await ada.sees("✓ order beans")
    assert notes(tmp_path) == ["order beans"]


@pytest.mark.parametrize("first", ["tap", "text"])
async def test_a_tap_and_a_text_may_overtake_each_other(
    sim: Simulator,
    bot: RunningBot,
    client: Client,
    ada: Person,
    tmp_path: Path,
    first: str,
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    await sim.settled()
    updates = [text_from(ada, sim, "do the books"), tap_from(ada, sim, "Next")]
    for update in updates if first == "text" else reversed(updates):
        assert (await client.delivers(update)).status == 200
    await ada.sees("Which problems")
    await answers(ada, "milk is thrown away")
    assert sorted(map(str, notes(tmp_path))) == [
        "do the books",
        "milk is thrown away",
        "order beans",
    ]


# --- while the database is away -----------------------------------------------------


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing waits long for the database."""
    monkeypatch.setitem(sqlite._WRITER, "busy_timeout", "20")
    monkeypatch.setattr("bot.web.webhook.PATIENCE", 0.2)


class LockedDatabase:
    """Somebody else writes, and does not come to an end."""

    def __init__(self, folder: Path) -> None:
        self._other = sqlite3.connect(folder / "bot.sqlite3", isolation_level=None)
        self._other.execute("BEGIN IMMEDIATE")

    def release(self) -> None:
        self._other.execute("ROLLBACK")
        self._other.close()


async def test_without_the_database_updates_are_given_back_and_count_once_later(
    sim: Simulator,
    hasty: None,
    bot: RunningBot,
    client: Client,
    ada: Person,
    tmp_path: Path,
) -> None:
    await begins(ada)
    await sim.settled()
    locked = LockedDatabase(tmp_path)
    held, waits = (
        text_from(ada, sim, "order beans"),
        text_from(ada, sim, "do the books"),
    )
    for update in (held, waits, held, waits):
        answer = await client.delivers(update)
        assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert len(bot.door._waiting) == 0  # what Telegram brings again is not kept
    assert notes(tmp_path) == []
    ready = await client.gets("/readyz")
    assert (ready.status, ready.json["troubles"]) == (503, ["the database is away"])
    assert (await client.gets("/healthz")).status == 200

    locked.release()
    await until(lambda: not bot.door.is_holding)
    for update in (held, waits):
        assert (await client.delivers(update)).status == 200
    await ada.sees("✓ order beans\n✓ do the books")
    assert notes(tmp_path) == ["order beans", "do the books"]
    assert (await client.gets("/readyz")).status == 200


async def test_an_update_whose_commit_took_too_long_counts_once(
    sim: Simulator,
    hasty: None,
    bot: RunningBot,
    client: Client,
    ada: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await begins(ada)
    await sim.settled()
    slow = SlowCommits(monkeypatch)
    update = text_from(ada, sim, "order beans")
    assert [(await client.delivers(update)).status for _ in range(2)] == [503, 503]
    slow.released.set()
    assert (await client.delivers(update)).status == 200
    await ada.sees("✓ order beans")
    assert notes(tmp_path) == ["order beans"]
    await begins(sim.person("Bob"))


async def test_telegram_brings_what_was_given_back(
    sim: Simulator,
    hasty: None,
    bot: RunningBot,
    ada: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.web.webhook.RETRY_AFTER", 1)
    await begins(ada)
    await sim.settled()
    locked = LockedDatabase(tmp_path)
    await ada.sends("order beans")
    await ada.sends("do the books")
    await until(lambda: sim.pusher.attempts[-1].status == 503)
    assert sim.updates.pending == 2
    locked.release()
    await ada.sees("✓ order beans\n✓ do the books")
    await sim.settled()
    assert notes(tmp_path) == ["order beans", "do the books"]


# --- health -------------------------------------------------------------------------


async def test_a_bot_that_works_is_alive_and_ready(
    bot: RunningBot, client: Client
) -> None:
    live, ready = await client.gets("/healthz"), await client.gets("/readyz")
    assert (live.status, live.json) == (200, {"alive": True})
    assert (ready.status, ready.json) == (200, {"ready": True, "troubles": []})


async def test_a_bot_that_does_not_know_telegram_yet_is_alive_and_not_ready(
    sim: Simulator, ada: Person, client: Client, tmp_path: Path
) -> None:
    sim.faults.add(Fault(refuse(502), method="getMe", times=None))
    settings = settings_for(sim, tmp_path, webhook=client.hook)

    async def runs() -> None:
        async with running_bot(settings) as bot:
            await bot.failed

    running = asyncio.create_task(runs())
    await until(lambda: bool(sim.ledger.calls("getMe")))
    live, ready = await client.gets("/healthz"), await client.gets("/readyz")
    assert (live.status, ready.status) == (200, 503)
    assert ready.json == {"ready": False, "troubles": ["starting"]}
    early = await client.delivers(text_from(ada, sim, "/start"))
    assert (early.status, early.headers["retry-after"]) == (503, "1")
    running.cancel()
    await asyncio.wait({running})


async def test_a_part_that_does_not_answer_is_asked_once_and_counts_as_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.web.health.ANSWER_WITHIN", 0.01)
    asked, answer = 0, asyncio.Event()

    async def asks() -> None:
        nonlocal asked
        asked += 1
        await answer.wait()

    probe = Probe(asks, "away")
    assert [await probe(), await probe(), asked] == ["away", "away", 1]
    answer.set()
    await asyncio.sleep(0)
    assert [await probe(), await probe(), asked] == [None, None, 2]
    answer.clear()
    assert await probe() == "away"
    await probe.close()


async def test_a_part_that_fails_counts_as_away() -> None:
    async def fails() -> None:
        raise OSError("no")

    assert await Probe(fails, "away")() == "away"


# --- the end ------------------------------------------------------------------------


async def test_a_stop_lets_requests_under_way_end_and_sends_new_ones_away(
    sim: Simulator,
    ada: Person,
    client: Client,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = settings_for(sim, tmp_path, webhook=client.hook)
    async with running_bot(settings) as bot:
        await begins(ada)
        await sim.settled()
        slow = SlowCommits(monkeypatch)
        under_way = client.delivers(text_from(ada, sim, "order beans"))
        asked = asyncio.create_task(under_way)
        await slow.reached.wait()
        asyncio.get_running_loop().call_later(0.3, slow.released.set)
        late = asyncio.create_task(_new_requests(client, bot))
    assert (await asked).status == 200
    assert await late == (503, 503, ["stopping"])
    assert notes(tmp_path) == ["order beans"]


async def _new_requests(client: Client, bot: RunningBot) -> tuple[int, int, object]:
    """What is said to those who come when the bot stops."""
    ready = await client.gets("/readyz")
    while ready.status == 200:
        ready = await client.gets("/readyz")
    update = await client.posts(b'{"update_id": 5}')
    return update.status, ready.status, ready.json["troubles"]


async def test_a_stop_waits_for_no_database(
    sim: Simulator,
    hasty: None,
    ada: Person,
    client: Client,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.web.webhook.PATIENCE", 60.0)
    monkeypatch.setattr("bot.web.webhook.GRACE", 0.2)
    settings = settings_for(sim, tmp_path, webhook=client.hook)
    async with asyncio.timeout(10), running_bot(settings) as bot:
        await begins(ada)
        await sim.settled()
        locked = LockedDatabase(tmp_path)
        asked = asyncio.create_task(client.delivers(text_from(ada, sim, "order beans")))
        await until(lambda: bot.door.is_holding)
    locked.release()
    assert (await asked).status == 503
    assert notes(tmp_path) == []


async def test_a_whole_interview_needs_no_poll(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    assert "1 job · 1 pain · 1 gain" in ada.last.text
    assert sim.ledger.calls("getUpdates") == []
