"""A quiz in the group: polls, answers, scores, beside a card that stays open."""

from __future__ import annotations

from pathlib import Path

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Message, Person, Simulator, SteppedClock
from bot.playground.faults import Fault, accept_then_drop, refuse
from bot.playground.polls import Poll
from tests.bot.classes.lesson import Lesson, ever_in, labels, writes
from tests.bot.conftest import settings_for


async def starts_quiz(lesson: Lesson, theme: str = "A bit of all") -> None:
    """Tom turns to the quiz on his console, and asks five questions."""
    await lesson.taps("⋯ More", "🧠 Quiz")
    await lesson.tom.taps(theme)
    await lesson.shows_chosen(theme)
    await lesson.taps("▶ 5 questions")
    await lesson.tom.sees("question 1 of 5")


def polls(lesson: Lesson) -> list[tuple[Message, Poll]]:
    """The polls of the group, oldest first, as they stand now."""
    group = lesson.group
    return [(m, group.polls[m.id]) for m in group.messages if m.id in group.polls]


async def answers(
    person: Person, lesson: Lesson, *, well: bool, copy: int = -1
) -> None:
    """Somebody votes in a poll of the group, for the right answer or another one."""
    message, poll = polls(lesson)[copy]
    [right] = poll.correct
    option = right if well else (right + 1) % len(poll.options)
    await person.votes(poll.options[option], on=message)


