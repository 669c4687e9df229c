"""The connections to one server: at most so many, kept for the next call."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import TimedOut

from bot.telegram.http.answers import Answer
from bot.telegram.http.connection import Connection
from bot.telegram.http.errors import NotSentError

# Seconds. Telegram's servers keep idle connections a little longer than this.
_KEEP_ALIVE = 50.0


class Pool:
    """At most `size` connections, made by `dial` as they are needed.

    A call has a connection for itself, and waits at most `patience` seconds for one.
    The one used last is used first, so that those not needed grow old.
    """

    def __init__(
        self, dial: Callable[[], Awaitable[Connection]], size: int, patience: float
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._dial = dial
        self._patience = patience
        self._places = asyncio.Semaphore(size)
        self._idle: list[tuple[float, Connection]] = []
        self._open: set[Connection] = set()
        self._is_closed = False

    async def ask(self, request: bytes, most: int, deadline: float) -> Answer:
        """The answer to a request, within `deadline` seconds for everything.

        Raises NotSentError if there was no connection to be had, and TimedOut or
        NetworkError if the request may have arrived.
        """
        now = self._loop.time()
        by = now + min(self._patience, deadline)
        connection = None
        try:
            async with asyncio.timeout_at(by) as limit, self._places:
                connection = self._kept(now) or await self._opened()
                limit.reschedule(now + deadline)
                try:
                    return await connection.ask(request, most)
                finally:
                    self._keep(connection)
        except TimeoutError:
            if connection is None:
                raise NotSentError("No connection in time") from None
            raise TimedOut("No answer in time") from None

    async def close(self) -> None:
        """Close all connections, and make no more."""
        self._is_closed = True
        for connection in self._open:
            connection.close()
        if self._open:
            await asyncio.wait([connection.lost for connection in self._open])

    def _kept(self, now: float) -> Connection | None:
        """An idle connection that the server has not closed, nor is about to."""
        while self._idle:
            since, connection = self._idle.pop()
            if connection.reusable and now - since < _KEEP_ALIVE:
                return connection
            connection.close()
        return None

    async def _opened(self) -> Connection:
        """A new connection."""
        if self._is_closed:
            raise NotSentError("The connection pool is closed")
        connection = await self._dial()
        self._open.add(connection)
        connection.lost.add_done_callback(lambda _: self._open.discard(connection))
        return connection

    def _keep(self, connection: Connection) -> None:
        """Have a connection ready for the next call, if it can carry one."""
        if self._is_closed:
            connection.close()
        elif connection.reusable:
            self._idle.append((self._loop.time(), connection))
