"""Every format and what makes it; a new one takes a module and a line here.

Only processes that make files import this: some makers are big.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.exports import data, drawing, invitation, spreadsheet, table, text
from bot.exports.classes import data as class_data
from bot.exports.classes import drawing as class_drawing
from bot.exports.classes import spreadsheet as class_spreadsheet
from bot.exports.classes import table as class_table
from bot.exports.classes import text as class_text
from bot.exports.classes.sheet import ClassSheet
from bot.exports.formats import Format, Poster, Sheet
from bot.exports.worker_process import Makeable

Maker = Callable[[Any], bytes]

#: The makers for each kind of what files are made of.
MAKERS: Mapping[type[Makeable], Mapping[Format, Maker]] = {
    Sheet: {
        Format.PNG: drawing.picture,
        Format.PDF: drawing.page,
        Format.SVG: drawing.vector,
        Format.XLSX: spreadsheet.xlsx_of,
        Format.CSV: table.csv_of,
        Format.MARKDOWN: text.markdown_of,
        Format.JSON: data.json_of,
    },
    ClassSheet: {
        Format.PNG: class_drawing.picture,
        Format.PDF: class_drawing.page,
        Format.SVG: class_drawing.vector,
        Format.XLSX: class_spreadsheet.xlsx_of,
        Format.CSV: class_table.csv_of,
        Format.MARKDOWN: class_text.markdown_of,
        Format.JSON: class_data.json_of,
    },
    Poster: {Format.PNG: invitation.poster},
}


def made(of: Makeable, format: Format) -> bytes:  # noqa: A002 (what it is)
    """A file in a format."""
    return MAKERS[type(of)][format](of)
