"""A process of our own that is asked on its standard input, and answers on its output.

It is begun by `subprocess`, which shares the bot's memory with it until its own program
runs (vfork). The event loop would copy the tables of that memory first, and those who
write to the bot would wait for that, some ten milliseconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
from collections.abc import Mapping, Sequence


class Child:
    """A process, and our end of the socket that is its input and output."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Hold what `begin` began."""
        self._process = process
        self._reader, self._writer = reader, writer

    @classmethod
    async def begin(cls, command: Sequence[str], env: Mapping[str, str]) -> Child:
        """Begin a process with this environment.

        Raises:
            OSError: it cannot be begun.

        """
        ours, theirs = socket.socketpair()
        with theirs:
            reader, writer = await asyncio.open_connection(sock=ours)
            try:
                process = subprocess.Popen(  # noqa: S603, ASYNC220 (see above)
                    command, stdin=theirs.fileno(), stdout=theirs.fileno(), env=env
                )
            except OSError:
                writer.close()
                raise
        return cls(process, reader, writer)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether it has ended, by itself perhaps."""
        return self._process.poll() is not None

    async def write(self, data: bytes) -> None:
        """Hand it something.

        Raises:
            OSError: it does not read any more.

        """
        self._writer.write(data)
        await self._writer.drain()

    async def read(self, size: int) -> bytes:
        """So many bytes of what it answers.

        Raises:
            OSError: it went while it was asked.
            EOFError: it ended before.

        """
        return await self._reader.readexactly(size)

    async def end(self) -> int:
        """End it at once. Returns what it ended with, a signal's number below zero."""
        self._process.kill()
        code = await asyncio.to_thread(self._process.wait)
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()
        return code
