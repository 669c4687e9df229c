"""XLSX: a sheet a section, ready to be sorted, filtered and printed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from xlsxwriter.worksheet import Worksheet

from bot.exports.card import groups_of, verdict_of
from bot.exports.formats import Sheet
from bot.exports.rows import (
    Row,
    all_rows,
    questions_of,
    rows_of,
    section_title,
    sections_of,
    title_of,
    words_of,
)
from bot.exports.workbook import Book, writing
from bot.wording import later
from conversations.canvas import CanvasSection

_HEARD, _GUESS = "#2F7D5B", "#C9D2DC"


def xlsx_of(sheet: Sheet) -> bytes:
    """The canvas as a workbook; the summary comes first."""
    file = io.BytesIO()
    with writing(title_of(sheet), sheet.on, sheet.paper, file) as book:
        sections = sections_of(sheet.canvas)
        _summary(book, sheet, sections)
        for section in sections:
            _section(book, sheet, section)
        _rest(book, sheet)
    return file.getvalue()


def _summary(book: Book, sheet: Sheet, sections: Sequence[CanvasSection]) -> None:
    """Who they are, and how much there is in each section."""
    w = words_of(sheet)
    page = book.added(w.label("Summary"))
    page.set_column(0, 0, 30)
    page.set_column(1, 3, 16)
    page.set_column(4, 4, 60)
    groups = groups_of(sheet.canvas, w)
    known = [
        w.label("{guide}, {day}", guide=sheet.guide.words.title, day=sheet.on),
        *(f"{title}: {'; '.join(lines)}" for title, lines in groups),
        *filter(None, [verdict_of(sheet.canvas)]),
    ]
    head = book.headed(page, known)
    if sections:
        _counts(book, page, sheet, head, sections)


def _counts(
    book: Book,
    page: Worksheet,
    sheet: Sheet,
    head: int,
    sections: Sequence[CanvasSection],
) -> None:
    """How many notes there are, how many were heard, and the first of each."""
    w = words_of(sheet)
    heads = (
        w.label("Section"),
        w.label("Notes"),
        w.label("Heard from customers"),
        w.label("Still a guess"),
        w.label("First"),
    )
    rows = []
    for section in sections:
        notes = len(section.items)
        heard = sum(item.heard > 0 for item in section.items)
        title = section_title(sheet.guide, section.section)
        first = section.top.text if section.top else ""
        rows.append((title, notes, heard, notes - heard, first))
    book.lines(page, head, heads, rows, bold=0)
    # The axis has marks for whole notes, and few of them.
    most = max(len(section.items) for section in sections)
    said = w.label("What customers said, and what is a guess")
    columns = ((2, _HEARD), (3, _GUESS))
    book.bars(page, head, len(rows), columns, said, unit=ceil(max(1, most) / 8))
    page.freeze_panes(head + 1, 0)


def _section(book: Book, sheet: Sheet, section: CanvasSection) -> None:
    w, rows = words_of(sheet), rows_of(sheet, section)
    page = book.added(section_title(sheet.guide, section.section))
    questions = questions_of(rows)
    shown = _Shown.of(rows)
    heads = (
        w.label("Rank"),
        w.label("Note"),
        *questions,
        *(w.label(_HEADS[name]) for name in shown.names),
        w.label("Heard from customers"),
        w.label("In their words"),
    )
    book.table(page, heads, [_cells(row, questions, shown) for row in rows])


def _rest(book: Book, sheet: Sheet) -> None:
    """What belongs to no ranked section, on one sheet, if there is anything."""
    w = words_of(sheet)
    ranked = {
        section.section for section in (*sheet.canvas.sections, *sheet.canvas.value_map)
    }
    rows = [row for row in all_rows(sheet) if row.section not in ranked]
    if not rows:
        return
    heads = (
        w.label("Section"),
        w.label("Note"),
        w.label("Kind"),
        w.label("For the job"),
    )
    cells = [
        (section_title(sheet.guide, row.section), row.text, row.tags, row.job)
        for row in rows
    ]
    book.table(book.added(w.label("More")), heads, cells)


#: The columns that only some sections need.
_HEADS = {
    "context": later("Situation"),
    "tags": later("Kind"),
    "job": later("For the job"),
    "answers": later("Answers"),
}


class _Shown(Struct, frozen=True):
    """Which of those columns have anything in them."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Shown:
        """The columns that some row fills."""
        return cls(
            tuple(name for name in _HEADS if any(getattr(row, name) for row in rows))
        )


def _cells(row: Row, questions: Sequence[str], shown: _Shown) -> tuple[str | int, ...]:
    return (
        row.rank or "",
        row.text,
        *(row.ratings.get(question, "") for question in questions),
        *(getattr(row, name) for name in shown.names),
        row.heard,
        row.quote,
    )
