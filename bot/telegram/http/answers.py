"""Reads answers from the bytes that come over a connection.

llhttp knows the protocol; here is what has to be known beside it: when an answer is
whole, when it is too much, and whether another one may follow.
"""

from __future__ import annotations

from http import HTTPStatus

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser
from msgspec import Struct

from bot.telegram.http.errors import GarbledError

# Bytes that may come beside a body: the head, sizes of chunks, what follows them.
_MOST_BESIDE = 262_144
# An answer with neither of these ends when the connection does.
_FRAMING = (b"content-length", b"transfer-encoding")


class Answer(Struct, frozen=True):
    """An answer; one that is not `whole` was cut a byte after as many as wanted."""

    status: int
    body: bytes
    whole: bool


class AnswerReader:
    """Reads the answers of one connection, each after a `begin`.

    `reusable` says whether another answer may follow the one that was read.
    """

    def __init__(self) -> None:
        self._parser = HttpResponseParser(self)
        self.begin(0)

    def begin(self, most: int) -> None:
        """An answer is to come; `most` bytes of its body are wanted."""
        self.reusable = False
        self._most = most
        self._parts: list[bytes] = []
        self._size = 0
        self._received = 0
        self._is_whole = False
        self._is_framed = False

    def feed(self, data: bytes) -> Answer | None:
        """Take what came; the answer, once it is whole or too much.

        Raises GarbledError if this is not HTTP.
        """
        self._received += len(data)
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self.reusable = False
            if not self._is_whole:
                raise GarbledError("The answer is not HTTP") from None
        if self._is_whole or self._size > self._most:
            return self._answer()
        if self._received - self._size > _MOST_BESIDE:
            raise GarbledError("The answer is not to the point")
        return None

    def end(self) -> Answer | None:
        """The server closed the connection; the answer, if that makes it whole."""
        if self._is_framed or not self._parts:
            return None
        self._is_whole = True
        return self._answer()

    def _answer(self) -> Answer:
        status = self._parser.get_status_code()
        body = b"".join(self._parts)[: self._most + 1]
        return Answer(status, body, self._is_whole)

    # --- what llhttp calls -----------------------------------------------------

    def on_message_begin(self) -> None:
        """Refuse an answer that nobody asked for."""
        if self._is_whole:
            raise GarbledError("Two answers to one call")

    def on_header(self, name: bytes, _value: bytes) -> None:
        """Notice how the end of the answer is told."""
        if name.lower() in _FRAMING:
            self._is_framed = True

    def on_body(self, part: bytes) -> None:
        """Keep a part of the body."""
        self._parts.append(part)
        self._size += len(part)

    def on_message_complete(self) -> None:
        """End the answer, unless it only says that one will come (1xx)."""
        if self._parser.get_status_code() >= HTTPStatus.OK:
            self._is_whole = True
            self.reusable = self._parser.should_keep_alive()
