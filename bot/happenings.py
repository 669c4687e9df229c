"""What happens, and what of it can be applied side by side."""

from __future__ import annotations

from collections.abc import Sequence

from bot.arrivals import Arrival
from bot.deeds import Due
from bot.errands import Finished
from bot.outgoing import Relocated, Report
from bot.reports import chat_of
from bot.results import brought_by

Happening = Arrival | Report | Finished | Due

#: With fewer happenings than this a part is not worth a transaction of its own.
SMALLEST_PART = 20


class TogetherError(Exception):
    """A part reaches into other chats, like a class; it must be applied by itself.

    Beside another it could wait for rows that the other has, which waits for its own.
    """


def parts_of(batch: Sequence[Happening], most: int) -> list[list[Happening]]:
    """A batch in so many parts at most, in order; no chat is in two of them."""
    count = min(most, len(batch) // SMALLEST_PART)
    if count < 2:
        return [list(batch)]
    parts: list[list[Happening]] = [[] for _ in range(count)]
    for happening in batch:
        parts[_chat(happening) % count].append(happening)
    return [part for part in parts if part]


def reaches_others(happening: Happening) -> bool:
    """Whether rows of chats are touched that it does not belong to, whoever reads it.

    What else does is found out when it is applied.
    """
    if isinstance(happening, Finished):
        return bool(brought_by(happening))
    return isinstance(happening, Relocated)


def _chat(happening: Happening) -> int:
    match happening:
        case Arrival(chat=chat):
            return chat or 0
        case Due():
            return 0
    return chat_of(happening)
