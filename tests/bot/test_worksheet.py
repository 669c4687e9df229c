"""The worksheet: types of customers, steps, numbers, and the next type."""

from __future__ import annotations

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.founders import answers, changes


async def reaches_numbers(ada: Person) -> None:
    """From /start to the numbers of the jobs."""
    await ada.sends("/start")
    await ada.taps("Other ways")
    await ada.sees("How shall we go about it?")
    await ada.taps("▶ Worksheet")
    await ada.sees("Which types of customers do you have?")
    await answers(ada, "Wholesale cafés", "Walk-in regulars")
    await ada.taps("Next")
    await ada.sees("Which one shall we begin with?")
    await ada.taps("Wholesale cafés")
    await ada.sees("Describe “Wholesale cafés”")
    await answers(ada, "six of them")
    await ada.taps("Next")
    await ada.sees("What is the one thing they most need to get done?")
    await answers(ada, "serve good coffee", "do the books")
    await ada.taps("Next")
    await ada.sees("How do they get “serve good coffee” done?")
    await answers(ada, "look what is left", "order before noon")
    await ada.taps("Next")
    for question in (
        "involves other people",
        "Which other tasks",
        "Which feelings",
        "How do they want to feel",
    ):
        await ada.sees(question)
        await ada.taps("Skip")
    await ada.sees("What impact does each have")


async def test_numbers_are_tapped_one_note_after_another(
    bot: RunningBot, ada: Person
) -> None:
    await reaches_numbers(ada)
    card = await ada.sees("▶ 1. serve good coffee")
    assert "look what is left" not in card.text
    await ada.taps("7")
    await ada.sees("1. serve good coffee: 7\n▶ 2. do the books")
    await ada.taps("9")
    await ada.sees("▶ 2. do the books: 9")
    await ada.taps("Note before")
    await ada.sees("▶ 1. serve good coffee: 7")
    await ada.taps("10")
    await ada.sees("▶ 1. serve good coffee: 10")
    assert "All have their number. Tap Done, or change what you like." in ada.last.text


async def test_numbers_are_typed_all_at_once(bot: RunningBot, ada: Person) -> None:
    await reaches_numbers(ada)
    await ada.sends("9 11")
    await ada.sees("Here I need numbers from 1 to 10.")
    await ada.sends("9 7 3")
    await ada.sees("You sent 3 numbers, and there are fewer notes. Nothing changed;")
    await ada.sends("9, 7")
    await ada.sees("1. serve good coffee: 9\n▶ 2. do the books: 7")


async def test_a_finished_sheet_offers_the_next_type(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await reaches_numbers(ada)
    await ada.sends("9 7")
    await ada.taps("Done")
    await ada.sees("1. serve good coffee, because you gave it 9 of 10")
    await ada.taps("On to Pains")
    for section, words in (("Pains", "keeps them awake"), ("Gains", "want most")):
        await ada.sees(words)
        await answers(ada, f"something about {section}")
        await ada.taps("Next")
        for _ in range(4):
            await sim.settled()
            await ada.taps("Skip")
        await ada.sees("What impact does each have")
        await ada.sends("8")
        await ada.sees(f"something about {section}: 8")
        await ada.taps("Done")
        await ada.taps("On to Gains" if section == "Pains" else "Show my canvas")
    card = await ada.sees("🗺 Wholesale cafés\nsix of them\n2 jobs · 1 pain · 1 gain")
    assert "Steps to “serve good coffee”:\n1) look what is left\n2) order" in card.text
    assert "Then go on with the next type of customer." in card.text
    await ada.taps("Next: Walk-in regulars")
    await ada.sees("Describe “Walk-in regulars”")


async def test_a_renamed_sheet_is_not_offered_as_the_next_type(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await reaches_numbers(ada)
    await ada.sends("/profiles")
    await ada.sees("to open, change or delete it.")
    await ada.taps("Wholesale cafés")
    await ada.sees("Tap what you want to do.")
    await ada.taps("Rename")
    await ada.sees("Send me the new name.")
    await ada.sends("Big ones")
    await ada.sees("Big ones, step 2 of 4.")
    await ada.taps("Continue")
    await sim.settled()
    await skips_to_the_canvas(ada)
    await ada.sees("🗺 Big ones")
    following = [label for label in ada.buttons if label.startswith("▶ Next")]
    assert following == ["▶ Next: Walk-in regulars"]


async def test_going_through_a_sheet_again_does_not_swap_its_customer(
    bot: RunningBot, ada: Person
) -> None:
    await reaches_numbers(ada)
    await skips_to_the_canvas(ada)
    await ada.sees("🗺 Wholesale cafés")
    await ada.taps("My profiles")
    await ada.sees("to open, change or delete it.")
    await ada.taps("Wholesale cafés")
    await ada.sees("Tap what you want to do.")
    await ada.taps("Go through it again")
    await ada.sees("Which types of customers do you have?")
    await ada.taps("Next")
    await ada.sees("Describe “Wholesale cafés”")


async def skips_to_the_canvas(ada: Person) -> None:
    """From the numbers of the jobs to the canvas, without another word."""
    await ada.taps("Done")
    while not any("Edit" in label for label in ada.buttons):
        before = ada.last.text
        onward = ("⏭ Skip", "▶ Show my canvas", "▶ On to", "✓ Done")
        await ada.taps(next(b for b in ada.buttons if b.startswith(onward)))
        await changes(ada, before)
