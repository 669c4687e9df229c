"""Stars, what is alike, and the shortlist."""

from __future__ import annotations

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.classes.lesson import Lesson, labels, writes

NOTES = ("beans arrive stale", "stale beans arrive", "the supplier is late")


@pytest.fixture
async def class_(bot: RunningBot, lesson: Lesson) -> list[Person]:
    """Two students who wrote three notes between them; it is time for stars."""
    mia, ned = people = await lesson.students("Mia", "Ned")
    await lesson.is_on(*people)
    await writes(mia, NOTES[0])
    await writes(ned, *NOTES[1:])
    await lesson.taps("👁 Reveal")
    for _ in range(9):
        if "stars" in "".join(lesson.tom.buttons):
            break
        await lesson.taps("⏭ Next", "👁 Reveal")
    await lesson.taps("⏭ Next: stars")
    await mia.sees("Which notes matter most?")
    return people


async def test_each_stars_their_best_two(
    sim: Simulator, lesson: Lesson, class_: list[Person]
) -> None:
    mia, ned = class_
    await mia.taps("1")
    await mia.sees("You have 1 star to give")
    await mia.taps("3")
    await mia.sees("Your stars are given")
    toast = await mia.taps("2")
    assert "You have given your 2 stars" in toast.text
    await mia.taps("⭐ 3")
    await mia.sees("You have 1 star to give")
    await ned.taps("1")
    await ned.sees("You have 1 star to give")
    await lesson.tom.sees("2 stars given")
    assert "⭐1" not in lesson.card.text


async def test_what_is_alike_is_proposed_merged_and_taken_apart(
    sim: Simulator, lesson: Lesson, class_: list[Person]
) -> None:
    mia, _ = class_
    await mia.taps("1")
    await lesson.taps("⏭ Next: sort", "≈ Alike")
    pair = await lesson.tom.sees("The same?")
    assert NOTES[0] in pair.text
    assert NOTES[1] in pair.text
    await lesson.taps("Merge into 1")
    await lesson.tom.sees("Nothing looks alike any more")
    await lesson.taps("↩ Back")
    await lesson.tom.sees("2 notes · ")
    await lesson.taps("📝 Notes", "1")
    note = await lesson.tom.sees("It also stands for:")
    assert "Mia, Ned" in note.text
    [apart] = [x for x in labels(note) if x.startswith("⛓ Apart")]
    await lesson.taps(apart, "↩ All notes")
    await lesson.tom.sees(NOTES[1])


async def test_both_are_kept_or_it_is_decided_later(
    sim: Simulator, lesson: Lesson, class_: list[Person]
) -> None:
    await lesson.taps("⏭ Next: sort", "≈ Alike", "Later")
    await lesson.tom.sees("1 pair to decide")
    await lesson.taps("Keep both")
    await lesson.tom.sees("Nothing looks alike any more")


async def test_the_shortlist(
    sim: Simulator, lesson: Lesson, class_: list[Person]
) -> None:
    await lesson.taps("⏭ Next: sort", "📋 Shortlist")
    await lesson.tom.sees("3 notes on it")
    await lesson.taps("☑ 1", "☑ 3")
    await lesson.tom.sees("1 note on it")
    await lesson.taps("☐ 1", "↩ Back")
    await lesson.tom.sees("2 on the shortlist")
