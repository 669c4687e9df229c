"""Teams: chosen by a tap or by a topic; no team sees what another wrote."""

from __future__ import annotations

from bot.bootstrap import RunningBot
from bot.playground import Simulator
from tests.bot.classes.conftest import Gathers
from tests.bot.classes.lesson import (
    EXERCISE,
    TEAM,
    Lesson,
    ever_in,
    labels,
    newest,
    shown,
    writes,
)


async def test_a_team_is_chosen_by_a_tap_and_not_changed_after_the_first_note(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.begins()
    await lesson.chooses("👥 Work", "Teams", "2")
    await lesson.opens()
    await lesson.joins(mia, ned)
    await mia.taps("Team 2", in_=lesson.group)
    await ned.taps("Team 1", in_=lesson.group)
    toast = await mia.taps("Team 2", in_=lesson.group)
    assert "so already" in toast.text
    card = lesson.card
    await lesson.starts()
    await writes(mia, "canary of two")
    toast = await mia.taps("Team 1", on=card)
    assert "You stay in your team" in toast.text
    await lesson.taps("👁 Reveal")
    assert "canary" not in ever_in(lesson.group)
    assert "canary" not in ever_in(ned.chat)


async def test_each_topic_of_a_forum_has_an_exercise_of_its_own(
    bot: RunningBot, sim: Simulator, gathers: Gathers
) -> None:
    forum = await gathers("School", is_forum=True)
    mia, ned = await forum.students("Mia", "Ned")
    red = await forum.tom.opens_topic("Red", in_=forum.group)
    blue = await forum.tom.opens_topic("Blue", in_=forum.group)
    for topic, person in ((red, mia), (blue, ned)):
        await forum.tom.sends(EXERCISE, to=forum.group, topic=topic)
        await sim.settled()
        await forum.tom.taps("Open for joining")
        await sim.settled()
        card = forum.card
        assert (card.thread, card.in_topic) == (topic.id, True)
        toast = await person.taps("✋ Join", on=card)
        await person.follows(toast.url)
        await sim.settled()
        await forum.tom.taps("▶ Start")
        await sim.settled()
    await writes(mia, "canary of red")
    await writes(ned, "canary of blue")
    await forum.tom.taps("👁 Reveal")
    await sim.settled()
    in_red = [m.text for m in forum.group.messages if m.thread == red.id]
    in_blue = [m.text for m in forum.group.messages if m.thread == blue.id]
    assert "canary of blue" in "".join(in_blue)
    assert "canary" not in "".join(in_red)
    assert "canary of red" not in "".join(in_blue)


async def test_teams_work_in_topics_of_a_forum(
    bot: RunningBot, sim: Simulator, gathers: Gathers
) -> None:
    forum = await gathers("School", is_forum=True)
    tom, group = forum.tom, forum.group
    mia, ned = await forum.students("Mia", "Ned")
    red = await tom.opens_topic("Red", in_=group)
    blue = await tom.opens_topic("Blue", in_=group)
    await tom.sends(TEAM, to=group, topic=red)
    await tom.sees("First open an exercise with teams", in_=group)
    await forum.begins()
    await forum.chooses("👥 Work", "Teams", "2")
    await forum.opens()
    await mia.sends(TEAM, to=group, topic=red)
    await mia.sees("Only those who lead", in_=group)
    for topic in (red, blue, blue):
        await tom.sends(TEAM, to=group, topic=topic)
        await sim.settled()
    assert "so already" in newest(group).text
    cards = {m.thread: m for m in group.messages if labels(m) == ["✋ Join"]}
    assert cards.keys() == {red.id, blue.id}
    assert "👥 Red" in cards[red.id].text
    for person, topic in ((mia, blue), (ned, red)):
        toast = await person.taps("✋ Join", on=cards[topic.id])
        await person.follows(toast.url)
        await person.sees(f"Your team: {topic.name}")
    await forum.taps("▶ Start")
    in_blue = next(m for m in shown(group) if m.thread == blue.id)
    assert "card 1 of" in in_blue.text
    await mia.sends("canary of blue", to=group, topic=blue, reply_to=in_blue)
    await writes(ned, "canary of red")
    await sim.settled()
    await forum.taps("👁 Reveal")
    for topic, other in ((red, "blue"), (blue, "red")):
        card = next(m for m in shown(group) if m.thread == topic.id)
        assert f"canary of {topic.name.lower()}" in card.text
        assert f"canary of {other}" not in card.text
    assert "canary" not in next(m for m in shown(group) if not m.in_topic).text
    await tom.taps("📝 Notes")
    notes = await tom.sees("Blue · Jobs")
    assert "Red · Jobs" in notes.text
    await tom.taps("1", on=newest(tom.chat))
    await tom.sees("👥 Red")
