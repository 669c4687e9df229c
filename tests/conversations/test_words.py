"""How the text of a message becomes notes and names."""

import pytest

from conversations.words import LONGEST_NAME, lines_of, name_of


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("order beans", ("order beans",)),
        ("order beans\ndo the books", ("order beans", "do the books")),
        ("  order beans  \r\n\r\n\tdo the books\n", ("order beans", "do the books")),
        ("- order beans\n* do the books", ("order beans", "do the books")),
        ("• order beans\n– do the books", ("order beans", "do the books")),
        ("- • order beans", ("order beans",)),
        ("-5 degrees in the morning", ("-5 degrees in the morning",)),
        ("*really* annoying", ("*really* annoying",)),
        ("-\n- \norder beans", ("order beans",)),
        ("\u200b\n\u2060\ufeff\norder beans", ("order beans",)),
        ("\u200b", ()),
        ("\u200d\u200c \u00a0", ()),
        ("", ()),
        ("🙂\n订购咖啡豆\nطلب القهوة", ("🙂", "订购咖啡豆", "طلب القهوة")),
        ("beans, milk; sugar", ("beans, milk; sugar",)),
        ("beans\nbeans", ("beans", "beans")),
        ("1. order beans\n2) do the books", ("order beans", "do the books")),
        ("1. order beans\ndo the books", ("1. order beans", "do the books")),
        ("1. FC Union", ("1. FC Union",)),
        ("1.\n2. do the books", ("1.", "2. do the books")),
    ],
)
def test_every_line_with_words_is_a_note(text: str, notes: tuple[str, ...]) -> None:
    assert lines_of(text) == notes


def test_a_note_keeps_every_word_however_long() -> None:
    text = "word " * 800

    assert lines_of(text) == (text.strip(),)


def test_a_name_is_one_line() -> None:
    assert name_of("café \n owners") == "café owners"


def test_a_long_name_is_cut_with_an_ellipsis() -> None:
    name = name_of("x" * (LONGEST_NAME + 1))

    assert len(name) == LONGEST_NAME
    assert name.endswith("x…")


def test_a_name_that_just_fits_is_whole() -> None:
    assert name_of("x" * LONGEST_NAME) == "x" * LONGEST_NAME
