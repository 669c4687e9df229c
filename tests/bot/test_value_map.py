"""The value map of a profile that was made with the quick guide, over HTTP."""

from __future__ import annotations

from bot.bootstrap import RunningBot
from bot.playground import Person
from tests.bot.founders import SHORT, answers, finishes


async def test_a_quick_profile_gets_a_value_map_and_its_fit(
    bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    canvas = ada.last
    await ada.taps("Add the value map")
    await ada.sees("I suggest: Products & services.")
    await ada.taps("Pain relievers")
    await ada.sees("What does your offer save them?")
    await answers(ada, "roasted the day before")
    await ada.taps("Menu")
    await ada.sees("◐ Pain relievers: in progress, 1 note")

    await ada.taps("Add the value map", on=canvas)
    await ada.sees("◐ Pain relievers: in progress, 1 note")

    await ada.taps("The canvas so far")
    await ada.sees("“roasted the day before” relieves none of their pains.")
    assert "Nothing relieves the pain “beans arrive stale” yet." in ada.last.text
    await ada.taps("Show my canvas")
    whole = await ada.sees("🗺 Owners of independent cafés")
    assert "Pain relievers\nNot rated:\n• roasted the day before" in whole.text
    assert "0 of the 3 things that matter most to them are answered." in whole.text
    assert "🧩 The value map" in [button.label for button in whole.buttons]
