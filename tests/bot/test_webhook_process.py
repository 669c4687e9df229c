"""A process with a webhook: killed, stopped, misconfigured, and discreet.

Telegram's time stands still here, so that what a dead bot did not take is brought
again exactly when a test says so.
"""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.playground import Person, Simulator, SteppedClock, SystemClock
from bot.settings import Webhook
from tests.bot.conftest import SECRET, a_webhook
from tests.bot.founders import CAFES, answers, begins
from tests.bot.processes import BotProcess, bot_process, ended_well
from tests.bot.test_killed import notes_in
from tests.bot.webhooks import Client
from tests.waiting import until

#: Seconds within which a process asked to stop must have ended.
IN_TIME = 10.0

#: Seconds within which a process must be ready, on a machine with much else to do.
START_WITHIN = 30.0


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(SystemClock().now())


@pytest.fixture
async def sim(clock: SteppedClock) -> AsyncIterator[Simulator]:
    async with Simulator(limits=None, clock=clock) as simulator:
        yield simulator


@pytest.fixture
def hook() -> Webhook:
    return a_webhook()


def variables(hook: Webhook) -> dict[str, str]:
    """A webhook as an operator sets it."""
    return {
        "WEBHOOK_URL": hook.url or "",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PORT": str(hook.port),
    }


@asynccontextmanager
async def pushed_bot(
    sim: Simulator, folder: Path, hook: Webhook, **changes: str
) -> AsyncIterator[BotProcess]:
    """A bot process that takes what its webhook is brought."""
    async with bot_process(sim, folder, **variables(hook), **changes) as bot:
        await ready(hook)
        yield bot


async def ready(hook: Webhook) -> None:
    """Wait until a bot is ready, as whoever runs it would."""
    async with asyncio.timeout(START_WITHIN):
        while not await _is_ready(hook):  # noqa: ASYNC110 (only asking tells)
            await asyncio.sleep(0.05)


async def _is_ready(hook: Webhook) -> bool:
    try:
        return (await Client(hook).gets("/readyz")).status == 200
    except OSError:
        return False  # nobody listens yet


async def given_back(sim: Simulator) -> None:
    """Wait until Telegram has tried twice in vain, and waits for its clock."""
    tried = len(sim.pusher.attempts)
    await until(lambda: len(sim.pusher.attempts) >= tried + 2)


async def test_an_answer_sent_while_the_bot_is_dead_is_brought_after_the_restart(
    sim: Simulator, clock: SteppedClock, ada: Person, tmp_path: Path, hook: Webhook
) -> None:
    async with pushed_bot(sim, tmp_path, hook) as bot:
        await begins(ada)
        await sim.settled()
        await bot.kill()
    await ada.sends("order beans\nkeep regulars")
    await given_back(sim)
    async with pushed_bot(sim, tmp_path, hook):
        clock.advance(seconds=2)
        await ada.sees("✓ keep regulars")
        await ada.taps("Next")
        await ada.sees("Which problems")
    assert notes_in(tmp_path) == [CAFES.segment, "order beans", "keep regulars"]


@pytest.mark.parametrize("patience", [0.0, 0.003, 0.01, 0.02])
async def test_an_answer_is_kept_once_however_soon_the_bot_dies_after_it(
    sim: Simulator,
    clock: SteppedClock,
    ada: Person,
    tmp_path: Path,
    hook: Webhook,
    patience: float,
) -> None:
    async with pushed_bot(sim, tmp_path, hook) as bot:
        await begins(ada)
        await sim.settled()
        await ada.sends("order beans")
        await asyncio.sleep(patience)  # the moment of the kill is what is tried here
        await bot.kill()
    async with pushed_bot(sim, tmp_path, hook):
        clock.advance(seconds=2)
        await ada.sees("✓ order beans")
        await answers(ada, "keep regulars")
    assert notes_in(tmp_path) == [CAFES.segment, "order beans", "keep regulars"]


