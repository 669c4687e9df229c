"""How the text of a message becomes notes and names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

#: A profile's name is cut to this many characters; its notes keep every word.
LONGEST_NAME = 80

#: Only a list in which every line has its number is one; "1. FC" is a name.
_COUNTED = re.compile(r"^\d{1,3}[.)]\s+")

_BETWEEN_NUMBERS = re.compile(r"[\s,;/·|،、，]+")

_BULLET = re.compile(r"^(?:[-*•–—▪◦·](?:\s+|$))+")


def lines_of(text: str) -> tuple[str, ...]:
    """The notes in a message: its lines without bullets, numbers and empty lines."""
    lines = [_BULLET.sub("", line.strip()).strip() for line in text.splitlines()]
    lines = [line for line in lines if _is_visible(line)]
    if len(lines) > 1 and all(map(_COUNTED.match, lines)):
        lines = [_COUNTED.sub("", line) for line in lines]
    return tuple(line for line in lines if _is_visible(line))


def paired(
    old: Sequence[str | None], new: Sequence[str]
) -> Iterator[tuple[int | None, int | None]]:
    """Which line of a text became which new one; None for what has no partner.

    An old line that is None matches no text; it pairs with what stands in its place.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        for place in range(max(i2 - i1, j2 - j1)):
            before = i1 + place if i1 + place < i2 else None
            after = j1 + place if j1 + place < j2 else None
            yield before, after


def name_of(text: str) -> str:
    """A text as the name of a profile: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"


def numbers_in(text: str, highest: int) -> tuple[int, ...] | None:
    """The numbers of a text that holds nothing else, each from 1 to `highest`."""
    words = [word for word in _BETWEEN_NUMBERS.split(text) if word]
    if not words or not all(word.isdecimal() and len(word) < 4 for word in words):
        return None
    numbers = tuple(map(int, words))
    return numbers if all(1 <= number <= highest for number in numbers) else None


def _is_visible(line: str) -> bool:
    """Whether there is anything to see; zero-width characters are not."""
    return any(unicodedata.category(char)[0] not in "CZ" for char in line)
