"""Telegram stumbles while the bot starts, polls or waits for answers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.bootstrap import RunningBot, running_bot
from bot.clock import SystemClock
from bot.playground import (
    Action,
    Fault,
    Message,
    Person,
    Simulator,
    SteppedClock,
    accept_then_drop,
    answer_late,
    drip,
    gateway_page,
    half_body,
    refuse,
    reset,
)
from bot.starting import StartError
from bot.telegram.client import TelegramClient
from bot.telegram.incoming import WANTED
from tests.bot.conftest import settings_for
from tests.bot.founders import SHORT, answers, begins, finishes
from tests.transactions import transaction
from tests.waiting import until

CONFLICT = "Conflict: terminated by other getUpdates request"


def cards(ada: Person, text: str) -> list[Message]:
    """The messages that show a text."""
    return [message for message in ada.chat.messages if text in message.text]


async def test_a_second_poller_delays_and_loses_nothing(
    sim: Simulator, bot: RunningBot, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.intake.CONFLICT_WAIT", 0.05)
    await begins(ada)
    sim.faults.add(Fault(refuse(409, CONFLICT), method="getUpdates", times=3))
    await answers(ada, "order beans")
    await ada.sends("do the books")
    await ada.sees("✓ order beans\n✓ do the books")
    polls = sim.ledger.calls("getUpdates")
    assert [call.status for call in polls].count(409) == 3


async def test_somebody_who_polls_with_our_token_is_reported_and_takes_nothing(
    sim: Simulator,
    bot: RunningBot,
    ada: Person,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """T14: a poll that confirms nothing, as that of a second bot which begins."""
    monkeypatch.setattr("bot.telegram.intake.CONFLICT_WAIT", 0.5)
    await begins(ada)
    await sim.settled()
    async with TelegramClient(sim.token, sim.url, SystemClock()) as other:
        poll = asyncio.create_task(other.get_updates(None, 30, WANTED))
        await until(lambda: 409 in [c.status for c in sim.ledger.calls("getUpdates")])
        await ada.sends("order beans")
        await ada.sees("✓ order beans")
        await asyncio.gather(poll, return_exceptions=True)
    assert "Another instance polls for this bot" in caplog.text


async def test_a_flood_of_polls_is_waited_out(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    sim.faults.add(Fault(refuse(429, retry_after=1), method="getUpdates"))
    await begins(ada)
    await answers(ada, "order beans")


@pytest.mark.parametrize(
    "method", ["getMe", "getWebhookInfo", "getMyCommands", "setMyDescription"]
)
async def test_the_bot_starts_although_a_call_of_the_start_fails(
    sim: Simulator, ada: Person, tmp_path: Path, method: str
) -> None:
    sim.faults.add(Fault(gateway_page(502), method=method))
    async with running_bot(settings_for(sim, tmp_path)):
        await begins(ada)


async def test_a_flood_at_the_start_is_waited_out_as_long_as_asked(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    """T03."""
    sim.faults.add(Fault(refuse(429, retry_after=2), method="getMe"))
    async with running_bot(settings_for(sim, tmp_path)):
        await begins(ada)
    first, second = sim.ledger.calls("getMe")
    assert (second.at - first.at).total_seconds() >= 2


@pytest.mark.parametrize(
    "lost",
    [accept_then_drop(), half_body(), gateway_page(502)],
    ids=["drop", "half", "gateway"],
)
async def test_a_whole_interview_loses_nothing_on_a_bad_line(
    sim: Simulator, bot: RunningBot, ada: Person, lost: Action
) -> None:
    for nth in (2, 7):
        sim.faults.add(Fault(lost, method="editMessageText", nth=nth))
    sim.faults.add(Fault(reset(), method="sendMessage", nth=3))
    await finishes(ada, SHORT)
    assert "1 job · 1 pain · 1 gain" in ada.last.text


async def test_an_answer_that_comes_too_late_repeats_a_message_at_most_once(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    async with running_bot(settings_for(sim, tmp_path, send_timeout=0.3)) as bot:
        await begins(ada)
        late = answer_late(0.6)
        sim.faults.add(Fault(late, method="sendMessage", chat=ada.id))
        await answers(ada, "order beans")
        await bot.delivery.idle()
        assert 1 <= len(cards(ada, "✓ order beans")) <= 2
        await ada.taps("Next")
        await ada.sees("Which problems")


@pytest.mark.parametrize("accepted", [False, True], ids=["refused", "accepted"])
@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_failing_server_repeats_a_message_at_most_once(
    sim: Simulator, bot: RunningBot, ada: Person, status: int, accepted: bool
) -> None:
    """T04."""
    await begins(ada)
    failing = gateway_page(status, accepted=accepted)
    sim.faults.add(Fault(failing, method="sendMessage", chat=ada.id))
    await ada.sends("order beans")
    await ada.sees("✓ order beans")
    await bot.delivery.idle()
    assert len(cards(ada, "✓ order beans")) == 1 + accepted


async def test_an_answer_that_drips_in_holds_up_nobody_else_and_not_for_long(
    sim: Simulator, ada: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N04: it would take minutes, and is never quite silent."""
    monkeypatch.setattr("bot.playground.server.DRIP_EVERY", 0.5)
    bob = sim.person("Bob")
    async with running_bot(settings_for(sim, tmp_path, send_timeout=1.0)) as bot:
        await begins(ada)
        await begins(bob)
        sim.faults.add(Fault(drip(), method="sendMessage", chat=ada.id))
        await ada.sends("order beans")
        await ada.sees("✓ order beans")
        await answers(bob, "sleep through the night")
        assert bot.delivery.is_sending(ada.id)
        async with asyncio.timeout(10):
            await bot.delivery.idle()
        assert 1 <= len(cards(ada, "✓ order beans")) <= 2


