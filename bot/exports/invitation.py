"""The poster that a class scans to join: a picture for a projector.

Only processes that make files import this, as everything that draws.
"""

from __future__ import annotations

import segno

from bot.exports.drawing import as_pictures
from bot.exports.formats import Poster
from bot.exports.plain import Data, document
from bot.exports.words import clean, words
from bot.wording import wording_for

#: What projectors show: sixteen to nine, in millimetres and in pixels.
WALL, WIDTH = (320.0, 180.0), 1920


def poster(invitation: Poster) -> bytes:
    """The poster as PNG."""
    data = poster_data(invitation)
    return as_pictures(data, invitation.on, WIDTH)[0]


def poster_data(invitation: Poster) -> Data:
    """What stands on the poster, for the template."""
    w = wording_for(invitation.language)
    title = clean(invitation.title) or w.label("Join the class")
    return {
        **document(title, w.label("Join the class"), invitation.language, [title]),
        "pages": ["poster"],
        "paper": WALL,
        "tables": False,
        "title": words(title),
        "call": words(w.label("Scan, press Start, answer in private")),
        "link": words(invitation.link.removeprefix("https://")),
        "code": _code(invitation.link),
    }


def _code(link: str) -> Data:
    """A QR code: its size in modules, and its dark modules as (x, width, y).

    A quarter of it may be hidden, by a head for example, and it can still be read.
    """
    rows = [bytes(row) for row in segno.make_qr(link, error="q").matrix]
    return {
        "size": len(rows),
        "runs": [(*run, y) for y, row in enumerate(rows) for run in _runs(row)],
    }


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow each other."""
    edges = [
        x
        for x, (a, b) in enumerate(zip(b"\0" + row, row + b"\0", strict=True))
        if a != b
    ]
    return [
        (start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
