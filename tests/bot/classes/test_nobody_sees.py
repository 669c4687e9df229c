"""Who sees what: every role at every place, by words that occur nowhere else.

Each kind of name handling and of sheets, before and after the reveal; and whatever
is tapped, by whomever, from wherever.
"""

from __future__ import annotations

import itertools
import re

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.classes.conftest import Gathers
from tests.bot.classes.lesson import Lesson, ever_in, newest, writes

MIAS, NEDS = "canary of the first", "canary of the second"


async def a_class(lesson: Lesson, names: str, work: str) -> tuple[Person, Person]:
    """Mia and Ned have each written a canary to the first card."""
    mia, ned = await lesson.students("Mia Quill", "Ned Plume")
    await lesson.begins()
    await lesson.chooses("👀 Names", names)
    await lesson.chooses("👥 Work", work)
    if work == "Teams":
        await lesson.chooses("👥 Work", "2")
    await lesson.opens()
    await lesson.joins(mia, ned)
    await lesson.starts()
    await writes(mia, MIAS)
    await writes(ned, NEDS)
    await lesson.sim.settled()
    return mia, ned


@pytest.mark.parametrize(
    ("names", "work"),
    [
        ("Shown", "One canvas for all"),
        ("Only to me", "One canvas for all"),
        ("Anonymous", "One canvas for all"),
        ("Shown", "Everyone their own"),
        ("Shown", "Teams"),
        ("Anonymous", "Teams"),
    ],
)
async def test_who_sees_what(
    bot: RunningBot, sim: Simulator, lesson: Lesson, names: str, work: str
) -> None:
    mia, ned = await a_class(lesson, names, work)
    stranger = sim.person("Stranger")
    await stranger.starts()
    await sim.settled()

    # While people write nobody sees anything of others.
    for chat in (lesson.group, lesson.tom.chat, stranger.chat):
        assert "canary" not in ever_in(chat)
    assert NEDS not in ever_in(mia.chat)
    assert MIAS not in ever_in(ned.chat)

    is_own = work == "Everyone their own"
    await lesson.taps("⏹ Time is up")
    if not is_own:
        await lesson.taps("📝 Notes")
        seen = await lesson.tom.sees(MIAS)
        assert NEDS in seen.text
        assert ("Mia Quill" in seen.text) == (names != "Anonymous")
        await lesson.taps("↩ Back", "👁 Reveal")
    else:
        assert "👁 Reveal" not in "".join(lesson.tom.buttons)
        assert "canary" not in ever_in(lesson.tom.chat)

    in_group = ever_in(lesson.group)
    is_shared = work == "One canvas for all"
    assert (MIAS in in_group, NEDS in in_group) == (is_shared, is_shared)
    assert (f"{MIAS} · Mia Quill" in in_group) == (is_shared and names == "Shown")
    if names != "Shown":
        assert "Quill" not in in_group
        assert "Quill" not in ever_in(ned.chat)
    if names == "Anonymous":
        assert "Quill" not in ever_in(lesson.tom.chat)
    assert "canary" not in ever_in(stranger.chat)
    if not is_shared:
        assert NEDS not in ever_in(mia.chat)
        assert MIAS not in ever_in(ned.chat)


async def test_whatever_anybody_taps_from_anywhere_shows_them_nothing(
    bot: RunningBot, sim: Simulator, lesson: Lesson, gathers: Gathers
) -> None:
    """Every button there ever was, forged by a stranger and by another class."""
    mia, ned = await a_class(lesson, "Anonymous", "One canvas for all")
    await mia.taps("📝 My notes")
    await lesson.taps("⏹ Time is up", "📝 Notes", "1", "⌂ Console", "⋯ More")
    await sim.settled()
    other = await gathers("Class 5c")
    [eve] = await other.students("Eve")
    await other.is_on(eve)
    stranger = sim.person("Stranger")
    await stranger.starts()
    await sim.settled()
    chats = (lesson.group, lesson.tom.chat, mia.chat, ned.chat)
    data = {
        button.data: None
        for chat in chats
        for happening in chat.history
        if happening.message
        for button in happening.message.buttons
        if button.data and button.data.startswith("e:1:")
    }
    assert len(data) > 25
    for person, each in itertools.product((stranger, eve), data):
        await person.taps_data(each, on=newest(person.chat))
    for each in data:
        await eve.taps_data(each, on=newest(other.group))
    await sim.settled()
    for chat in (stranger.chat, eve.chat, other.group):
        assert "canary" not in ever_in(chat)
    assert "Time is up" in lesson.card.text
    assert "card 1 of" in lesson.card.text
    assert "2 of 2 have answered · 2 notes" in lesson.card.text


async def test_a_student_s_forged_taps_change_nothing_and_show_nothing(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    _, ned = await a_class(lesson, "Anonymous", "One canvas for all")
    await lesson.taps("⏹ Time is up", "📝 Notes", "1", "⌂ Console", "⋯ More")
    before = lesson.card.text
    data = {
        button.data: None
        for happening in lesson.tom.chat.history
        if happening.message
        for button in happening.message.buttons
        if button.data and re.match(r"e:\d+:", button.data)
    }
    for each in data:
        toast = await ned.taps_data(each, on=newest(ned.chat))
        assert toast.text
    await sim.settled()
    assert lesson.card.text == before
    assert MIAS not in ever_in(ned.chat)


@pytest.mark.parametrize("names", ["Shown", "Anonymous"])
async def test_who_has_everything_deleted_leaves_no_words(
    bot: RunningBot, sim: Simulator, lesson: Lesson, names: str
) -> None:
    mia, _ = await a_class(lesson, names, "One canvas for all")
    await lesson.taps("👁 Reveal")
    await mia.sends("/deletemydata")
    await mia.taps("Delete everything")
    await sim.settled()
    assert MIAS not in lesson.card.text
    assert "Quill" not in lesson.card.text
    assert "2 notes" in lesson.card.text


@pytest.mark.parametrize("work", ["One canvas for all", "Everyone their own", "Teams"])
async def test_what_was_never_revealed_does_not_come_out_at_the_end(
    bot: RunningBot, sim: Simulator, lesson: Lesson, work: str
) -> None:
    mia, ned = await a_class(lesson, "Shown", work)
    await lesson.taps("⋯ More", "🏁 End it here", "🏁 Yes, end it")
    await mia.sees("That's it", in_=lesson.group)
    await sim.settled()
    assert "canary" not in ever_in(lesson.group)
    assert NEDS not in ever_in(mia.chat)
    assert MIAS not in ever_in(ned.chat)
    assert not [m for m in lesson.group.messages if m.kind in ("photo", "document")]
