"""Which module makes which format."""

from __future__ import annotations

from bot.exports import drawing
from bot.exports.formats import Format, Sheet

_MAKERS = {
    Format.PNG: drawing.picture,
    Format.PDF: drawing.page,
    Format.SVG: drawing.vector,
}


def made(sheet: Sheet, format: Format) -> bytes:  # noqa: A002
    """A sheet as a file of this format."""
    return _MAKERS[format](sheet)
