"""Buttons read back as the tap they stand for; long messages are split safely."""

from __future__ import annotations

from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec.structs import fields

from bot.telegram.callback_data import decode, encode
from bot.telegram.pages import LONGEST, cut, split, visible_length
from conversations.formats import Format, Paper
from conversations.interview import events as e
from conversations.profile import Section

numbers = st.integers(-1, 999_999_999)
VALUES: dict[type, st.SearchStrategy[Any]] = {
    int: numbers,
    str: st.sampled_from(["priority", "worksheet"]),
    Section: st.sampled_from(Section),
    Format: st.sampled_from(Format),
    Paper: st.sampled_from(Paper),
}


def test_a_button_from_before_there_were_guides_still_begins() -> None:
    assert decode("B:3") == e.BeginTapped(3, "priority")


@pytest.mark.parametrize("data", ["B:3:Ü", "s:1:nowhere:0", "s:1:jobs", "s:1:jobs:0:0"])
def test_data_that_only_looks_like_ours_is_no_tap(data: str) -> None:
    assert decode(data) is None


@pytest.mark.parametrize("kind", [*e.CARD_TAPS, *e.MENU_TAPS])
@given(data=st.data())
def test_every_tap_fits_its_button_and_reads_back(
    kind: type[e.CardTap | e.MenuTap], data: st.DataObject
) -> None:
    hints = get_type_hints(kind)
    tap = kind(*(data.draw(VALUES[hints[each.name]]) for each in fields(kind)))
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
