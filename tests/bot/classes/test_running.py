"""The console while the class writes: every button, and what each side sees of it."""

from __future__ import annotations

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.classes.lesson import (
    CAFES,
    EXERCISE,
    Lesson,
    ever_in,
    labels,
    newest,
    writes,
)
from tests.bot.founders import changes

STALE, LATE = "beans arrive stale", "the supplier is late"


@pytest.fixture
async def mia(bot: RunningBot, lesson: Lesson) -> Person:
    """A student who has joined the exercise, whose first card is on."""
    mia, _ = people = await lesson.students("Mia", "Ned")
    await lesson.is_on(*people)
    return mia


@pytest.fixture
async def ned(sim: Simulator, mia: Person) -> Person:
    """Another one."""
    return next(p for p in sim.people.values() if p.name == "Ned")


async def opens_note(lesson: Lesson, words: str) -> None:
    """Tom turns to a note by its words."""
    if "⌂ Console" in lesson.tom.buttons:
        await lesson.taps("⌂ Console")
    await lesson.taps("📝 Notes")
    shown = await lesson.tom.sees(words)
    line = next(line for line in shown.text.splitlines() if words in line)
    await lesson.tom.taps(line.split(".")[0].strip())
    await lesson.tom.sees("Tap what shall happen to it.")


async def test_the_silent_card_counts_and_shows_no_notes(
    sim: Simulator, lesson: Lesson, mia: Person, ned: Person
) -> None:
    card = await mia.sees("card 1 of")
    assert "Names are shown" in card.text
    assert "room for 3 notes" in card.text
    await writes(mia, STALE, LATE)
    await mia.sees("1 more fits on this card")
    await ned.sees("1 of 2 have answered · 2 notes", in_=lesson.group)
    await lesson.tom.sees("1 of 2 have answered · 2 notes")
    await sim.settled()
    for chat in (lesson.group, ned.chat, lesson.tom.chat):
        assert STALE not in ever_in(chat)


async def test_done_and_my_notes(sim: Simulator, lesson: Lesson, mia: Person) -> None:
    await writes(mia, STALE)
    await mia.taps("✓ Done")
    await mia.sees("The next card comes by itself")
    await mia.taps("📝 My notes")
    await mia.sees(f"1. {STALE}")
    await mia.taps("✖ 1")
    await mia.sees("0 notes", in_=lesson.group)
    await mia.taps("📝 My notes")
    await mia.taps("↩ 1")
    await mia.sees("1 note", in_=lesson.group)


async def test_who_is_missing(lesson: Lesson, mia: Person) -> None:
    await writes(mia, STALE)
    await lesson.tom.taps("Who is missing?")
    missing = await lesson.tom.sees("1 has not answered yet")
    assert missing.text.endswith("Ned")


async def test_time_is_up_reveal_and_next(
    sim: Simulator, lesson: Lesson, mia: Person, ned: Person
) -> None:
    await writes(mia, STALE)
    await lesson.taps("⏹ Time is up")
    await ned.sees("hidden until they are revealed", in_=lesson.group)
    assert STALE not in lesson.card.text
    await lesson.taps("👁 Reveal")
    shown = await ned.sees(STALE, in_=lesson.group)
    assert f"{STALE} · Mia" in shown.text
    await lesson.taps("⏭ Next")
    await ned.sees("card 2 of", in_=lesson.group)
    for person in (mia, ned):
        await person.sees("card 2 of")
    assert STALE not in lesson.card.text


async def test_the_card_is_posted_anew_at_each_phase_and_the_old_one_shrinks(
    sim: Simulator, lesson: Lesson, mia: Person
) -> None:
    first = lesson.card
    assert "card 1 of" in first.text
    await lesson.taps("⏹ Time is up")
    old = lesson.group.get(first.id)
    assert newest(lesson.group).id != first.id
    assert old is not None
    assert not old.buttons
    assert len(old.text) < len(first.text)


