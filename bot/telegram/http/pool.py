"""The connections to one server: at most so many, kept for the next call."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

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
        self._idle: list[Connection] = []
        self._open: set[Connection] = set()
        self._is_closed = False

    async def ask(self, request: bytes, most: int, deadline: float) -> Answer:
        """The answer to a request, within `deadline` seconds for everything.

        Raises NotSentError if there was no connection to be had, and TimedOut or
        NetworkError if the request may have arrived.
        """
        now = self._loop.time()
        connection = await self._taken(now + min(self._patience, deadline))
        try:
            return await connection.ask(request, most, now + deadline)
        finally:
            self._give_back(connection)

    async def close(self) -> None:
        """Close all connections, and make no more."""
        self._is_closed = True
        for connection in self._open:
            connection.close()
        if self._open:
            await asyncio.wait([connection.lost for connection in self._open])

    async def _taken(self, until: float) -> Connection:
        """A connection for a call alone."""
        if self._is_one_ready() and not self._places.locked():
            await self._places.acquire()  # at once, so that no alarm need be set
            return self._idle.pop()
        try:
            async with asyncio.timeout_at(until):
                await self._places.acquire()
                try:
                    ready = self._is_one_ready()
                    return self._idle.pop() if ready else await self._opened()
                except BaseException:
                    self._places.release()
                    raise
        except TimeoutError:
            raise NotSentError("No connection in time") from None

    def _is_one_ready(self) -> bool:
        """Whether the last idle one is open and new enough; those that are not go."""
        while self._idle:
            last = self._idle[-1]
            if last.is_open and self._loop.time() < last.used_at + _KEEP_ALIVE:
                return True
            self._idle.pop().close()
        return False

    async def _opened(self) -> Connection:
        """A new connection."""
        if self._is_closed:
            raise NotSentError("The connection pool is closed")
        connection = await self._dial()
        self._open.add(connection)
        connection.lost.add_done_callback(lambda _: self._open.discard(connection))
        return connection

    def _give_back(self, connection: Connection) -> None:
        """Let the next call have its place, and the connection if it is open."""
        self._places.release()
        if self._is_closed:
            connection.close()
        elif connection.is_open:
            self._idle.append(connection)
