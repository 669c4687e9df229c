"""As much HTTP as a load generator needs: calls in, JSON out, connections kept.

One rule: cheap. The server shares the machine with the bot it measures.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from typing import cast
from urllib.parse import parse_qsl

Parameters = dict[str, str]
Reply = Callable[[bytes], None]
"""Answers a call with JSON, now or later."""

Handler = Callable[[str, Parameters, Reply], None]
"""Takes a method of the Bot API and its parameters."""

HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length:"
_NAME = re.compile(rb'name="([^"]+)"')


class Connection(asyncio.Protocol):
    """One kept connection; a client sends its next call after the answer."""

    def __init__(self, handler: Handler) -> None:
        """Hand every call to `handler`."""
        self._handler = handler
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        # uvloop's transports have the methods of asyncio's, but not its classes.
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Answers that are still to come have nowhere to go."""
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Take every call that is complete."""
        self._received += data
        while (end := self._received.find(HEAD_END)) >= 0:
            head = self._received[:end]
            start = end + len(HEAD_END)
            stop = start + content_length(head)
            if len(self._received) < stop:
                return
            body, self._received = self._received[start:stop], self._received[stop:]
            self._handler(_method(head), _parameters(body), self._reply)

    def _reply(self, body: bytes) -> None:
        if self._transport is not None:
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
            )


def _method(head: bytes) -> str:
    """The last part of the path, in the case the client wrote it."""
    target = head[: head.index(b"\r\n")].split(b" ")[1]
    return target.rpartition(b"/")[2].decode()


def content_length(head: bytes) -> int:
    """How many bytes follow a head, of a call or of an answer."""
    lowered = head.lower()
    at = lowered.find(_LENGTH)
    if at < 0:
        return 0
    return int(lowered[at + len(_LENGTH) :].partition(b"\r\n")[0])


def _parameters(body: bytes) -> Parameters:
    """The parameters of a form or of JSON, as the strings that a form has.

    Of a form with files only its texts.
    """
    if body.startswith(b"--"):
        boundary = body.partition(b"\r\n")[0]
        parts = (part.partition(HEAD_END) for part in body.split(boundary))
        return {
            found[1].decode(): text.removesuffix(b"\r\n").decode()
            for head, _, text in parts
            if b"filename=" not in head and (found := _NAME.search(head))
        }
    if not body.startswith(b"{"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in json.loads(body).items()
    }
