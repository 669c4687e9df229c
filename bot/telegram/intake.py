"""Polling: takes updates from Telegram and confirms them after they are committed.

Telegram's own queue is our inbox. The next call's offset confirms a batch, and it
is made only when the door says that the batch is on disk. There is no offset at
the start: what was confirmed stays confirmed, and repeats are known by their ids.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.arrivals import Arrival, Read
from bot.telegram.client import TelegramClient
from bot.telegram.incoming import WANTED
from bot.telegram.outcomes import asked_wait

log = logging.getLogger(__name__)

#: Seconds to wait after an error: at first, and at most.
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0

#: Seconds to wait when another instance polls for the same bot.
CONFLICT_WAIT = 5.0


class Intake(Protocol):
    """Where arrivals go; returns when they are committed."""

    async def submit(self, happenings: Sequence[Arrival]) -> None:
        """Apply these, in order."""
        ...


class Poller:
    """Fetches batch after batch; `timeout` is how long one call waits (seconds).

    `read` makes an arrival of a raw update. `caught_up` is called when all that waited
    before the start is committed.
    """

    def __init__(
        self,
        client: TelegramClient,
        intake: Intake,
        timeout: int,
        read: Read,
        caught_up: Callable[[], None],
    ) -> None:
        self._client = client
        self._intake = intake
        self._read = read
        self._timeout = timeout
        self._caught_up = caught_up
        self._is_behind = True
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll for ever; cancel it to stop.

        Raises:
            InvalidToken: Telegram does not know the token (any more).

        """
        wait = FIRST_WAIT
        while True:
            try:
                await self._poll()
                wait = FIRST_WAIT
            except InvalidToken:
                raise
            except TelegramError as error:
                await asyncio.sleep(_pause(error, wait))
                wait = min(wait * 2, LONGEST_WAIT)

    async def _poll(self) -> None:
        timeout = 0 if self._is_behind else self._timeout
        batch = await self._client.get_updates(self._offset, timeout, WANTED)
        # An offset counts once: ids may begin lower again after a quiet week.
        self._offset = None
        if batch:
            await self._intake.submit([self._read(raw) for raw in batch])
            self._offset = batch[-1]["update_id"] + 1
        elif self._is_behind:
            self._is_behind = False
            self._caught_up()


def _pause(error: TelegramError, wait: float) -> float:
    """How long to wait after an error, and a line for the operator."""
    if asked := asked_wait(error):
        return asked
    if isinstance(error, Conflict):
        log.error(
            "Another instance polls for this bot, or a webhook was set. "
            "Stop the other one; trying again in %s s.",
            CONFLICT_WAIT,
        )
        return CONFLICT_WAIT
    log.warning("Could not fetch updates (%s), trying again", type(error).__name__)
    return wait
