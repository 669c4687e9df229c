"""A whole lesson as people see it, kept in docs/transcripts/class.md.

With UPDATE_TRANSCRIPTS=1 the file is written anew; read it aloud then.
`python -m scripts.record_class --to folder` writes it with all files of the class.
"""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import openpyxl
import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator, SteppedClock
from tests.bot.classes.recorded_class import RecordedClass
from tests.bot.classes.students import CLASS

KEPT = Path(__file__).parents[3] / "docs" / "transcripts" / "class.md"


@pytest.fixture
def clock() -> SteppedClock:
    """A morning on which the lesson is played every time."""
    return SteppedClock()


async def test_a_lesson_of_thirty(
    bot: RunningBot, sim: Simulator, clock: SteppedClock, tom: Person
) -> None:
    recorded = RecordedClass(sim, clock, tom)
    told = await recorded.plays()
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        KEPT.write_text(told, encoding="utf-8")
    _is_all_there(recorded.files)
    assert told == KEPT.read_text(encoding="utf-8")


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
