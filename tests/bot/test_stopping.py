"""SIGTERM at bad moments: the process ends in time, and nothing is lost."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from bot.bootstrap import running_bot
from bot.playground import Fault, Person, Simulator, answer_late, delay, refuse
from tests.bot.conftest import settings_for
from tests.bot.founders import CAFES, answers, begins
from tests.bot.processes import bot_process, ended_well
from tests.bot.test_killed import notes_in
from tests.transactions import transaction
from tests.waiting import until

#: Seconds within which a process asked to stop must have ended.
IN_TIME = 10.0


async def test_it_stops_in_time_while_telegram_answers_nothing(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    async with bot_process(sim, tmp_path) as bot:
        await begins(ada)
        await answers(ada, "order beans")
        for method in ("sendMessage", "editMessageText", "answerCallbackQuery"):
            sim.faults.add(Fault(delay(60), method=method, times=None))
        tap = asyncio.create_task(ada.taps("Next", timeout=60))
        await ada.sends("do the books")
        await until(lambda: sim._server.in_flight >= 2)
        ended_well(await asyncio.wait_for(bot.terminate(), IN_TIME))
        tap.cancel()
    sim.faults.clear()
    async with bot_process(sim, tmp_path):
        await ada.sees("Which problems")
        await ada.sends("milk is thrown away")
        await ada.sees("✓ milk is thrown away")


async def test_a_stop_at_any_moment_is_quick_and_loses_and_doubles_nothing(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    """C13: in this process, so that many moments can be tried; always the same."""
    moments = random.Random(13)
    settings = settings_for(sim, tmp_path)
    async with running_bot(settings):
        await begins(ada)
        await sim.settled()
    sim.faults.add(Fault(answer_late(0.05), method="sendMessage", times=None))
    for number in range(10):
        async with asyncio.timeout(IN_TIME), running_bot(settings):
            await ada.sends(f"job {number}")
            await asyncio.sleep(moments.uniform(0, 0.06))  # the moment that is tried
    async with running_bot(settings) as bot:
        sim.watch(lambda: bot.is_busy)
        await ada.sees("✓ job 9")
        await sim.settled()
        async with transaction(bot.storage) as uow:
            assert await uow.pending(sim.world.bot.id) == []
    assert [m.id for m in ada.chat.messages if m.buttons] == [ada.last.id]
    assert notes_in(tmp_path) == [CAFES.segment, *(f"job {n}" for n in range(10))]


async def test_it_stops_while_it_still_waits_for_telegram_at_the_start(
    sim: Simulator, tmp_path: Path
) -> None:
    sim.faults.add(Fault(refuse(502), method="getMe", times=None))
    async with bot_process(sim, tmp_path, LOG_LEVEL="DEBUG") as bot:
        await until(lambda: len(sim.ledger.calls("getMe")) >= 2)
        ended = await asyncio.wait_for(bot.terminate(), IN_TIME)
    ended_well(ended)
    assert "Telegram is away" in ended.err
    assert sim.token not in ended.err + ended.out


async def test_no_log_holds_the_token_when_no_call_gets_through(
    sim: Simulator, tmp_path: Path
) -> None:
    nowhere = "http://127.0.0.1:1"
    async with bot_process(
        sim, tmp_path, API_BASE_URL=nowhere, LOG_LEVEL="DEBUG"
    ) as bot:
        assert bot.process.stderr
        first = b""
        while b"Telegram is away" not in first:
            first = await asyncio.wait_for(bot.process.stderr.readline(), IN_TIME)
        ended = await bot.terminate()
    ended_well(ended)
    logged = first.decode() + ended.out + ended.err
    assert sim.token.split(":")[1] not in logged
