"""Moving about in an interview: Next, Skip, Back, Later, examples, the live card."""

from __future__ import annotations

from pathlib import Path

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Person, Simulator
from tests.bot.conftest import settings_for
from tests.bot.founders import CAFES, answers, begins, reaches_pains


async def test_next_says_what_comes_and_goes_there(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    await ada.sees("Send more, or tap Next: which problems do they want solved?")
    await ada.taps("Next")
    card = await ada.sees("Which problems does your customer want solved?")
    assert "You already have:\n✓ order beans" in card.text
    assert "· question 2 of 3" in card.text


async def test_a_question_may_be_skipped(bot: RunningBot, ada: Person) -> None:
    await begins(ada)
    await ada.taps("Skip")
    card = await ada.sees("Which problems")
    assert "You already have" not in card.text


async def test_the_segment_cannot_be_skipped(bot: RunningBot, ada: Person) -> None:
    await ada.sends("/start")
    await ada.taps("Start")
    card = await ada.sees("Who is your customer?")
    assert ada.buttons == ["💡 More examples", "📖 Segment", "⏸ Later"]
    forged = card.buttons[0].data or ""
    toast = await ada.taps_data(f"n:{forged.split(':')[1]}:0:0", on=card)
    assert toast.text == "First tell me who your customer is, in a few words."


async def test_another_segment_takes_the_place_of_the_first_as_the_card_says(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada, "hi")
    await ada.taps("Back")
    card = await ada.sees("Send another answer to replace this one, or tap Next")
    assert "✓ hi" in card.text
    await ada.sends(CAFES.segment)
    await ada.sees("Which tasks")
    await ada.taps("Back")
    card = await ada.sees(f"✓ {CAFES.segment}")
    assert "✓ hi" not in card.text


async def test_going_back_keeps_what_was_answered_later(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    await ada.taps("Next")
    await ada.sees("Which problems")
    await answers(ada, "milk is thrown away")
    await ada.taps("Back")
    card = await ada.sees("Send more, or tap Next: which problems")
    assert "✓ order beans" in card.text
    await answers(ada, "do the books")
    await ada.taps("Next")
    card = await ada.sees("Send more, or tap Next: which needs")
    assert "✓ milk is thrown away" in card.text


async def test_back_from_the_pains_to_the_order_of_jobs_and_forth_again(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    await reaches_pains(ada)
    await ada.sees("Step 3 of 4")
    await ada.taps("Back")
    ranking = await ada.sees("Jobs, most important first:")
    assert "1. keep regulars coming back" in ranking.text
    await ada.taps("On to Pains")
    await ada.sees("before they get “keep regulars coming back” done?")


async def test_later_and_continue_come_back_to_the_same_question(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    await ada.taps("Later")
    card = await ada.sees("Everything is saved")
    assert f"{CAFES.segment}, step 2 of 4." in card.text
    await ada.taps("Continue")
    card = await ada.sees("Which tasks")
    assert "✓ order beans" in card.text


async def test_an_answer_during_a_break_goes_on_where_it_was(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await ada.taps("Later")
    await ada.sees("Everything is saved")
    await answers(ada, "order beans")
    await ada.sees("Send more, or tap Next: which problems")


async def test_more_examples_are_shown_on_the_same_card(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    card = await ada.sees("e.g. order next week's beans")
    assert "hand in the tax return" not in card.text
    await ada.taps("More examples")
    again = await ada.sees("hand in the tax return")
    assert again.id == card.id
    assert "💡 More examples" not in ada.buttons


async def test_the_card_is_always_last_and_the_old_one_shrinks(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    old = await ada.sees("Which tasks")
    await answers(ada, "order beans")
    await sim.settled()
    shrunk = ada.chat.get(old.id)
    assert shrunk is not None
    assert shrunk.text == "Which tasks is your customer trying to get done?"
    assert not shrunk.buttons
    assert ada.chat.messages[-1] == ada.last
    with_buttons = [m for m in ada.chat.messages if m.buttons]
    assert with_buttons == [ada.last]


async def test_a_burst_of_messages_gives_one_new_card(
    sim: Simulator, tmp_path: Path, ada: Person
) -> None:
    settings = settings_for(sim, tmp_path)
    async with running_bot(settings):
        await begins(ada)
        await sim.settled()
    before = ada.bot_messages
    for number in range(1, 6):
        await ada.sends(f"note {number}")
    async with running_bot(settings):
        card = await ada.sees("✓ note 5")
        await sim.settled()
    assert [line for line in card.text.splitlines() if line.startswith("✓")] == [
        f"✓ note {number}" for number in range(1, 6)
    ]
    assert ada.bot_messages == before + 1
    assert [m for m in ada.chat.messages if m.buttons] == [ada.last]


async def test_a_job_can_be_put_into_the_customers_words(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "optimise procurement", "do the books")
    for question in ("Which problems", "Which needs"):
        await ada.taps("Next" if question == "Which problems" else "Skip")
        await ada.sees(question)
    await ada.taps("Skip")
    await ada.sees("Would your customer say it this way?")
    await ada.taps("1")
    await ada.sees("How would your customer say “optimise procurement”?")
    await ada.taps("Keep it as it is")
    await ada.sees("1. optimise procurement")
    await ada.taps("1")
    await ada.sees("How would your customer say")
    await ada.sends("never run out of beans")
    card = await ada.sees("1. never run out of beans")
    assert "2. do the books" in card.text


async def test_a_text_where_taps_are_wanted_says_so(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    for question in ("Which problems", "Which needs", "Would your customer say"):
        await ada.taps("Skip" if question != "Which problems" else "Next")
        await ada.sees(question)
    await sim.settled()
    await ada.sends("one more job")
    card = await ada.sees("I did not keep that message")
    assert "1. order beans" in card.text
    assert "one more job" not in card.text


async def test_a_forwarded_text_is_an_answer(bot: RunningBot, ada: Person) -> None:
    await begins(ada)
    await ada.forwards("they forward this too")
    await ada.sees("✓ they forward this too")