async def test_a_card_is_opened_again_and_one_goes_back(
    sim: Simulator, lesson: Lesson, mia: Person, ned: Person
) -> None:
    await writes(mia, STALE)
    await lesson.taps("⏹ Time is up", "🔓 Re-open")
    await ned.sees("1 of 2 have answered", in_=lesson.group)
    await writes(ned, LATE)
    await ned.sees("2 of 2 have answered", in_=lesson.group)
    await lesson.taps("⏭ Next")
    await ned.sees("card 2 of", in_=lesson.group)
    await lesson.taps("↩ Back")
    await ned.sees("2 of 2 have answered · 2 notes", in_=lesson.group)
    assert "card 1 of" in lesson.card.text


async def test_the_clock_is_stopped_runs_on_and_is_given_a_minute(
    sim: Simulator, lesson: Lesson, mia: Person
) -> None:
    await lesson.taps("⏸ Pause")
    await mia.sees("The clock stands", in_=lesson.group)
    await lesson.passes(hours=2)
    await writes(mia, STALE)
    await lesson.taps("+1 min", "▶ Go on")
    await mia.sees("1 of 2 have answered", in_=lesson.group)
    assert "The clock stands" not in lesson.card.text
    await lesson.passes(minutes=60)
    await mia.sees("Time is up", in_=lesson.group)


async def test_a_stopped_clock_stands_on_everybodys_own_card_too(
    sim: Simulator, lesson: Lesson, mia: Person, ned: Person
) -> None:
    await writes(mia, STALE)
    await ned.sees("card 1 of")
    cards = {each: newest(each.chat).id for each in (mia, ned)}
    await lesson.taps("⏸ Pause")
    standing = [await each.sees("The clock stands") for each in cards]
    await lesson.taps("▶ Go on")
    for (each, card), stood in zip(cards.items(), standing, strict=True):
        await changes(each, stood.text)
        assert "min left" in each.last.text
        assert newest(each.chat).id == card, "it is told in place"


async def test_hide_and_bring_back(
    sim: Simulator, lesson: Lesson, mia: Person, ned: Person
) -> None:
    await writes(mia, STALE, LATE)
    await lesson.taps("⏹ Time is up")
    await opens_note(lesson, LATE)
    await lesson.taps("🙈 Hide", "⌂ Console", "👁 Reveal")
    await ned.sees(STALE, in_=lesson.group)
    assert LATE not in lesson.card.text
    await mia.taps("📝 My notes")
    await mia.sees(f"{LATE} (not shown)")
    await opens_note(lesson, LATE)
    await lesson.taps("Bring it back")
    await ned.sees(LATE, in_=lesson.group)


async def test_take_off_and_move(sim: Simulator, lesson: Lesson, mia: Person) -> None:
    await writes(mia, STALE, LATE)
    await lesson.taps("👁 Reveal")
    await opens_note(lesson, LATE)
    await lesson.taps("🗑 Take off")
    await opens_note(lesson, STALE)
    await lesson.taps("→ Other section", "Pains")
    assert lesson.console.startswith(f"Pains · {STALE}")
    assert LATE not in lesson.card.text
    await opens_note(lesson, STALE)
    assert lesson.console.startswith("Pains · ")


async def test_the_spotlight(sim: Simulator, lesson: Lesson, mia: Person) -> None:
    await writes(mia, STALE)
    await lesson.taps("👁 Reveal")
    await opens_note(lesson, STALE)
    await lesson.taps("🔦 Talk about this one")
    await mia.sees(f"Let's talk about: “{STALE}”", in_=lesson.group)
    await lesson.taps("🔦 Out of the spotlight")
    await sim.settled()
    assert "Let's talk about" not in lesson.card.text


