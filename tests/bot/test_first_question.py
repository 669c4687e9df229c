"""The thinnest slice: from /start to a question, and an answer that is kept."""

from __future__ import annotations

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.conftest import EITHER_WAY

pytestmark = EITHER_WAY


async def test_a_founder_starts_and_answers(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await ada.sends("/start")
    await ada.taps("Start")
    await ada.sees("Who is your customer?")
    await ada.sends("Owners of independent cafés")
    await ada.sees("Which tasks is your customer trying to get done?")
    await ada.sends("order beans\nkeep regulars coming back")
    await ada.sees("✓ keep regulars coming back")
    assert ada.bot_messages == 3
