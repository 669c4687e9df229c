"""Updates that Telegram seldom or never makes: they hurt nobody."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.founders import answers, begins
from tests.transactions import transaction

GROUP = {"id": -100123, "type": "supergroup", "title": "Class"}


def user(person: Person) -> dict[str, Any]:
    return {"id": person.id, "is_bot": False, "first_name": person.name}


def chat(person: Person) -> dict[str, Any]:
    return {"id": person.id, "type": "private", "first_name": person.name}


def message(person: Person, number: int = 900, **content: Any) -> dict[str, Any]:
    return {
        "message_id": number,
        "date": 1_800_000_000,
        "from": user(person),
        "chat": chat(person),
        **content,
    }


def tap(person: Person, **content: Any) -> dict[str, Any]:
    return {
        "id": "7",
        "from": user(person),
        "chat_instance": "1",
        "data": "n:1:1:0",
        **content,
    }


async def all_is_well(sim: Simulator, ada: Person) -> None:
    """Nothing is left over, the question is still open, and an answer is kept."""
    await sim.settled()
    assert "Which tasks" in ada.last.text
    await answers(ada, "order beans")
    await sim.settled()
    refused = [c for c in sim.ledger.calls() if not c.accepted]
    assert {c.method for c in refused} <= {"answerCallbackQuery"}


@pytest.mark.parametrize(
    "text", ["\n\n \n\t\n", "\u200b\n\u2060", "\x00\x01\x02", "- \n•"]
)
async def test_lines_without_words_are_no_notes(
    sim: Simulator, bot: RunningBot, ada: Person, text: str
) -> None:
    await begins(ada)
    sim.inject({"message": message(ada, text=text)})
    await all_is_well(sim, ada)
    assert ada.last.text.count("✓") == 1


@pytest.mark.parametrize(
    "content",
    [
        {"dice": {"emoji": "🎲", "value": 3}},
        {"new_chat_title": "x"},
        {"story": {"id": 1, "chat": {"id": 5, "type": "private"}}},
        {},
        {"a_field_of_2030": {"deep": [{"er": 1}]}},
    ],
    ids=["dice", "service", "story", "nothing", "new kind"],
)
async def test_content_nobody_knows_gets_a_kind_answer(
    sim: Simulator, bot: RunningBot, ada: Person, content: dict[str, Any]
) -> None:
    await begins(ada)
    sim.inject({"message": message(ada, **content)})
    await ada.sees("I can only read text. Please answer in words.")
    await all_is_well(sim, ada)


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"chat": {"id": "x", "type": "private"}, "text": "hi"}},
        {"message": {"chat": 5, "text": "hi"}},
        {"message": "hi"},
        {"message": None},
        {"message": []},
        {"callback_query": {"id": "1"}},
        {"callback_query": 3},
        {"edited_message": {"text": "no chat"}},
        {"my_chat_member": {}},
        {"channel_post": {"text": "x"}},
        {"poll_answer": {}},
        {},
    ],
    ids=str,
)
async def test_updates_nobody_can_read_are_passed_over(
    sim: Simulator, bot: RunningBot, ada: Person, update: dict[str, Any]
) -> None:
    await begins(ada)
    sim.inject(update)
    await all_is_well(sim, ada)


async def test_groups_and_channels_are_left_alone(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    there = {"chat": GROUP}
    member = {"user": sim.world.bot.as_json(), "status": "member"}
    sim.inject({"message": message(ada, 901, text="/start", **there)})
    sim.inject({"edited_message": message(ada, 902, text="/start", **there)})
    sim.inject({"callback_query": tap(ada, message=message(ada, 903, **there))})
    sim.inject(
        {
            "my_chat_member": {
                "chat": GROUP,
                "from": user(ada),
                "date": 1_800_000_000,
                "old_chat_member": member,
                "new_chat_member": {**member, "status": "left"},
            }
        }
    )
    await all_is_well(sim, ada)
    assert sim.ledger.calls(chat=-100123) == []


@pytest.mark.parametrize(
    "content",
    [
        {"inline_message_id": "abc"},
        {"data": None, "game_short_name": "chess"},
        {"data": "n:1:1:0" + "9" * 57},
        {"data": "\ud800"},
    ],
    ids=["inline", "game", "long", "surrogate"],
)
async def test_taps_without_a_card_are_answered_and_change_nothing(
    sim: Simulator, bot: RunningBot, ada: Person, content: dict[str, Any]
) -> None:
    await begins(ada)
    where = {} if "inline_message_id" in content else {"message": message(ada)}
    query = {k: v for k, v in tap(ada, **where, **content).items() if v is not None}
    sim.inject({"callback_query": query})
    await sim.settled()
    [answered] = [
        call
        for call in sim.ledger.calls("answerCallbackQuery")
        if call.params["callback_query_id"] == "7"
    ]
    assert answered.status == 400  # the simulator knows no such tap
    await all_is_well(sim, ada)


async def test_who_never_opened_the_chat_costs_nothing_and_holds_up_nobody(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    stranger = sim.person("Stranger")
    sim.inject({"message": message(stranger, text="/start")})
    await begins(ada)
    await bot.delivery.idle()
    assert len(sim.ledger.calls("sendMessage", chat=stranger.id)) == 1
    async with transaction(bot.storage) as uow:
        assert await uow.pending(sim.world.bot.id) == []
    await begins(stranger)
    await answers(ada, "order beans")


async def test_ids_as_large_as_telegram_allows(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    sim.jump_update_ids(2**31 - 2)
    await answers(ada, "order beans")
    await ada.sends("do the books")
    await ada.sees("✓ do the books")
    huge = {"id": 2**52 - 1, "type": "private", "first_name": "Far"}
    sender = {**huge, "is_bot": False}
    far = {**message(ada, 2**31 - 1, text="/start"), "chat": huge, "from": sender}
    sim.inject({"message": far})
    await sim.settled()
    assert len(sim.ledger.calls("sendMessage", chat=2**52 - 1)) == 1