async def test_what_a_muted_person_writes_waits(
    sim: Simulator, lesson: Lesson, mia: Person, ned: Person
) -> None:
    await writes(mia, STALE)
    await lesson.taps("⏹ Time is up")
    await opens_note(lesson, STALE)
    await lesson.taps("🔇 Mute the author", "⌂ Console", "⏭ Next")
    await mia.sees("card 2 of")
    await mia.sends(LATE)
    await mia.sees("before others see it")
    await sim.settled()
    await lesson.taps("👁 Reveal", "⏳ Waiting", "1", "✓ Take it up")
    await ned.sees(LATE, in_=lesson.group)


async def test_what_is_one_too_many_or_late_waits(
    sim: Simulator, lesson: Lesson, mia: Person, ned: Person
) -> None:
    await writes(mia, "one", "two", "three")
    await mia.sends("four")
    await mia.sees("more than fits on this card")
    await lesson.taps("👁 Reveal")
    await lesson.passes(minutes=1)
    await ned.sends("too late")
    await ned.sees("That came after the time of its card")
    await sim.settled()
    assert "four" not in lesson.card.text
    assert "too late" not in lesson.card.text
    await lesson.tom.sees("2 notes came late, were too many")


async def test_a_note_for_the_room(sim: Simulator, lesson: Lesson, mia: Person) -> None:
    await lesson.taps("⋯ More", "📝 Note for the room")
    await lesson.tom.sees("A note for the room.")
    await lesson.tom.sends("somebody said: too dear")
    await mia.sees("• somebody said: too dear", in_=lesson.group)
    await lesson.tom.sees("✓ Saved")


