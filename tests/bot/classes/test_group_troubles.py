"""The group changes under the exercise: it moves, the bot is muted, removed, added."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Simulator
from bot.playground.model import Json
from tests.bot.classes.conftest import Gathers
from tests.bot.classes.lesson import Lesson, newest, writes

STALE = "beans arrive stale"


@pytest.mark.parametrize(
    "order", ["here first", "there first", "the error first", "only the error"]
)
async def test_a_group_becomes_a_supergroup_in_the_middle(
    bot: RunningBot, sim: Simulator, gathers: Gathers, order: str
) -> None:
    """K01: the exercise goes on there, whatever Telegram tells first."""
    lesson = await gathers(kind="group")
    [mia] = await lesson.students("Mia")
    await lesson.is_on(mia)
    await writes(mia, STALE)
    await sim.settled()
    held = _holding_back(sim)
    large = await lesson.tom.upgrades(lesson.group)
    told = held()
    if order == "there first":
        told.reverse()
    is_error_first = "error" in order
    for update in () if is_error_first else told:
        sim.inject(update)
    await lesson.tom.taps("👁 Reveal")
    await sim.settled()
    for update in told if order == "the error first" else ():
        sim.inject(update)
    await sim.settled()
    card = await mia.sees(STALE, in_=large)
    assert "1 of 1 have answered" in card.text
    await lesson.tom.taps("⏭ Next")
    await mia.sees("card 2 of", in_=large)
    assert "👋 Hello!" not in sim.transcript(large)
    toast = await mia.taps("✋ Join", in_=large)
    assert "so already" in toast.text


def _holding_back(sim: Simulator) -> Callable[[], list[Json]]:
    """Keep what Telegram tells from now on, until asked for it."""
    put, held = sim.world.updates.put, list[Json]()

    def keep(kind: str, content: Json, *_: object) -> None:
        held.append({kind: content})

    sim.world.updates.put = keep  # type: ignore[assignment,method-assign]

    def release() -> list[Json]:
        sim.world.updates.put = put  # type: ignore[method-assign]
        return held

    return release


async def test_the_bot_is_muted_and_private_answers_still_count(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.is_on(mia)
    await lesson.tom.mutes(sim.bot, in_=lesson.group)
    await lesson.tom.sees("I may not write in “Class 3b”.")
    await writes(mia, STALE)
    await lesson.taps("👁 Reveal")
    await lesson.tom.unmutes(sim.bot, in_=lesson.group)
    await lesson.tom.sees("I can write in “Class 3b” again.")
    await mia.sees(STALE, in_=lesson.group)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_the_bot_is_removed_and_added_again(
    bot: RunningBot, sim: Simulator, gathers: Gathers, kind: str
) -> None:
    """K02."""
    lesson = await gathers(kind=kind)
    [mia] = await lesson.students("Mia")
    await lesson.is_on(mia)
    await lesson.tom.removes(sim.bot, from_=lesson.group)
    await lesson.tom.sees("I was removed from “Class 3b”.")
    sent = len(sim.ledger.calls(chat=lesson.group.id))
    await writes(mia, STALE)
    await lesson.taps("⏹ Time is up", "👁 Reveal", "⏭ Next")
    await mia.sees("card 2 of")
    await sim.settled()
    # At each phase it is tried once: that one may write again is not always told.
    tries = sim.ledger.calls(chat=lesson.group.id)[sent:]
    assert [each.accepted for each in tries] == [False] * 3
    await lesson.tom.adds(sim.bot, to=lesson.group)
    await lesson.tom.sees("I can write in “Class 3b” again.")
    await mia.sees("card 2 of", in_=lesson.group)
    await sim.settled()
    after = sim.transcript(lesson.group).split("adds Playground bot")[-1]
    assert "👋 Hello!" not in after


async def test_the_topic_is_deleted_and_the_card_comes_into_the_group(
    bot: RunningBot, sim: Simulator, gathers: Gathers
) -> None:
    """K03."""
    lesson = await gathers("School", is_forum=True)
    [mia] = await lesson.students("Mia")
    topic = await lesson.tom.opens_topic("Red", in_=lesson.group)
    await lesson.tom.sends("/exercise@playground_bot", to=lesson.group, topic=topic)
    await sim.settled()
    await lesson.tom.taps("Open for joining")
    await sim.settled()
    card = lesson.card
    toast = await mia.taps("✋ Join", on=card)
    await mia.follows(toast.url)
    await sim.settled()
    await lesson.tom.deletes_topic(topic, in_=lesson.group)
    await lesson.tom.taps("▶ Start")
    await mia.sees("card 1 of")
    await mia.sees("card 1 of", in_=lesson.group)
    assert not newest(lesson.group).in_topic
