"""The canvas drawn by Typst: a picture, pages to print, and a picture without end.

Only the worker process (and a command of an operator) imports this: Typst and its
fonts take some hundred megabytes, which the bot itself shall not have.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from bot.exports.formats import Sheet
from bot.exports.plain import PAPERS, SCREEN, Data, compared, pages_of, plain

#: What Typst says of letters that no font has.
_NO_LETTER = "could not be displayed with font"

#: The width of a picture in pixels.
WIDTH = 1280


def picture(sheet: Sheet) -> bytes:
    """The canvas as PNG, 1,280 pixels wide."""
    return as_pictures(_first(sheet), sheet.on)[0]


def vector(sheet: Sheet) -> bytes:
    """The canvas as SVG, in which letters are shapes."""
    return as_vector(_first(sheet), sheet.on)


def _first(sheet: Sheet) -> Data:
    """The page that is the picture."""
    return plain(sheet, pages_of(sheet.canvas)[:1], SCREEN)


def page(sheet: Sheet) -> bytes:
    """Everything as PDF on the sheet's paper: the canvas first, then the rest."""
    pages, paper = pages_of(sheet.canvas), PAPERS[sheet.paper]
    return as_pdf(plain(sheet, pages, paper, tables=True), sheet.on)


def comparison(one: Sheet, other: Sheet) -> bytes:
    """Two segments side by side as PDF, on the paper of the first."""
    return as_pdf(compared(one, other), one.on)


def as_pdf(data: Data, on: date) -> bytes:
    """All pages as PDF/UA-1: tagged, with bookmarks and text to select.

    The standard allows no letter that none of our fonts has; boxes stand for those in
    a file that is tagged as well but does not claim to keep to the standard.
    """
    try:
        return _drawn(data, on, format="pdf", pdf_standards=["ua-1"])[0]
    except typst.TypstError as error:
        if _NO_LETTER not in error.message:
            raise
        return _drawn(data, on, format="pdf")[0]


def as_vector(data: Data, on: date) -> bytes:
    """The first page as SVG."""
    return _drawn(data, on, format="svg")[0]


def as_pictures(data: Data, on: date, width: int = WIDTH) -> list[bytes]:
    """Each page as PNG, so many pixels wide."""
    return _drawn(data, on, format="png", ppi=width * 25.4 / data["paper"][0])


def _drawn(data: Data, on: date, **options: Any) -> list[bytes]:
    """The files that Typst makes; the same data of a day gives the same bytes."""
    drawn = _compiler().compile(
        sys_inputs={"data": json.dumps(data)},
        timestamp=datetime.combine(on, time(), UTC),
        **options,
    )
    return [drawn] if isinstance(drawn, bytes) else list(drawn or ())


@cache
def _compiler() -> typst.Compiler:
    """Typst with our templates and fonts, and no way to anything else."""
    here = Path(str(files("bot.exports")))
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(here / "fonts")],
    )
    templates = here / "templates"
    return typst.Compiler(
        str(templates / "sheet.typ"), root=str(templates), font_paths=fonts
    )
