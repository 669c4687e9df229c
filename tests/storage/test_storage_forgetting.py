from __future__ import annotations

from dataclasses import replace

from conversations.interview.session import Session
from storage import ConversationRow, NewRow, SlotRow, Storage
from tests.storage.examples import BOT, DAY, NOW, interview, note


async def test_a_conversation_that_starts_over_has_another_id_and_nothing_else(
    storage: Storage, alice: ConversationRow
) -> None:
    session = Session(current=1, next_number=2).holding(interview(1, note(1)))
    async with storage.transaction() as uow:
        await uow.save({alice.id: Session()}, {alice.id: session}, NOW)
        await uow.fill([SlotRow(alice.id, "menu", "m")])
        await uow.put([NewRow(alice.id, None, "hello")], NOW)
        await uow.quarantine(BOT, 1, alice.id, "{}", "KeyError", NOW)
        fresh = await uow.start_over([alice.id, alice.id + 99], NOW)
    async with storage.transaction() as uow:
        row = (await uow.conversations(BOT, [alice.chat]))[alice.chat]
        assert await uow.pending(BOT) == []
    async with storage.reader() as connection:
        for table in ("profiles", "notes", "slots", "outbox", "quarantine"):
            found = await connection.exec_driver_sql(f"SELECT * FROM {table}")
            assert found.all() == []

    assert fresh == {alice.id: row.id}
    assert row == replace(alice, id=row.id)
    assert row.id > alice.id


async def test_only_those_who_came_back_for_nothing_are_left(
    storage: Storage, alice: ConversationRow
) -> None:
    async with storage.transaction() as uow:
        others = await uow.conversations(BOT, [1002, 1003])
        old = [alice.id, others[1002].id]
        fresh = await uow.start_over(old, NOW - DAY)
        again = fresh[others[1002].id]
        session = Session().holding(interview(1))
        await uow.save({again: Session()}, {again: session}, NOW)
        assert await uow.leave(NOW - 2 * DAY) == 0
        assert await uow.leave(NOW) == 1
        assert await uow.leave(NOW) == 0
    async with storage.transaction() as uow:
        assert (await uow.by_ids([fresh[alice.id], again])).keys() == {again}
        back = (await uow.conversations(BOT, [alice.chat]))[alice.chat]
    assert back.id > max(fresh.values())


async def test_what_nobody_touched_is_deleted_once(
    storage: Storage, alice: ConversationRow
) -> None:
    old, fresh = interview(1, note(1)), interview(2, note(1))
    old = replace(old, touched_at=NOW - DAY)
    session = Session(current=1, next_number=3).holding(old).holding(fresh)
    async with storage.transaction() as uow:
        await uow.save({alice.id: Session()}, {alice.id: session}, NOW)
        assert await uow.put_out(NOW, NOW) == 1
        assert await uow.put_out(NOW, NOW) == 0
    async with storage.transaction() as uow:
        rows = await uow.by_ids([alice.id])
        found = (await uow.sessions(rows.values(), {alice.id: {1, 2}}))[alice.id]
    assert found.current is None
    assert [line.number for line in found.deleted] == [1]
    assert found.interviews[1].profile.deleted_at == NOW
