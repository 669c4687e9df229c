"""Profiles to draw, and what a drawn page holds."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from msgspec.structs import replace

from bot.exports.formats import Sheet
from bot.exports.gallery import numbered
from bot.packaged import packaged_guide
from conversations.guides.model import load_guide

_KEPT = packaged_guide("priority")
GUIDE = load_guide(_KEPT.structure, _KEPT.words)

#: The fills of notes (pale, and paler) and the colour of their words, as in look.typ.
NOTES = ("cfe1f4", "e8f1fa", "f8d2c8", "fceae5", "c8e8d2", "e5f4ea")
INK = "1f2a37"

#: The height of the samples in the legend, which are no notes, and the width below
#: which a shape on a note is a badge, in points.
LEGEND, LARGEST_BADGE = 10, 24

#: How far a letter may seem to reach over an edge, in points.
TOLERANCE = 0.6


def sheet_with(texts: Sequence[str], count: int | None = None) -> Sheet:
    """A profile of these texts again and again, shared out to the three sections."""
    return numbered(texts, len(texts) if count is None else count, GUIDE)


def renamed(sheet: Sheet, name: str) -> Sheet:
    """The same profile of a segment with another name."""
    return replace(sheet, profile=replace(sheet.profile, name=name))


@dataclass(frozen=True)
class Box:
    """A note or a badge as it lies on a page, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether they share any place that can be seen."""
        return (
            self.x0 < other.x1 - TOLERANCE
            and other.x0 < self.x1 - TOLERANCE
            and self.top < other.bottom - TOLERANCE
            and other.top < self.bottom - TOLERANCE
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies within."""
        return (
            other.x0 >= self.x0 - TOLERANCE
            and other.x1 <= self.x1 + TOLERANCE
            and other.top >= self.top - TOLERANCE
            and other.bottom <= self.bottom + TOLERANCE
        )


@dataclass(frozen=True)
class Drawn:
    """The first page: its size, its notes, its badges, and where its letters are.

    `letters` are those of notes and names, `reach` is how far anything is written.
    """

    page: Box
    reach: Box
    notes: tuple[Box, ...]
    badges: tuple[Box, ...]
    letters: tuple[tuple[Box, str], ...]

    def text_in(self, note: Box) -> str:
        """What is written on a note, without spaces."""
        return "".join(text for box, text in self.letters if note.holds(box)).strip()


def first_page(pdf: bytes) -> Drawn:
    """What lies on the first page of a file."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        shapes = list(_filled([*page.curves, *page.rects]))
        return Drawn(
            page=Box(0, 0, float(page.width), float(page.height)),
            reach=Box(
                min(char["x0"] for char in page.chars),
                min(char["top"] for char in page.chars),
                max(char["x1"] for char in page.chars),
                max(char["bottom"] for char in page.chars),
            ),
            notes=tuple(
                box
                for box, colour in shapes
                if colour in NOTES and box.bottom - box.top > LEGEND
            ),
            badges=tuple(
                box
                for box, colour in shapes
                if colour not in NOTES and box.x1 - box.x0 < LARGEST_BADGE
            ),
            letters=tuple(
                (_box(char), char["text"])
                for char in page.chars
                if _hex(char["non_stroking_color"]) == INK and char["text"].strip()
            ),
        )


def words_of(pdf: bytes) -> str:
    """All text of all pages, without spaces: lines break where they like."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "".join(
            "".join((page.extract_text() or "").split()) for page in document.pages
        )


def _filled(shapes: Sequence[Any]) -> Iterator[tuple[Box, str]]:
    for shape in shapes:
        if shape["fill"]:
            yield _box(shape), _hex(shape["non_stroking_color"])


def _box(thing: Any) -> Box:
    return Box(thing["x0"], thing["top"], thing["x1"], thing["bottom"])


def _hex(colour: Any) -> str:
    parts = colour if isinstance(colour, (tuple, list)) else (colour,) * 3
    return "".join(f"{round(part * 255):02x}" for part in parts if part is not None)
