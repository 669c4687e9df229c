"""Spreadsheets and texts: everything is in them, and words stay words."""

from __future__ import annotations

import csv
import io
import re
import socket
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from bot.exports.formats import Paper
from bot.exports.making import made
from bot.exports.spreadsheet import xlsx_of
from bot.exports.table import csv_of, safe
from bot.exports.text import escaped, markdown_of
from conversations.canvas import example_profile
from conversations.formats import Format
from conversations.guides.library import Library
from conversations.profile import Note, Profile, Section
from tests.conversations.sample_guides import priority, segment, worksheet
from tests.exports.profiles import (
    HOSTILE,
    example,
    hostile,
    profiles,
    sheet_of,
)

LIBRARY = Library.of([priority(), worksheet()])
_ON_CANVAS = set(Section) - {Section.SEGMENT, Section.PARKED}


def book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells_of(content: bytes) -> list[Any]:
    return [cell for page in book(content) for row in page for cell in row]


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read(format_: Format, content: bytes) -> str:
    """All that somebody reads who opens a file."""
    if format_ is Format.XLSX:
        return "\n".join(str(cell.value) for cell in cells_of(content))
    return content.decode("utf-8-sig")


def texts_of(profile: Profile) -> set[str]:
    return {note.text for note in profile.living if note.section in _ON_CANVAS}


# --- XLSX -----------------------------------------------------------------------------


def test_a_workbook_has_a_summary_with_a_chart_and_a_sheet_for_each_section() -> None:
    workbook = book(xlsx_of(sheet_of(example())))
    assert workbook.sheetnames[:4] == ["Summary", "Jobs", "Pains", "Gains"]
    (chart,) = workbook["Summary"]._charts
    assert [len(series.val.numRef.f) > 0 for series in chart.series] == [True, True]
    counts = {row[0].value: row[1].value for row in workbook["Summary"].iter_rows()}
    profile = example()
    for title, section in (("Jobs", Section.JOBS), ("Pains", Section.PAINS)):
        assert counts[title] == len(profile.of_section(section))


def test_a_sheet_shows_order_ratings_and_evidence() -> None:
    profile = example()
    page = book(xlsx_of(sheet_of(profile)))["Jobs"]
    heads = [cell.value for cell in page[1]]
    first = dict(zip(heads, [cell.value for cell in page[2]], strict=True))
    job = profile.of_section(Section.JOBS)[0]
    assert first["Rank"] == 1
    assert first["Note"] == job.text
    assert first["How often does it come up?"] == job.ratings["prio.rank.frequency"]
    assert first["Situation"] == "before the doors open"
    assert first["Heard from customers"] == 3
    assert first["In their words"] == "I do it at 5 a.m."


