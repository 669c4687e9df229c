"""In which line each kind of update waits for a webhook."""

import pytest

from bot.playground import Person, Simulator
from bot.playground.lines import line_of
from tests.playground.group_helpers import Api


async def test_updates_of_a_group_wait_in_the_lines_of_telegram(
    sim: Simulator, api: Api, ada: Person, bob: Person
) -> None:
    group = sim.group("Class 3b", ada, bob, kind="supergroup")
    wanted = ["message", "my_chat_member", "chat_member", "message_reaction"]
    await api("getUpdates", allowed_updates=[*wanted, "callback_query"])
    await ada.promotes(sim.bot, in_=group)
    message = await bob.sends("hello", to=group)
    await bob.reacts("👍", on=message)
    await ada.mutes(bob, in_=group)
    with pytest.raises(AssertionError, match="did not answer"):
        await bob.taps_data("x", on=message, timeout=0)
    lines = [line_of(update) for update in sim.updates.history[3:]]

    assert lines == [
        ("membership", group.id),
        ("messages", group.id),
        ("reactions", group.id),
        ("members", bob.id),
        ("taps", bob.id),
    ]
