"""A request and its answer, as the interface of web servers (ASGI 3) has them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from msgspec import Struct

#: What is known of a request before its body: its method, path and headers.
Scope = Mapping[str, Any]

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
"""Gives the next piece of a request's body, or tells that nobody is there any more."""

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
"""Takes the next piece of an answer."""


class Answer(Struct, frozen=True):
    """What a request is answered."""

    status: int = 200
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""

    async def give(self, send: Send) -> None:
        """Send it."""
        length = (b"content-length", b"%d" % len(self.body))
        await send(
            {
                "type": "http.response.start",
                "status": self.status,
                "headers": [length, *self.headers],
            }
        )
        await send({"type": "http.response.body", "body": self.body})


Page = Callable[[Scope, Receive], Awaitable[Answer]]
"""Answers the requests to one address."""


def header(scope: Scope, name: bytes, absent: bytes = b"") -> bytes:
    """The value of a header, by its name in lower case."""
    return next((value for key, value in scope["headers"] if key == name), absent)
