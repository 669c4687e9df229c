"""What is said around an exercise, in toasts and in single lines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.classes.renderer import Trouble
from bot.deeds import Began, Tapped
from bot.links import Link, Links, Purpose
from bot.telegram.classes.buttons import decode, encode
from conversations.exercise import effects as f
from conversations.exercise.desk import CardWanted, Looked, Screen
from conversations.exercise.states import State
from storage.rows import ExerciseHeadline
from tests.bot.faces.seen import NUMBER, Faces, read, seen
from tests.conversations.classroom import Classroom

RENDERER = Faces(Classroom()).renderer
LINKS = Links("secret", "profile_bot")


@pytest.mark.parametrize("notice", f.Notice)
def test_every_notice_has_words_for_every_place(notice: f.Notice) -> None:
    toast = RENDERER.toast(notice)

    assert 0 < len(toast) <= 200
    assert "<" not in toast
    assert toast == read(RENDERER.told(notice).text)
    reply = RENDERER.reply(notice, 55)
    assert reply.replies_to == 55
    assert read(reply.text) == toast


@pytest.mark.parametrize("kind", Trouble)
def test_every_trouble_names_the_group(kind: Trouble) -> None:
    trouble = seen(RENDERER.trouble("9b <& friends>", kind))

    assert "“9b <& friends>”" in trouble.text


def test_a_group_without_a_title_is_a_group() -> None:
    assert "“a group”" in seen(RENDERER.trouble("", Trouble.OUT)).text


def test_under_the_command_stands_where_the_console_is() -> None:
    begun = seen(RENDERER.begun(NUMBER, "Tom <b>", 31))

    assert begun.text.startswith("🧑‍🏫 Tom <b>, your console is in your private chat")
    assert begun.message.replies_to == 31
    assert begun.links == [LINKS.url(Link(Purpose.CONSOLE, NUMBER))]


def test_who_cannot_steer_may_take_part() -> None:
    running = seen(RENDERER.running(NUMBER, 2, 31))

    assert running.message.replies_to == 31
    assert running.links == [LINKS.url(Link(Purpose.JOIN, NUMBER, 2))]


def test_whoever_has_no_name_is_told_to_tap() -> None:
    nameless = seen(RENDERER.nameless(31))

    assert "Tap below" in nameless.text
    assert nameless.buttons == {"🧑‍🏫 Set it up": encode(Began())}


def test_the_shelf_leads_to_consoles_and_cards_and_says_how_to_begin() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    headlines = [
        ExerciseHeadline(3, "9b <3", "café owners", state, True, at) for state in State
    ]
    headlines += [ExerciseHeadline(4, "", "", State.FINISHED, False, at)]
    shelf = seen(RENDERER.shelf(headlines[-2:]), of=(3, 4))

    assert "1. 9b <3: café owners, finished · Mar 2, 2026" in shelf.text
    assert "2. a group: no customer yet, finished · Mar 2, 2026" in shelf.text
    assert decode(shelf.buttons["🎛 1. 9b <3"]) == Tapped(3, Looked(0, Screen.HOME))
    assert decode(shelf.buttons["💬 2. a group"]) == Tapped(4, CardWanted(0))
    assert shelf.links == [LINKS.invitation_url()]
    assert "/exercise" in seen(RENDERER.shelf([])).text
    for each in headlines:
        assert RENDERER.shelf([each]).text


def test_a_link_that_has_ended_says_where_to_go() -> None:
    assert "✋ Join" in seen(RENDERER.expired()).text


def test_when_our_own_code_failed_nothing_is_lost() -> None:
    assert "safe" in seen(RENDERER.failed()).text
