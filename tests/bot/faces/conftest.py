"""A card of a class is one message: nothing of it is ever cut off."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from markupsafe import Markup

from bot.telegram.classes import render
from bot.telegram.pages import split


@pytest.fixture(autouse=True)
def one_message_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every card drawn in these tests fits into one message."""

    def only_one(lines: Iterable[Markup]) -> tuple[Markup, ...]:
        parts = split(lines)
        assert len(parts) == 1, "a card is too long"
        return parts

    monkeypatch.setattr(render, "split", only_one)
