"""People change their minds: by the editor, and by editing what they sent."""

from __future__ import annotations

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.founders import SHORT, answers, begins, finishes


async def test_editing_a_sent_message_changes_its_notes_line_by_line(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    message = await ada.sends("order beens\ndo the books")
    await ada.sees("✓ do the books")
    await ada.edits(message, "order beans\ncount the milk\ndo the books")
    card = await ada.sees("✓ Changed, as in your message: order beans")
    assert "✓ Added, as in your message: count the milk" in card.text
    await ada.edits(message, "order beans")
    card = await ada.sees("✓ Taken out, as in your message: count the milk")
    assert "✓ order beans" in card.text


async def test_what_was_reworded_by_hand_stays_and_a_hint_says_so(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    message = await ada.sends("order beens")
    await ada.sees("✓ order beens")
    await ada.taps("Fix")
    await ada.taps("1")
    await ada.taps("Reword")
    await ada.sees("What shall “order beens” say instead? Send me the new words.")
    await ada.sends("order beans in time")
    await ada.sees("✏️ Jobs · order beans in time")
    await ada.edits(message, "order tea")
    card = await ada.sees(
        "This stays as it is, because you changed or deleted it by hand: "
        "order beans in time. /edit changes it."
    )
    assert "✓ order beans in time" in card.text


async def test_a_note_is_deleted_brought_back_moved_and_parked(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "beans arrive stale")
    await ada.sends("/edit")
    card = await ada.sees("Tap a section to see and change its notes.")
    assert "Jobs: 1 note, 1 without a place" in card.text
    await ada.taps("Jobs")
    await ada.taps("1")
    await ada.taps("Delete")
    await ada.sees("Deleted: “beans arrive stale”. Tap Undo to have it back.")
    await ada.taps("Undo")
    await ada.sees("✏️ Jobs · beans arrive stale")
    await ada.taps("→ Pains")
    card = await ada.sees("✏️ Pains · beans arrive stale")
    assert "How bad is it?" in card.text
    await ada.taps("severe")
    await ada.sees("How bad is it? severe")
    await ada.taps("→ Not sure")
    await ada.sees("✏️ Not sure · beans arrive stale")
    await ada.taps("Go on with the questions")
    await ada.sees("Which tasks")


async def test_the_open_question_follows_where_it_stands(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans", "do the books")
    question = ada.last
    await ada.sends("/edit")
    await ada.sees("Tap a section to see and change its notes.")
    await ada.taps("Jobs")
    await ada.taps("2")
    await ada.taps("Delete")
    await ada.sees("Deleted: “do the books”.")
    await sim.settled()
    [question] = [each for each in ada.chat.messages if each.id == question.id]
    assert "✓ order beans" in question.text
    assert "do the books" not in question.text
    assert "Deleted:" in ada.last.text
    await ada.taps("Next", on=question)
    await ada.sees("Which problems does your customer want solved")


async def test_after_the_canvas_an_edited_message_changes_it(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await finishes(ada, SHORT, rest=sim.settled)
    written = next(m for m in ada.chat.messages if m.text == "beans arrive stale")
    await ada.edits(written, "beans arrive late")
    card = await ada.sees("✓ Changed, as in your message: beans arrive late")
    assert "1. beans arrive late (severe)" in card.text


async def test_a_card_of_a_waiting_profile_offers_to_go_on_with_it(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    first = ada.last
    await ada.sends("/start")
    await ada.taps("Another segment")
    await ada.sees("Who is your customer?")
    toast = await ada.taps("Skip", on=first)
    assert toast.text.startswith("That card belongs to another customer")
    await ada.taps("Continue")
    await ada.sees("Which tasks")


async def test_a_profile_is_copied_put_away_and_taken_out(
    bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    await ada.sends("/profiles")
    await ada.taps("Owners of independent cafés")
    await ada.taps("Duplicate")
    await ada.sees("Owners of independent cafés (2), finished.")
    await ada.taps("Archive")
    await ada.sees("✓ In the archive.")
    await ada.taps("All profiles")
    await ada.sees("You have 1 profile.")
    await ada.taps("Archive (1)")
    await ada.sees("1 profile is in your archive.")
    await ada.taps("(2) · finished")
    await ada.taps("Take out")
    await ada.sees("✓ Back in your list.")
    await ada.taps("Go through it again")
    await ada.sees("Step 1 of 4")
