"""One chat or topic while messages are on their way to it, as others see it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from bot.delivery.chat_queue import ChatQueue
from bot.outgoing import Lane

#: A new step of an exercise takes so many messages of its group: the card and its pin.
#: What only counts something leaves room for them, and so do old cards.
SPARE: Final = 2


class Stage(Enum):
    """What a chat's task is doing."""

    WAITING = auto()  # for its turn, or to try again: may be ended at any time
    SENDING = auto()
    RECORDING = auto()


@dataclass(slots=True, eq=False)
class Route:
    """An active chat or topic: its queue, the task that empties it, what that does.

    `key` says for whom it is: a chat and a topic. `topic` is where it goes, which is
    another when that topic is gone. Implements `bot.delivery.gate.Caller`.
    """

    key: tuple[int, int]
    queue: ChatQueue
    topic: int
    task: asyncio.Task[None] = field(init=False)
    stage: Stage = Stage.WAITING
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def chat(self) -> int:
        """The chat's number."""
        return self.key[0]

    @property
    def weight(self) -> int:
        """How many messages the next item counts as."""
        return self.queue.weight

    @property
    def spare(self) -> int:
        """What a group must have left when a counter on its card changes."""
        return SPARE if self.chat < 0 and self.queue.is_quiet else 0

    @property
    def lane(self) -> Lane:
        """The best lane of what waits."""
        return self.queue.lane
