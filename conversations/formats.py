"""What a canvas can be taken away as."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """A file format; its value is the ending of a file's name."""

    PNG = "png"
    PDF = "pdf"
    SVG = "svg"
    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "md"
    JSON = "json"


class Paper(StrEnum):
    """The paper that a page is made for."""

    A4 = "a4"
    LETTER = "us-letter"