async def test_a_quiz_from_the_console_to_the_scores(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, ned, zoe = await lesson.students("Mia", "Ned", "Zoe")
    await lesson.is_on(mia, ned)
    await starts_quiz(lesson, "Jobs")
    [(_, poll)] = polls(lesson)
    assert poll.question.startswith("🧠 1 of 5. ")
    assert not poll.is_anonymous
    assert poll.explanation["explanation"]
    assert poll.options[poll.correct[0]] in lesson.console
    for person, well in ((mia, True), (ned, False), (zoe, True)):
        await answers(person, lesson, well=well)
    await lesson.tom.sees("3 of 3 have answered")  # Zoe takes part by it
    await writes(mia, "beans arrive stale")  # the card is open all the while
    await lesson.taps("↩ Back", "🧠 Quiz: question 1 of 5", "⏭ Next question")
    first, second = polls(lesson)
    assert first[1].is_closed
    assert second[1].question.startswith("🧠 2 of 5. ")
    await answers(mia, lesson, well=True)
    await lesson.tom.sees("1 of 3 have answered")
    await lesson.taps("🏁 End the quiz")
    assert polls(lesson)[-1][1].is_closed
    over = await mia.sees("The quiz is over", in_=lesson.group)
    assert "1. Mia · 2\n2. Zoe · 1\n3. Ned · 0" in over.text
    assert "3 of 4 answers were right" in over.text
    assert "2 of 3 right" in lesson.console
    toast = await mia.taps("🎯 My score", in_=lesson.group)
    assert toast.alert
    assert "You had 2 of 2 right" in toast.text
    eve = sim.person("Eve")
    await eve.joins(lesson.group)
    assert "do not take part" in (await eve.taps("🎯 My score", in_=lesson.group)).text
    await lesson.taps("↩ Back")
    assert "card 1 of" in lesson.console
    assert "1 of 3</b> have" not in lesson.console


async def test_an_anonymous_class_hears_numbers_only(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    people = await lesson.students("Mia", "Ned", "Zoe")
    await lesson.begins()
    await lesson.chooses("👀 Names", "Anonymous")
    await lesson.opens()
    await lesson.joins(*people)
    await starts_quiz(lesson)  # before the first card, while people join
    [(_, poll)] = polls(lesson)
    assert poll.is_anonymous
    for at, person in enumerate(people):
        await answers(person, lesson, well=at < 2)
    await sim.settled()
    await lesson.taps("🏁 End the quiz")
    over = await people[0].sees("The quiz is over", in_=lesson.group)
    assert "2 of 3 answers were right" in over.text
    assert labels(over) == []
    assert "2 of 3 right" in lesson.console
    for name in ("Mia", "Ned", "Zoe"):
        assert name not in lesson.console
    await lesson.taps("↩ Back")
    assert "People are joining" in lesson.console


async def test_who_has_no_name_does_not_count(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, boss = await lesson.students("Mia", "Boss")
    await lesson.tom.promotes(boss, in_=lesson.group, is_anonymous=True)
    await lesson.is_on(mia)
    await starts_quiz(lesson)
    await answers(boss, lesson, well=True)
    await answers(mia, lesson, well=False)
    await lesson.tom.sees("1 of 1 have answered")
    await lesson.taps("🏁 End the quiz")
    assert "0 of 1 answers were right" in lesson.card.text


async def test_answers_to_either_copy_count_once(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    """Telegram took the poll, and we never heard of it: then there are two."""
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.is_on(mia, ned)
    sim.faults.add(Fault(accept_then_drop(), method="sendPoll"))
    await starts_quiz(lesson)
    await sim.settled()
    assert len(polls(lesson)) == 2
    await answers(mia, lesson, well=True, copy=0)
    await answers(ned, lesson, well=True, copy=1)
    await lesson.tom.sees("2 of 2 have answered")
    await answers(mia, lesson, well=False, copy=1)
    await sim.settled()
    await lesson.taps("⏭ Next question")
    await answers(ned, lesson, well=False, copy=0)  # nobody could close that one
    await sim.settled()
    assert "0 of 2 have answered" in lesson.console.replace("<b>", "")
    await lesson.taps("🏁 End the quiz")
    assert "2 of 2 answers were right" in lesson.card.text


async def test_closing_that_was_not_heard_of_is_no_trouble(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.is_on(mia)
    await starts_quiz(lesson)
    await answers(mia, lesson, well=True)
    await lesson.tom.sees("1 of 1 have answered")
    sim.faults.add(Fault(accept_then_drop(), method="stopPoll"))
    await lesson.taps("⏭ Next question")
    await lesson.tom.sees("question 2 of 5")
    await sim.settled()
    assert len(polls(lesson)) == 2
    await lesson.taps("🏁 End the quiz")
    assert "1 of 1 answers were right" in lesson.card.text


async def test_numbers_are_heard_of_though_the_answer_to_closing_is_lost(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.begins()
    await lesson.chooses("👀 Names", "Anonymous")
    await lesson.opens()
    await lesson.joins(mia)
    await starts_quiz(lesson)
    await answers(mia, lesson, well=True)
    sim.faults.add(Fault(accept_then_drop(), method="stopPoll"))
    await lesson.taps("🏁 End the quiz")
    await mia.sees("1 of 1 answers were right", in_=lesson.group)
    assert ever_in(lesson.group).count("The quiz is over") == 1


async def test_a_question_that_is_closed_before_it_arrives_is_closed_then(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.is_on(mia)
    sim.faults.add(Fault(refuse(502), method="sendPoll"))
    await lesson.taps("⋯ More", "🧠 Quiz")
    await lesson.tom.taps("▶ 5 questions")
    await lesson.tom.sees("question 1 of 5")
    assert polls(lesson) == []
    await lesson.tom.taps("🏁 End the quiz")
    await mia.sees("The quiz is over", in_=lesson.group)
    await sim.settled()
    [(_, poll)] = polls(lesson)
    assert poll.is_closed


async def test_a_restart_between_questions_loses_nothing(
    sim: Simulator, lesson: Lesson, clock: SteppedClock, tmp_path: Path
) -> None:
    [mia] = await lesson.students("Mia")
    settings = settings_for(sim, tmp_path)
    async with running_bot(settings, clock=clock) as first:
        sim.watch(lambda: first.is_busy)
        await lesson.is_on(mia)
        await starts_quiz(lesson)
    await answers(mia, lesson, well=True)
    async with running_bot(settings, clock=clock) as second:
        sim.watch(lambda: second.is_busy)
        await lesson.tom.sees("1 of 1 have answered")
        await lesson.taps("🏁 End the quiz")
        assert polls(lesson)[0][1].is_closed
        assert "1. Mia · 1" in lesson.card.text


async def test_forgetting_takes_the_name_from_the_scores(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.is_on(mia, ned)
    await starts_quiz(lesson)
    for person in (mia, ned):
        await answers(person, lesson, well=True)
    await lesson.tom.sees("2 of 2 have answered")
    await mia.sends("/deletemydata")
    await mia.taps("🗑 Yes, delete everything")
    await sim.settled()
    await lesson.taps("🏁 End the quiz")
    assert "Mia" not in lesson.card.text
    assert "2 of 2 answers were right" in lesson.card.text
    assert "1. somebody · 1\n1. Ned · 1" in lesson.card.text
