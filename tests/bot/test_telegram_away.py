"""Telegram stumbles while the bot starts, polls or waits for answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import RunningBot, running_bot
from bot.playground import (
    Action,
    Fault,
    Person,
    Simulator,
    accept_then_drop,
    answer_late,
    gateway_page,
    half_body,
    refuse,
    reset,
)
from tests.bot.conftest import settings_for
from tests.bot.founders import SHORT, answers, begins, finishes

CONFLICT = "Conflict: terminated by other getUpdates request"


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
        cards = [m for m in ada.chat.messages if "✓ order beans" in m.text]
        assert 1 <= len(cards) <= 2
        await ada.taps("Next")
        await ada.sees("Which problems")


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
