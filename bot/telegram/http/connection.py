"""One connection to a server, for one call at a time."""

from __future__ import annotations

import asyncio
from typing import cast

from telegram.error import NetworkError, TimedOut

from bot.telegram.http.answers import Answer, AnswerReader
from bot.telegram.http.errors import GarbledError


class Connection(asyncio.Protocol):
    """A connection, from `asyncio.create_connection`.

    `used_at` is when the last call ended, on the event loop's clock. `lost` is done
    when the connection is closed, by either side.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.used_at = self._loop.time()
        self.lost: asyncio.Future[None] = self._loop.create_future()
        self._reader = AnswerReader()
        self._answer: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport

    async def ask(self, request: bytes, most: int, until: float) -> Answer:
        """Send a request and wait for its answer, of at most `most` bytes.

        `until` is a time of the event loop's clock. Raises TimedOut or NetworkError;
        what was asked may have been carried out. Whatever ends the wait before the
        answer is whole ends the connection.
        """
        self._reader.begin(most)
        self._answer = self._loop.create_future()
        alarm = self._loop.call_at(until, self._give_up)
        try:
            self._transport.write(request)
            return await self._answer
        finally:
            alarm.cancel()
            self._answer = None
            self.used_at = self._loop.time()
            if not self._reader.reusable:
                self.close()

    @property
    def is_open(self) -> bool:
        """Whether it can carry a call."""
        return not self._transport.is_closing()

    def close(self) -> None:
        """Close it at once."""
        self._transport.abort()

    # --- what the event loop calls ---------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where requests go."""
        # uvloop's transports have the methods of asyncio's, but not its classes.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Read on; bytes that nobody waits for make the connection worthless."""
        if self._answer is None or self._answer.done():
            self.close()
            return
        try:
            self._succeed(self._reader.feed(data))
        except GarbledError as error:
            self._fail(error)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits for an answer; the end can be a part of it."""
        self.lost.set_result(None)
        if exc is None and self._answer is not None:
            self._succeed(self._reader.end())
        self._fail(NetworkError(type(exc).__name__ if exc else "Closed by the server"))

    def _give_up(self) -> None:
        self._fail(TimedOut("No answer in time"))

    def _succeed(self, answer: Answer | None) -> None:
        if answer is not None and self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)

    def _fail(self, error: NetworkError) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
