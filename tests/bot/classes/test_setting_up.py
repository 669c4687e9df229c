"""/exercise: who may begin one, where its console is, and what can be chosen."""

from __future__ import annotations

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Simulator
from tests.bot.classes.conftest import Gathers
from tests.bot.classes.lesson import CAFES, EXERCISE, Lesson, labels, newest, shown

HELLO = "Hello! With me a class or a team"

KINDS = pytest.mark.parametrize(
    "kind",
    [
        {"kind": "group"},
        {"kind": "supergroup"},
        {"kind": "supergroup", "is_forum": True},
    ],
    ids=["group", "supergroup", "forum"],
)


@KINDS
async def test_exercise_in_a_group_opens_the_console_in_private(
    bot: RunningBot, gathers: Gathers, kind: dict[str, object]
) -> None:
    lesson = await gathers(**kind)
    asked = await lesson.tom.sends(EXERCISE, to=lesson.group)
    console = await lesson.tom.sees("Your exercise")
    under = await lesson.tom.sees("in your private chat", in_=lesson.group)
    assert under.reply_to == asked.id
    assert "Tom Teacher" in under.text
    assert "Customer: the class chooses" in console.text
    await lesson.opens()


async def test_a_teacher_who_never_wrote_to_the_bot_follows_the_link(
    bot: RunningBot, sim: Simulator
) -> None:
    una = sim.person("Una")
    group = sim.group("Class 4a", una)
    await una.sends(EXERCISE, to=group)
    await una.follows("Open the console", in_=group)
    await una.sees("Your exercise")
    await una.taps("Open for joining")
    await una.sees("Tap ✋ to join", in_=group)


