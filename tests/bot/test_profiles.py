"""The list of profiles: open, rename, delete, undo, pages."""

from __future__ import annotations

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.founders import CAFES, SHORT, begins, finishes


async def begins_another(ada: Person, segment: str) -> None:
    """One more profile, left after its first answer."""
    await ada.taps("Another segment")
    await ada.sees("Who is your customer?")
    await ada.sends(segment)
    await ada.sees("Which tasks")
    await ada.sends("/start")
    await ada.sees(f"Everything is saved: {segment}")


async def opens(ada: Person, profile: str) -> None:
    """A profile's own card, out of the list."""
    await ada.sends("/profiles")
    await ada.sees("to open, change or delete it.")
    await ada.taps(f"{profile} ·")
    await ada.sees(f"{profile}, ")


async def test_nobody_has_profiles_at_first(bot: RunningBot, ada: Person) -> None:
    await ada.sends("/profiles")
    await ada.sees("You have no profiles yet. The first takes about ten minutes.")
    await ada.taps("Start")
    await ada.sees("Who is your customer?")


async def test_the_list_says_how_far_each_profile_is(
    bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    await begins_another(ada, "Parents of toddlers")
    await ada.sends("/profiles")
    await ada.sees("You have 2 profiles.")
    assert ada.buttons == [
        "Parents of toddlers · step 2 of 4",
        "Owners of independent cafés · finished",
        "➕ Another segment",
        "⚖️ Compare two",
    ]


async def test_an_old_list_has_no_buttons_and_asks_for_no_tap(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("/profiles")
    old = await ada.sees("You have 1 profile.\nTap it to open, change or delete it.")
    await ada.sends("/profiles")
    await sim.settled()
    left = ada.chat.get(old.id)
    assert left is not None
    assert left.text == "You have 1 profile."
    assert not left.buttons


async def test_an_unfinished_profile_is_opened_at_its_question(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("/start")
    await ada.sees("Everything is saved")
    await begins_another(ada, "Parents of toddlers")
    await opens(ada, CAFES.segment)
    await ada.taps("Continue")
    await ada.sees("Which tasks")
    await ada.sends("order beans")
    await ada.sees("✓ order beans")
    await ada.sends("/summary")
    await ada.sees(f"🗺 {CAFES.segment}\n1 job")


async def test_a_finished_profile_opens_its_canvas(
    bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    await begins_another(ada, "Parents of toddlers")
    await opens(ada, CAFES.segment)
    await ada.taps("Open the canvas")
    await ada.sees("1 job · 1 pain · 1 gain")


async def test_a_profile_gets_another_name_and_the_question_stays_open(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await opens(ada, CAFES.segment)
    await ada.taps("Rename")
    await ada.sees(f"What shall “{CAFES.segment}” be called? Send me the new name.")
    await ada.sends("Coffee <b>lovers</b> & co {x} %s")
    await ada.sees("Coffee <b>lovers</b> & co {x} %s, step 2 of 4.")
    await ada.sends("order beans")
    card = await ada.sees("✓ order beans")
    assert "Which tasks" in card.text


async def test_a_new_name_needs_words(bot: RunningBot, ada: Person) -> None:
    await begins(ada)
    await opens(ada, CAFES.segment)
    await ada.taps("Rename")
    await ada.sees("Send me the new name.")
    await ada.sends_sticker()
    card = await ada.sees("Nice one! But please answer in words.")
    assert "Send me the new name." in card.text
    await ada.sends("\u200b\u200b")
    await ada.sees("I found no words in that message.")
    await ada.taps("Keep the name")
    await ada.sees(f"{CAFES.segment}, step 2 of 4.")


async def test_cancel_while_renaming_keeps_the_name(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await opens(ada, CAFES.segment)
    await ada.taps("Rename")
    await ada.sees("Send me the new name.")
    await ada.sends("/cancel")
    await ada.sees("Which tasks")
    await ada.sends("not a name but a job")
    await ada.sees("✓ not a name but a job")


async def test_a_name_is_one_line_and_not_too_long(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await opens(ada, CAFES.segment)
    await ada.taps("Rename")
    await ada.sees("Send me the new name.")
    await ada.sends("a very long name " * 20)
    card = await ada.sees("a very long name a very long name")
    assert len(card.text) < 140
    assert "…, step 2 of 4." in card.text


async def test_a_deleted_profile_can_be_brought_back(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    question = ada.last
    await opens(ada, CAFES.segment)
    await ada.taps("Delete")
    await ada.sees(f"“{CAFES.segment}” is deleted.")
    toast = await ada.taps("Skip", on=question)
    assert toast.text.startswith("This profile was deleted.")
    await ada.taps("Undo")
    await ada.sees(f"{CAFES.segment}, step 2 of 4.")
    await ada.taps("Continue")
    await sim.settled()
    await ada.sees("Which tasks")


async def test_a_deleted_profile_is_found_below_the_list(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await opens(ada, CAFES.segment)
    await ada.taps("Delete")
    await ada.sees("For 20 hours you find it in /profiles, too; then it is gone")
    await ada.taps("My profiles")
    await ada.sees("Your list is empty. Below is what you put away or deleted.")
    await ada.taps("Deleted (1)")
    await ada.sees("1 profile was deleted.\nTap it to bring it back; 20 hours after")
    await ada.taps(CAFES.segment)
    await ada.sees(f"{CAFES.segment}, step 2 of 4.")
    await ada.taps("All profiles")
    await ada.sees("You have 1 profile.")
    assert "🗑 Deleted (1)" not in ada.buttons


async def test_with_nothing_in_hand_the_list_says_what_there_is(
    bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    await begins_another(ada, "Parents of toddlers")
    await opens(ada, "Parents of toddlers")
    await ada.taps("Delete")
    await ada.sees("is deleted.")
    for command in ("/summary", "/edit"):
        await ada.sends(command)
        await ada.sees("You have 1 profile.")
        assert ada.buttons[0] == "Owners of independent cafés · finished"


async def test_two_copies_do_not_look_the_same(bot: RunningBot, ada: Person) -> None:
    await ada.sends("/start")
    await ada.taps("Start")
    await ada.sees("Who is your customer?")
    await ada.sends("Owners of very small independent cafés in Berlin")
    await ada.sees("Which tasks")
    for _ in range(2):
        await ada.sends("/profiles")
        await ada.sees("to open, change or delete it.")
        await ada.taps("step 2 of 4")
        await ada.sees("Tap what you want to do.")
        await ada.taps("Duplicate")
        await ada.sees("Here is the copy.")
    await ada.sends("/profiles")
    await ada.sees("You have 3 profiles.")
    assert ada.buttons[:3] == [
        "Owners of very small independen… (3) · step 2 of 4",
        "Owners of very small independen… (2) · step 2 of 4",
        "Owners of very small independent ca… · step 2 of 4",
    ]


async def test_after_deleting_the_open_profile_a_text_finds_the_welcome(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await opens(ada, CAFES.segment)
    await ada.taps("Delete")
    await ada.sees("is deleted.")
    await ada.sends("order beans")
    card = await ada.sees("I did not keep that message: no question is open right now.")
    assert "Let's find out" in card.text


async def test_many_profiles_come_on_pages_of_eight(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada, "customer 1")
    await ada.sends("/start")
    await ada.sees("Everything is saved")
    for number in range(2, 11):
        await begins_another(ada, f"customer {number}")
    await ada.sends("/profiles")
    await ada.sees("You have 10 profiles.")
    assert ada.buttons[0] == "customer 10 · step 2 of 4"
    assert ada.buttons[7] == "customer 3 · step 2 of 4"
    await ada.taps("Older")
    await ada._world.found(lambda: "◀ Newer" in ada.buttons or None, 10)
    assert ada.buttons == [
        "customer 2 · step 2 of 4",
        "customer 1 · step 2 of 4",
        "◀ Newer",
        "➕ Another segment",
        "⚖️ Compare two",
    ]


async def test_a_second_tap_on_another_segment_begins_nothing_twice(
    bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    canvas = ada.last
    await ada.taps("Another segment", on=canvas)
    await ada.sees("Who is your customer?")
    toast = await ada.taps("Another segment", on=canvas)
    assert toast.text == "Already done. Nothing changed."
    await ada.sends("/profiles")
    await ada.sees("You have 2 profiles.")
