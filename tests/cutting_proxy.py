"""A proxy before PostgreSQL that cuts the line when something is committed."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from sqlalchemy import make_url

_SOCKET = ".s.PGSQL.5432"


class Cut(Enum):
    """When the line is cut."""

    BEFORE = auto()  # the server never hears of the commit
    AFTER = auto()  # the server has committed, and nobody hears of that


@dataclass(slots=True)
class CuttingProxy:
    """Listens at `url`; the next commits meet with what `cuts` says, in order."""

    url: str
    cuts: list[Cut | None] = field(default_factory=list)


@asynccontextmanager
async def cutting_proxy(url: str) -> AsyncIterator[CuttingProxy]:
    """A proxy before a database whose URL names a folder with its socket."""
    target = make_url(url)
    with tempfile.TemporaryDirectory(prefix="proxy-") as folder:
        there = target.update_query_dict({"host": folder})
        proxy = CuttingProxy(there.render_as_string(hide_password=False))
        socket = Path(str(target.query["host"])) / _SOCKET

        async def serve(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            await _Line(proxy).serve(reader, writer, socket)

        server = await asyncio.start_unix_server(serve, Path(folder) / _SOCKET)
        async with server:
            yield proxy


class _Line:
    """One connection."""

    def __init__(self, proxy: CuttingProxy) -> None:
        self._proxy = proxy
        self._deaf = False

    async def serve(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        socket: Path,
    ) -> None:
        its_reader, its_writer = await asyncio.open_unix_connection(socket)
        ways = [
            asyncio.ensure_future(_pass_on(reader, its_writer, self._asked)),
            asyncio.ensure_future(_pass_on(its_reader, writer, self._answered)),
        ]
        await asyncio.wait(ways, return_when="FIRST_COMPLETED")
        for way in ways:
            way.cancel()
        writer.close()
        its_writer.close()

    def _asked(self, data: bytes) -> bool:
        """Whether the server may hear this."""
        if b"COMMIT;" not in data or not self._proxy.cuts:
            return True
        cut = self._proxy.cuts.pop(0)
        self._deaf = cut is Cut.AFTER
        return cut is not Cut.BEFORE

    def _answered(self, _data: bytes) -> bool:
        """Whether the bot may hear this."""
        return not self._deaf


async def _pass_on(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    may_pass: Callable[[bytes], bool],
) -> None:
    """Pass on what comes, until something may not pass."""
    while (data := await reader.read(65536)) and may_pass(data):
        writer.write(data)
        await writer.drain()
