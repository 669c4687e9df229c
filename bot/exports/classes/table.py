"""CSV of a class: one line a note; no cell can become a formula."""

from __future__ import annotations

import csv
import io

from bot.exports.classes.rows import columns_of
from bot.exports.classes.sheet import ClassSheet
from bot.exports.table import safe


def csv_of(sheet: ClassSheet) -> bytes:
    """The notes as RFC 4180 has it, in UTF-8 with the mark that spreadsheets know."""
    columns = columns_of(sheet)
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(safe(column.head) for column in columns)
    for note in sheet.report.notes:
        lines.writerow(safe(str(column.cell(note))) for column in columns)
    return text.getvalue().encode("utf-8-sig")
