"""People's words for the templates: cleaned, and how they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from bot.wording import shortened

#: No text is drawn longer than this many characters; a message cannot be, either.
LONGEST = 4096

#: Letters without spaces wider than this many ems may be broken anywhere.
_WIDEST_RUN = 9.5

#: Scripts that find their own places to break: Thai, Chinese, Japanese, Korean.
_BREAKS_ITSELF = r"\u0e00-\u0e7f\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\uffef"
_RUN = re.compile(rf"[^\s{_BREAKS_ITSELF}]{{10,}}")

#: Scripts with marks above or below their letters.
_TALL = re.compile(
    r"[\u0590-\u08ff\u0900-\u0eff\u1ea0-\u1ef9\ufb1d-\ufdff\ufe70-\ufeff]"
)

_KANA, _HANGUL = re.compile(r"[\u3040-\u30ff]"), re.compile(r"[\uac00-\ud7a3]")

Words = dict[str, Any]


def clean(text: str) -> str:
    """A text on one line, without what no page can show, not too long."""
    seen = "".join(char for char in text if _shows(char))
    return shortened(seen, LONGEST)


def _shows(char: str) -> bool:
    """Whether a character is more than a command; joiners form letters and emoji."""
    category = unicodedata.category(char)
    return category not in {"Cc", "Cs", "Cn", "Co"} or char in "\t\n\r"


def words(text: str) -> Words:
    """A text as the templates take it; see `templates/look.typ`."""
    line = clean(text)
    return {
        "parts": _parts(line),
        "rtl": is_right_to_left(line),
        "tall": _TALL.search(line) is not None,
    }


def _parts(line: str) -> list[str]:
    """The text cut so that every second part is a run that may be broken anywhere."""
    parts, start = [], 0
    for run in _RUN.finditer(line):
        if _width(run.group()) > _WIDEST_RUN:
            parts += [line[start : run.start()], run.group()]
            start = run.end()
    return [*parts, line[start:]]


def _width(run: str) -> float:
    """About how many ems a run takes, rather too many than too few."""
    return sum(0.95 if c in "mwMW@%—" or ord(c) > 0xFFFF else _usual(c) for c in run)


def _usual(char: str) -> float:
    return 0.75 if char.isupper() or not char.isascii() else 0.6


def is_right_to_left(text: str) -> bool:
    """Whether the first letter of a text is one of those written from the right."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def han_fonts(texts: Iterable[str]) -> list[str]:
    """Fonts for Chinese, Japanese and Korean; the one of the people's own comes first.

    They share characters, and each draws them as it is done at home.
    """
    fonts = ["Noto Sans SC", "Noto Sans JP", "Noto Sans KR"]
    together = " ".join(texts)
    if _KANA.search(together):
        return [fonts[1], fonts[0], fonts[2]]
    if _HANGUL.search(together):
        return [fonts[2], fonts[0], fonts[1]]
    return fonts
