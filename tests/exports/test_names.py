"""Names of files: they say whose canvas it is, and hurt no file system."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exports.formats import Format, Paper
from bot.exports.names import class_file_name, file_name

_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{n}{i}" for n in ("com", "lpt") for i in range(10)),
}


@pytest.mark.parametrize(
    ("segment", "name"),
    [
        ("Owners of independent cafés", "Owners-of-independent-cafés-canvas.pdf"),
        ("", "canvas.pdf"),
        ("../../etc/passwd", "etc-passwd-canvas.pdf"),
        ("CON", "CON-canvas.pdf"),
        ("साइकिल दुकान", "साइकिल-दुकान-canvas.pdf"),
        ("🚲🚲", "canvas.pdf"),
        ("a\u202egnp.exe", "a-gnp-exe-canvas.pdf"),
    ],
)
def test_a_name_says_whose_canvas_it_is(segment: str, name: str) -> None:
    assert file_name(segment, Format.PDF) == name


@given(st.text(max_size=400), st.sampled_from(Format))
def test_a_name_is_safe_on_every_system(segment: str, kind: Format) -> None:
    """M03."""
    name = file_name(segment, kind)
    stem, ending = name.rsplit(".", 1)
    assert ending == kind
    assert len(name.encode()) < 200
    assert stem.casefold() not in _RESERVED
    assert not stem.startswith("-")
    assert {unicodedata.category(char)[0] for char in stem} <= {"L", "N", "M", "P"}
    assert {char for char in stem if unicodedata.category(char)[0] == "P"} <= {"-"}


def test_paper_that_is_not_the_usual_one_is_said() -> None:
    assert (
        file_name("Bakers", Format.PDF, Paper.LETTER) == "Bakers-canvas-us-letter.pdf"
    )
    named = class_file_name("Bakers", Format.PDF, Paper.LETTER)
    assert named == "Bakers-class-us-letter.pdf"
