"""The whole bot over HTTP with a PostgreSQL server, which dies now and then."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import running_bot
from bot.playground import Person, Simulator
from tests import databases
from tests.bot.conftest import settings_for
from tests.bot.founders import CAFES, begins, finishes
from tests.bot.processes import environment, start_bot


@pytest.fixture(params=["postgresql"])
def kind() -> str:
    return "postgresql"


async def notes_in(database: str) -> set[str]:
    return {text for (text,) in await databases.run(database, "SELECT text FROM notes")}


async def test_a_founder_finishes_although_the_server_dies_again_and_again(
    sim: Simulator,
    ada: Person,
    tmp_path: Path,
    database: str,
    server: databases.Server,
) -> None:
    """D02."""
    acts = 0

    async def restarted_now_and_then() -> None:
        nonlocal acts
        acts += 1
        if acts % 5 == 0:
            await server.restart()

    async with running_bot(settings_for(sim, tmp_path, database_url=database)):
        await finishes(ada, CAFES, restarted_now_and_then)
        canvas = await ada.sees("Did anything surprise you?")
        await sim.settled()
    assert acts >= 30
    assert "5 jobs · 5 pains · 5 gains" in canvas.text
    assert len(await notes_in(database)) == 1 + 5 + 5 + 5


async def test_a_null_character_never_reaches_the_server(
    sim: Simulator, ada: Person, tmp_path: Path, database: str
) -> None:
    async with running_bot(settings_for(sim, tmp_path, database_url=database)):
        await begins(ada)
        await ada.sends("order\0 beans")
        await ada.sees("✓ order beans")
    assert await databases.run(database, "SELECT 1 FROM quarantine") == []


async def test_without_a_server_the_bot_says_what_to_do_and_no_password(
    sim: Simulator, tmp_path: Path
) -> None:
    """D01: at the start, when the address is more likely wrong than the server away."""
    url = "postgresql://bot:secret@127.0.0.1:9/bot"
    settings = environment(sim, tmp_path, DATABASE_URL=url)
    ended = await (await start_bot(settings, tmp_path)).ended()
    assert ended.code == 2
    assert ended.err.startswith("The database cannot be used (ConnectionRefusedError:")
    assert "DATABASE_URL" in ended.err
    assert "secret" not in ended.out + ended.err
    assert "Traceback" not in ended.err