async def test_whoever_adds_the_bot_by_its_link_begins_one(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    await lesson.tom.sends("/exercise")
    shelf = await lesson.tom.sees("add me to a group")
    assert EXERCISE in shelf.text  # a bare command may not reach the bot
    [invitation] = [b for b in shelf.buttons if b.url]
    assert (invitation.url or "").endswith("?startgroup=exercise")
    group = sim.group("Another class", lesson.tom, with_bot=False)
    await lesson.tom.starts_in(group, "exercise")
    await lesson.tom.sees("Your exercise")
    await sim.settled()
    assert HELLO not in sim.transcript(group)  # it has begun, which says enough


@KINDS
async def test_a_group_that_the_bot_comes_to_learns_how_it_begins(
    bot: RunningBot, sim: Simulator, kind: dict[str, object]
) -> None:
    una = sim.person("Una")
    group = sim.group("Class 4a", una, with_bot=False, **kind)  # type: ignore[arg-type]
    await una.adds(sim.bot, to=group)
    await una.sees(HELLO, in_=group)
    toast = await una.taps("Set it up", in_=group)
    await una.follows(toast.url or "")
    await una.sees("Your exercise")
    await una.taps("Open for joining")
    await una.sees("Tap ✋ to join", in_=group)


async def test_who_types_the_command_after_that_is_heard(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    await lesson.tom.sees(HELLO, in_=lesson.group)
    await lesson.tom.sends("/exercise", to=lesson.group)
    await lesson.tom.sees("in your private chat", in_=lesson.group)


async def test_who_taps_hello_and_knows_the_bot_is_told_where_the_console_is(
    bot: RunningBot, lesson: Lesson
) -> None:
    await lesson.tom.sees(HELLO, in_=lesson.group)
    toast = await lesson.tom.taps("Set it up", in_=lesson.group)
    assert toast.text == "🎛 Your console is in our private chat."
    await lesson.tom.sees("Your exercise")


async def test_everything_is_chosen_on_the_console(
    bot: RunningBot, lesson: Lesson
) -> None:
    await lesson.begins(segment="")
    await lesson.chooses("📋 Questions", "Worksheet")
    await lesson.chooses("⏱ Time", "20 min", "90 min", "no clock")
    await lesson.chooses("⏱ Time", "one card a question")
    await lesson.chooses("👥 Work", "Everyone their own", "Teams", "7")
    await lesson.chooses("👀 Names", "Only to me", "Anonymous")
    await lesson.tom.taps("5 each")
    await lesson.tom.taps("👤 Customer")
    await lesson.tom.sees("Who is the customer?")
    await lesson.tom.sends(CAFES)
    await lesson.tom.sees(f"Customer: {CAFES}")
    for line in (
        "Questions: Worksheet",
        "Time: no clock",
        "(one card a question)",
        "Work: 7 teams",
        "Names: Anonymous",
        "Notes: up to 5 a person and card",
    ):
        await lesson.tom.sees(line)
    await lesson.tom.taps("🗳")
    await lesson.tom.sees("Customer: each team chooses its own")


async def test_the_plan_shows_the_time_of_each_card(
    bot: RunningBot, lesson: Lesson
) -> None:
    await lesson.begins()
    await lesson.tom.taps("⏱ Time")
    plan = await lesson.tom.sees("How long is your lesson?")
    assert "40 min is for joining" in plan.text
    timed = [line for line in plan.text.splitlines() if line.endswith(" min")]
    assert len(timed) == 3
    await lesson.tom.taps("no clock")
    await lesson.shows_chosen("no clock")
    assert "joining, sorting" not in lesson.console


async def test_the_group_is_told_before_anybody_writes_who_sees_names(
    bot: RunningBot, lesson: Lesson
) -> None:
    await lesson.begins()
    await lesson.chooses("👀 Names", "Anonymous")
    card = await lesson.opens()
    assert "Answers are anonymous" in card.text
    assert labels(card) == ["✋ Join"]


async def test_the_card_of_the_group_is_pinned_where_the_bot_may(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    await lesson.tom.promotes(sim.bot, in_=lesson.group)
    await lesson.begins()
    card = await lesson.opens()
    await sim.settled()
    assert lesson.group.pinned == [card.id]
    assert "I may not pin" not in lesson.tom.last.text


async def test_where_it_may_not_pin_the_teacher_is_told_once(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.is_on(mia)
    await lesson.taps("⏹ Time is up", "⏭ Next")
    told = [m for m in shown(lesson.tom.chat) if "I may not pin" in m.text]
    assert len(told) == 1
    assert lesson.group.pinned == []


async def test_a_second_exercise_leads_to_the_one_that_is_on(
    bot: RunningBot, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.begins()
    await lesson.opens()
    await mia.sends(EXERCISE, to=lesson.group)
    await mia.sees("An exercise is on here already", in_=lesson.group)
    await mia.follows("Take part", in_=lesson.group)
    await mia.sees("You are in")
    await lesson.tom.sends(EXERCISE, to=lesson.group)
    await lesson.tom.sees("1 has joined")


async def test_while_it_is_set_up_nobody_else_hears_of_it(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.begins()
    await mia.starts()
    await sim.settled()
    assert CAFES not in "".join(m.text for m in lesson.group.messages)
    assert "Your exercise" not in "".join(m.text for m in mia.chat.messages)


async def test_an_admin_of_the_group_leads_it_too(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [zoe] = await lesson.students("Zoe")
    await zoe.starts()
    await lesson.tom.promotes(zoe, in_=lesson.group)
    await lesson.begins()
    await lesson.opens()
    await zoe.sends(EXERCISE, to=lesson.group)
    await zoe.sees("People are joining")
    await zoe.taps("▶ Start")
    await zoe.sees("card 1 of", in_=lesson.group)


async def test_an_anonymous_admin_is_shown_how(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    """K04: whoever writes as the group has no name, but a tap has."""
    await lesson.tom.promotes(lesson.tom, in_=lesson.group, is_anonymous=True)
    await lesson.tom.sends(EXERCISE, to=lesson.group)
    await lesson.tom.sees("cannot see whom to send the console to", in_=lesson.group)
    await lesson.tom.taps("Set it up", in_=lesson.group)
    await lesson.tom.sees("Your exercise")
    assert "Tom Teacher" not in "".join(m.text for m in lesson.group.messages)


async def test_an_earlier_exercise_is_a_template(
    bot: RunningBot, lesson: Lesson, gathers: Gathers
) -> None:
    await lesson.begins()
    await lesson.chooses("👀 Names", "Anonymous")
    await lesson.chooses("⏱ Time", "90 min")
    await lesson.opens()
    other = await gathers("Class 5c")
    await other.begins(segment="")
    await other.tom.taps("As in an earlier one")
    await other.tom.sees("Set it up as in an earlier exercise?")
    await other.tom.taps("1")
    await other.shows_chosen("1")
    await other.tom.taps("↩ Back")
    card = await other.tom.sees("Names: Anonymous")
    assert "90 min" in card.text
    assert f"Customer: {CAFES}" in card.text


async def test_private_exercise_lists_those_one_takes_part_in(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.is_on(mia)
    await lesson.tom.sends("/exercise")
    await lesson.tom.sees(f"Class 3b: {CAFES}, under way")
    await mia.sends("/exercise")
    await mia.sees(f"Class 3b: {CAFES}, under way")
    await mia.taps("💬 1. Class 3b")
    await mia.sees("card 1 of")
    await lesson.tom.taps("🎛 1. Class 3b")
    await lesson.tom.sees("⏭ ends this card")
    assert newest(lesson.group).text.count("card 1 of") == 1
