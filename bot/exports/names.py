"""Names of files, made from what people call their customers."""

from __future__ import annotations

import unicodedata

from conversations.formats import Format, Paper

#: The longest stem in bytes: file systems take 255 for a whole name.
_LONGEST = 120


def file_name(
    segment: str,
    format: Format,  # noqa: A002 (what it is)
    paper: Paper = Paper.A4,
) -> str:
    """A name that every file system takes, and that still says whose canvas it is.

    It says for which paper, too, if that is not the usual one.
    """
    return _named(segment, _for(paper, "canvas"), format)


def class_file_name(
    about: str,
    format: Format,  # noqa: A002 (what it is)
    paper: Paper = Paper.A4,
) -> str:
    """Such a name for a file of a class, or for its poster."""
    return _named(about, _for(paper, "class"), format)


def _for(paper: Paper, what: str) -> str:
    return what if paper is Paper.A4 else f"{what}-{paper}"


def _named(about: str, what: str, kind: Format) -> str:
    """Letters and digits of any script stay, everything else becomes a hyphen.

    The last word keeps it from being a name that some systems reserve.
    """
    words = "".join(map(_plain, unicodedata.normalize("NFC", about))).split()
    return f"{'-'.join(filter(None, [_cut('-'.join(words)), what]))}.{kind}"


def _plain(char: str) -> str:
    """A letter, digit or mark of a letter; a gap for everything else."""
    return char if unicodedata.category(char)[0] in "LNM" else " "


def _cut(stem: str) -> str:
    return stem.encode()[:_LONGEST].decode(errors="ignore").rstrip("-")
