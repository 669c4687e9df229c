"""Commands: wherever the interview stands, and however they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import RunningBot, running_bot
from bot.playground import Person, Simulator
from tests.bot.conftest import settings_for
from tests.bot.founders import (
    CAFES,
    SHORT,
    answers,
    begins,
    finishes,
    reaches_pains,
    sees_below,
)


async def test_start_greets_a_newcomer(bot: RunningBot, ada: Person) -> None:
    await ada.sends("/start")
    card = await ada.sees("Let's find out what one group of customers really needs.")
    assert "About 10 minutes, saved as you go: stop any time." in card.text
    assert ada.buttons == ["▶ Start", "🧭 Other ways", "👀 See an example"]


async def test_start_offers_to_continue_where_the_interview_stands(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await reaches_pains(ada, SHORT)
    await ada.sees("Step 3 of 4")
    await ada.sends("/start")
    card = await ada.sees(f"Everything is saved: {CAFES.segment}, step 3 of 4.")
    assert card.buttons[0].label == "▶ Continue “Owners of independent c…”"
    await ada.taps("Continue")
    await ada.sees("What annoys or blocks them before they get “order beans” done?")


async def test_start_after_a_finished_interview_offers_another_segment(
    bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    await ada.sends("/start")
    await ada.sees("You have 1 finished profile, and it is saved.")
    await ada.taps("Another segment")
    await ada.sees("Who is your customer?")


@pytest.mark.parametrize("written", ["/start abc-DEF_1", "/start@playground_bot"])
async def test_start_with_a_payload_or_a_name_is_start(
    bot: RunningBot, ada: Person, written: str
) -> None:
    await ada.sends(written)
    await ada.sees("Let's find out")


async def test_help_lists_the_commands_and_shows_the_question_again(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    await ada.sends("/help")
    text = await ada.sees("I interview you about one group of customers.")
    for command in ("/start", "/summary", "/profiles", "/example", "/cancel"):
        assert command in text.text
    await sees_below(ada, text, "✓ order beans")
    assert "▶ Next" in ada.buttons


async def test_summary_before_anything_is_written(bot: RunningBot, ada: Person) -> None:
    await ada.sends("/summary")
    await ada.sees("There is nothing to show yet. First tell me a little.")


async def test_summary_of_an_unfinished_interview_shows_what_there_is(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans", "do the books")
    await ada.sends("/summary")
    canvas = await ada.sees("2 jobs · 0 pains · 0 gains")
    assert "Not rated:\n• order beans\n• do the books" in canvas.text
    assert "Pains\nnone yet" in canvas.text
    await sees_below(ada, canvas, "Send more, or tap Next")


async def test_summary_of_a_finished_interview_shows_the_canvas(
    bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    await ada.sends("they hate the phone")
    kept = await ada.sees("Kept with your canvas")
    await ada.sends("/summary")
    canvas = await sees_below(ada, kept, "1 job · 1 pain · 1 gain")
    assert "Surprises\n• they hate the phone" in canvas.text


async def test_summary_right_after_the_canvas_shows_it_once(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await finishes(ada, SHORT)
    await sim.settled()
    picture = ada.last
    assert picture.kind == "photo"
    await ada.sends("/summary")
    canvas = await sees_below(ada, picture, "1 job · 1 pain · 1 gain")
    await sim.settled()
    texts = [m for m in ada.chat.messages if m.kind == "text"]
    assert len([m for m in texts if "1 job · 1 pain · 1 gain" in m.text]) == 2
    assert [button.label for button in canvas.buttons] == [
        "🧩 Add the value map",
        "✅ Heard it from a customer",
        "✏️ Edit",
        "↩ Back",
        "➕ Another segment",
        "📋 My profiles",
    ]


async def test_the_example_is_shown_and_changes_nothing(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("/example")
    example = await ada.sees("This is what a finished canvas looks like:")
    assert "People who ride to work with a ride-hailing app" in example.text
    assert "1. get to work on time (daily, a lot hangs on it)" in example.text
    await sees_below(ada, example, "Which tasks")


async def test_the_example_from_the_welcome(
    bot: RunningBot, sim: Simulator, ada: Person
) -> None:
    await ada.sends("/start")
    await ada.taps("See an example")
    await ada.sees("This is what a finished canvas looks like:")
    await sim.settled()
    assert ada.buttons == ["▶ Start", "🧭 Other ways", "👀 See an example"]


async def test_cancel_stops_here_and_keeps_everything(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    await ada.sends("/cancel")
    await ada.sees("Everything is saved")
    await ada.taps("Continue")
    await ada.sees("✓ order beans")


async def test_cancel_before_anything_began_greets(
    bot: RunningBot, ada: Person
) -> None:
    await ada.sends("/cancel")
    await ada.sees("Let's find out")


async def test_an_unknown_command_is_named_and_the_question_stays(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await ada.sends("/frobnicate now")
    card = await ada.sees("I don't know /frobnicate. /help shows what I can do.")
    assert "Which tasks" in card.text


async def test_a_command_between_two_lines_of_an_answer(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "order beans")
    await ada.sends("/profiles")
    await ada.sees("You have 1 profile.")
    await answers(ada, "do the books")
    card = await ada.sees("✓ order beans\n✓ do the books")
    assert card == ada.last


async def test_a_slash_inside_a_note_is_no_command(
    bot: RunningBot, ada: Person
) -> None:
    await begins(ada)
    await answers(ada, "beans/milk /help")
    await ada.sends("a note\n/start is not meant here")
    await ada.sees("✓ /start is not meant here")


async def test_the_bot_introduces_itself_once(sim: Simulator, tmp_path: Path) -> None:
    settings = settings_for(sim, tmp_path)
    async with running_bot(settings):
        menu, group_menu = sim.ledger.calls("setMyCommands")
        assert menu.params["scope"] == {"type": "all_private_chats"}
        assert [command["command"] for command in menu.params["commands"]] == [
            "start",
            "summary",
            "export",
            "edit",
            "profiles",
            "example",
            "settings",
            "privacy",
            "mydata",
            "deletemydata",
            "exercise",
            "learn",
            "help",
            "cancel",
        ]
        assert group_menu.params["scope"] == {"type": "all_group_chats"}
        commands = [each["command"] for each in group_menu.params["commands"]]
        assert commands == ["exercise", "team"]
        [about] = sim.ledger.calls("setMyDescription")
        assert "I interview you about one group" in about.params["description"]
        [short] = sim.ledger.calls("setMyShortDescription")
        assert len(short.params["short_description"]) <= 120
    async with running_bot(settings):
        set_calls = [call for call in sim.ledger.calls() if "setMy" in call.method]
        assert len(set_calls) == 4
