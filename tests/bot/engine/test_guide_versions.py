"""A running interview keeps the version of the guide that it was begun with."""

from __future__ import annotations

import pytest

import bot.packaged
from bot.packaged import library_in, packaged_guide
from conversations.guides.library import Library
from conversations.interview import events as e
from storage import GuideRow
from tests.bot.engine.chats import Chats
from tests.bot.engine.conftest import ADA, BOB
from tests.bot.engine.engine import Engine, Updates, WatchedStorage, begun

OLD, NEW = "Which tasks is your customer", "Which chores does your customer"


def packaged(version: int) -> GuideRow:
    """The guide as this version of the program would bring it."""
    row = packaged_guide("priority")
    structure = row.structure.replace("version = 1", f"version = {version}")
    words = row.words.replace(OLD, NEW) if version > 1 else row.words
    return GuideRow(row.id, version, row.language, structure, words)


@pytest.fixture
def library_after_start(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> LibraryAfterStart:
    return LibraryAfterStart(database, monkeypatch)


class LibraryAfterStart:
    """The library that the bot has once it was started with a packaged version."""

    def __init__(self, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._database = database
        self._monkeypatch = monkeypatch
        self._versions = {version: packaged(version) for version in (1, 2)}

    async def __call__(self, version: int) -> Library:
        row = self._versions[version]
        self._monkeypatch.setattr(bot.packaged, "packaged_guide", lambda name: row)
        storage = await WatchedStorage.opened(self._database)
        library = await library_in(storage)
        await storage.close()
        return library


async def test_a_newer_version_is_for_new_interviews_only(
    database: str,
    chats: Chats,
    updates: Updates,
    library_after_start: LibraryAfterStart,
) -> None:
    before = Engine(database, chats, await library_after_start(1))
    await before.start()
    await begun(before, updates, ADA, "Cafés")
    await before.crash()

    engine = Engine(database, chats, await library_after_start(2))
    await engine.start()
    await engine.hears(updates.text(ADA, "order beans"))
    await begun(engine, updates, BOB, "Bars")
    assert OLD in chats.screens[ADA].question()[1].text
    assert NEW in chats.screens[BOB].question()[1].text

    await engine.hears(updates.command(ADA, e.Command.CANCEL))
    await engine.hears(updates.tap(ADA, "Another segment"))
    await engine.hears(updates.text(ADA, "Bars"))
    assert NEW in chats.screens[ADA].question()[1].text
    shelf = (await engine.session(ADA)).shelf
    assert {number: line.guide_version for number, line in shelf.items()} == {
        1: 1,
        2: 2,
    }
    await engine.crash()


async def test_going_back_to_an_older_program_keeps_both_versions(
    library_after_start: LibraryAfterStart,
) -> None:
    await library_after_start(1)
    await library_after_start(2)
    library = await library_after_start(1)
    assert set(library.guides) == {("priority", 1), ("priority", 2)}