async def test_it_stops_in_time_with_requests_under_way_which_are_brought_again(
    sim: Simulator, clock: SteppedClock, ada: Person, tmp_path: Path, hook: Webhook
) -> None:
    async with pushed_bot(sim, tmp_path, hook) as bot:
        await begins(ada)
        await answers(ada, "order beans")
        await sim.settled()
        other = sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await ada.sends("do the books")
        tap = asyncio.create_task(ada.taps("Next", timeout=60))
        await until(lambda: len(sim.pusher._lines) == 2)
        ended = await asyncio.wait_for(bot.terminate(), IN_TIME)
        other.execute("ROLLBACK")
        other.close()
    ended_well(ended)
    told = [attempt.status for attempt in sim.pusher.attempts]
    assert told.count(503) == 2
    async with pushed_bot(sim, tmp_path, hook):
        clock.advance(seconds=5)
        await tap
        await ada.sees("Which problems")
        await sim.settled()
    assert notes_in(tmp_path) == [CAFES.segment, "order beans", "do the books"]


@pytest.mark.parametrize(
    ("changes", "setting", "why"),
    [
        ({"WEBHOOK_SECRET": ""}, "WEBHOOK_SECRET", "a webhook needs one"),
        ({"WEBHOOK_SECRET": "canary"}, "WEBHOOK_SECRET", "32 to 256"),
        ({"WEBHOOK_SECRET": "canary " * 9}, "WEBHOOK_SECRET", "32 to 256"),
        ({"WEBHOOK_URL": "http://example.org/hook"}, "WEBHOOK_URL", "https://"),
        ({"WEBHOOK_URL": "example.org"}, "WEBHOOK_URL", "https://"),
        ({"WEBHOOK_URL": "https://example.org:x/"}, "WEBHOOK_URL", "no web address"),
        ({"WEBHOOK_URL": "https://example.org/?a=b"}, "WEBHOOK_URL", "no ?"),
        ({"WEBHOOK_URL": "https://example.org/{a}"}, "WEBHOOK_URL", "its path"),
        ({"WEBHOOK_URL": "https://example.org/readyz"}, "WEBHOOK_URL", "health"),
        ({"WEBHOOK_PORT": "0"}, "WEBHOOK_PORT", "greater than"),
        ({"WEBHOOK_MAX_CONNECTIONS": "101"}, "WEBHOOK_MAX_CONNECTIONS", "less than"),
        ({"PACE_AT_ONCE": "0"}, "PACE_AT_ONCE", "greater than"),
    ],
)
async def test_a_wrong_setting_is_named_in_one_line(
    sim: Simulator,
    tmp_path: Path,
    hook: Webhook,
    changes: dict[str, str],
    setting: str,
    why: str,
) -> None:
    settings = {**variables(hook), **changes}
    async with bot_process(sim, tmp_path, **settings) as bot:
        ended = await bot.ended()
    [line] = ended.err.splitlines()
    assert ended.code == 2
    assert line.startswith(f"The setting {setting} is not right: ")
    assert why in line
    assert "canary" not in line
    assert sim.ledger.calls() == []


async def test_a_port_that_is_taken_is_named(
    sim: Simulator, tmp_path: Path, hook: Webhook
) -> None:
    with socket.create_server(("127.0.0.1", hook.port)):
        async with bot_process(sim, tmp_path, **variables(hook)) as bot:
            ended = await bot.ended()
    assert ended.code == 2
    assert f"cannot listen on 127.0.0.1:{hook.port}" in ended.err
    assert "Traceback" not in ended.err + ended.out
    assert sim.pusher.webhook is None


async def test_no_log_holds_what_requests_say(
    sim: Simulator, ada: Person, tmp_path: Path, hook: Webhook
) -> None:
    client = Client(hook)
    async with pushed_bot(sim, tmp_path, hook, LOG_LEVEL="DEBUG") as bot:
        await begins(ada, "canary-segment")
        await client.posts(b'{"canary": 1}')
        await client.posts(b"canary")
        forged = {"X-Telegram-Bot-Api-Secret-Token": "canary", "X-Other": "canary"}
        await client.posts(b"{}", forged)
        await client.posts(b"{}", {"X-Canary\x00": "canary"})
        await client.gets("/canary")
        sim.inject({"message": {"text": "canary-poison", "chat": {"id": ada.id}}})
        await sim.settled()
        ended = await bot.terminate()
    ended_well(ended)
    logged = ended.out + ended.err
    assert "canary" not in logged.lower()
    assert SECRET not in logged
    assert sim.token.split(":")[1] not in logged
