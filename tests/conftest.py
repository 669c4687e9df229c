"""Databases of both kinds; tests that keep something run on each."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import create_engine

from storage.migrations import upgrade
from tests import databases

# Property tests try the same cases on every machine, however slow it is.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, to be copied: much quicker than migrating."""
    path = tmp_path_factory.mktemp("migrated") / "bot.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def running_server() -> Iterator[databases.Server]:
    """A PostgreSQL server for all tests of this run."""
    if not (databases.is_there() or os.environ.get("CI")):
        pytest.skip(databases.MISSING)
    with databases.started() as server:
        yield server


@pytest.fixture
def server(running_server: databases.Server) -> Iterator[databases.Server]:
    """The PostgreSQL server; at the end it runs, whatever the test did to it."""
    yield running_server
    running_server.start()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database; a module of tests for one kind says which."""
    return str(request.param)


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    """Where an SQLite database is."""
    return tmp_path / "data" / "bot.sqlite3"


@pytest.fixture
async def database(kind: str, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The URL of a new database with all tables."""
    if kind == "sqlite":
        path: Path = request.getfixturevalue("database_file")
        path.parent.mkdir()
        shutil.copy(request.getfixturevalue("migrated"), path)
        yield f"sqlite:///{path}"
    else:
        server: databases.Server = request.getfixturevalue("server")
        url = await server.create()
        yield url
        server.start()
        await server.drop(url)
