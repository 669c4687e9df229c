"""Errands are finished once, and files go when what they show goes."""

from __future__ import annotations

import json
import random
from collections.abc import Coroutine
from typing import Any

from msgspec.structs import replace

from conversations.interview.session import Interview, Session
from storage import (
    ConversationRow,
    ErrandRow,
    FileRow,
    Look,
    NewErrand,
    NewFile,
    NewRow,
    SentFile,
    Storage,
    files_of,
)
from tests.storage.examples import BOT, DAY, NOW, interview, note, with_profile
from tests.transactions import transaction

MADE_BY = ("export", "a wish")


async def keep(storage: Storage, alice: ConversationRow, *keys: str) -> None:
    """Profile 1 with these files."""
    session = with_profile(Session(), interview(1, note(1)))
    async with transaction(storage) as uow:
        await uow.save({alice.id: Session()}, {alice.id: session}, NOW)
        await uow.keep_files([NewFile(key, alice.id, 1, *MADE_BY) for key in keys], NOW)


async def test_an_errand_under_way_is_not_begun_again_and_is_finished_once(
    storage: Storage, alice: ConversationRow
) -> None:
    pdf, png = (NewErrand(alice.id, "export", kind) for kind in ("pdf", "png"))
    async with transaction(storage) as uow:
        first, second = await uow.put_errands([pdf, png], NOW)
        assert await uow.put_errands([pdf, png], NOW) == [None, None]
    assert first is not None
    assert second is not None
    async with transaction(storage) as uow:
        assert await uow.pending_errands(BOT) == [
            ErrandRow(first, alice.id, 1001, "export", "pdf"),
            ErrandRow(second, alice.id, 1001, "export", "png"),
        ]
        assert await uow.finish_errands({first, 999}) == {first: alice.id}
        assert await uow.finish_errands({first}) == {}
        (again,) = await uow.put_errands([pdf], NOW)
    assert again not in (first, second, None)


async def test_an_errand_may_be_as_long_as_any_update(
    storage: Storage, alice: ConversationRow
) -> None:
    """As of a facilitator whose right to say all this is looked up."""
    letters = random.Random(1).choices("абвгдежзиклмнопрст", k=4096)
    long = NewErrand(alice.id, "admins", json.dumps("".join(letters)))
    async with transaction(storage) as uow:
        (id_,) = await uow.put_errands([long], NOW)
        assert await uow.put_errands([long], NOW) == [None]
        (kept,) = await uow.pending_errands(BOT)
    assert (kept.id, kept.data) == (id_, long.data)


async def test_telegram_has_a_file_as_a_photo_or_as_a_document(
    storage: Storage, alice: ConversationRow
) -> None:
    await keep(storage, alice, "a", "b")
    assert await files_of(storage, ["a", "x"]) == {
        "a": FileRow("a", *MADE_BY, None, None)
    }
    async with transaction(storage) as uow:
        await uow.sent_files(
            [SentFile("a", "AgAC", True), SentFile("b", "BQAC", False)]
        )
        await uow.sent_files([])
    assert await files_of(storage, ["a", "b"]) == {
        "a": FileRow("a", *MADE_BY, "AgAC", None),
        "b": FileRow("b", *MADE_BY, None, "BQAC"),
    }


async def test_what_is_made_again_keeps_the_id_that_telegram_has_of_it(
    storage: Storage, alice: ConversationRow
) -> None:
    await keep(storage, alice, "a")
    async with transaction(storage) as uow:
        await uow.sent_files([SentFile("a", "AgAC", True)])
        await uow.keep_files([NewFile("a", alice.id, 1, *MADE_BY)], NOW)
    assert (await files_of(storage, ["a"]))["a"].photo_id == "AgAC"


async def test_a_file_that_telegram_refused_is_forgotten(
    storage: Storage, alice: ConversationRow
) -> None:
    await keep(storage, alice, "a")
    async with transaction(storage) as uow:
        assert await uow.drop_files(NOW + DAY) == 0
        await uow.forget_files(["a", "x"])
    assert await files_of(storage, ["a"]) == {}


async def test_a_file_of_no_profile_goes_when_it_is_sent_or_waits_no_more(
    storage: Storage, alice: ConversationRow
) -> None:
    keys = ("sent", "waits", "kept")
    await keep(storage, alice, "kept")
    async with transaction(storage) as uow:
        for key in keys[:2]:
            await uow.keep_files([NewFile(key, alice.id, None, *MADE_BY)], NOW)
        (row,) = await uow.put([NewRow(alice.id, None, "a message")], NOW)
        await uow.sent_files([SentFile(key, "BQAC", False) for key in ("sent", "kept")])
        await uow.drop_files(NOW + DAY)
    assert (await files_of(storage, keys)).keys() == {"waits", "kept"}

    async with transaction(storage) as uow:
        await uow.remove([row])  # never sent: the person blocked the bot
        assert await uow.drop_files(NOW) == 0
        assert await uow.drop_files(NOW + DAY) == 1
    assert (await files_of(storage, keys)).keys() == {"kept"}


async def test_files_go_with_their_profile_and_with_notes_they_may_show(
    storage: Storage, alice: ConversationRow
) -> None:
    await keep(storage, alice, "old")
    kept = interview(1, replace(note(1), deleted_at=NOW + DAY / 24))
    before = with_profile(Session(), interview(1, note(1)))
    after = with_profile(Session(), kept)
    async with transaction(storage) as uow:
        await uow.save({alice.id: before}, {alice.id: after}, NOW)
        await uow.keep_files([NewFile("new", alice.id, 1, *MADE_BY)], NOW + DAY)
        await uow.purge(NOW + DAY / 2, NOW, NOW)
    assert (await files_of(storage, ["old", "new"])).keys() == {"new"}

    gone = replace(kept, profile=replace(kept.profile, deleted_at=NOW + DAY))
    async with transaction(storage) as uow:
        await uow.save({alice.id: after}, {alice.id: with_profile(after, gone)}, NOW)
        await uow.purge(NOW + 2 * DAY, NOW, NOW)
    assert await files_of(storage, ["new"]) == {}


async def test_one_interview_can_be_looked_at_alone(
    storage: Storage, alice: ConversationRow
) -> None:
    await keep(storage, alice)

    def look(number: int) -> Coroutine[Any, Any, Interview | None]:
        return storage.look(lambda c: Look(c).interview(alice.id, number))

    assert await look(1) == interview(1, note(1))
    assert await look(2) is None
