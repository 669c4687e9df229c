"""A class votes: in private and in the group, by dots and from 1 to 10, and again."""

from __future__ import annotations

import io

import openpyxl
import pytest

from bot.bootstrap import RunningBot
from bot.playground import Message, Person, Simulator
from bot.playground.model import Chat
from tests.bot.classes.lesson import Lesson, ever_in, labels, shown, writes

NOTES = ("beans arrive stale", "the supplier is late", "prices go up")


async def votes(lesson: Lesson, people: list[Person], *choices: str) -> None:
    """Everybody is at the vote on three notes; Tom chose how before he opened."""
    await lesson.begins()
    for choice in choices:
        await lesson.tom.taps(choice)
        await lesson.shows_chosen(choice)
    await lesson.opens()
    await lesson.joins(*people)
    await lesson.starts()
    await writes(people[0], *NOTES)
    await lesson.taps("⏹ Time is up")
    for _ in range(9):
        if "⏭ Next: stars" in lesson.tom.buttons:
            break
        await lesson.taps("⏭ Next")
    await lesson.taps("⏭ Next: stars", "⏭ Next: sort", "⏭ Next: vote")
    await people[0].sees("Vote: which of these matter most?")


async def taps(person: Person, label: str) -> Message:
    """Tap the button that says exactly this; gives the card it was on."""
    card = next(m for m in shown(person.chat) if label in labels(m))
    await person.taps_data(data_of(card, label), on=card)
    return card


async def taps_for_toast(person: Person, label: str) -> str:
    card = next(m for m in shown(person.chat) if label in labels(m))
    return (await person.taps_data(data_of(card, label), on=card)).text


def data_of(card: Message, label: str) -> str:
    return next(button.data or "" for button in card.buttons if button.label == label)


async def arrives(lesson: Lesson, chat: Chat, kind: str, than: int = 0) -> Message:
    """The first message of this kind after that many."""
    found = await lesson.sim.world.found(
        lambda: next(
            (m for m in chat.newest_first() if m.kind == kind and m.id > than), None
        ),
        60,
    )
    assert found, f"no {kind} in {chat}"
    await lesson.sim.settled()
    return found


