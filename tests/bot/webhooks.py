"""What tests of the webhook send to it, past Telegram's own deliveries."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.playground import Person, Simulator
from bot.settings import Webhook
from tests.bot.conftest import SECRET

#: Seconds within which anything must be answered.
SOON = 10.0

RIGHT = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of the bot's web server."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Client:
    """Speaks HTTP by hand, so that it can be as wrong as a test wants."""

    hook: Webhook

    async def posts(
        self,
        body: bytes,
        headers: Mapping[str, str] = RIGHT,
        *,
        path: str | None = None,
        length: int | None = None,
    ) -> Answered:
        """Post a body; with `length` it is announced as that long."""
        announced = {"Content-Length": str(len(body) if length is None else length)}
        head = self._head("POST", path or self.hook.path, {**headers, **announced})
        return await self._exchange(head + body)

    async def delivers(self, update: Mapping[str, Any]) -> Answered:
        """Post an update as Telegram does."""
        return await self.posts(json.dumps(update).encode())

    async def streams(self, body: bytes, size: int = 65_536) -> Answered:
        """Post a body of unannounced length, in chunks."""
        chunks = [body[at : at + size] for at in range(0, len(body), size)]
        framed = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
        head = self._head(
            "POST", self.hook.path, {**RIGHT, "Transfer-Encoding": "chunked"}
        )
        return await self._exchange(head + framed + b"0\r\n\r\n")

    async def gets(self, path: str) -> Answered:
        """Get a page."""
        return await self._exchange(self._head("GET", path, {}))

    async def breaks_off(self, body: bytes, length: int) -> None:
        """Begin a body, and go away before its end."""
        head = self._head(
            "POST", self.hook.path, {**RIGHT, "Content-Length": str(length)}
        )
        async with self._connection() as (_, writer):
            writer.write(head + body)
            await writer.drain()

    async def begins(self, head: bytes) -> Answered:
        """Send a head, and never its end."""
        return await self._exchange(head)

    def _head(self, method: str, path: str, headers: Mapping[str, str]) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", "Host: bot"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    async def _exchange(self, request: bytes) -> Answered:
        async with asyncio.timeout(SOON), self._connection() as (reader, writer):
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            status, *lines = head.split("\r\n")
            pairs = [line.partition(": ") for line in lines if line]
            headers = {name.lower(): value for name, _, value in pairs}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            return Answered(int(status.split()[1]), headers, body)

    @asynccontextmanager
    async def _connection(
        self,
    ) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        port = urlsplit(self.hook.url or "").port
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            yield reader, writer
        finally:
            writer.transport.abort()


def text_from(person: Person, sim: Simulator, text: str) -> dict[str, Any]:
    """An update with a text, as Telegram would make it."""
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    return {
        "update_id": sim.updates._take_id(),
        "message": {
            "message_id": sim.world.new_message_id(),
            "date": int(sim.world.now().timestamp()),
            "from": {"id": person.id, "is_bot": False, "first_name": person.name},
            "chat": chat,
            "text": text,
        },
    }


def tap_from(person: Person, sim: Simulator, label: str) -> dict[str, Any]:
    """An update with a tap on the newest message, as Telegram would make it."""
    on = person.last
    data = next(b.data for b in on.buttons if label in b.label)
    query = person._query(sim.world.taps.new(person.id), data or "", on)
    return {"update_id": sim.updates._take_id(), "callback_query": query}
