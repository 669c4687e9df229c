"""Whole lessons as people see them, kept in docs/transcripts.

With UPDATE_TRANSCRIPTS=1 the files are written anew; read them aloud then.
`python -m scripts.record_class --to folder` writes the larger one with all its files.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import openpyxl
import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator, SteppedClock
from tests.bot.classes.lesson import ever_in
from tests.bot.classes.recorded_anonymous import STUDENTS, AnonymousClass
from tests.bot.classes.recorded_class import RecordedClass
from tests.bot.classes.students import CLASS

KEPT = Path(__file__).parents[3] / "docs" / "transcripts"


@pytest.fixture
def clock() -> SteppedClock:
    """A morning on which the lesson is played every time."""
    return SteppedClock()


async def test_a_lesson_of_thirty(
    bot: RunningBot, sim: Simulator, clock: SteppedClock, tom: Person
) -> None:
    recorded = RecordedClass(sim, clock, tom)
    _is_kept(await recorded.plays(), "class.md")
    _is_all_there(recorded.files)


async def test_an_anonymous_class(
    bot: RunningBot, sim: Simulator, clock: SteppedClock, tom: Person
) -> None:
    recorded = AnonymousClass(sim, clock, tom)
    _is_kept(await recorded.plays(), "anonymous_class.md")
    for chat in (recorded.group, tom.chat):
        assert _named_in(ever_in(chat)) == []
    for name, data in recorded.files.items():
        assert _named_in(_readable(name, data)) == [], name


def _is_kept(told: str, name: str) -> None:
    """Hold it against the file, or write the file."""
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        (KEPT / name).write_text(told, encoding="utf-8")
    assert told == (KEPT / name).read_text(encoding="utf-8")


def _named_in(text: str) -> list[str]:
    return [one.name for one in STUDENTS if re.search(rf"\b{one.name}\b", text)]


def _readable(name: str, data: bytes) -> str:
    """The words of a file, as far as they are no picture."""
    if not name.endswith(".xlsx"):
        return data.decode(errors="ignore")
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
    )


def _is_all_there(files: dict[str, bytes]) -> None:
    """Every note is in each file of rows, also what was hidden."""
    by_kind = {name.rpartition(".")[2]: data for name, data in files.items()}
    written = sum(len((*one.jobs, *one.pains, *one.gains)) for one in CLASS)
    said_aloud = 1
    rows = csv.DictReader(io.StringIO(by_kind["csv"].decode("utf-8-sig")))
    sheet = openpyxl.load_workbook(io.BytesIO(by_kind["xlsx"]))["Notes"]
    counts = {
        len(list(rows)),
        sheet.max_row - 1,
        len(json.loads(by_kind["json"])["notes"]),
    }
    assert counts == {written + said_aloud}
    assert by_kind["pdf"].startswith(b"%PDF")
    assert by_kind["png"].startswith(b"\x89PNG")
    assert "**keep the queue short**" in by_kind["md"].decode()
