"""Every format and what makes it; a new one takes a module and a line here.

Only processes that make files import this: some makers are big.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.exports import drawing
from bot.exports.data import json_of
from bot.exports.formats import Format, Sheet
from bot.exports.spreadsheet import xlsx_of
from bot.exports.table import csv_of
from bot.exports.text import markdown_of

Maker = Callable[[Sheet], bytes]

MAKERS: Mapping[Format, Maker] = {
    Format.PNG: drawing.picture,
    Format.PDF: drawing.page,
    Format.SVG: drawing.vector,
    Format.XLSX: xlsx_of,
    Format.CSV: csv_of,
    Format.MARKDOWN: markdown_of,
    Format.JSON: json_of,
}


def made(sheet: Sheet, format: Format) -> bytes:  # noqa: A002 (what it is)
    """A sheet in a format."""
    return MAKERS[format](sheet)
