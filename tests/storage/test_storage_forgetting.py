from __future__ import annotations

from dataclasses import replace

from conversations.interview.session import Session
from storage import ConversationRow, NewRow, SlotRow, Storage, UnitOfWork
from tests.storage.examples import BOT, DAY, NOW, interview, note


async def test_a_conversation_that_starts_over_has_another_id_and_nothing_else(
    storage: Storage, alice: ConversationRow
) -> None:
    session = Session(current=1, next_number=2).holding(interview(1, note(1)))

    def start_over(uow: UnitOfWork) -> dict[int, int]:
        uow.save({alice.id: Session()}, {alice.id: session}, NOW)
        uow.fill([SlotRow(alice.id, "menu", "m")])
        uow.put([NewRow(alice.id, None, "hello")], NOW)
        uow.quarantine(BOT, 1, alice.id, "{}", "KeyError", NOW)
        return uow.start_over([alice.id, alice.id + 99], NOW)

    fresh = await storage.transact(start_over)
    rows = await storage.transact(lambda uow: uow.conversations(BOT, [alice.chat]))
    row = rows[alice.chat]
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
    def leave(uow: UnitOfWork) -> tuple[dict[int, int], int]:
        others = uow.conversations(BOT, [1002, 1003])
        old = [alice.id, others[1002].id]
        fresh = uow.start_over(old, NOW - DAY)
        again = fresh[others[1002].id]
        session = Session().holding(interview(1))
        uow.save({again: Session()}, {again: session}, NOW)
        assert uow.leave(NOW - 2 * DAY) == 0
        assert uow.leave(NOW) == 1
        assert uow.leave(NOW) == 0
        return fresh, again

    fresh, again = await storage.transact(leave)
    left = await storage.transact(lambda uow: uow.by_ids([fresh[alice.id], again]))
    back = await storage.transact(lambda uow: uow.conversations(BOT, [alice.chat]))
    assert left.keys() == {again}
    assert back[alice.chat].id > max(fresh.values())


async def test_what_nobody_touched_is_deleted_once(
    storage: Storage, alice: ConversationRow
) -> None:
    old, fresh = interview(1, note(1)), interview(2, note(1))
    old = replace(old, touched_at=NOW - DAY)
    session = Session(current=1, next_number=3).holding(old).holding(fresh)

    def put_out(uow: UnitOfWork) -> None:
        uow.save({alice.id: Session()}, {alice.id: session}, NOW)
        assert uow.put_out(NOW, NOW) == 1
        assert uow.put_out(NOW, NOW) == 0

    def read(uow: UnitOfWork) -> Session:
        rows = uow.by_ids([alice.id])
        return uow.sessions(rows.values(), {alice.id: {1, 2}})[alice.id]

    await storage.transact(put_out)
    found = await storage.transact(read)
    assert found.current is None
    assert [line.number for line in found.deleted] == [1]
    assert found.interviews[1].profile.deleted_at == NOW
