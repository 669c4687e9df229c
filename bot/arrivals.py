"""What comes in: one update, understood as far as the engine needs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct

from bot.deeds import Deed, Place, Who
from conversations.interview.effects import Notice
from conversations.interview.events import Event


class Arrival(Struct, frozen=True):
    """One update of the messenger.

    `chat` is the private chat it belongs to, `place` the group; both are None when
    there is nothing to do. `who` did it. An `event` is for the interview in the private
    chat, a `deed` for an exercise: if there is one, it counts. `raw` is the update as
    it came. `message` is the newest message id it shows, `written` when a text was
    written or changed. `tap` is the query to answer, `refused` why a tap counts for
    nothing. `reachable` changes when a person blocks the bot or lets it in.
    """

    update: int
    raw: object
    chat: int | None = None
    event: Event | None = None
    place: Place | None = None
    who: Who | None = None
    deed: Deed | None = None
    message: int = 0
    written: datetime | None = None
    tap: str | None = None
    refused: Notice | None = None
    reachable: bool | None = None
    broken: str | None = None

    @property
    def payload(self) -> str:
        """The update as text, to be kept if our code fails on it.

        Empty if it is nested deeper than anything Telegram makes.
        """
        try:
            return json.dumps(self.raw)
        except RecursionError:
            return ""

    @property
    def is_idle(self) -> bool:
        """Whether it is of no consequence, like what people say to each other."""
        whose = (self.chat, self.place, self.deed, self.tap, self.broken)
        return all(each is None for each in whose)


#: Understands an update as Telegram's JSON has it.
Read = Callable[[dict[str, Any]], Arrival]