async def test_the_class_decides_who_the_customer_is(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, ned = await lesson.students("Mia", "Ned")
    await lesson.begins(segment="")
    await lesson.opens()
    await lesson.joins(mia, ned)
    await lesson.starts()
    await writes(mia, CAFES)
    await writes(ned, "commuters")
    await lesson.taps("👁 Reveal")
    assert "⏭ Next" not in "".join(lesson.tom.buttons)
    await opens_note(lesson, CAFES)
    assert lesson.tom.buttons[0] == "👤 This is our customer"
    await lesson.taps("This is our customer", "⏭ Next")
    await mia.sees("card 2 of", in_=lesson.group)
    await lesson.taps("⋯ More", "👤 Other customer")
    await lesson.tom.sends("baristas")
    await lesson.tom.sees("Customer: baristas")


async def test_the_end_and_back(sim: Simulator, lesson: Lesson, mia: Person) -> None:
    await writes(mia, STALE)
    await lesson.taps("⋯ More", "🏁 End it here", "🏁 Yes, end it")
    await mia.sees("That's it", in_=lesson.group)
    await mia.sees("Thank you!")
    await mia.taps("📝 My notes")
    await mia.sees(f"1. {STALE}")
    await lesson.taps("↩ Back")
    await mia.sees("card 1 of", in_=lesson.group)


async def test_after_the_end_one_is_free_for_an_interview_and_another_exercise(
    sim: Simulator, lesson: Lesson, mia: Person
) -> None:
    await lesson.taps("⋯ More", "🏁 End it here", "🏁 Yes, end it")
    await mia.sees("Thank you!")
    await mia.sends("/start")
    await mia.taps("Start")
    await mia.sees("Who is your customer?")
    await mia.sends("my neighbours")
    await mia.sees("Which tasks")
    await lesson.begins("somebody else")
    await lesson.opens()


async def test_an_interview_is_laid_aside_for_the_card_and_taken_up_again(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    """A text belongs to what was on screen (decision 7)."""
    [mia] = await lesson.students("Mia")
    await mia.starts()
    await mia.taps("Start")
    await mia.sends("my neighbours")
    await mia.sees("Which tasks")
    await lesson.is_on(mia)
    await writes(mia, STALE)
    await mia.sends("/start")
    await mia.sees("not for the class")
    await mia.taps("Continue")
    await mia.sees("Which tasks")
    await mia.sends("mow the lawn")
    await mia.sees("✓ mow the lawn")
    assert sum("not for the class" in m.text for m in mia.chat.messages) == 1
    await sim.settled()
    assert "mow the lawn" not in ever_in(lesson.group)
    await lesson.taps("👁 Reveal")
    assert "mow the lawn" not in lesson.card.text
    assert STALE in lesson.card.text
    await lesson.taps("⏭ Next")
    await mia.sees("card 2 of")


@pytest.mark.parametrize("command", ["/summary", "/cancel", "/example", "/learn"])
async def test_from_whatever_one_turns_to_there_is_a_way_back(
    sim: Simulator, lesson: Lesson, mia: Person, command: str
) -> None:
    await mia.sends(command)
    await sim.settled()
    if "💬 Back to the class" in [b for m in mia.chat.messages for b in labels(m)]:
        await mia.taps("💬 Back to the class")
        await mia.sees("card 1 of")
    await writes(mia, STALE)
    await mia.sees("1 of 2 have answered", in_=lesson.group)


async def test_hand_over(sim: Simulator, lesson: Lesson, mia: Person) -> None:
    await lesson.taps("⋯ More", "🤝 Hand over", "Mia")
    await mia.sees("You lead the exercise now")
    await mia.taps("⏹ Time is up")
    await mia.sees("hidden until they are revealed", in_=lesson.group)


async def test_who_hands_over_and_is_no_admin_has_no_console_any_more(
    bot: RunningBot, sim: Simulator, lesson: Lesson
) -> None:
    mia, zoe = await lesson.students("Mia", "Zoe")
    await zoe.starts()
    await zoe.sends(EXERCISE, to=lesson.group)
    await zoe.taps("Open for joining")
    await lesson.joins(mia, zoe)
    await zoe.taps("▶ Start")
    await zoe.taps("⋯ More")
    await zoe.taps("🤝 Hand over")
    await zoe.taps("Mia")
    await zoe.sees("You do not lead this exercise any more")
    await sim.settled()
    offered = [label for m in zoe.chat.messages for label in labels(m)]
    assert not {"⏭ Next: Jobs", "↩ Back", "⋯ More"} & set(offered)
    await mia.sees("You lead the exercise now")


async def test_it_is_not_handed_to_whom_nothing_can_be_sent(
    sim: Simulator, lesson: Lesson, mia: Person, ned: Person
) -> None:
    await mia.blocks()
    await sim.settled()
    await lesson.taps("⋯ More", "🤝 Hand over")
    toast = await lesson.tom.taps("Mia")
    assert "I cannot write to that person" in toast.text
    await lesson.taps("↩ Back", "↩ Back")
    await lesson.taps("⏹ Time is up")
    await ned.sees("hidden until they are revealed", in_=lesson.group)


async def test_an_edited_answer_follows(
    sim: Simulator, lesson: Lesson, mia: Person, ned: Person
) -> None:
    said = await mia.sends("beans are stale\nthe supplier is late")
    await mia.sees("✓ the supplier is late")
    await lesson.passes(seconds=30)
    await mia.edits(said, "beans arrive stale")
    await mia.sees("✓ beans arrive stale")
    await ned.sees("1 note", in_=lesson.group)
    await lesson.taps("👁 Reveal")
    assert "beans arrive stale" in lesson.card.text
    assert "supplier" not in lesson.card.text
    await lesson.passes(minutes=3)
    await mia.edits(said, "beans arrive mouldy")
    await sim.settled()
    assert "mouldy" not in ever_in(lesson.group)


async def test_a_sticker_in_the_middle_gets_a_kind_word(
    sim: Simulator, lesson: Lesson, mia: Person
) -> None:
    await mia.sends_sticker()
    await mia.sees("Please send it as text")
    await writes(mia, STALE)


async def test_a_sticker_where_the_teacher_was_to_write_is_asked_again(
    sim: Simulator, lesson: Lesson, mia: Person
) -> None:
    await lesson.taps("⋯ More", "👤 Other customer")
    await lesson.tom.sends_sticker()
    await sim.settled()
    assert "Who is the customer?" in lesson.tom.last.text
    await lesson.tom.sends("baristas")
    await lesson.tom.sees("Customer: baristas")
