"""How a connection is opened: names, addresses, certificates."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence

import aiohappyeyeballs

from bot.telegram.http.connection import Connection
from bot.telegram.http.errors import NotSentError

# Seconds that the addresses of a name count.
_REMEMBERED = 10.0
# Seconds after which the next address is tried beside the one before (RFC 8305).
_HEAD_START = 0.25


class Dialer:
    """Opens connections to one server, encrypted if there is a `tls` context."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None) -> None:
        self._host = host
        self._port = port
        self._tls = tls
        self._lookup = asyncio.Lock()
        self._addresses: Sequence[aiohappyeyeballs.AddrInfoType] = []
        self._valid_until = 0.0

    async def dial(self) -> Connection:
        """A new connection; raises NotSentError if there is none to be had."""
        try:
            return await self._connected()
        except (OSError, UnicodeError) as error:  # a name can be no name at all
            raise NotSentError(f"{type(error).__name__}: {error}") from None

    async def _connected(self) -> Connection:
        sock = await aiohappyeyeballs.start_connection(
            await self._found(), happy_eyeballs_delay=_HEAD_START, interleave=1
        )
        try:
            _, connection = await asyncio.get_running_loop().create_connection(
                Connection,
                sock=sock,
                ssl=self._tls,
                server_hostname=self._host if self._tls else None,
            )
        except BaseException:
            sock.close()
            raise
        return connection

    async def _found(self) -> Sequence[aiohappyeyeballs.AddrInfoType]:
        """The server's addresses; calls that need them at once ask only once."""
        loop = asyncio.get_running_loop()
        async with self._lookup:
            if loop.time() >= self._valid_until:
                self._addresses = await loop.getaddrinfo(
                    self._host, self._port, type=socket.SOCK_STREAM
                )
                self._valid_until = loop.time() + _REMEMBERED
            return self._addresses
