"""Pictures and pages: whatever people write is there, in its place and readable."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pdfminer.pdftypes import resolve1
from PIL import Image

from bot.cli import TO_DO, main
from bot.exports import drawing
from bot.exports.formats import Paper, Sheet
from bot.exports.gallery import SCRIPTS, sample
from bot.exports.plain import TooMuchToDrawError
from conversations.canvas import example_profile
from conversations.notes import MOST_NOTES
from conversations.segment_card import Facet, FacetGroup, SegmentCard
from tests.conversations.sample_guides import segment
from tests.exports.drawn import (
    GUIDE,
    Box,
    Drawn,
    first_page,
    renamed,
    sheet_with,
    words_of,
)
from tests.exports.profiles import sheet_of

ORDINARY = (
    "Keep the chairs full",
    "Know in the evening what was earned today and what is owed",
    "beans",
    "Train a new person at the front desk in one week, while the phone rings",
)
LINES = ("a note of five lines that somebody wrote with care, " * 2).strip()
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
CAPITALS = "W" * 70
LINK = "https://127.0.0.1:9/path?with=a&long=query#and-a-fragment-at-its-end"
CODE = (
    '#panic("x") *bold* $x^2$ ] ) // gone \\n @ref <label> `raw` #read("/etc/passwd")'
)


def talkative() -> Sheet:
    """Long names, long descriptions and long first notes."""
    sheet = renamed(sheet_with((LINES * 3,), 9), (LONG + " ") * 2)
    canvas = replace(sheet.canvas, description=(LINES * 2,) * 5)
    return replace(sheet, retouched=canvas)


SHEETS = {
    "0 notes": sheet_with(ORDINARY, 0),
    "3 notes": sheet_with(ORDINARY, 3),
    "12 notes": sheet_with(ORDINARY, 12),
    "30 notes": sheet_with(ORDINARY, 30),
    "60 notes": sheet_with(ORDINARY, 60),
    "120 notes": sheet_with([f"note number {n} of very many" for n in range(120)]),
    "long words": sheet_with((LONG, CAPITALS, LINK, "Wm" * 5), 21),
    "five lines": sheet_with((LINES,), 30),
    "code": sheet_with((CODE, "<b>bold</b> & \\textbf{x}"), 6),
    "much to say": talkative(),
    "value map": sample(GUIDE),
    "Letter": replace(sheet_with(ORDINARY, 30), paper=Paper.LETTER),
}


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    return {name: drawing.page(sheet) for name, sheet in SHEETS.items()}


@pytest.fixture(scope="module")
def pages(pdfs: dict[str, bytes]) -> dict[str, Drawn]:
    return {name: first_page(pdf) for name, pdf in pdfs.items()}


@pytest.mark.parametrize("name", SHEETS)
def test_no_notes_overlap_or_leave_the_page(name: str, pages: dict[str, Drawn]) -> None:
    page = pages[name]
    margin = 20
    inner = Box(margin, margin, page.page.x1 - margin, page.page.bottom - margin)
    assert inner.holds(page.reach)
    for at, note in enumerate(page.notes):
        assert inner.holds(note)
        assert not any(note.overlaps(other) for other in page.notes[at + 1 :])


@pytest.mark.parametrize("name", SHEETS)
def test_no_letter_is_cut_off_or_covered(name: str, pages: dict[str, Drawn]) -> None:
    page = pages[name]
    for letter, text in page.letters:
        touched = [note for note in page.notes if note.overlaps(letter)]
        assert page.page.holds(letter), text
        assert len(touched) <= 1, text
        assert all(note.holds(letter) for note in touched), text
        assert not any(badge.overlaps(letter) for badge in page.badges), text


@pytest.mark.parametrize("name", ["3 notes", "12 notes", "30 notes", "Letter"])
def test_each_note_has_its_place_and_its_words(
    name: str, pages: dict[str, Drawn]
) -> None:
    wanted = [
        "".join(item.text.split())
        for section in SHEETS[name].canvas.sections
        for item in section.items
    ]
    assert sorted(map(pages[name].text_in, pages[name].notes)) == sorted(wanted)


def test_what_has_no_room_follows_in_tables(
    pdfs: dict[str, bytes], pages: dict[str, Drawn]
) -> None:
    text = words_of(pdfs["120 notes"])
    assert 50 < len(pages["120 notes"].notes) < 120
    assert [n for n in range(120) if f"notenumber{n}ofverymany" not in text] == []
    assert "Everynoteinfull" in text
    assert "Everynoteinfull" not in words_of(pdfs["12 notes"])


def test_a_note_of_a_whole_message_is_in_the_tables_to_its_last_word() -> None:
    words = [f"word{n}." for n in range(450)]
    text = words_of(drawing.page(sheet_with([" ".join(words), "b", "c"])))
    assert [word for word in words if word not in text] == []


def test_what_looks_like_code_is_printed_as_it_was_written(
    pdfs: dict[str, bytes],
) -> None:
    text = words_of(pdfs["code"])
    assert "".join(CODE.split()) in text
    assert "<b>bold</b>&\\textbf{x}" in text
    assert "root:" not in text


def test_long_words_are_copied_without_a_trace_of_where_they_broke(
    pages: dict[str, Drawn],
) -> None:
    texts = {pages["long words"].text_in(note) for note in pages["long words"].notes}
    assert texts == {LONG, CAPITALS, LINK, "Wm" * 5}


def test_every_script_has_a_font_of_ours() -> None:
    with pdfplumber.open(io.BytesIO(drawing.page(sheet_with(SCRIPTS)))) as document:
        chars = document.pages[0].chars
    font_of = {char["text"]: char["fontname"].partition("+")[2] for char in chars}
    fonts = {letter: font_of[letter].partition("-")[0] for letter in "🦷ЗΝắمלबเ满午전"}
    assert fonts == {
        **dict.fromkeys("ЗΝắ", "Inter"),
        "🦷": "NotoEmoji",
        "م": "Vazirmatn",
        "\u05dc": "NotoSansHebrew",
        "ब": "NotoSansDevanagari",
        "เ": "NotoSansThai",
        "满": "NotoSansSC",
        "午": "NotoSansJP",
        "전": "NotoSansKR",
    }


def test_letters_that_no_font_has_spoil_only_themselves() -> None:
    pdf = drawing.page(sheet_with(["ᚠᚢᚦ runes", "b", "c"]))
    assert "runes" in words_of(pdf)
    assert b"pdfuaid" not in pdf


def test_a_picture_is_sharp_enough_for_a_phone_and_the_same_every_time() -> None:
    picture = drawing.picture(SHEETS["value map"])
    assert Image.open(io.BytesIO(picture)).size == (1280, 960)
    assert picture == drawing.picture(SHEETS["value map"])
    assert drawing.page(SHEETS["code"]) == drawing.page(SHEETS["code"])


def test_a_vector_picture_is_well_formed_and_asks_for_nothing() -> None:
    tree = ET.fromstring(drawing.vector(SHEETS["long words"]))
    links = {value for e in tree.iter() for key, value in e.items() if "href" in key}
    assert tree.tag.endswith("svg")
    assert all(link.startswith("#") for link in links)


@pytest.mark.parametrize(
    ("name", "width", "height"), [("30 notes", 842, 595), ("Letter", 792, 612)]
)
def test_pages_have_the_size_of_the_paper(
    name: str, width: int, height: int, pages: dict[str, Drawn]
) -> None:
    page = pages[name].page
    assert (round(page.x1), round(page.bottom)) == (width, height)


def test_a_pdf_can_be_found_read_aloud_and_leafed_through(
    pdfs: dict[str, bytes],
) -> None:
    with pdfplumber.open(io.BytesIO(pdfs["value map"])) as document:
        catalog = document.doc.catalog
        outlines = [title for _, title, *_ in document.doc.get_outlines()]
        links = [link for page in document.pages for link in page.hyperlinks]
        title = document.metadata["Title"]
    about = resolve1(catalog["Metadata"]).get_data().decode()
    assert title == "Owners of small dental clinics"
    assert resolve1(catalog["MarkInfo"])["Marked"]
    assert resolve1(catalog["Lang"]) == b"en"
    assert "pdfuaid:part>1<" in about
    assert outlines[0] == "Owners of small dental clinics"
    assert {"Jobs", "Pains", "Gains", "Pain relievers", "Every note in full"} <= {
        title.strip() for title in outlines
    }
    assert links == []


def test_everything_known_of_a_note_is_in_the_pdf(pdfs: dict[str, bytes]) -> None:
    text = words_of(pdfs["value map"])
    for known in (
        "heard from 5 customers",
        "“An empty chair at nine costs me the whole day’s mood.”",
        "When: Monday to Thursday, before noon",
        "Answers: A patient confirms with one tap",
        "it comes up every day, a lot hangs on it",
        "where a calendar only shows that it is there.",
        "Offer the gap to who waits",
        "They would rather lose a slot",
        "Two to six chairs",
        "Not affiliated with its publisher",
    ):
        assert "".join(known.split()) in text, known


def test_the_tables_end_with_what_to_ask_real_customers() -> None:
    profile = example_profile(GUIDE)
    unheard = replace(profile, notes=tuple(replace(n, heard=0) for n in profile.notes))
    text = words_of(drawing.page(sheet_of(unheard, GUIDE)))
    asked = text.partition("Asktworealcustomers")[2]
    assert "Whendidthislasthappentoyou:" in asked


def test_the_segment_card_has_its_page() -> None:
    card = SegmentCard(
        base="Many small groups",
        other_side="Suppliers",
        groups=(FacetGroup("Where they are", (Facet("city", "Porto"),)),),
        verdict="They are a segment of their own.",
        values=("getting it done",),
    )
    sheet = sheet_with(["a job", "a pain", "a gain"])
    text = words_of(
        drawing.page(replace(sheet, retouched=replace(sheet.canvas, card=card)))
    )
    for said in (
        card.base,
        card.other_side,
        "Porto (city)",
        card.verdict,
        *card.values,
    ):
        assert "".join(said.split()) in text


def test_who_only_described_a_segment_gets_its_card_and_no_empty_canvas() -> None:
    sheet = sheet_of(example_profile(segment()), segment())
    text = words_of(drawing.page(sheet))
    assert text.startswith("CUSTOMERSEGMENTNight-shiftnurses")
    assert "noneyet" not in text
    canvas = replace(sheet.canvas, card=None)
    assert drawing.picture(sheet) != drawing.picture(replace(sheet, retouched=canvas))


def test_a_comparison_says_what_both_share() -> None:
    one = renamed(sheet_with(["same job", "pain of one", "gain of one"]), "One")
    two = renamed(sheet_with(["Same job", "pain of two", "gain of two"]), "Two")
    text = words_of(drawing.comparison(one, two))
    assert (
        text.index("Inboth") < text.index("1samejob1Samejob") < text.index("painofone")
    )
    assert text.count("Inboth") == 1


def test_the_gallery_shows_every_template_on_one_page(tmp_path: Path) -> None:
    assert main(["gallery", "--to", str(tmp_path / "new" / "folder")]) == 0
    page = (tmp_path / "new" / "folder" / "index.html").read_text()
    named = set(re.findall(r'(?:href|src)="([^"]+)"', page))
    assert named == {path.name for path in (tmp_path / "new" / "folder").iterdir()} - {
        "index.html"
    }
    assert {
        "canvas.png",
        "card.pdf",
        "segment.png",
        "comparison.pdf",
        "statement.png",
    } <= named


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    assert main(["gallery", "--to", str(tmp_path / "taken")]) == TO_DO
    assert "cannot be written" in capsys.readouterr().err


def test_more_notes_than_anybody_may_have_are_refused() -> None:
    with pytest.raises(TooMuchToDrawError):
        drawing.picture(sheet_with(ORDINARY, MOST_NOTES + 1))


NASTY = st.text(max_size=80) | st.sampled_from(
    [
        CODE,
        "\x00\ud800\u202e",
        "\u200b",
        "\u202eabc",
        "👩🏽‍🚀" * 30,
        "e" + "\u0301" * 60,
        "\n" * 9,
    ]
)


@settings(max_examples=12)
@given(st.lists(NASTY, min_size=1, max_size=6), NASTY)
def test_whatever_is_written_can_be_drawn(texts: list[str], name: str) -> None:
    page = first_page(drawing.page(renamed(sheet_with(texts), name)))
    assert len(page.notes) == len(texts)
    assert all(page.page.holds(note) for note in page.notes)
