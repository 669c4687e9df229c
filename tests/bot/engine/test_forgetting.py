"""What a person deletes is hidden at once, and after a while it is nowhere on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.housekeeping import Housekeeper
from bot.telegram.callback_data import encode
from conversations.interview import events as e
from conversations.interview.menu import UNDO_HOURS
from storage.tables import metadata
from tests.bot.engine.chats import Chats
from tests.bot.engine.conftest import ADA, BOB
from tests.bot.engine.engine import Engine, FailingRenderer, Updates, begun
from tests.transactions import rows_of

CANARY = "Zeisig"
POISON = "poison"


@pytest.fixture
async def engine(database: str, chats: Chats) -> AsyncIterator[Engine]:
    """An engine whose code fails on one word."""
    engine = Engine(database, chats, renderer=FailingRenderer(POISON))
    await engine.start()
    yield engine
    await engine.crash()


async def clean(engine: Engine) -> None:
    await Housekeeper(engine.storage, engine.clock).clean()


async def tables_with_canary(engine: Engine) -> set[str]:
    """The tables that hold the word in any column of any row."""
    found = set()
    for name in metadata.tables:
        rows = await rows_of(engine.storage, f"SELECT * FROM {name}")
        if any(CANARY in str(value) for row in rows for value in row):
            found.add(name)
    return found


def is_in_files(folder: Path) -> bool:
    """Whether raw bytes hold the word: in the database, its log or its index.

    PostgreSQL writes over freed bytes when it pleases, and not here.
    """
    return any(CANARY.encode() in file.read_bytes() for file in folder.glob("data/*"))


async def confided(engine: Engine, updates: Updates, chat: int) -> None:
    """A profile whose words are in every table that can hold any."""
    await begun(engine, updates, chat, f"{CANARY} keepers")
    await engine.hears(updates.text(chat, f"feed the {CANARY}"))
    await engine.hears(updates.text(chat, f"{POISON} for the {CANARY}"))
    await engine.hears(updates.command(chat, e.Command.SUMMARY))
    for label in ("Next", "Skip", "Skip", "1"):  # and to word it otherwise
        await engine.hears(updates.tap(chat, label))
    await engine.hears(updates.command(chat, e.Command.PROFILES))
    await engine.hears(updates.tap(chat, f"{CANARY} keepers"))


async def deleted(engine: Engine, updates: Updates, chat: int) -> None:
    await engine.hears(updates.tap(chat, "Delete"))


async def test_a_deleted_profile_is_hidden_at_once(
    engine: Engine, updates: Updates
) -> None:
    await confided(engine, updates, ADA)
    await deleted(engine, updates, ADA)
    screen = engine.chats.screens[ADA]
    for command in (e.Command.PROFILES, e.Command.SUMMARY, e.Command.START):
        seen = len(screen.history)
        await engine.hears(updates.command(ADA, command))
        new = [m for _, m in screen.history[seen:] if m.edits is None]
        assert new
        assert not any(CANARY in message.text for message in new)


async def test_it_can_be_brought_back_until_it_is_removed(
    engine: Engine, updates: Updates
) -> None:
    await confided(engine, updates, ADA)
    await deleted(engine, updates, ADA)
    engine.clock.advance(hours=UNDO_HOURS - 1)
    await clean(engine)
    await engine.hears(updates.tap(ADA, "Undo"))
    engine.clock.advance(hours=2 * UNDO_HOURS)
    await clean(engine)
    await engine.hears(updates.tap(ADA, "Continue"))
    assert ("prio.jobs.tasks", f"feed the {CANARY}") in await engine.notes(ADA)


async def test_after_that_its_words_are_nowhere(
    engine: Engine, updates: Updates, tmp_path: Path, kind: str
) -> None:
    await confided(engine, updates, ADA)
    await deleted(engine, updates, ADA)
    # Since then nothing could be sent to her.
    engine.chats.open.clear()
    await engine.door.submit([updates.tap(ADA, "Undo")])
    await engine.door.submit([updates.data(ADA, encode(e.DeleteTapped(1)))])
    assert await tables_with_canary(engine) == {
        *("profiles", "notes", "conversations", "quarantine", "outbox")
    }
    assert is_in_files(tmp_path) == (kind == "sqlite")

    engine.clock.advance(hours=UNDO_HOURS, minutes=1)
    await clean(engine)
    assert await tables_with_canary(engine) == set()
    assert not is_in_files(tmp_path)


async def test_nothing_comes_back_with_a_restart_or_an_old_button(
    engine: Engine, updates: Updates, tmp_path: Path, kind: str
) -> None:
    await confided(engine, updates, ADA)
    await deleted(engine, updates, ADA)
    engine.clock.advance(hours=UNDO_HOURS, minutes=1)
    await clean(engine)
    await engine.restart()
    await engine.hears(updates.tap(ADA, "Undo"))
    assert engine.answers[-1].text.startswith("This button belongs to an earlier step")
    await clean(engine)
    assert not is_in_files(tmp_path)


async def test_her_other_profile_goes_on(engine: Engine, updates: Updates) -> None:
    await confided(engine, updates, ADA)
    await deleted(engine, updates, ADA)
    await engine.hears(updates.command(ADA, e.Command.START))
    await engine.hears(updates.tap(ADA, "Start"))
    await engine.hears(updates.text(ADA, "Cafés"))
    engine.clock.advance(hours=UNDO_HOURS, minutes=1)
    await clean(engine)
    await engine.hears(updates.text(ADA, "order beans"))
    assert await engine.notes(ADA) == [
        ("prio.segment.pick", "Cafés"),
        ("prio.jobs.tasks", "order beans"),
    ]
    assert "✓ order beans" in engine.chats.screens[ADA].question()[1].text


async def test_what_another_person_wrote_stays(
    engine: Engine, updates: Updates
) -> None:
    for chat in (ADA, BOB):
        await confided(engine, updates, chat)
    await deleted(engine, updates, ADA)
    before = await engine.session(BOB)
    engine.clock.advance(hours=UNDO_HOURS, minutes=1)
    await clean(engine)
    assert await engine.session(BOB) == before
    assert (await engine.conversation(BOB)).slots != ""
