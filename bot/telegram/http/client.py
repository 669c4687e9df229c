"""Makes calls over HTTP/1.1, keeping connections open between them."""

from __future__ import annotations

import ssl
from base64 import b64encode
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from bot.telegram.http.answers import Answer
from bot.telegram.http.dialing import Dialer
from bot.telegram.http.errors import NotSentError
from bot.telegram.http.pool import Pool

# What may stand in the target of a request besides letters and digits (RFC 3986).
_IN_TARGET = "/%:?@!$&'()*+,;=~"


class Content(Struct, frozen=True):
    """What a request carries, and its media type."""

    kind: str
    data: bytes


class HttpClient:
    """Calls servers over at most `connections` connections to each.

    A call waits at most `patience` seconds for one. Redirects are not followed, and no
    encoding but the plain one is asked for.
    """

    def __init__(self, connections: int, patience: float, user_agent: str) -> None:
        self._connections = connections
        self._patience = patience
        self._user_agent = user_agent
        self._servers: dict[_Origin, _Server] = {}

    async def ask(
        self, method: str, url: str, content: Content | None, most: int, deadline: float
    ) -> Answer:
        """The answer to a call; of its body `most` bytes are wanted.

        Raises NotSentError, or TimedOut and NetworkError when the call may have been
        carried out. It may take `deadline` seconds for everything together.
        """
        try:
            origin, target = _parsed(url)
        except ValueError:
            raise NotSentError("The address is none of HTTP") from None
        server = self._servers.get(origin) or self._met(origin)
        request = _head(method, target, server.lines, content)
        if content is not None:
            request += content.data
        return await server.pool.ask(request, most, deadline)

    async def close(self) -> None:
        """Close all connections."""
        for server in self._servers.values():
            await server.pool.close()

    def _met(self, origin: _Origin) -> _Server:
        """A server that is called for the first time."""
        tls = _tls() if origin.scheme == "https" else None
        dialer = Dialer(origin.host, origin.port, tls)
        server = self._servers[origin] = _Server(
            f"{origin.lines}User-Agent: {self._user_agent}\r\nAccept: */*\r\n",
            Pool(dialer.dial, self._connections, self._patience),
        )
        return server


class _Origin(NamedTuple):
    """A server's address, and the lines of a head that come of it."""

    scheme: str
    host: str
    port: int
    lines: str


class _Server(NamedTuple):
    """The lines that are in the head of each request, and the connections."""

    lines: str
    pool: Pool


@lru_cache(maxsize=512)
def _parsed(url: str) -> tuple[_Origin, str]:
    """The server that an address names, and what it is asked for."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError
    port = parts.port or (443 if parts.scheme == "https" else 80)
    user, _, host = parts.netloc.rpartition("@")
    lines = f"Host: {host.encode('idna').decode()}\r\n"
    if user:
        lines += (
            f"Authorization: Basic {b64encode(unquote(user).encode()).decode()}\r\n"
        )
    target = f"{parts.path or '/'}{parts.query and '?'}{parts.query}"
    origin = _Origin(parts.scheme, parts.hostname, port, lines)
    return origin, quote(target, safe=_IN_TARGET)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Certificates are checked, and names, as the system does."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def _head(method: str, target: str, lines: str, content: Content | None) -> bytes:
    """The head of a request."""
    more = (
        ""
        if content is None
        else f"Content-Type: {content.kind}\r\nContent-Length: {len(content.data)}\r\n"
    )
    return f"{method} {target} HTTP/1.1\r\n{lines}{more}\r\n".encode()
