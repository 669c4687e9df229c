"""One connection to a server, for one call at a time."""

from __future__ import annotations

import asyncio
from typing import cast

from telegram.error import NetworkError

from bot.telegram.http.answers import Answer, AnswerReader
from bot.telegram.http.errors import GarbledError


class Connection(asyncio.Protocol):
    """A connection, from `asyncio.create_connection`.

    `lost` is done when it is closed, by either side. After a call, `reusable` says
    whether it can carry another one.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.lost: asyncio.Future[None] = self._loop.create_future()
        self._reader = AnswerReader()
        self._answer: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport

    async def ask(self, request: bytes, most: int) -> Answer:
        """Send a request and wait for its answer, of at most `most` bytes.

        Raises NetworkError; the server may have carried out what was asked. Whatever
        ends the wait before the answer is whole ends the connection.
        """
        self._reader.begin(most)
        self._answer = self._loop.create_future()
        try:
            self._transport.write(request)
            return await self._answer
        finally:
            self._answer = None
            if not self._reader.reusable:
                self.close()

    @property
    def reusable(self) -> bool:
        """Whether it is open and nothing is under way."""
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
            answer = self._reader.feed(data)
        except GarbledError as error:
            self._answer.set_exception(error)
        else:
            if answer is not None:
                self._answer.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits for an answer."""
        self.lost.set_result(None)
        if self._answer is None or self._answer.done():
            return
        answer = None if exc else self._reader.end()
        if answer is not None:
            self._answer.set_result(answer)
        else:
            kind = "The server closed it" if exc is None else type(exc).__name__
            self._answer.set_exception(NetworkError(kind))
