"""Answers in the group: by replying to the card, where names are shown."""

from __future__ import annotations

from bot.bootstrap import RunningBot
from bot.playground import Simulator
from tests.bot.classes.lesson import Lesson, ever_in, writes
from tests.transactions import column_of

STALE = "beans arrive stale"


async def test_a_reply_to_the_card_is_an_answer(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    """Also of somebody who neither joined nor ever wrote to the bot."""
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.is_on(mia)
    calls = len(sim.ledger.calls("sendMessage", chat=lesson.group.id))
    said = await ned.sends(f"{STALE}\nno time", to=lesson.group, reply_to=lesson.card)
    await ned.sees("1 of 2 have answered · 2 notes", in_=lesson.group)
    await sim.settled()
    assert len(sim.ledger.calls("sendMessage", chat=lesson.group.id)) == calls
    assert (said.id, sim.bot.id) in lesson.group.reactions
    await lesson.taps("👁 Reveal")
    assert f"{STALE} · Ned" in lesson.card.text


async def test_a_reply_to_an_earlier_card_waits(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    """It belongs to that card's question, and comes too late for it."""
    [mia] = await lesson.students("Mia")
    await lesson.is_on(mia)
    first = lesson.card
    await lesson.taps("⏭ Next")
    await mia.sees("card 2 of", in_=lesson.group)
    await lesson.passes(minutes=1)
    await mia.sends(STALE, to=lesson.group, reply_to=first)
    await mia.sees("That came after the time of its card", in_=lesson.group)
    await lesson.tom.sees("1 note came late")


async def test_a_reply_that_is_edited_takes_its_note_along(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.is_on(mia)
    said = await mia.sends("stale beans", to=lesson.group, reply_to=lesson.card)
    await mia.sees("1 note", in_=lesson.group)
    await lesson.passes(seconds=5)
    await mia.edits(said, STALE)
    await sim.settled()
    await lesson.taps("👁 Reveal")
    assert STALE in lesson.card.text
    assert "stale beans" not in lesson.card.text


async def test_where_answers_are_anonymous_a_reply_is_not_kept(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.begins()
    await lesson.chooses("👀 Names", "Anonymous")
    await lesson.opens()
    await lesson.joins(mia)
    await lesson.starts()
    assert "reply to this message" not in lesson.card.text
    said = await mia.sends(STALE, to=lesson.group, reply_to=lesson.card)
    told = await mia.sees("only private answers are anonymous", in_=lesson.group)
    assert told.reply_to == said.id
    await lesson.taps("👁 Reveal")
    assert STALE not in ever_in(lesson.group)


async def test_nobody_s_reply_is_no_answer(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    """K04: an anonymous administrator and a channel have no name to answer in."""
    mia, zoe = await lesson.students("Mia", "Zoe")
    await lesson.is_on(mia)
    channel = sim.channel("Zoe's notes", lesson.group)
    await zoe.sends(STALE, to=lesson.group, as_=channel, reply_to=lesson.card)
    await lesson.tom.promotes(zoe, in_=lesson.group, is_anonymous=True)
    await zoe.sends("no time", to=lesson.group, reply_to=lesson.card)
    await sim.settled()
    assert "0 of 1 have answered · 0 notes" in lesson.card.text


async def test_what_people_say_to_each_other_is_not_looked_at(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    """Even where the bot, as an administrator, hears everything."""
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.tom.promotes(sim.bot, in_=lesson.group)
    await lesson.is_on(mia)
    await sim.settled()
    calls, rows = len(sim.ledger.calls()), await seen(bot)
    asked = await mia.sends("Who has a pen?", to=lesson.group)
    answer = await ned.sends("Me", to=lesson.group, reply_to=asked)
    await ned.edits(answer, "Me, two")
    await ned.sends_photo("a pen", to=lesson.group)
    await sim.settled()
    said = [c for c in sim.ledger.calls()[calls:] if c.method != "getUpdates"]
    assert said == []
    assert await seen(bot) == rows
    assert "0 of 1 have answered" in lesson.card.text
    await writes(mia, STALE)


async def seen(bot: RunningBot) -> int:
    """How many updates the database remembers."""
    return len(await column_of(bot.storage, "SELECT update_id FROM seen_updates"))
