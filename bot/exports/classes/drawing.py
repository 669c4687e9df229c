"""A class drawn by Typst; only processes that make files import this."""

from __future__ import annotations

from bot.exports.classes.plain import pages_of, plain
from bot.exports.classes.sheet import ClassSheet
from bot.exports.drawing import as_pdf, as_pictures, as_vector
from bot.exports.plain import PAPERS, SCREEN, Data


def picture(sheet: ClassSheet) -> bytes:
    """The canvas as PNG; of teams, the first of them side by side."""
    return as_pictures(_first(sheet), sheet.on)[0]


def vector(sheet: ClassSheet) -> bytes:
    """The picture as SVG."""
    return as_vector(_first(sheet), sheet.on)


def page(sheet: ClassSheet) -> bytes:
    """Everything as PDF: teams side by side, each canvas, every note in full."""
    paper = PAPERS[sheet.paper]
    return as_pdf(plain(sheet, pages_of(sheet), paper, tables=True), sheet.on)


def _first(sheet: ClassSheet) -> Data:
    return plain(sheet, pages_of(sheet)[:1], SCREEN)