@pytest.mark.parametrize(("paper", "number"), [(Paper.A4, 9), (Paper.LETTER, 1)])
def test_a_sheet_is_ready_to_be_filtered_and_printed(paper: Paper, number: int) -> None:
    sheet = sheet_of(example())
    content = xlsx_of(replace(sheet, paper=paper))
    page = book(content)["Pains"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref.startswith("A1:")
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == number
    assert page.page_setup.fitToHeight == 0  # as many pages as it takes
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_a_row_is_as_tall_as_its_text() -> None:
    job = Note(1, Section.JOBS, "prio.jobs.tasks", "many words " * 30)
    profile = Profile(1, "priority", 1, name="Long", notes=(job,), next_note=2)
    page = book(xlsx_of(sheet_of(profile)))["Jobs"]
    assert page.row_dimensions[2].height >= 6 * 15


def test_hostile_cells_of_a_workbook_stay_the_text_they_are() -> None:
    cells = cells_of(xlsx_of(sheet_of(hostile())))
    texts = [cell.value for cell in cells if cell.data_type == "s"]
    assert set(HOSTILE) <= set(texts)
    assert {cell.data_type for cell in cells} <= {"s", "n"}  # no formula, no error
    assert not any(cell.hyperlink for cell in cells)


def test_the_same_canvas_gives_the_same_workbook() -> None:
    assert xlsx_of(sheet_of(example())) == xlsx_of(sheet_of(example()))


# --- CSV ------------------------------------------------------------------------------


def test_a_table_is_what_the_standard_says_and_opens_in_excel() -> None:
    content = csv_of(sheet_of(example()))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    heads, *lines = lines_of(content)
    assert {len(line) for line in lines} == {len(heads)}
    assert heads[:4] == ["Segment", "Section", "Rank", "Note"]


def test_no_cell_of_a_table_can_become_a_formula() -> None:
    lines = lines_of(csv_of(sheet_of(hostile())))
    cells = [cell for line in lines for cell in line]
    assert [cell for cell in cells if re.match(r"[=+\-@\t\r\n\0]", cell)] == []
    notes = [line[lines[0].index("Note")] for line in lines[1:]]
    assert [note.removeprefix("'") for note in notes] == list(HOSTILE)


# --- Markdown -------------------------------------------------------------------------


def test_markdown_lists_every_section_in_order() -> None:
    text = markdown_of(sheet_of(example())).decode()
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[:3] == ["Jobs", "Pains", "Gains"]
    first = example().of_section(Section.JOBS)[0]
    assert f"1. **{escaped(first.text)}** (" in text
    assert "   - *“I do it at 5 a.m.”*" in text


def test_markdown_ends_with_what_to_ask_real_customers() -> None:
    text = markdown_of(sheet_of(example())).decode()
    asked = text.partition("## Ask two real customers\n\n")[2].split("\n\n")[0]
    pain = example().of_section(Section.PAINS)[0].text
    assert len(asked.splitlines()) == 3
    assert f"- When did this last happen to you: “{escaped(pain)}”? What" in asked


def test_nothing_is_left_to_ask_about_notes_that_have_no_place() -> None:
    empty = Profile(1, "priority", priority().version)
    assert "Ask two real customers" not in markdown_of(sheet_of(empty)).decode()


@pytest.mark.parametrize(
    ("written", "escaped_"),
    [
        ("# no heading", r"\# no heading"),
        ("- no bullet", r"\- no bullet"),
        ("12. no number", r"12\. no number"),
        ("12 eggs", "12 eggs"),
        ("a | b", r"a \| b"),
        ("<b>", r"\<b\>"),
        ("two\nlines", "two lines"),
        ("me@cafe.example", "me@cafe.example"),
        ("don't (really)!", "don't (really)!"),
        ("\\*", r"\\\*"),
    ],
)
def test_what_looks_like_markup_is_escaped(written: str, escaped_: str) -> None:
    assert escaped(written) == escaped_


@pytest.mark.parametrize("format_", [Format.XLSX, Format.CSV, Format.MARKDOWN])
def test_what_describes_a_segment_is_there_in_the_words_of_the_guide(
    format_: Format,
) -> None:
    text = read(format_, made(sheet_of(example_profile(segment()), segment()), format_))
    for said in (
        "Customer base",
        "Niche market",
        "half of them have small children (Family)",
        "A segment of its own, apart from “day-shift nurses”",
    ):
        assert said in text
    assert "Jobs" not in text


@pytest.mark.parametrize("format_", [Format.XLSX, Format.CSV, Format.MARKDOWN])
def test_kinds_of_products_are_called_as_on_their_buttons(format_: Format) -> None:
    product = Note(90, Section.PRODUCTS, "vpc.products", "an app", tags=("digital",))
    profile = example()
    profile = replace(profile, notes=(*profile.notes, product))
    label = priority().labels_of_choices["digital"]
    assert label in read(format_, made(sheet_of(profile), format_))


def test_nobody_is_called_by_a_mention() -> None:
    assert not re.search(r"@\w", escaped("@ada and @bob"))


# --- all of them ----------------------------------------------------------------------


@settings(max_examples=25)
@given(profiles())
def test_every_note_is_in_every_table_and_text(profile: Profile) -> None:
    sheet = sheet_of(profile, LIBRARY.guide_of(profile))
    texts = texts_of(profile)
    cells = {str(cell.value) for cell in cells_of(xlsx_of(sheet))}
    assert {" ".join(text.split()) for text in texts} <= {
        " ".join(cell.split()) for cell in cells
    }
    table = {cell for line in lines_of(csv_of(sheet)) for cell in line}
    assert {safe(text) for text in texts} <= table
    written = markdown_of(sheet).decode()
    assert all(escaped(text) in written for text in texts)


def test_no_file_and_no_making_of_one_asks_for_an_address() -> None:
    """M09."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/canary.png"
        profile = hostile()
        first = replace(profile.notes[0], text=address, quote=f"![x]({address})")
        sheet = sheet_of(profile.with_note(first))
        files = {kind: made(sheet, kind) for kind in Format}
        listener.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listener.accept()
    with zipfile.ZipFile(io.BytesIO(files[Format.XLSX])) as book:
        parts = [book.read(name) for name in book.namelist() if "rels" in name]
    assert not any(b"canary" in part for part in parts)
    assert b"/URI" not in files[Format.PDF]
    assert b"![" not in files[Format.MARKDOWN]
    assert re.search(rb'(href|src)="http', files[Format.SVG]) is None


@pytest.mark.parametrize("format_", [Format.XLSX, Format.CSV, Format.MARKDOWN])
def test_a_profile_without_a_note_can_be_taken_away(format_: Format) -> None:
    empty = Profile(1, "priority", priority().version)
    assert made(sheet_of(empty), format_)
