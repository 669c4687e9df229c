"""Whatever people send gets a kind answer or a correct effect, and nothing breaks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.founders import SHORT, begins, finishes

QUESTION = "Which tasks is your customer trying to get done?"


async def asked_again(ada: Person, hint: str) -> None:
    """The hint is shown on the newest card, with the open question and its buttons."""
    card = await ada.sees(hint)
    assert QUESTION in card.text
    assert "Later" in ada.buttons[-1]


@pytest.mark.parametrize(
    ("send", "hint"),
    [
        (lambda ada: ada.sends_sticker(), "Nice one! But please answer in words."),
        (lambda ada: ada.sends_voice(), "I can't listen to voice messages yet."),
        (lambda ada: ada.sends_photo(), "I can't read pictures."),
        (lambda ada: ada.sends_video(), "I can't watch videos."),
        (lambda ada: ada.sends_document(), "I can't read files."),
        (lambda ada: ada.sends_poll("Tea?", ["yes", "no"]), "I can't read polls."),
        (lambda ada: ada.sends_location(), "I can't do anything with a place."),
        (lambda ada: ada.sends_contact(), "I don't keep contacts."),
        (lambda ada: ada.sends("/dance"), "I don't know /dance."),
        (lambda ada: ada.sends("\u200b\u200d\u2060"), "I found no words in that"),
    ],
)
async def test_what_cannot_be_read_gets_a_hint_and_the_question_again(
    bot: RunningBot,
    ada: Person,
    send: Callable[[Person], Awaitable[object]],
    hint: str,
) -> None:
    await begins(ada)
    await send(ada)
    await asked_again(ada, hint)


async def test_a_caption_counts_as_text(bot: RunningBot, ada: Person) -> None:
    await begins(ada)
    await ada.sends_photo(caption="order beans")
    await ada.sees("✓ order beans")


async def test_editing_a_message_of_no_notes_is_answered_honestly(
    bot: RunningBot, ada: Person
) -> None:
    start = await ada.sends("/start")
    await ada.taps("Start")
    await ada.edits(start, "/begin")
    await ada.sees(
        "You changed a message that none of your notes come from, so nothing "
        "changed here. /edit shows all notes."
    )


NASTY = [
    "<b>bold</b> & <script>",
    "a < b > c && d",
    "{braces} %s %(name)s {0}",
    "“quotes” 'single' \"double\" `code`",
    "*star* _under_ [link](x)",
    "&lt;already&gt; &amp; &#39;",
    "☕️👩‍👩‍👧‍👦🇺🇦",
    "هل تصل الحبوب في الوقت المحدد",
    "豆が切れないようにする",
    "\u202eevil\u202c rtl override",
    "zero\u200bwidth",
    "-5+3=@SUM(A1)",
]


async def test_nasty_texts_are_shown_as_they_were_written(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await ada.sends("/start")
    await ada.taps("Start")
    await ada.sees("Who is your customer?")
    await ada.sends("<Owners> & {partners}")
    await ada.sees("Which tasks")
    for text in NASTY:
        await ada.sends(text)
        await ada.sees(f"✓ {text}")
    await ada.sends("/summary")
    summary = await ada.sees("🗺 <Owners> & {partners}")
    assert [text for text in NASTY if f"• {text}" not in summary.text] == []
    refused = [call for call in sim.ledger.calls() if not call.accepted]
    assert refused == []


async def test_nul_and_lone_surrogates_are_taken_out(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    for text in ("order\x00 beans", "keep\ud800 regulars"):
        message = await ada.sends("something")
        sim.inject({"message": {**raw(message, ada), "text": text}})
    await ada.sees("✓ keep regulars")
    await ada.sends("/summary")
    summary = await ada.sees("• order beans")
    assert "• keep regulars" in summary.text


def raw(message: Any, person: Person) -> dict[str, Any]:
    """A message as an update carries it, to be changed at will."""
    sender = {"id": person.id, "is_bot": False, "first_name": person.name}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    return {
        "message_id": message.id,
        "date": int(message.date.timestamp()),
        "from": sender,
        "chat": chat,
    }


async def test_a_message_of_4096_characters_is_one_note_in_full(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    long = ("beans " * 683)[:4096].strip()
    await ada.sends(long)
    await ada.sees("✓ beans beans")
    await ada.sends("/summary")
    await sim.settled()
    shown = "".join(m.text for m in ada.chat.messages if m.from_bot)
    assert shown.count("beans") >= 683


async def test_hundreds_of_notes_are_kept_and_what_is_too_much_is_said(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("\n".join(f"note {number}" for number in range(200)))
    await ada.sees("✓ note 199")
    await ada.sends("\n".join(f"more {number}" for number in range(150)))
    await ada.sees("That is as much as one canvas can hold: 300 notes.")
    await ada.sends("/summary")
    await sim.settled()
    shown = "\n".join(m.text for m in ada.chat.messages if m.from_bot)
    missing = [n for n in range(200) if f"• note {n}\n" not in f"{shown}\n"]
    assert missing == []
    assert "• more 98\n" in shown
    assert "• more 99\n" not in shown
    assert max(len(m.text) for m in ada.chat.messages) <= 4096


@pytest.mark.parametrize(
    "data",
    [
        "nonsense",
        "n",
        "n:1",
        "n:1:1:1",
        "n:one:two",
        "n:-1:-1",
        "n:99:1",
        "n:1:999",
        "v:1:1:99999999999:3",
        "R:77",
        "D:77",
        "U:77",
        "B:1",
        ":::",
        "é" * 32,
        "n:１:１",
    ],
)
async def test_forged_buttons_change_nothing_and_are_answered(
    bot: RunningBot, ada: Person, data: str
) -> None:
    await begins(ada)
    card = await ada.sees(QUESTION)
    toast = await ada.taps_data(data, on=card)
    assert "Nothing changed" in toast.text
    await ada.sends("order beans")
    await ada.sees("✓ order beans")


async def test_a_button_of_an_older_step_says_so(bot: RunningBot, ada: Person) -> None:
    await begins(ada)
    await ada.sends("order beans")
    card = await ada.sees("✓ order beans")
    await ada.taps("Next")
    await ada.sees("Which problems")
    toast = await ada.taps("Next", on=card)
    assert "belongs to an earlier step" in toast.text
    await ada.sees("Which problems")


async def test_a_button_of_a_finished_interview_changes_nothing(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    """U02."""
    await finishes(ada, SHORT)
    await sim.settled()
    canvas = ada.last
    question = QUESTION.removesuffix("?")
    old = next(
        m for m in ada.chat.messages if m.from_bot and m.text.startswith(question)
    )
    toast = await ada.taps("Skip", on=old)
    assert "belongs to an earlier step" in toast.text
    await sim.settled()
    assert ada.last == canvas


async def test_somebody_else_cannot_tap_anothers_buttons(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    card = await ada.sees(QUESTION)
    bob = sim.person("Bob")
    await bob.sends("/start")
    await bob.taps("Start")
    await bob.sees("Who is your customer?")
    toast = await bob.taps_data(card.keyboard[-1][-1].data or "", on=card)
    assert toast.text == "This button belongs to somebody else."
    await ada.sends("order beans")
    await ada.sees("✓ order beans")


async def test_the_same_update_again_has_no_second_effect(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("order beans")
    await ada.sees("✓ order beans")
    for update in list(sim.updates.history):
        sim.redeliver(update)
    await sim.settled()
    await ada.sends("/summary")
    summary = await ada.sees("1 job · 0 pains · 0 gains")
    assert summary.text.count("order beans") == 1


async def test_an_update_that_cannot_be_read_is_set_aside_and_its_sender_told_once(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    broken = {"chat": {"id": ada.id, "type": "private"}, "text": "no date, no id"}
    update = sim.inject({"message": broken})
    await ada.sees("Something went wrong on my side")
    sim.redeliver(update)
    await ada.sends("order beans")
    await ada.sees("✓ order beans")
    told = [m for m in ada.chat.messages if "Something went wrong" in m.text]
    assert len(told) == 1


async def test_groups_and_unknown_updates_are_passed_over(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await begins(ada)
    group = {"id": -100123, "type": "supergroup", "title": "Class"}
    message = await ada.sends("order beans")
    sim.inject({"message": {**raw(message, ada), "chat": group, "text": "/start"}})
    sim.inject({"telepathy": {"thought": "tea"}})
    await ada.sends("keep regulars")
    await ada.sees("✓ keep regulars")
    assert sim.ledger.calls(chat=-100123) == []


async def test_commands_in_the_middle_of_an_answer_lose_nothing(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("order beans")
    for command, seen in (
        ("/help", "I interview you"),
        ("/profiles", "You have 1 profile."),
        ("/example", "This is what a finished canvas looks like"),
        ("/cancel", "Everything is saved"),
        ("/start@playground_bot deep-link", "Everything is saved"),
    ):
        await ada.sends(command)
        await ada.sees(seen)
    await ada.taps("Continue")
    await ada.sees("✓ order beans")


async def test_a_whole_interview_of_nasty_words_reaches_the_canvas(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await finishes(ada, SHORT)
    await ada.sends("<i>surprise</i> & co")
    await ada.sees("✓ <i>surprise</i> & co")
    assert [call for call in sim.ledger.calls() if not call.accepted] == []
