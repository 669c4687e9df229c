"""XLSX: a sheet a section, ready to be sorted, filtered and printed.

One rule: whatever people wrote is written as text, never guessed to be a formula,
a link or a number. XlsxWriter is big; only a process that makes files imports this.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format as Look
from xlsxwriter.worksheet import Worksheet

from bot.exports.card import groups_of, verdict_of
from bot.exports.formats import Paper, Sheet
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
from bot.wording import Wording, later
from conversations.canvas import CanvasSection

#: XlsxWriter's numbers of papers.
_PAPERS = {Paper.A4: 9, Paper.LETTER: 1}
_LANDSCAPE_MARGIN = 0.5  # inches

_OPTIONS: dict[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

_INK, _PAPER, _LINE, _HEARD, _GUESS = (
    "#1F2933",
    "#EEF2F6",
    "#C9D2DC",
    "#2F7D5B",
    "#C9D2DC",
)

#: What Excel takes in no sheet's name, and how long one may be.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def xlsx_of(sheet: Sheet) -> bytes:
    """The canvas as a workbook."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        _Book(sheet, workbook).write()
    return file.getvalue()


@dataclass(slots=True)
class _Book:
    """A workbook while it is written."""

    sheet: Sheet
    workbook: xlsxwriter.Workbook
    looks: dict[str, Look] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def write(self) -> None:
        """Write every sheet; the summary comes first."""
        self._looks()
        self._properties()
        summary = self._added(self.w.label("Summary"))
        sections = sections_of(self.sheet.canvas)
        self._summary(summary, sections)
        for section in sections:
            self._section(section)
        self._rest()

    @property
    def w(self) -> Wording:
        """The words of the interface."""
        return words_of(self.sheet)

    def _looks(self) -> None:
        top = {"valign": "top", "font_color": _INK, "font_size": 11}
        cell = {**top, "text_wrap": True, "bottom": 1, "bottom_color": _LINE}
        head = {**cell, "bold": True, "bg_color": _PAPER, "valign": "vcenter"}
        for name, look in {
            "title": {**top, "bold": True, "font_size": 18},
            "about": {**top, "font_color": "#52606D"},
            "head": head,
            "cell": cell,
            "note": {**cell, "bold": True},
            "number": {**cell, "align": "center"},
        }.items():
            self.looks[name] = self.workbook.add_format(look)

    def _properties(self) -> None:
        # The day and no hour: the same canvas gives the same bytes.
        made = datetime.combine(self.sheet.on, time(), UTC).replace(tzinfo=None)
        self.workbook.set_properties(
            {"title": title_of(self.sheet)[:255], "created": made}
        )
        self.workbook.set_size(2400, 1400)

    def _added(self, title: str) -> Worksheet:
        """A new sheet, set up to be printed; names are made fit for Excel."""
        page = self.workbook.add_worksheet(self._name(title))
        page.set_landscape()
        page.set_paper(_PAPERS[self.sheet.paper])
        page.fit_to_pages(1, 0)
        page.set_margins(*(_LANDSCAPE_MARGIN,) * 2, 0.6, 0.6)
        page.hide_gridlines(2)
        name = title_of(self.sheet)[:80].replace("&", "&&")
        page.set_footer(f"&L{name}&C&A&R&P / &N")
        return page

    def _name(self, title: str) -> str:
        stem = _NOT_IN_NAMES.sub(" ", title)[:_LONGEST_NAME].strip() or "…"
        name, number = stem, 1
        while name.casefold() in self.names | {"history"}:
            number += 1
            name = f"{stem[: _LONGEST_NAME - 4]} ({number})"
        self.names.add(name.casefold())
        return name

    # --- the sheets -------------------------------------------------------------------

    def _summary(self, page: Worksheet, sections: Sequence[CanvasSection]) -> None:
        """Who they are, and how much there is in each section."""
        w, guide = self.w, self.sheet.guide
        page.set_column(0, 0, 30)
        page.set_column(1, 3, 16)
        page.set_column(4, 4, 60)
        page.write_string(0, 0, title_of(self.sheet), self.looks["title"])
        page.set_row(0, 30)
        about = w.label("{guide}, {day}", guide=guide.words.title, day=self.sheet.on)
        page.write_string(1, 0, about, self.looks["about"])
        groups = groups_of(self.sheet.canvas, w)
        known = [f"{title}: {'; '.join(lines)}" for title, lines in groups]
        known += filter(None, [verdict_of(self.sheet.canvas)])
        for at, text in enumerate(known, 2):
            page.write_string(at, 0, text, self.looks["about"])
        head = 3 + len(known)
        if sections:
            self._counts(page, head, sections)

    def _counts(
        self, page: Worksheet, head: int, sections: Sequence[CanvasSection]
    ) -> None:
        """How many notes there are, how many were heard, and the first of each."""
        w = self.w
        heads = (
            w.label("Section"),
            w.label("Notes"),
            w.label("Heard from customers"),
            w.label("Still a guess"),
            w.label("First"),
        )
        self._write(page, head, heads, "head")
        page.set_row(head, 32)
        for at, section in enumerate(sections, head + 1):
            heard = sum(item.heard > 0 for item in section.items)
            title = section_title(self.sheet.guide, section.section)
            page.write_string(at, 0, title, self.looks["note"])
            counts = (len(section.items), heard, len(section.items) - heard)
            for column, count in enumerate(counts, 1):
                page.write_number(at, column, count, self.looks["number"])
            first = section.top.text if section.top else ""
            page.write_string(at, 4, first, self.looks["cell"])
        most = max(len(section.items) for section in sections)
        self._chart(page, head, len(sections), unit=ceil(max(1, most) / 8))
        page.freeze_panes(head + 1, 0)

    def _chart(self, page: Worksheet, head: int, sections: int, unit: int) -> None:
        """A native chart: how much of each section somebody was heard saying.

        Its axis has a mark for so many notes: for whole ones, and few of them.
        """
        chart = self.workbook.add_chart({"type": "bar", "subtype": "stacked"})
        last = head + sections
        for column, colour in ((2, _HEARD), (3, _GUESS)):
            chart.add_series(
                {
                    "name": [page.name, head, column],
                    "categories": [page.name, head + 1, 0, last, 0],
                    "values": [page.name, head + 1, column, last, column],
                    "fill": {"color": colour},
                    "gap": 60,
                }
            )
        chart.set_title(
            {"name": self.w.label("What customers said, and what is a guess")}
        )
        chart.set_y_axis({"reverse": True})
        grid = {"visible": False}
        chart.set_x_axis({"major_gridlines": grid, "min": 0, "major_unit": unit})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 720, "height": 120 + 45 * sections})
        page.insert_chart(last + 2, 0, chart)

    def _section(self, section: CanvasSection) -> None:
        w, rows = self.w, rows_of(self.sheet, section)
        page = self._added(section_title(self.sheet.guide, section.section))
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
        self._table(page, heads, [_cells(row, questions, shown) for row in rows])

    def _rest(self) -> None:
        """What belongs to no ranked section, on one sheet, if there is anything."""
        w = self.w
        ranked = {
            section.section
            for section in (*self.sheet.canvas.sections, *self.sheet.canvas.value_map)
        }
        rows = [row for row in all_rows(self.sheet) if row.section not in ranked]
        if not rows:
            return
        heads = (
            w.label("Section"),
            w.label("Note"),
            w.label("Kind"),
            w.label("For the job"),
        )
        cells = [
            (section_title(self.sheet.guide, row.section), row.text, row.tags, row.job)
            for row in rows
        ]
        self._table(self._added(w.label("More")), heads, cells)

    def _table(
        self, page: Worksheet, heads: Sequence[str], rows: Sequence[Sequence[str | int]]
    ) -> None:
        """A table with filters; its head stays in view and on every printed page."""
        widths = [
            _width(head, max((len(str(row[column])) for row in rows), default=0))
            for column, head in enumerate(heads)
        ]
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        self._write(page, 0, heads, "head")
        page.set_row(0, 32)
        for at, cells in enumerate(rows, 1):
            self._write(page, at, cells, "cell")
            page.set_row(at, _height(cells, widths))
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)

    def _write(
        self, page: Worksheet, row: int, cells: Iterable[str | int], look: str
    ) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                page.write_number(row, column, cell, self.looks["number"])
            elif look == "cell" and column == 1:
                page.write_string(row, column, cell, self.looks["note"])
            else:
                page.write_string(row, column, cell, self.looks[look])


#: Points of a line of text, and of the tallest row that Excel has.
_LINE_HEIGHT, _TALLEST = 15, 409

#: How much wider than the digits that columns are measured by bold text may be.
_BOLD = 1.1

#: The columns that only some sections need.
_HEADS = {
    "context": later("Situation"),
    "tags": later("Kind"),
    "job": later("For the job"),
    "answers": later("Answers"),
}


@dataclass(frozen=True, slots=True)
class _Shown:
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


def _height(cells: Sequence[str | int], widths: Sequence[int]) -> float:
    """A row's height in points, with room for all of its text as far as Excel goes.

    Excel would find it out by itself; other programs show one line of text only.
    """
    lines = max(
        sum(max(1, ceil(_columns(line) / width)) for line in str(cell).split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )
    return min(lines * _LINE_HEIGHT, _TALLEST)


def _columns(text: str) -> float:
    """The width of a text in bold digits; letters of the far east take two."""
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return (len(text) + wide) * _BOLD


def _width(head: str, longest: int) -> int:
    """A column's width in characters: as wide as it needs, up to a readable line."""
    return min(max(longest + 2, len(head) // 2 + 4, 8), 60)
