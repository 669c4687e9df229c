from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from conversations.interview.session import Interview, Session
from conversations.profile import Origin
from storage import ConversationRow, GuideRow, PurgeCount, Storage
from tests.storage.examples import BOT, DAY, NOW, interview, new_updates, note
from tests.transactions import column_of, transaction


def deleted(kept: Interview, at: datetime) -> Interview:
    return replace(kept, profile=replace(kept.profile, deleted_at=at))


async def purge(storage: Storage, before: datetime) -> PurgeCount:
    return await storage.transact(lambda uow: uow.purge(before, before, before))


async def test_guides_are_kept_by_version_and_language(storage: Storage) -> None:
    first = GuideRow("priority", 1, "en", "structure", "words")
    german = first._replace(language="de", words="Wörter")
    second = first._replace(version=2)
    async with transaction(storage) as uow:
        await uow.keep_guides([second, first, german])
        await uow.keep_guides([first._replace(words="better words")])
        await uow.keep_guides([])
    async with transaction(storage) as uow:
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
    async with transaction(storage) as uow:
        await uow.save({alice.id: Session()}, {alice.id: session}, NOW)

    assert await purge(storage, NOW) == PurgeCount(1, 0, 0, 0)
    async with transaction(storage) as uow:
        found = await uow.sessions([alice], {alice.id: {1, 2, 3}})
    assert found[alice.id].interviews.keys() == {2, 3}
    assert await column_of(storage, "SELECT profile FROM notes") == [2, 3]


async def test_old_update_ids_and_updates_set_aside_are_removed(
    storage: Storage,
) -> None:
    async with transaction(storage) as uow:
        for age in range(3):
            await uow.remember(BOT, [age], NOW - age * DAY)
            await uow.quarantine(BOT, age, None, "{}", "KeyError", NOW - age * DAY)
    assert await purge(storage, NOW - DAY) == PurgeCount(0, 0, 1, 1)
    assert await purge(storage, NOW - DAY) == PurgeCount(0, 0, 0, 0)
    assert await new_updates(storage, [0, 1, 2]) == {2}


async def test_a_note_deleted_long_ago_keeps_its_row_and_not_its_words(
    storage: Storage, alice: ConversationRow
) -> None:
    old = replace(note(1, "the canary"), ratings={"a": "b"}, deleted_at=NOW - DAY)
    fresh = replace(note(2, "just now"), deleted_at=NOW)
    session = Session().holding(interview(1, old, fresh, note(3)))
    async with transaction(storage) as uow:
        await uow.save({alice.id: Session()}, {alice.id: session}, NOW)
        await uow.set_slots({alice.id: "quotes the canary"})

    assert await purge(storage, NOW) == PurgeCount(0, 1, 0, 0)
    assert await purge(storage, NOW) == PurgeCount(0, 0, 0, 0)
    async with transaction(storage) as uow:
        rows = await uow.by_ids([alice.id])
        found = await uow.sessions(rows.values(), {alice.id: {1}})
    kept = found[alice.id].interviews[1].profile.notes
    assert kept == (replace(old, text="", ratings={}), fresh, note(3))
    assert rows[alice.id].slots == ""


async def test_profiles_are_found_by_the_messages_their_notes_came_from(
    storage: Storage, alice: ConversationRow
) -> None:
    written = replace(note(1), origin=Origin(7, 0))
    reworded = replace(note(1), origin=Origin(8, 0), reworded_in=9)
    session = Session().holding(interview(1, written)).holding(interview(2, reworded))
    async with transaction(storage) as uow:
        await uow.save({alice.id: Session()}, {alice.id: session}, NOW)
        assert await uow.written_in({alice.id: {7}}) == {alice.id: {1}}
        assert await uow.written_in({alice.id: {8, 9}}) == {alice.id: {2}}
        assert await uow.written_in({alice.id: {1}, alice.id + 1: {7}}) == {}