async def test_dots_in_private_and_in_the_group_stay_hidden_until_they_are_shown(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, ned, pia = await lesson.students("Mia", "Ned", "Pia")
    await votes(lesson, [mia, ned], "3 dots")
    await pia.taps("✋ Join", in_=lesson.group)  # and never opens her private chat
    await sim.settled()

    card = await taps(mia, "1")
    first = data_of(card, "1")
    await mia.sees(f"1. {NOTES[0]} ●")
    doubled = await mia.taps_data(first, on=card)
    assert "already" in doubled.text
    await taps(mia, "1 ●")
    await mia.sees(f"1. {NOTES[0]} ●●")
    await taps(mia, "➖ 1")
    await mia.sees("You have 2 dots to give")
    await taps(mia, "2")
    await mia.sees("You have 1 dot to give")
    card = await taps(mia, "3")
    await mia.sees("✓ Your vote is in")
    full = await taps_for_toast(mia, "1 ●")
    assert "Take some back first" in full
    await taps(mia, "➖ 1")
    await mia.sees("You have 1 dot to give")
    await taps(mia, "3 ●")
    await mia.sees(f"3. {NOTES[2]} ●●")

    await taps(ned, "✓ I have voted")
    await ned.sees("✓ Your vote is in")

    group, told = lesson.card, (f"{NOTES[1]}: 1. Still to give: 2")
    once = await pia.taps_data(data_of(group, "2"), on=group)
    assert (once.text, once.alert) == (told, False)
    twice = await pia.taps_data(data_of(group, "2"), on=group)
    assert "already" in twice.text
    mine = await pia.taps("🗳 My dots", in_=lesson.group)
    assert (mine.text, mine.alert) == (told, True)
    cleared = await pia.taps("↩ Take mine back", in_=lesson.group)
    assert "given nothing yet" in cleared.text
    for number in ("2", "3"):
        await pia.taps_data(data_of(group, number), on=group)
    stranger = sim.person("Stranger")
    await stranger.joins(lesson.group)
    other = await stranger.taps("🗳 My dots", in_=lesson.group)
    assert "✋ Join" in other.text

    await lesson.tom.sees("2 of 3 have voted")
    await pia.sees("2 of 3 have voted", in_=lesson.group)
    for chat in (lesson.group, lesson.tom.chat):
        assert f"{NOTES[2]} ●" not in ever_in(chat)
        assert "dot\n" not in ever_in(chat)

    await lesson.taps("⏭ Show the result")
    result = await mia.sees("The result", in_=lesson.group)
    assert f"\n1. {NOTES[2]} · 3 dots\n2. {NOTES[1]} · 2 dots\n" in result.text
    assert f"Without a dot: {NOTES[0]}" in result.text
    own = await mia.sees("what you gave")
    assert f"{NOTES[2]} · 3 dots · you: ●●" in own.text
    late = await mia.taps_data(first, on=card)
    assert "Nothing changed" in late.text
    await sim.settled()
    assert lesson.card.text == result.text

    await lesson.taps("🧑‍🏫 My own vote", "2")
    await lesson.tom.sees(f"2. {NOTES[1]} ● · class 2, you 1")
    assert lesson.card.text == result.text


async def test_a_class_rates_sees_what_moved_and_takes_it_home(
    bot: RunningBot, sim: Simulator, lesson: Lesson, tom: Person
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await tom.promotes(sim.bot, in_=lesson.group)
    await votes(lesson, [mia, ned], "1–10")
    for person in (mia, ned):
        await taps(person, "9")
        await person.sees(f"▶ 2. {NOTES[1]}")
        await taps(person, "5")
        await person.sees(f"▶ 3. {NOTES[2]}")
        await taps(person, "2")
        await person.sees("All are rated")
    await taps(mia, "✎ 3")
    await mia.sees(f"▶ 3. {NOTES[2]}")
    await taps(mia, "7")
    await mia.sees(f"3. {NOTES[2]}: 7")
    alert = await ned.taps("🗳 My ratings", in_=lesson.group)
    assert (f"{NOTES[0]}: 9" in alert.text, alert.alert) == (True, True)

    await lesson.taps("⏭ Show the result")
    first = await mia.sees("The result", in_=lesson.group)
    assert f"1. {NOTES[0]} · 9.0 on average" in first.text
    assert "Talk about it" in first.text

    await lesson.taps("3 dots", "🔁 Vote again")
    await mia.sees("You have 3 dots to give")
    await taps(mia, "3")
    await mia.sees(f"3. {NOTES[2]} ●")
    await lesson.taps("⏭ Show the result")
    await lesson.tom.sees("1 person voted")
    assert f"1. {NOTES[2]} · 1 dot ▲" in lesson.card.text

    await lesson.taps("⏭ Finish")
    picture = await arrives(lesson, lesson.group, "photo")
    assert picture.id in lesson.group.pinned
    await tom.taps("📊 Spreadsheet")
    sheet = await arrives(lesson, tom.chat, "document")
    book = openpyxl.load_workbook(io.BytesIO(await tom.downloads(sheet)))
    assert book["Notes"].max_row > len(NOTES)
    await tom.taps("📄 PDF")
    pdf = await arrives(lesson, tom.chat, "document", than=sheet.id)
    assert (await tom.downloads(pdf)).startswith(b"%PDF")
    await mia.taps("🖼 My canvas")
    await arrives(lesson, mia.chat, "photo")

    await tom.sends("/exercise")
    await tom.sees("Exercises with a class")
    await tom.taps("🎛 1")
    await tom.sees("The exercise is over")
    await ned.sends("/exercise")
    await ned.sees("finished")
    await ned.taps("💬 1")
    await ned.sees("what you gave")


async def test_a_poster_and_a_new_link_invite(
    bot: RunningBot, sim: Simulator, lesson: Lesson, tom: Person
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.is_on(mia)
    await lesson.taps("⋯ More")
    old = await tom.sees("Invite people with this link")
    await tom.taps("🔳 Poster")
    poster = await arrives(lesson, tom.chat, "photo")
    assert "Show this on the wall" in poster.text
    toast = await tom.taps("🔗 New link")
    assert "There is a new link" in toast.text
    await sim.settled()
    await ned.follows(_link(old.text))
    await ned.sees("does not lead anywhere any more")
    await ned.follows("💬 Answer in private", in_=lesson.group)
    await ned.sees("You are in")


def _link(text: str) -> str:
    return next(word for word in text.split() if word.startswith("https://"))


@pytest.mark.parametrize("names", ["Shown", "Anonymous"])
async def test_teams_vote_on_their_own_and_see_each_other_s_result(
    bot: RunningBot, sim: Simulator, lesson: Lesson, names: str
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.begins()
    await lesson.chooses("👥 Work", "Teams", "2")
    await lesson.chooses("👀 Names", names)
    await lesson.opens()
    await lesson.joins(mia, ned)
    await lesson.starts()
    await writes(mia, "red wish")
    await writes(ned, "blue wish")
    await lesson.taps("⏹ Time is up")
    for _ in range(9):
        if "⏭ Next: stars" in lesson.tom.buttons:
            break
        await lesson.taps("⏭ Next")
    await lesson.taps("⏭ Next: stars", "⏭ Next: sort", "⏭ Next: vote")
    for person in (mia, ned):
        await person.sees("Vote: which of these")
        await taps(person, "1")
        await person.sees("wish ●")
    assert "wish" not in ever_in(lesson.group)
    await lesson.taps("⏭ Show the result")
    result = await mia.sees("The result", in_=lesson.group)
    for team, wish in enumerate(("red wish", "blue wish"), 1):
        assert f"👥 Team {team}\n1. {wish} · 1 dot" in result.text
    assert "blue" not in ever_in(mia.chat)
    if names == "Anonymous":
        assert "Mia" not in result.text
