"""Buttons read back as the tap they stand for; long messages are split safely."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.telegram.callback_data import decode, encode
from bot.telegram.pages import LONGEST, cut, split, visible_length
from conversations.interview import events as e

numbers = st.integers(-1, 999_999_999)


@pytest.mark.parametrize("kind", [*e.CARD_TAPS, *e.MENU_TAPS])
@given(data=st.data())
def test_every_tap_fits_its_button_and_reads_back(
    kind: type[e.CardTap | e.MenuTap], data: st.DataObject
) -> None:
    tap = kind(*(data.draw(numbers) for _ in fields(kind)))
    written = encode(tap)
    assert decode(written) == tap
    assert len(written.encode()) <= 64


@given(st.text(max_size=64))
def test_data_of_anybody_is_a_tap_or_nothing(data: str) -> None:
    tap = decode(data)
    assert tap is None or isinstance(tap, e.CardTap | e.MenuTap)


lines = st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=900))


@given(lines)
def test_split_messages_hold_every_line_within_the_limit(texts: list[str]) -> None:
    marked = [Markup("<b>{}</b>").format(" ".join(text.split())) for text in texts]
    parts = split(marked)
    assert "\n".join(parts).split("\n") == marked or texts == []
    assert [part for part in parts if visible_length(part) > LONGEST] == []


@given(st.text(max_size=9000))
def test_cut_texts_lose_nothing_but_spaces(text: str) -> None:
    pieces = list(cut(text, 1000))
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert [piece for piece in pieces if len(piece) > 1000] == []
