"""Much at once: forwarded messages, albums, and somebody who floods the bot."""

from __future__ import annotations

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.conftest import EITHER_WAY
from tests.bot.founders import answers, begins
from tests.bot.test_odd_updates import message


@EITHER_WAY
async def test_five_messages_forwarded_at_once_are_all_kept_in_order(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    """U05."""
    await begins(ada)
    for number in range(5):
        await ada.forwards(f"customer {number} said so")
    said = [f"✓ customer {number} said so" for number in range(5)]
    card = await ada.sees("\n".join(said))
    assert "Which tasks" in card.text
    await ada.taps("Next")
    await ada.sees("Which problems")


@EITHER_WAY
@pytest.mark.parametrize("caption", ["", "order beans"], ids=["bare", "caption"])
async def test_an_album_leaves_one_card_with_the_same_question(
    sim: Simulator, bot: RunningBot, ada: Person, caption: str
) -> None:
    """U08: Telegram brings one message for each of its pictures."""
    await begins(ada)
    await sim.settled()
    size = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}
    for number in range(900, 910):
        words = {"caption": caption} if caption and number == 900 else {}
        album = {"media_group_id": "7", "photo": [size], **words}
        sim.inject({"message": message(ada, number, **album)})
    await ada.sees("I can't read pictures.")
    await sim.settled()
    with_buttons = [m for m in ada.chat.messages if m.from_bot and m.buttons]
    assert [("Which tasks" in m.text) for m in with_buttons] == [True]
    assert ada.last.text.count("I can't read pictures.") == 1
    assert ada.last.text.count("✓ order beans") == bool(caption)
    await answers(ada, "keep regulars")


@pytest.mark.parametrize("intake", ["polling"], indirect=True)
async def test_who_floods_the_bot_gets_few_messages_and_others_are_answered_meanwhile(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    """R01: counted, for on a machine with much else to do seconds say little."""
    bob = sim.person("Bob")
    await begins(ada)
    await begins(bob)
    await sim.settled()
    before = len(sim.ledger.calls(chat=ada.id))
    for turn in range(4):
        for number in range(150):
            await ada.sends(f"job {turn}-{number}")
        await answers(bob, f"his job {turn}")
    await ada.sees("That is as much as one canvas can hold: 300 notes.")
    await sim.settled()
    assert len(sim.ledger.calls(chat=ada.id)) - before <= 30


@pytest.mark.parametrize("intake", ["webhook"], indirect=True)
async def test_a_flood_waits_in_its_own_line_and_delays_nobody(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    """R01: Telegram brings a chat's messages one by one, and lines at once."""
    bob = sim.person("Bob")
    await begins(ada)
    await begins(bob)
    await sim.settled()
    for number in range(250):
        await ada.sends(f"job {number}")
    await answers(bob, "his job")
    assert sim.updates.pending > 100
