"""Levels, taps in order, ties, the top three, and moving notes up and down."""

from __future__ import annotations

from bot.bootstrap import RunningBot
from bot.playground import Person
from tests.bot.founders import (
    JOB_QUESTIONS,
    PAIN_QUESTIONS,
    SHORT,
    answers,
    begins,
    leaves,
    reaches_gains,
    reaches_pains,
    writes,
)

THREE_JOBS = (("order beans", "do the books", "train new staff"), (), ())
SEVEN_JOBS = (tuple(f"job {number}" for number in range(1, 8)), (), ())


async def rates_jobs(ada: Person, jobs: tuple[tuple[str, ...], ...]) -> None:
    """From the beginning to the first card that asks how often jobs come up."""
    await begins(ada)
    await writes(ada, JOB_QUESTIONS, jobs)
    await ada.taps("Yes, they would")


async def sees_places(ada: Person, *places: str) -> None:
    """Wait for the ranking, and read it from the top."""
    card = await ada.sees("Jobs, most important first:")
    lines = [line for line in card.text.splitlines() if line[:1].isdigit()]
    assert [line.partition(", because")[0] for line in lines] == list(places)


async def test_what_hangs_on_a_job_lifts_it(bot: RunningBot, ada: Person) -> None:
    await rates_jobs(ada, THREE_JOBS)
    await ada.taps("1 weekly")
    await ada.taps("2 rarely")
    await ada.taps("3 monthly")
    await ada.taps("Done")
    await ada.sees("does a lot hang on")
    await ada.taps("2")
    await ada.sees("2. do the books ✓")
    await ada.taps("Done")
    card = await ada.sees("Jobs, most important first:")
    assert "1. do the books, because a lot hangs on it" in card.text
    await sees_places(ada, "1. do the books", "2. order beans", "3. train new staff")


async def test_each_level_is_shown_and_can_be_taken_back(
    bot: RunningBot, ada: Person
) -> None:
    await rates_jobs(ada, THREE_JOBS)
    toast = await ada.taps("1 daily")
    assert toast.text == "✓ Saved"
    card = await ada.sees("1. order beans: daily")
    assert card.keyboard[0][0].label == "1 ✓ daily"
    toast = await ada.taps("1 ✓ daily")
    assert toast.text == "Taken back"
    card = await ada.sees("1. order beans\n")
    assert "order beans: daily" not in card.text


async def test_a_note_nobody_rated_has_no_place(bot: RunningBot, ada: Person) -> None:
    await rates_jobs(ada, THREE_JOBS)
    await ada.taps("3 daily")
    await ada.sees("3. train new staff: daily")
    await ada.taps("Done")
    await ada.sees("does a lot hang on")
    await ada.taps("Done")
    card = await ada.sees("Not rated: order beans · do the books")
    assert "1. train new staff, because it comes up every day" in card.text


async def test_more_than_five_notes_come_in_pages(bot: RunningBot, ada: Person) -> None:
    await rates_jobs(ada, SEVEN_JOBS)
    await ada.sees("you have 7")
    await ada.taps("All 7")
    first = await ada.sees("5. job 5")
    assert "6. job 6" not in first.text
    await ada.taps("More (2 of 2)")
    await ada.sees("7. job 7")
    await ada.taps("7 weekly")
    await ada.sees("7. job 7: weekly")
    await ada.taps("◀ Page 1")
    await ada.sees("1. job 1")
    await ada.taps("More (2 of 2)")
    await ada.sees("7. job 7: weekly")
    await ada.taps("Done")
    await ada.sees("does a lot hang on")


async def test_only_the_top_three_can_be_picked(bot: RunningBot, ada: Person) -> None:
    await rates_jobs(ada, SEVEN_JOBS)
    await ada.taps("Only my top 3")
    await ada.sees("Tap the jobs, most important first.")
    await ada.taps("job 4")
    await ada.sees("1. job 4")
    await ada.taps("job 2")
    await ada.sees("2. job 2")
    await ada.taps("job 7")
    card = await ada.sees("This is the order you chose.")
    await sees_places(ada, "1. job 4", "2. job 2", "3. job 7")
    assert "Not rated: job 1 · job 3 · job 5 · job 6" in card.text


