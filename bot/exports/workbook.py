"""A workbook and its look: sheets to be sorted, filtered and printed.

One rule: whatever people wrote is written as text, never guessed to be a formula,
a link or a number. XlsxWriter is big; only a process that makes files imports this.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format as Look
from xlsxwriter.worksheet import Worksheet

from bot.exports.formats import Paper

#: XlsxWriter's numbers of papers.
_PAPERS = {Paper.A4: 9, Paper.LETTER: 1}
_LANDSCAPE_MARGIN = 0.5  # inches

_OPTIONS: dict[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

_INK, _PAPER, _LINE = "#1F2933", "#EEF2F6", "#C9D2DC"

#: What Excel takes in no sheet's name, and how long one may be.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31

#: Points of a line of text, and of the tallest row that Excel has.
_LINE_HEIGHT, _TALLEST = 15, 409

#: How much wider than the digits that columns are measured by bold text may be.
_BOLD = 1.1

#: A cell: text stays text, numbers can be reckoned with.
Cell = str | int | float


class Book:
    """A workbook while it is written; see `writing`."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, title: str, on: date, paper: Paper
    ) -> None:
        self._workbook, self._title, self._paper = workbook, title, paper
        self._names: set[str] = set()
        # The day and no hour: the same content gives the same bytes.
        made = datetime.combine(on, time(), UTC).replace(tzinfo=None)
        workbook.set_properties({"title": title[:255], "created": made})
        workbook.set_size(2400, 1400)
        self._looks = self._made_looks()

    def _made_looks(self) -> dict[str, Look]:
        top = {"valign": "top", "font_color": _INK, "font_size": 11}
        cell = {**top, "text_wrap": True, "bottom": 1, "bottom_color": _LINE}
        head = {**cell, "bold": True, "bg_color": _PAPER, "valign": "vcenter"}
        looks = {
            "title": {**top, "bold": True, "font_size": 18},
            "about": {**top, "font_color": "#52606D"},
            "head": head,
            "cell": cell,
            "note": {**cell, "bold": True},
            "number": {**cell, "align": "center"},
        }
        return {name: self._workbook.add_format(look) for name, look in looks.items()}

    def added(self, title: str) -> Worksheet:
        """A new sheet, set up to be printed; names are made fit for Excel."""
        page = self._workbook.add_worksheet(self._name(title))
        page.set_landscape()
        page.set_paper(_PAPERS[self._paper])
        page.fit_to_pages(1, 0)
        page.set_margins(*(_LANDSCAPE_MARGIN,) * 2, 0.6, 0.6)
        page.hide_gridlines(2)
        name = self._title[:80].replace("&", "&&")
        page.set_footer(f"&L{name}&C&A&R&P / &N")
        return page

    def _name(self, title: str) -> str:
        stem = _NOT_IN_NAMES.sub(" ", title)[:_LONGEST_NAME].strip() or "…"
        name, number = stem, 1
        while name.casefold() in self._names | {"history"}:
            number += 1
            name = f"{stem[: _LONGEST_NAME - 4]} ({number})"
        self._names.add(name.casefold())
        return name

    def headed(self, page: Worksheet, about: Iterable[str]) -> int:
        """Write whose it is and what is known about it; return the next free row."""
        page.write_string(0, 0, self._title, self._looks["title"])
        page.set_row(0, 30)
        at = 0
        for at, text in enumerate(about, 1):
            page.write_string(at, 0, text, self._looks["about"])
        return at + 2

    def table(
        self,
        page: Worksheet,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        bold: int = 1,
    ) -> None:
        """A table with filters; its head stays in view and on every printed page.

        The column `bold` is what the table is about.
        """
        widths = [
            _width(head, max((_columns(str(row[column])) for row in rows), default=0))
            for column, head in enumerate(heads)
        ]
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        self.lines(page, 0, heads, rows, bold)
        for at, cells in enumerate(rows, 1):
            page.set_row(at, _height(cells, widths))
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)

    def lines(
        self,
        page: Worksheet,
        at: int,
        heads: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        bold: int,
    ) -> None:
        """A head and rows below it, from row `at` on."""
        page.set_row(at, 32)
        for column, head in enumerate(heads):
            page.write_string(at, column, head, self._looks["head"])
        for row, cells in enumerate(rows, at + 1):
            for column, cell in enumerate(cells):
                self._cell(
                    page, row, column, cell, "note" if column == bold else "cell"
                )

    def _cell(
        self, page: Worksheet, row: int, column: int, cell: Cell, look: str
    ) -> None:
        if isinstance(cell, str):
            page.write_string(row, column, cell, self._looks[look])
        else:
            page.write_number(row, column, cell, self._looks["number"])

    def bars(
        self,
        page: Worksheet,
        head: int,
        count: int,
        columns: Sequence[tuple[int, str]],
        title: str,
        unit: int,
    ) -> None:
        """A native chart below a table: bars for `count` rows, named in column 0.

        `columns` are stacked, each with its colour. The axis has a mark every `unit`.
        """
        chart = self._workbook.add_chart({"type": "bar", "subtype": "stacked"})
        last = head + count
        for column, colour in columns:
            chart.add_series(
                {
                    "name": [page.name, head, column],
                    "categories": [page.name, head + 1, 0, last, 0],
                    "values": [page.name, head + 1, column, last, column],
                    "fill": {"color": colour},
                    "gap": 60,
                }
            )
        chart.set_title({"name": title})
        chart.set_y_axis({"reverse": True})
        grid = {"visible": False}
        chart.set_x_axis({"major_gridlines": grid, "min": 0, "major_unit": unit})
        if len(columns) > 1:
            chart.set_legend({"position": "bottom"})
        else:
            chart.set_legend({"none": True})
        chart.set_size({"width": 720, "height": 120 + 45 * count})
        page.insert_chart(last + 2, 0, chart)


@contextmanager
def writing(title: str, on: date, paper: Paper, file: io.BytesIO) -> Iterator[Book]:
    """A workbook that is in `file` when it has been written."""
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        yield Book(workbook, title, on, paper)


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
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


def _width(head: str, longest: float) -> int:
    """A column's width in characters: as wide as it needs, up to a readable line."""
    return min(max(ceil(longest) + 1, len(head) // 2 + 4, 8), 60)
