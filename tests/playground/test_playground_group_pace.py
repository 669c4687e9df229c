"""Twenty messages a minute in a group, and an edit is one of them."""

from collections.abc import AsyncIterator

import pytest

from bot.playground import Simulator
from tests.playground.group_helpers import Api, Refused


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    """A simulator with the usual limits."""
    async with Simulator() as sim:
        yield sim


async def test_sends_and_edits_in_a_group_share_twenty_a_minute(
    sim: Simulator, api: Api, refused: Refused
) -> None:
    ada = sim.person("Ada")
    await ada.sends("/start")
    group, other = sim.group("Class 3b", ada), sim.group("Class 4b", ada)
    place = {"chat_id": group.id}
    for number in range(10):
        sent = await api("sendMessage", **place, text="x")
        edit = {**place, "message_id": sent["message_id"]}
        await api("editMessageText", **edit, text=f"y{number}")

    late = [
        await refused("sendMessage", **place, text="x"),
        await refused("editMessageText", **edit, text="z"),
    ]
    for code, words in late:
        assert code == 429
        assert words in {f"Too Many Requests: retry after {n}" for n in range(50, 61)}
    assert group.messages[-1].text == "y9"
    await api("sendMessage", chat_id=other.id, text="not its fault")
    await api("sendMessage", chat_id=ada.id, text="nor hers")
    await api("deleteMessage", **edit)
