"""Spreadsheets, texts and data of a class: all of it is there, and stays words."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from bot.exports.classes.data import json_of
from bot.exports.classes.spreadsheet import xlsx_of
from bot.exports.classes.table import csv_of
from bot.exports.classes.text import markdown_of
from bot.exports.gallery.classes import PEOPLE, lesson
from bot.exports.making import MAKERS, made
from bot.exports.text import escaped
from conversations.exercise import events as e
from conversations.exercise.exercise import Exercise
from conversations.exercise.report import report
from conversations.exercise.setup import Names, Vote, Way
from conversations.exercise.sight import Facilitators, Member, Room, Viewer
from conversations.formats import Format
from scripts.write_docs import DOCS
from tests.conversations.classroom import Classroom, a_class, setup
from tests.exports.drawn import GUIDE
from tests.exports.lessons import held, said_of, sheet_of
from tests.exports.profiles import HOSTILE
from tests.exports.test_formats import book, cells_of, lines_of

WRITERS = (
    ("Ada", {0: ("open at six", "count the till"), 1: ("queues",)}),
    ("Bob", {0: ("order beans",), 2: ("a full house",)}),
)
DOTS = {"order beans": 3, "queues": 2}


@pytest.fixture(scope="module")
def room() -> Classroom:
    """A lesson that has its result; one note was merged, and the teacher voted too."""
    room = held(WRITERS, DOTS)
    room.teacher.taps(e.TeacherVoteTapped, 1, room.number("queues"), 3)
    return room


def hostile() -> Exercise:
    """A class that writes nothing but what looks like something else."""
    return said_of(lesson(GUIDE, ["x"], len(HOSTILE), Vote()), *HOSTILE)


def table_of(page: Any) -> list[dict[str, Any]]:
    heads, *rows = page.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


# --- XLSX -----------------------------------------------------------------------------


def test_a_workbook_has_a_summary_with_a_chart_and_a_row_for_each_note(
    room: Classroom,
) -> None:
    workbook = book(xlsx_of(sheet_of(room.exercise)))
    assert workbook.sheetnames == ["Summary", "Notes", "Rounds", "Participation"]
    summary = workbook["Summary"]
    said = [cell.value for row in summary for cell in row if cell.value]
    assert said[0] == "café owners"
    assert "2 people took part" in said
    (chart,) = summary._charts
    assert chart.series[0].val.numRef.f
    rows = {row["Note"]: row for row in table_of(workbook["Notes"])}
    assert len(rows) == len(room.exercise.notes)
    beans = rows["order beans"]
    assert (beans["Section"], beans["Place"], beans["Dots"]) == ("Jobs", 1, 6)
    assert (beans["From how many"], beans["Shortlist"]) == (2, "yes")
    assert (beans["It is"], beans["Written by"]) == ("on the canvas", "Bob")
    assert rows["count the till"]["Dots"] == ""


def test_rounds_and_participation_have_sheets_of_their_own(room: Classroom) -> None:
    workbook = book(xlsx_of(sheet_of(room.exercise)))
    rounds = {row["Note"]: row for row in table_of(workbook["Rounds"])}
    assert rounds["queues"]["Round 1: dots"] == 4
    assert rounds["queues"]["Round 1: you"] == 3
    ada, bob = table_of(workbook["Participation"])
    assert ada == {
        "Name": "Ada",
        "Is here": "yes",
        "Notes": 3,
        "1. Jobs": "yes",
        "2. Pains": "yes",
        "3. Gains": "no",
        "Voted in round 1": "yes",
    }
    assert (bob["Notes"], bob["2. Pains"]) == (2, "no")


@pytest.mark.parametrize("names", Names)
def test_a_quiz_has_a_sheet_and_its_scores_where_names_are_allowed(
    names: Names,
) -> None:
    room, teacher, people = a_class("Ada", "Bob", chosen=setup(names=names))
    teacher.taps(e.QuizStarted, 1, 3, 5)
    assert room.exercise.quiz is not None
    right = room.exercise.quiz.questions[0].right
    for person in people:
        room.happens(e.QuizAnswered(person.number, person.name, 1, 0, right))
    votes = tuple(2 * (option == right) for option in range(4))
    teacher.taps(e.QuizEndTapped, 1, 0)
    room.happens(e.QuizCounted(1, 0, 5, votes))

    def quiz_sheets(viewer: Viewer) -> dict[str, Any]:
        seen = report(room.exercise, room.library, viewer)
        workbook = book(xlsx_of(replace(sheet_of(room.exercise), report=seen)))
        return {p.title: table_of(p) for p in workbook if p.title.startswith("Quiz")}

    sheets = quiz_sheets(Facilitators())
    [asked] = sheets["Quiz"]
    assert (asked["Right"], asked["Answered"]) == (2, 2)
    scores = [tuple(row.values()) for row in sheets.get("Quiz scores", ())]
    assert scores == [(1, 1, "Ada", 1), (1, 1, "Bob", 1)] * names.is_named
    assert quiz_sheets(Room()) == {}


def test_who_takes_part_gets_no_sheet_about_the_others(room: Classroom) -> None:
    for viewer in (Room(), Member(70002)):
        workbook = book(xlsx_of(sheet_of(room.exercise, viewer)))
        assert workbook.sheetnames == ["Summary", "Notes", "Rounds"]
        assert "Round 1: you" not in table_of(workbook["Rounds"])[0]


def test_a_table_is_ready_to_be_filtered_and_printed(room: Classroom) -> None:
    page = book(xlsx_of(sheet_of(room.exercise)))["Notes"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref.startswith("A1:")
    assert page.page_setup.fitToHeight == 0


def test_hostile_cells_of_a_workbook_stay_the_text_they_are() -> None:
    """M02."""
    cells = cells_of(xlsx_of(sheet_of(hostile())))
    texts = [cell.value for cell in cells if cell.data_type == "s"]
    assert set(HOSTILE) <= set(texts)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


def test_teams_and_mean_ratings_have_columns() -> None:
    exercise = lesson(GUIDE, ["a", "b", "c"], 12, Vote(Way.RATINGS), teams=3)
    rows = table_of(book(xlsx_of(sheet_of(exercise)))["Notes"])
    assert {row["Team"] for row in rows} == {
        *("Team 1", "Team 2: Table by the window", "Team 3")
    }
    assert all(1 <= row["Mean rating"] <= 10 for row in rows)


@pytest.mark.parametrize("count", [0, 5])
def test_a_class_that_has_not_voted_can_be_taken_away(count: int) -> None:
    sheet = sheet_of(lesson(GUIDE, ["a note"], count, None))
    for kind in Format:
        assert made(sheet, kind)
    assert "Dots" not in lines_of(csv_of(sheet))[0]


# --- CSV and Markdown -----------------------------------------------------------------


def test_no_cell_of_a_table_can_become_a_formula() -> None:
    """M02."""
    content = csv_of(sheet_of(hostile()))
    assert content.startswith(b"\xef\xbb\xbf")
    cells = [cell for line in lines_of(content) for cell in line]
    assert [cell for cell in cells if re.match(r"[=+\-@\t\r\n\0]", cell)] == []


def test_a_text_lists_the_notes_in_their_order_with_what_they_got(
    room: Classroom,
) -> None:
    text = markdown_of(sheet_of(room.exercise)).decode()
    assert text.startswith("# café owners\n")
    assert "- 2 people voted: 5 dots for everyone\n" in text
    assert "1. **order beans**\n   - 6 dots from 2 people\n" in text
    assert text.index("**order beans**") < text.index("**open at six**")
    assert "- **open at six**\n  - Not rated\n" in text


def test_a_text_shows_hostile_notes_as_they_were_written() -> None:
    text = markdown_of(sheet_of(hostile())).decode()
    assert all(f"**{escaped(note)}**" in text for note in HOSTILE)


# --- JSON -----------------------------------------------------------------------------


@pytest.mark.parametrize("names", Names)
def test_the_data_follows_the_schema_in_the_docs(names: Names) -> None:
    schema = json.loads((DOCS / "exercise.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    exercise = held(WRITERS, DOTS, names=names).exercise
    data = json.loads(json_of(sheet_of(exercise)))
    validator.validate(data)
    assert (data["format"], data["version"]) == ("customer-profile-class", 1)
    assert (data["participation"] is None) is (names is Names.ANONYMOUS)
    assert len(data["notes"]) == len(exercise.notes)
    counts = {count["note"]: count for count in data["rounds"][0]["counts"]}
    beans = next(n for n in data["notes"] if n["text"] == "order beans")
    assert counts[beans["number"]]["points"] == beans["points"] == 6


def test_every_format_is_made_of_a_class_as_of_a_profile() -> None:
    sheet = sheet_of(lesson(GUIDE, ["a"], 3, Vote()))
    assert set(MAKERS[type(sheet)]) == set(Format)
    assert json.loads(json_of(sheet))["people"] == PEOPLE
