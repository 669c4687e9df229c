"""The vote: in private, by dots or ratings, hidden until the result, and once more."""

from __future__ import annotations

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.classes.lesson import Lesson, ever_in, newest, writes

FIRST, SECOND = "beans arrive stale", "the supplier is late"


@pytest.fixture
async def class_(bot: RunningBot, lesson: Lesson) -> list[Person]:
    """Two students with a note each on the shortlist; nobody votes yet."""
    mia, ned = people = await lesson.students("Mia", "Ned")
    await lesson.is_on(*people)
    await writes(mia, FIRST)
    await writes(ned, SECOND)
    await lesson.taps("👁 Reveal", "⏭ Next", "⏭ Next", "⏭ Next: stars")
    await lesson.taps("⏭ Next: sort the notes")
    return people


async def test_dots_are_given_taken_back_and_hidden_until_the_result(
    sim: Simulator, lesson: Lesson, class_: list[Person]
) -> None:
    mia, ned = class_
    await lesson.taps("3 dots each", "⏭ Next: vote")
    await mia.sees("You have 3 dots to give")
    for left in (2, 1):
        await mia.taps("2")
        await mia.sees(f"You have {left} dot")
    await mia.taps("1")
    await mia.sees("All your dots are given")
    await mia.taps("2 ●●")
    await mia.sees("You have 2 dots to give")
    await mia.taps("✓ Done")
    await mia.sees("Your vote is in")
    await ned.taps("1")
    await ned.taps("✓ Done")
    await lesson.tom.sees("2 of 2 have voted")
    await ned.sees("2 of 2 have voted", in_=lesson.group)
    for chat in (lesson.group, lesson.tom.chat):
        assert "1. " + FIRST + " · 2 dots" not in ever_in(chat)
    await lesson.taps("⏭ Show the result")
    result = await ned.sees("The result", in_=lesson.group)
    assert f"1. {FIRST} · 2 dots" in result.text
    assert "Talk about it" in result.text
    for person in class_:
        await person.sees("The result is there")


async def test_what_one_gave_is_shown_to_oneself_only(
    sim: Simulator, lesson: Lesson, class_: list[Person]
) -> None:
    mia, ned = class_
    await lesson.taps("⏭ Next: vote")
    await mia.taps("1")
    await mia.sees("You have 4 dots to give")
    mine = await mia.taps("What I gave", in_=lesson.group)
    assert mine.alert
    assert f"{FIRST}: 1" in mine.text
    his = await ned.taps("What I gave", in_=lesson.group)
    assert "You have given nothing yet" in his.text


async def test_a_tap_of_an_earlier_vote_or_of_a_stranger_does_not_count(
    sim: Simulator, lesson: Lesson, class_: list[Person]
) -> None:
    mia, ned = class_
    eve = sim.person("Eve")
    await eve.starts()
    await lesson.taps("⏭ Next: vote")
    await mia.sees("You have 5 dots to give")
    ballot = newest(mia.chat)
    [mark] = [b.data or "" for b in ballot.buttons if b.label == "1"]
    await mia.taps("1")
    await mia.sees("You have 4 dots to give")
    await mia.taps_data(mark, on=ballot)
    await sim.settled()
    assert "You have 4 dots to give" in newest(mia.chat).text
    await eve.taps_data(mark, on=newest(eve.chat))
    await lesson.taps("⏭ Show the result")
    assert f"1. {FIRST} · 1 dot" in lesson.card.text
    await lesson.taps("🔁 Vote again")
    await ned.sees("You have 5 dots to give")
    toast = await ned.taps_data(mark, on=newest(ned.chat))
    assert toast.text
    await sim.settled()
    assert "You have 5 dots to give" in newest(ned.chat).text


async def test_once_more_after_talking_by_ratings(
    sim: Simulator, lesson: Lesson, class_: list[Person]
) -> None:
    mia, ned = class_
    await lesson.taps("⏭ Next: vote")
    for person in class_:
        await person.taps("1")
        await person.taps("✓ Done")
    await lesson.tom.sees("2 of 2 have voted")
    await lesson.taps("⏭ Show the result", "rate 1–10", "🔁 Vote again")
    for person, marks in ((mia, "38"), (ned, "49")):
        for at, mark in enumerate(marks, 1):
            await person.sees(f"How much does {at}. ")
            await person.taps(mark)
        await person.sees("All are rated")
        await person.taps("✓ Done")
    await lesson.tom.sees("2 of 2 have voted")
    await lesson.taps("⏭ Show the result")
    shown = lesson.card.text
    assert f"1. {SECOND} · 8.5 on average" in shown
    assert f"2. {FIRST} · 3.5 on average" in shown
    await lesson.taps("⏭ Finish")
    await mia.sees("That's it", in_=lesson.group)
