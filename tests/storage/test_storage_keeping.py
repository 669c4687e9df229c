from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from conversations.interview.session import Interview, Session
from storage import ConversationRow, GuideRow, PurgeCount, Storage
from tests.storage.examples import BOT, DAY, NOW, interview, new_updates, note


def deleted(kept: Interview, at: datetime) -> Interview:
    return replace(kept, profile=replace(kept.profile, deleted_at=at))


async def purge(storage: Storage, before: datetime) -> PurgeCount:
    async with storage.transaction() as uow:
        return await uow.purge(before, before, before)


async def test_guides_are_kept_by_version_and_language(storage: Storage) -> None:
    first = GuideRow("priority", 1, "en", "structure", "words")
    german = first._replace(language="de", words="Wörter")
    second = first._replace(version=2)
    async with storage.transaction() as uow:
        await uow.keep_guides([second, first, german])
        await uow.keep_guides([first._replace(words="better words")])
        await uow.keep_guides([])
    async with storage.transaction() as uow:
        assert await uow.guides() == [
            german,
            first._replace(words="better words"),
            second,
        ]


async def test_a_profile_deleted_long_ago_is_removed_with_its_notes(
    storage: Storage, alice: ConversationRow
) -> None:
    session = (
        Session()
        .holding(deleted(interview(1, note(1), note(2)), NOW - DAY))
        .holding(deleted(interview(2, note(1)), NOW))
        .holding(interview(3, note(1)))
    )
    async with storage.transaction() as uow:
        await uow.save({alice.id: Session()}, {alice.id: session}, NOW)

    assert await purge(storage, NOW) == PurgeCount(1, 0, 0)
    async with storage.transaction() as uow:
        found = await uow.sessions([alice], {alice.id: {1, 2, 3}})
    assert found[alice.id].interviews.keys() == {2, 3}
    async with storage.reader() as connection:
        left = await connection.exec_driver_sql("SELECT profile FROM notes")
        assert left.scalars().all() == [2, 3]


async def test_old_update_ids_and_updates_set_aside_are_removed(
    storage: Storage,
) -> None:
    async with storage.transaction() as uow:
        for age in range(3):
            await uow.remember(BOT, [age], NOW - age * DAY)
            await uow.quarantine(BOT, age, None, "{}", "KeyError", NOW - age * DAY)
    assert await purge(storage, NOW - DAY) == PurgeCount(0, 1, 1)
    assert await purge(storage, NOW - DAY) == PurgeCount(0, 0, 0)
    assert await new_updates(storage, [0, 1, 2]) == {2}
