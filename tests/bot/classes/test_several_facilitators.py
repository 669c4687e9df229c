"""Two who lead the same exercise, and one who goes."""

from __future__ import annotations

import asyncio

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.classes.lesson import EXERCISE, Lesson, newest, writes


@pytest.fixture
async def zoe(bot: RunningBot, sim: Simulator, lesson: Lesson) -> Person:
    """An administrator with the console before her; the first card is on."""
    mia, zoe = await lesson.students("Mia", "Zoe")
    await zoe.starts()
    await lesson.tom.promotes(zoe, in_=lesson.group)
    await lesson.is_on(mia)
    await zoe.sends(EXERCISE, to=lesson.group)
    await zoe.sees("⏭ ends this card")
    await sim.settled()
    return zoe


async def test_who_became_an_admin_in_the_middle_is_shown_the_console(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    """What was looked up for the command counts for the answer to it."""
    mia, zoe = await lesson.students("Mia", "Zoe")
    await lesson.is_on(mia)
    await lesson.tom.promotes(zoe, in_=lesson.group)
    await lesson.passes(seconds=10)
    await zoe.sends(EXERCISE, to=lesson.group)
    await zoe.sees("Zoe, your console is in your private chat", in_=lesson.group)
    await zoe.follows("Open the console", in_=lesson.group)
    await zoe.sees("⏭ ends this card")


async def test_two_who_tap_next_at_once_advance_once(
    sim: Simulator, lesson: Lesson, zoe: Person
) -> None:
    toasts = await asyncio.gather(
        lesson.tom.taps("⏭ Next", on=newest(lesson.tom.chat)),
        zoe.taps("⏭ Next", on=newest(zoe.chat)),
    )
    await sim.settled()
    assert "card 2 of" in lesson.card.text
    assert len([t for t in toasts if "earlier step" in t.text]) == 1


async def test_each_looks_at_another_screen(
    sim: Simulator, lesson: Lesson, zoe: Person
) -> None:
    await zoe.taps("⋯ More")
    await zoe.sees("Invite people with this link")
    await sim.settled()
    assert "⏭ ends this card" in lesson.console
    await lesson.tom.taps("⏭ Next")
    await zoe.sees("card 2 of")


async def test_who_is_no_admin_any_more_leads_no_longer(
    sim: Simulator, lesson: Lesson, zoe: Person
) -> None:
    """K05: it is looked up again after a minute."""
    await lesson.tom.demotes(zoe, in_=lesson.group)
    await lesson.passes(minutes=2)
    toast = await zoe.taps("⏭ Next")
    assert "Only those who lead the exercise" in toast.text
    assert "card 1 of" in lesson.card.text


async def test_who_began_it_leaves_and_an_admin_leads_on(
    sim: Simulator, lesson: Lesson, zoe: Person
) -> None:
    await lesson.tom.leaves(lesson.group)
    await sim.settled()
    await zoe.taps("⏭ Next")
    await zoe.sees("card 2 of", in_=lesson.group)


async def test_a_student_s_tap_on_the_console_s_data_changes_nothing(
    sim: Simulator, lesson: Lesson, zoe: Person
) -> None:
    """U04: forged, from a student's own card."""
    mia = next(p for p in sim.people.values() if p.name == "Mia")
    await writes(mia, "beans")
    for label in ("⏭ Next", "👁 Reveal", "⏹ Time is up"):
        [button] = [b for b in newest(zoe.chat).buttons if label in b.label]
        toast = await mia.taps_data(button.data or "", on=newest(mia.chat))
        assert "Only those who lead the exercise" in toast.text
    await sim.settled()
    assert "card 1 of" in lesson.card.text