# --- away for long ------------------------------------------------------------------


async def test_after_half_an_hour_away_all_that_waited_comes_in_order(
    tmp_path: Path,
) -> None:
    """N06: taps are too old by then, and Telegram drops them."""
    clock = SteppedClock(SystemClock().now())
    async with Simulator(limits=None, clock=clock) as sim:
        people = [sim.person(name) for name in ("Ada", "Bob")]
        async with running_bot(settings_for(sim, tmp_path), clock=clock) as bot:
            for person in people:
                await begins(person)
            await sim.settled()
            sim.faults.add(Fault(reset(), times=None))
            for number in range(10):
                for person in people:
                    await person.sends(f"job {number} of {person.name}")
            tap = asyncio.create_task(people[0].taps("Skip"))
            await until(lambda: "callback_query" in sim.updates.history[-1])
            clock.advance(minutes=30)
            sim.faults.clear()
            for person in people:
                jobs = [f"✓ job {number} of {person.name}" for number in range(10)]
                await person.sees("\n".join(jobs))
            await bot.delivery.idle()
            await sim.settled()
            tap.cancel()
            for person in people:
                assert len(cards(person, "✓ job 9")) == 1
                await answers(person, "back again")


async def test_a_revoked_token_ends_the_bot_and_keeps_what_is_to_be_sent(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    """T15."""
    settings = settings_for(sim, tmp_path)
    async with running_bot(settings) as bot:
        await begins(ada)
        await sim.settled()
        sim.faults.add(Fault(refuse(401, "Unauthorized"), times=None))
        await ada.sends("order beans")
        with pytest.raises(StartError, match="does not know this token"):
            await asyncio.wait_for(asyncio.shield(bot.failed), 10)
        async with transaction(bot.storage) as uow:
            assert len(await uow.pending(sim.world.bot.id)) > 0
    sends = len(sim.ledger.calls("sendMessage"))
    with pytest.raises(StartError, match="does not know this token"):
        async with running_bot(settings):
            pass
    assert len(sim.ledger.calls("sendMessage")) == sends
    sim.faults.clear()
    async with running_bot(settings):
        await ada.sees("✓ order beans")


async def test_a_toast_that_fails_holds_nothing_up(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    sim.faults.add(Fault(refuse(429, retry_after=30), method="answerCallbackQuery"))
    card = ada.last
    query = ada._query(sim.world.taps.new(ada.id), card.buttons[0].data or "", card)
    sim.inject({"callback_query": query})
    await ada.sees("Which problems")
    await answers(ada, "milk is thrown away")
