"""Joining by every way there is, late, and again; and leaving."""

from __future__ import annotations

from bot.bootstrap import RunningBot
from bot.playground import Simulator
from tests.bot.classes.conftest import Gathers
from tests.bot.classes.lesson import Lesson, labels, writes


async def test_by_the_button_who_has_the_private_chat_already(
    bot: RunningBot, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await mia.starts()
    await lesson.begins()
    await lesson.opens()
    toast = await mia.taps("✋ Join", in_=lesson.group)
    assert (toast.url, "You are in" in toast.text) == ("", True)
    await mia.sees("You are in")
    await mia.sees("1 has joined", in_=lesson.group)
    assert "so already" in (await mia.taps("✋ Join", in_=lesson.group)).text


async def test_by_the_button_who_never_wrote_to_the_bot(
    bot: RunningBot, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.begins()
    await lesson.opens()
    toast = await mia.taps("✋ Join", in_=lesson.group)
    await mia.sees("1 has joined", in_=lesson.group)
    await mia.follows(toast.url)
    await mia.sees("You are in")
    await mia.sees("1 has joined", in_=lesson.group)


async def test_by_the_link_on_the_card(bot: RunningBot, lesson: Lesson) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.is_on(ned)
    await mia.follows("Answer in private", in_=lesson.group)
    await mia.sees("card 1 of")
    await mia.sees("0 of 2 have answered", in_=lesson.group)


async def test_by_the_link_that_the_teacher_shows(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    """Also somebody who is not in the group: the link is what lets in."""
    await lesson.begins()
    await lesson.opens()
    guest = sim.person("Guest")
    await guest.follows(await lesson.invitation())
    await guest.sees("You are in")


async def test_links_that_lead_nowhere_say_so(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.begins()
    await lesson.opens()
    url = await lesson.invitation()
    await mia.follows(url[:-2])
    await mia.sees("This link does not lead anywhere any more.")
    await mia.follows(url.replace("=j1-", "=j2-"))
    await sim.settled()
    assert "You are in" not in "".join(m.text for m in mia.chat.messages)


async def test_late_and_again(bot: RunningBot, sim: Simulator, lesson: Lesson) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.is_on(mia)
    await writes(mia, "beans arrive stale")
    await lesson.joins(ned)
    await ned.sees("card 1 of")
    toast = await mia.taps("🚪 Leave")
    assert "You have left" in toast.text
    gone = await mia.sees("You do not take part any more")
    assert labels(gone) == ["✋ Join again"]
    assert not [m for m in mia.chat.messages if "🚪 Leave" in labels(m)]
    await ned.sees("0 of 1 have answered", in_=lesson.group)
    await ned.sees("1 note", in_=lesson.group)
    toast = await mia.taps("✋ Join", in_=lesson.group)
    assert "Good to have you back" in toast.text
    await mia.sees("✓ beans arrive stale")
    await ned.sees("1 of 2 have answered", in_=lesson.group)


async def test_who_leaves_the_group_has_left(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.is_on(mia, ned)
    await ned.leaves(lesson.group)
    await lesson.tom.sees("0 of 1 have answered", in_=lesson.group)
    await ned.sees("You do not take part any more")


async def test_what_is_written_after_leaving_is_for_oneself(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.is_on(mia, ned)
    await mia.taps("🚪 Leave")
    await mia.sees("You do not take part any more")
    await mia.sends("canary")
    await sim.settled()
    await lesson.taps("⏹ Time is up")
    assert "0 of 1 have answered · 0 notes" in lesson.console
    toast = await mia.taps("✋ Join", in_=lesson.group)
    assert "Good to have you back" in toast.text
    await mia.sees("Time is up for this card")
    assert "canary" not in mia.last.text


async def test_before_it_is_open_a_button_of_an_earlier_one_leads_nowhere(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await mia.starts()
    await lesson.begins()
    card = await lesson.opens()
    await lesson.tom.taps("Change the set-up")
    await lesson.tom.sees("Your exercise")
    await mia.sees("being set up once more", in_=lesson.group)
    toast = await mia.taps("✋ Join", on=card)
    assert "still being set up" in toast.text
    await lesson.opens()
    await lesson.joins(mia)
    await mia.sees("You are in")


async def test_a_button_of_one_class_does_not_count_in_another(
    bot: RunningBot, sim: Simulator, lesson: Lesson, gathers: Gathers
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.begins()
    card = await lesson.opens()
    other = await gathers("Class 5c")
    await other.begins()
    there = await other.opens()
    [join] = [b for b in there.buttons if b.label == "✋ Join"]
    assert labels(card)[0] == "✋ Join"
    await mia.taps_data(join.data or "", on=card)
    await sim.settled()
    assert "Nobody has joined yet" in other.card.text
    assert "Nobody has joined yet" in lesson.card.text


async def test_two_classes_of_one_teacher_with_the_same_student(
    bot: RunningBot, sim: Simulator, lesson: Lesson, gathers: Gathers
) -> None:
    """K07: a text belongs to the class whose card was on screen."""
    [mia] = await lesson.students("Mia")
    other = await gathers("Class 5c")
    await mia.joins(other.group)
    await lesson.is_on(mia)
    await writes(mia, "canary one")
    await other.is_on(mia, segment="commuters")
    await writes(mia, "canary two")
    await mia.sends("/exercise")
    await mia.taps(". Class 3b")
    await sim.settled()
    await writes(mia, "canary three")
    for each, its, others in (
        (lesson, ("canary one", "canary three"), ("canary two",)),
        (other, ("canary two",), ("canary one", "canary three")),
    ):
        await each.tom.sends("/exercise")
        await each.tom.taps(f". {each.group.title}")
        await sim.settled()
        await each.tom.taps("Reveal")
        for words in its:
            await each.tom.sees(words, in_=each.group)
        assert not any(words in each.card.text for words in others)


async def test_who_joined_by_the_button_only_finds_the_card_when_they_come(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.begins()
    await lesson.opens()
    await mia.taps("✋ Join", in_=lesson.group)
    await lesson.joins(ned)
    await lesson.starts()
    await mia.starts()
    await mia.sees("card 1 of")
    await writes(mia, "beans arrive stale")
    await mia.sees("1 of 2 have answered", in_=lesson.group)


async def test_who_blocked_the_bot_finds_the_card_of_now_when_they_are_back(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.is_on(mia, ned)
    await mia.blocks()
    await sim.settled()
    calls = len(sim.ledger.calls(chat=mia.id))
    await lesson.taps("⏭ Next")
    await ned.sees("card 2 of")
    await sim.settled()
    assert len(sim.ledger.calls(chat=mia.id)) == calls
    await mia.unblocks()
    await mia.sees("card 2 of")
    await sim.settled()
    assert not [each for each in mia.chat.messages if "for you alone" in each.text]
    await writes(mia, "beans arrive stale")


async def test_who_writes_before_the_start_is_told_so(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    [mia] = await lesson.students("Mia")
    await lesson.begins()
    await lesson.opens()
    await lesson.joins(mia)
    await mia.sends("beans arrive stale")
    await mia.sees("It has not started yet")
    await lesson.starts()
    await writes(mia, "beans arrive stale")
