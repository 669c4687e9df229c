"""As much as people can send: long messages, many lines, hundreds of notes."""

from __future__ import annotations

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Message, Person, Simulator
from tests.bot.founders import (
    GAIN_QUESTIONS,
    JOB_QUESTIONS,
    PAIN_QUESTIONS,
    begins,
    changes,
    orders_gains,
    writes,
)
from tests.bot.founders import SHORT as ONE_EACH

LIMIT = 4096


def shown(ada: Person) -> list[Message]:
    return [message for message in ada.chat.messages if message.from_bot]


async def goes_on_until(ada: Person, label: str) -> None:
    """Take the quickest way on from card to card, until a button is there."""
    ways = ("All ", "More (", "Done", "They are equal")
    while not any(label in button for button in ada.buttons):
        before = ada.last
        way = next(way for way in ways if any(way in b for b in ada.buttons))
        await ada.taps(way)
        await changes(ada, before.text)


@pytest.mark.parametrize(
    "text",
    [
        "x" * LIMIT,
        "☕" * LIMIT,
        "👩‍👩‍👧‍👦" * (LIMIT // 7),
        "&" * LIMIT,
        "豆 " * (LIMIT // 2),
    ],
    ids=["one word", "coffee", "families", "ampersands", "chinese"],
)
async def test_the_longest_line_goes_all_the_way_to_the_canvas(
    sim: Simulator, bot: RunningBot, ada: Person, text: str
) -> None:
    text = text.strip()
    await begins(ada, text)
    for questions, on in (
        (JOB_QUESTIONS, "On to Pains"),
        (PAIN_QUESTIONS, "On to Gains"),
        (GAIN_QUESTIONS, "Show my canvas"),
    ):
        await ada.sees(questions[0])
        await ada.sends(text)
        await ada.sees("✓ " + text[:80])
        await ada.taps("Next")
        await writes(ada, questions[1:], ((), ()))
        if on == "On to Pains":
            await ada.sees("Would your customer say it this way?")
            await ada.taps("Yes, they would")
            await ada.sees("How often")
            await ada.taps("1 daily")
        await goes_on_until(ada, on)
        await ada.taps(on)
    await ada.sees("Did anything surprise you?")
    await sim.settled()
    words = "".join("".join(message.text.split()) for message in shown(ada))
    assert "".join(text.split()) in words
    assert [call for call in sim.ledger.calls() if not call.accepted] == []


async def test_a_message_of_two_thousand_lines_is_kept_as_far_as_there_is_room(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("\n".join("a" * (LIMIT // 2)))
    card = await ada.sees("That is as much as one canvas can hold: 300 notes.")
    assert "Which tasks" in card.text
    await ada.sends("/summary")
    await ada.sees("299 jobs")


async def test_two_hundred_notes_are_walked_to_a_canvas_that_is_split(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    jobs = tuple(f"job number {number} of a very busy founder" for number in range(99))
    pains = tuple(f"pain number {number}" for number in range(100))
    await begins(ada)
    for part in (jobs[:50], jobs[50:]):
        await ada.sends("\n".join(part))
        await ada.sees(f"✓ {part[-1]}")
    await ada.taps("Next")
    await writes(ada, JOB_QUESTIONS[1:], ((), ()))
    await ada.sees("Would your customer say it this way?")
    await ada.taps("Yes, they would")
    await ada.sees("Jobs: you have 99.")
    await ada.taps("All 99")
    await ada.sees("How often does each come up?")
    await goes_on_until(ada, "On to Pains")
    await ada.taps("On to Pains")
    await writes(ada, PAIN_QUESTIONS, (pains, (), ()))
    await ada.sees("Pains: you have 100.")
    await ada.taps("Only my top 3")
    for pain in ("pain number 0", "pain number 7", "pain number 3"):
        await ada.taps(pain, on=await ada.sees("Tap the pains"))
    await ada.sees("Pains, most important first:")
    await ada.taps("On to Gains")
    await writes(ada, GAIN_QUESTIONS, ONE_EACH.gains)
    await orders_gains(ada, ONE_EACH)
    before = ada.last
    await ada.taps("Show my canvas")
    await ada.sees("Did anything surprise you?")
    await sim.settled()
    parts = [m for m in shown(ada) if m.id >= before.id]
    text = "\n".join(message.text for message in parts)
    assert "99 jobs · 100 pains · 1 gain" in text
    lines = text.splitlines()
    assert [job for job in jobs if f"• {job}" not in lines] == []
    assert len([line for line in lines if "pain number" in line]) >= len(pains)
    assert len(parts) > 1
    assert max(len(message.text) for message in shown(ada)) <= LIMIT
    assert ada.last.buttons
