"""A server of a few lines that answers each call of the Bot API as a test says."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class ScriptedServer:
    """Gives its answers in order, and the last one again and again."""

    answers: list[Answer] = field(default_factory=list)
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self._writers: set[asyncio.StreamWriter] = set()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        host, port = self._server.sockets[0].getsockname()
        return f"http://{host}:{port}"

    @property
    def connections(self) -> int:
        """How many there have been."""
        return len(self._writers)

    def will(self, *answers: Answer) -> None:
        self.answers = list(answers)

    def parameters(self) -> dict[str, Any]:
        """What the last call said."""
        return self.calls[-1][1]

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._writers.add(writer)
        try:
            while not writer.is_closing():
                self.calls.append(await _read_call(reader))
                more = len(self.answers) > 1
                await (self.answers.pop(0) if more else self.answers[0])(writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def _read_call(reader: asyncio.StreamReader) -> tuple[str, dict[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    path = head.split()[1]
    lengths = [
        int(line.split(":")[1])
        for line in head.split("\r\n")
        if line.lower().startswith("content-length:")
    ]
    body = await reader.readexactly(sum(lengths))
    return path.rpartition("/")[2], _parameters(body)


def _parameters(body: bytes) -> dict[str, str]:
    """What a call says, as the strings that a form would have."""
    values = json.loads(body) if body else {}
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in values.items()
    }


def http(
    status: int, body: bytes, headers: str = "", length: int | None = None
) -> bytes:
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status} Whatever\r\nContent-Length: {size}\r\n{headers}\r\n"
    return head.encode() + body


def says(status: int, body: bytes, headers: str = "") -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(http(status, body, headers))
        await writer.drain()

    return answer


def sends(*parts: bytes, then_close: bool = False) -> Answer:
    """Raw bytes; each part after the one before has gone out."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        if then_close:
            writer.close()

    return answer


def result(value: Any) -> Answer:
    return says(200, json.dumps({"ok": True, "result": value}).encode())


def refuses(code: int, description: str, **parameters: Any) -> Answer:
    envelope = {"ok": False, "error_code": code, "description": description}
    if parameters:
        envelope["parameters"] = parameters
    return says(code, json.dumps(envelope).encode())


def resets(after: bytes = b"") -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(after)
        await writer.drain()
        writer.transport.abort()

    return answer


def drips(body: bytes, every: float) -> Answer:
    """One byte at a time, never quite silent."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(http(200, b"", length=len(body)))
        for byte in body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(every)

    return answer


async def stays_silent(writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()
