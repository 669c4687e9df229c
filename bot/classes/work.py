"""What a batch has for exercises."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from bot import deeds as d
from bot.arrivals import Arrival
from bot.classes.renderer import Trouble
from bot.outgoing import Delivered


class Work(Struct, frozen=True):
    """What happened that is for exercises.

    `forgotten` are those who had everything deleted, by our own numbers; `troubles`
    what went wrong with groups, by their conversations. `polls` were sent or closed.
    """

    arrivals: Sequence[Arrival] = ()
    due: Sequence[d.Due] = ()
    forgotten: Collection[int] = ()
    troubles: Sequence[tuple[int, Trouble]] = ()
    polls: Sequence[Delivered] = ()

    def __bool__(self) -> bool:
        anything = self.arrivals or self.due or self.forgotten or self.troubles
        return bool(anything or self.polls)