async def test_equals_among_the_top_three_are_put_in_order_by_the_founder(
    bot: RunningBot, ada: Person
) -> None:
    await rates_jobs(ada, THREE_JOBS)
    for label in ("1 daily", "2 weekly", "3 weekly"):
        await ada.taps(label)
    await ada.taps("Done")
    await ada.sees("does a lot hang on")
    await ada.taps("Done")
    tie = await ada.sees("These came out equal.")
    assert [row[0].label for row in tie.keyboard[:2]] == [
        "do the books",
        "train new staff",
    ]
    await ada.taps("train new staff")
    await sees_places(ada, "1. order beans", "2. train new staff", "3. do the books")
    await ada.taps("Back")
    await ada.sees("does a lot hang on")
    await ada.taps("Done")
    await leaves(ada, "does a lot hang on")
    await sees_places(ada, "1. order beans", "2. train new staff", "3. do the books")


async def test_equals_may_stay_equal(bot: RunningBot, ada: Person) -> None:
    await rates_jobs(ada, (("order beans", "do the books"), (), ()))
    await ada.taps("1 daily")
    await ada.taps("2 daily")
    await ada.taps("Done")
    await ada.sees("does a lot hang on")
    await ada.taps("Done")
    await ada.sees("These came out equal.")
    await ada.taps("They are equal")
    await sees_places(ada, "1. order beans", "2. do the books")


async def test_gains_are_tapped_in_order_and_a_tap_can_be_undone(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await reaches_pains(ada, SHORT)
    await reaches_gains(ada, SHORT)
    await ada.sees("Which results do they require?")
    await answers(ada, "never run out", "evenings free", "a calm Monday")
    for question in ("expect?", "surprise them pleasantly?"):
        await ada.taps("Next" if question == "expect?" else "Skip")
        await ada.sees(question)
    await ada.taps("Skip")
    await ada.sees("Tap the gains, most wanted first.")
    await ada.taps("evenings free")
    await ada.sees("1. evenings free")
    await ada.taps("never run out")
    await ada.sees("2. never run out")
    await ada.taps("1 ✓ evenings free")
    card = await ada.sees("1. never run out")
    assert "evenings free" not in card.text
    await ada.taps("Done")
    card = await ada.sees("Gains, most important first:")
    assert "Not rated: evenings free · a calm Monday" in card.text


async def test_the_order_can_be_adjusted_by_hand(bot: RunningBot, ada: Person) -> None:
    await rates_jobs(ada, THREE_JOBS)
    for label in ("1 daily", "2 weekly", "3 monthly"):
        await ada.taps(label)
    await ada.taps("Done")
    await ada.sees("does a lot hang on")
    await ada.taps("Done")
    await sees_places(ada, "1. order beans", "2. do the books", "3. train new staff")
    await ada.taps("Adjust")
    await ada.sees("Move a note up")
    await ada.taps("▲ 3")
    await ada.sees("2. train new staff")
    await ada.taps("▼ 1")
    await ada.sees("1. train new staff")
    await ada.taps("Done")
    await ada.sees("This is the order you chose.")
    await sees_places(ada, "1. train new staff", "2. order beans", "3. do the books")
    await ada.taps("On to Pains")
    await ada.sees("before they get “train new staff” done?")


async def test_pains_name_the_top_job(bot: RunningBot, ada: Person) -> None:
    await begins(ada)
    await reaches_pains(ada, SHORT)
    await writes(ada, PAIN_QUESTIONS[:1], SHORT.pains[:1])
    await ada.sees("While they are at “order beans”")


async def test_an_old_button_of_a_rating_changes_nothing(
    bot: RunningBot, ada: Person
) -> None:
    await rates_jobs(ada, THREE_JOBS)
    card = await ada.sees("How often does each come up?")
    await ada.taps("1 daily")
    await ada.taps("Done")
    await ada.sees("does a lot hang on")
    toast = await ada.taps("2 daily", on=card)
    assert "Nothing changed" in toast.text
    await ada.sees("does a lot hang on")
