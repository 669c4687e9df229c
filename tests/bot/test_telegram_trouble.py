"""When Telegram refuses, stumbles or goes away: nothing is lost, others flow."""

from __future__ import annotations

import pytest

from bot.bootstrap import RunningBot
from bot.playground import (
    Fault,
    Person,
    Simulator,
    accept_then_drop,
    gateway_page,
    refuse,
    reset,
)
from tests.bot.founders import begins
from tests.transactions import transaction

CANNOT_EDIT = "message can't be edited"


async def test_a_flood_in_one_chat_does_not_hold_up_another(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    bob = sim.person("Bob")
    await begins(ada)
    await begins(bob, "Parents of toddlers")
    slow = refuse(429, retry_after=2)
    sim.faults.add(Fault(slow, method="sendMessage", chat=ada.id))
    await ada.sends("order beans")
    await bob.sends("sleep through the night")
    await bob.sees("✓ sleep through the night")
    assert "✓ order beans" not in ada.last.text
    await ada.sees("✓ order beans")


async def test_refusals_that_pass_are_tried_again_until_it_works(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    for action in (refuse(500, "Internal Server Error"), gateway_page(502), reset()):
        sim.faults.add(Fault(action, method="sendMessage", chat=ada.id))
    await ada.sends("order beans")
    await ada.sees("✓ order beans")


async def test_a_lost_confirmation_repeats_a_message_at_most_once(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    sim.faults.add(Fault(accept_then_drop(), method="sendMessage", chat=ada.id))
    await ada.sends("order beans")
    await ada.sees("✓ order beans")
    await bot.delivery.idle()
    cards = [m for m in ada.chat.messages if "✓ order beans" in m.text]
    assert 1 <= len(cards) <= 2
    toasts = [await ada.taps("Next", on=card) for card in cards]
    await ada.sees("Which problems")
    assert toasts[0].text == ""
    assert all("Nothing changed" in toast.text for toast in toasts[1:])


async def test_an_edit_that_changes_nothing_leaves_the_card_and_its_buttons(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    """T05: the answer to the first edit was lost, so it is made again, in vain."""
    await begins(ada)
    await sim.settled()
    before = ada.bot_messages
    lost = Fault(accept_then_drop(), method="editMessageText", chat=ada.id)
    sim.faults.add(lost)
    await ada.taps("Skip")
    card = await ada.sees("Which problems")
    await bot.delivery.idle()
    again = sim.ledger.calls("editMessageText", chat=ada.id)[-1]
    assert "message is not modified" in again.description
    assert (ada.last, ada.bot_messages) == (card, before)
    async with transaction(bot.storage) as uow:
        assert await uow.pending(42) == []
    await ada.sends("too much milk is thrown away")
    card = await ada.sees("✓ too much milk is thrown away")
    assert card.text.startswith("Step 2 of 4 · Jobs · question 2 of 3")


@pytest.mark.parametrize("words", ["message to edit not found", CANNOT_EDIT])
async def test_a_card_that_cannot_be_edited_any_more_is_posted_anew(
    sim: Simulator, bot: RunningBot, ada: Person, words: str
) -> None:
    await begins(ada)
    await sim.settled()
    before = ada.bot_messages
    gone = refuse(400, f"Bad Request: {words}")
    sim.faults.add(Fault(gone, method="editMessageText", chat=ada.id))
    await ada.taps("Skip")
    await ada.sees("Which problems")
    assert ada.bot_messages == before + 1


async def test_broken_markup_is_sent_once_as_plain_text(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    broken = refuse(400, "Bad Request: can't parse entities: unexpected end tag")
    sim.faults.add(Fault(broken, method="sendMessage", chat=ada.id))
    await ada.sends("beans & <milk>")
    card = await ada.sees("✓ beans & <milk>")
    assert card.entities == ()


async def test_polling_goes_on_after_errors_and_a_conflict(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    sim.faults.add(Fault(gateway_page(502), method="getUpdates", times=2))
    sim.faults.add(Fault(reset(), method="getUpdates"))
    await begins(ada)


async def test_a_tap_that_is_answered_too_late_still_counts(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    old = refuse(
        400,
        "Bad Request: query is too old and response timeout expired "
        "or query ID is invalid",
    )
    sim.faults.add(Fault(old, method="answerCallbackQuery"))
    card = await ada.sees("Which tasks")
    skip = next(b for b in card.buttons if "Skip" in b.label)
    sim.inject(
        {
            "callback_query": {
                "id": "7",
                "from": {"id": ada.id, "is_bot": False, "first_name": "Ada"},
                "chat_instance": "1",
                "data": skip.data,
                "message": {
                    "message_id": card.id,
                    "date": 0,
                    "chat": {"id": ada.id, "type": "private"},
                },
            }
        }
    )
    await ada.sees("Which problems")


async def test_whoever_blocks_the_bot_is_left_alone_and_asked_again_on_return(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    bob = sim.person("Bob")
    await begins(ada)
    await ada.blocks()
    await sim.settled()
    calls = len(sim.ledger.calls("sendMessage", chat=ada.id))
    await begins(bob)
    assert len(sim.ledger.calls("sendMessage", chat=ada.id)) == calls
    await ada.unblocks()
    card = await ada.sees("Good to have you back.")
    assert "Which tasks" in card.text


async def test_a_reply_to_somebody_who_blocks_meanwhile_is_dropped(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    blocked = refuse(403, "Forbidden: bot was blocked by the user")
    sim.faults.add(Fault(blocked, method="sendMessage", chat=ada.id, times=None))
    await ada.sends("order beans")
    await sim.settled()
    async with transaction(bot.storage) as uow:
        assert await uow.pending(42) == []
    sim.faults.clear()
    await ada.sends("keep regulars")
    card = await ada.sees("✓ keep regulars")
    assert "✓ order beans" in card.text
