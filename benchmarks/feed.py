"""The queue of updates of a bot, as getUpdates hands it out and confirms it."""

from __future__ import annotations

import asyncio
from collections import deque

from benchmarks.wire import Reply

#: The most updates in one answer (Bot API, getUpdates).
MOST = 100


class Feed:
    """Updates wait here until the offset of a later call confirms them."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, str]] = deque()
        self._parked: Reply | None = None
        self._timer: asyncio.TimerHandle | None = None

    def put(self, number: int, update: str) -> None:
        """Queue an update, as JSON, under its number."""
        self._waiting.append((number, update))
        self._answer_parked()

    def take(self, offset: int, wait: float, reply: Reply) -> None:
        """Answer a call of getUpdates, after at most `wait` seconds."""
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        self._answer_parked()  # a call that was given up, or waits elsewhere
        self._parked = reply
        if self._waiting or wait <= 0:
            self._answer_parked()
        else:
            self._timer = asyncio.get_running_loop().call_later(
                wait, self._answer_parked
            )

    def _answer_parked(self) -> None:
        """End the call that waits with what there is."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        reply, self._parked = self._parked, None
        if reply is not None:
            count = min(MOST, len(self._waiting))
            batch = ",".join(self._waiting[at][1] for at in range(count))
            reply(f'{{"ok":true,"result":[{batch}]}}'.encode())
