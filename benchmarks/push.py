"""The webhook's other end: brings updates as Telegram does.

An update is confirmed by status 200 and brought again after 503. Of one chat one
is under way at a time; of all, as many as the bot allowed connections.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from functools import partial
from typing import cast
from urllib.parse import urlsplit

from benchmarks.founders import WrongAnswerError
from benchmarks.wire import HEAD_END, content_length

#: Seconds after which an update is brought again.
AGAIN = 0.2

Fail = Callable[[BaseException], None]
"""Ends the measurement."""


class Push:
    """Brings updates to one webhook; `fail` is told what goes wrong."""

    def __init__(self, url: str, secret: str, connections: int, fail: Fail) -> None:
        self._address = urlsplit(url)
        self._head = (
            f"POST {self._address.path or '/'} HTTP/1.1\r\n"
            f"Host: {self._address.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        ).encode()
        self._fail = fail
        self._waiting: defaultdict[int, deque[bytes]] = defaultdict(deque)
        self._ready: deque[int] = deque()  # chats with none under way
        self._under_way: set[int] = set()
        self._free: list[_Connection] = []
        self._missing = connections
        self._opening = asyncio.create_task(self._open())

    def put(self, chat: int, update: bytes) -> None:
        """Bring this after what waits for the same chat."""
        self._waiting[chat].append(update)
        if chat not in self._under_way:
            self._under_way.add(chat)
            self._ready.append(chat)
        if self._missing and self._opening.done():
            self._opening = asyncio.create_task(self._open())
        self._bring()

    def close(self) -> None:
        """Bring nothing more."""
        self._opening.cancel()
        for connection in self._free:
            connection.close()

    async def _open(self) -> None:
        """Open what is missing: a server closes connections that rest for long."""
        loop = asyncio.get_running_loop()
        host, port = self._address.hostname or "", self._address.port or 80
        try:
            while self._missing:
                _, connection = await loop.create_connection(
                    lambda: _Connection(self._lost), host, port
                )
                self._missing -= 1
                self._free.append(connection)
        except OSError as error:
            self._fail(error)
        self._bring()

    def _lost(self, connection: _Connection) -> None:
        self._missing += 1
        if connection in self._free:
            self._free.remove(connection)

    def _bring(self) -> None:
        while self._ready and self._free:
            chat, connection = self._ready.popleft(), self._free.pop()
            body = self._waiting[chat][0]
            head = b"%b%d\r\n\r\n" % (self._head, len(body))
            connection.send(head + body, partial(self._answered, chat, connection))

    def _answered(self, chat: int, connection: _Connection, status: int) -> None:
        self._free.append(connection)
        if status == 200:
            self._confirmed(chat)
        elif status == 503:
            asyncio.get_running_loop().call_later(AGAIN, self._again, chat)
        else:
            self._fail(WrongAnswerError(f"an update was answered with {status}"))
        self._bring()

    def _confirmed(self, chat: int) -> None:
        waiting = self._waiting[chat]
        waiting.popleft()
        if waiting:
            self._ready.append(chat)
        else:
            self._under_way.remove(chat)
            del self._waiting[chat]

    def _again(self, chat: int) -> None:
        self._ready.append(chat)
        self._bring()


class _Connection(asyncio.Protocol):
    """One kept connection with one request at a time."""

    def __init__(self, lost: Callable[[_Connection], None]) -> None:
        """Tell `lost` when it is closed."""
        self._lost = lost
        self._received = b""
        self._transport: asyncio.Transport | None = None
        self._answered: Callable[[int], None] | None = None

    def send(self, request: bytes, answered: Callable[[int], None]) -> None:
        """Send a request; `answered` gets the status, 0 if the connection breaks."""
        self._answered = answered
        if self._transport is not None:
            self._transport.write(request)

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where requests go."""
        # uvloop's transports have the methods of asyncio's, but not its classes.
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """A request that is under way is lost."""
        self._transport = None
        self._done(0)
        self._lost(self)

    def data_received(self, data: bytes) -> None:
        """Take the answer when it is complete."""
        self._received += data
        end = self._received.find(HEAD_END)
        if end < 0:
            return
        head = self._received[:end]
        if len(self._received) >= end + len(HEAD_END) + content_length(head):
            self._received = b""
            self._done(int(head.split(b" ", 2)[1]))

    def _done(self, status: int) -> None:
        answered, self._answered = self._answered, None
        if answered is not None:
            answered(status)
