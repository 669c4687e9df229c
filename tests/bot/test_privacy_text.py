"""/privacy says what is true: its numbers are those that the bot goes by."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.housekeeping import FAILED
from bot.packaged import LANGUAGE
from bot.settings import Settings
from bot.telegram.render import TelegramRenderer
from bot.wording import wording_for
from conversations.interview import effects as f
from conversations.interview import views as v
from conversations.interview.menu import UNDO_HOURS
from conversations.interview.session import Session
from tests.conversations.sample_guides import library


def told(retention_days: int | None) -> str:
    renderer = TelegramRenderer(library(), wording_for(LANGUAGE), retention_days)
    (message,) = renderer.messages(Session(), [f.Say(v.ShowPrivacy())])
    return message.text


def test_it_tells_how_long_what_is_kept() -> None:
    text = told(None)
    assert f"up to {FAILED.days} days" in text
    assert f"for {UNDO_HOURS} hours" in text
    assert "Until you delete it." in text


def test_it_tells_what_the_operator_has_set() -> None:
    assert "have not touched a profile for 90 days" in told(90)


def test_it_tells_what_is_kept_of_an_exercise_and_what_goes() -> None:
    text = told(None)
    assert "In an exercise with a class" in text
    assert "What you gave in a vote nobody sees but you" in text
    assert "only the counts stay" in text


def test_who_may_come_back_in_a_month_finds_everything() -> None:
    assert Settings(retention_days=32).retention_days == 32
    with pytest.raises(ValidationError, match="retention_days"):
        Settings(retention_days=31)
