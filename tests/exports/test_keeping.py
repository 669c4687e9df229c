"""What was just made is at hand for a while, and Telegram keeps what it got."""

from __future__ import annotations

import gc
import weakref
from collections.abc import AsyncIterator

import pytest

from bot.errands import MadeFile
from bot.exports import keeping
from bot.exports.keeping import KeptFiles
from bot.outgoing import Stored
from conversations.interview.session import Session
from storage import NewFile, SentFile, Storage, open_storage
from tests.storage.examples import BOT, NOW, interview, note, with_profile
from tests.transactions import transaction
from tests.waiting import until

PNG = MadeFile("a", b"drawn", profile=1)


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    """Somebody's picture was made."""
    storage = await open_storage(database)
    async with transaction(storage) as uow:
        somebody = (await uow.conversations(BOT, [1001]))[1001].id
        session = with_profile(Session(), interview(1, note(1)))
        await uow.save({somebody: Session()}, {somebody: session}, NOW)
        await uow.keep_files([NewFile("a", somebody, 1, "export", "{}")], NOW)
    yield storage
    await storage.close()


@pytest.fixture
async def files(storage: Storage) -> KeptFiles:
    files = KeptFiles(storage)
    files.made([PNG])
    return files


async def test_a_new_file_is_sent_and_can_be_sent_again_in_another_way(
    files: KeptFiles,
) -> None:
    assert "a" in files
    for photo in (True, True, False):  # the second after a failure
        assert await files.file("a", photo=photo) == Stored(None, b"drawn")
    assert await files.file("b", photo=True) is None


async def test_telegrams_own_is_sent_once_it_has_one(
    files: KeptFiles, storage: Storage
) -> None:
    await files.file("a", photo=True)
    async with transaction(storage) as uow:
        await uow.sent_files([SentFile("a", "AgAC", True)])
    assert await files.file("a", photo=True) == Stored("AgAC", None)
    assert await files.file("a", photo=False) == Stored(None, b"drawn")


async def test_the_oldest_give_way_but_never_the_newest(
    files: KeptFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "ROOM", 10)
    files.made([MadeFile("b", b"drawn")])
    assert "a" in files
    files.made([MadeFile("c", b".")])
    files.made([MadeFile("d", b"much too large for ten")])
    assert [key for key in "abcd" if key in files] == ["d"]
    assert await files.file("a", photo=True) is None
    assert await files.file("d", photo=True)


async def test_what_was_made_together_is_at_hand_together(
    files: KeptFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An album whose parts push each other out would never be sent."""
    monkeypatch.setattr(keeping, "ROOM", 10)
    files.made([MadeFile("b", b"much too large"), PNG, MadeFile("c", b"for ten")])
    assert [key for key in "abc" if key in files] == ["a", "b", "c"]
    files.made([MadeFile("d", b".")])
    assert [key for key in "abcd" if key in files] == ["c", "d"]


async def test_nothing_stays_for_long(
    files: KeptFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FOR", 0.01)
    files.made([PNG])
    await until(lambda: "a" not in files)


async def test_what_is_made_again_stays_from_then_on(
    files: KeptFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FOR", 0.01)
    files.made([MadeFile("b", b"drawn")])
    monkeypatch.setattr(keeping, "FOR", 3600.0)
    files.made([MadeFile("b", b"drawn again")])
    files.made([MadeFile("c", b"drawn")])
    monkeypatch.setattr(keeping, "FOR", 0.01)
    files.made([MadeFile("d", b"drawn")])
    await until(lambda: "d" not in files)  # which came after b's first end
    assert [key for key in "abcd" if key in files] == ["a", "b", "c"]


class Key(str):
    """One of which can be seen when nobody knows it any more."""

    __slots__ = ("__weakref__",)


async def test_a_file_that_gave_way_leaves_nothing_behind(
    files: KeptFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "ROOM", 0)
    key = Key("b")
    gone = weakref.ref(key)
    files.made([MadeFile(key, b"drawn")])
    files.made([MadeFile("c", b"drawn")])
    del key
    gc.collect()
    assert gone() is None
