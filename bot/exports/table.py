"""CSV: RFC 4180, for spreadsheets and scripts; no cell can become a formula."""

from __future__ import annotations

import csv
import io

from bot.exports.formats import Sheet
from bot.exports.rows import (
    Row,
    all_rows,
    questions_of,
    section_title,
    title_of,
    words_of,
)

#: What makes a spreadsheet take a cell for a formula, when it comes first.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def csv_of(sheet: Sheet) -> bytes:
    """One line a note; UTF-8 with the mark by which spreadsheets know it."""
    w, rows = words_of(sheet), tuple(all_rows(sheet))
    questions = questions_of(rows)
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(
        map(
            safe,
            (
                w.label("Segment"),
                w.label("Section"),
                w.label("Rank"),
                w.label("Note"),
                *questions,
                w.label("Situation"),
                w.label("Kind"),
                w.label("For the job"),
                w.label("Answers"),
                w.label("Heard from customers"),
                w.label("In their words"),
            ),
        )
    )
    for row in rows:
        lines.writerow(map(safe, _cells(sheet, row, questions)))
    return text.getvalue().encode("utf-8-sig")


def _cells(sheet: Sheet, row: Row, questions: tuple[str, ...]) -> tuple[str, ...]:
    return (
        title_of(sheet),
        section_title(sheet.guide, row.section),
        str(row.rank or ""),
        row.text,
        *(row.ratings.get(question, "") for question in questions),
        row.context,
        row.tags,
        row.job,
        row.answers,
        str(row.heard),
        row.quote,
    )


def safe(cell: str) -> str:
    """A cell that every spreadsheet takes for text, if need be by an apostrophe."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
