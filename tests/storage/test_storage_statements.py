"""Every statement of a busy bot: found by an index, and understood elsewhere too."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import ClauseElement

from conversations.interview.session import Session
from storage import (
    NewRow,
    SlotRow,
    Storage,
    chats,
    inbox,
    keeping,
    outbox,
    sessions,
    tables,
)
from storage.upsert import upsert
from tests.storage.examples import BOT, NOW, interview, note, with_profile
from tests.transactions import transaction


async def busy_turn(storage: Storage) -> None:
    async with transaction(storage) as uow:
        await uow.remember(BOT, range(50), NOW)
        rows = await uow.conversations(BOT, range(1, 51))
        before = await uow.sessions(rows.values(), {})
        after = {
            id_: with_profile(session, interview(session.next_number, note(1), note(2)))
            for id_, session in before.items()
        }
        await uow.save(before, after, NOW)
        changed = {
            id_: session.holding(interview(session.current or 0, note(1, "Sleep")))
            for id_, session in after.items()
        }
        await uow.save(after, changed, NOW)
        await uow.sessions((await uow.by_ids(after)).values(), {})
        ids = await uow.put([NewRow(id_, None, "hello") for id_ in after], NOW)
        await uow.fill([SlotRow(id_, "menu", "m") for id_ in after])
        await uow.set_chat({row.chat_id: (1, True) for row in rows.values()})
        await uow.remove(ids)
        await uow.remove_all(after)
        await uow.purge(NOW, NOW, NOW)
        await uow.start_over(after, NOW)
        await uow.leave(NOW)


#: How to ask for a plan, and which of its lines walk through a whole table.
EXPLAIN = {
    "sqlite": ("EXPLAIN QUERY PLAN", re.compile(r"^SCAN (?!.*CONSTANT ROW)")),
    "postgresql": ("EXPLAIN", re.compile(r"Seq Scan on (?!pg_)")),
}


async def test_no_statement_walks_through_a_whole_table(
    storage: Storage, statements: list[tuple[str, Any]], kind: str
) -> None:
    await busy_turn(storage)
    explain, walking = EXPLAIN[kind]
    seen = [seen for seen in statements if not seen[0].startswith("INSERT")]
    walks = []
    async with transaction(storage) as uow:
        if kind == "postgresql":
            # It walks through tables this small because that is quicker.
            await uow.sql("SET LOCAL enable_seqscan = off")
        for statement, parameters in seen:
            one = parameters[0] if isinstance(parameters, list) else parameters
            plan = await uow.sql(f"{explain} {statement}", one)
            walks += [
                (statement, step[-1]) for step in plan if walking.search(str(step[-1]))
            ]
    assert len(seen) > 20
    assert walks == []


def test_every_statement_can_be_said_to_postgresql() -> None:
    written: list[ClauseElement] = [
        value
        for module in (chats, inbox, keeping, outbox, sessions)
        for name, value in vars(module).items()
        if name.isupper() and name.startswith("_") and isinstance(value, ClauseElement)
    ]
    upserts = [upsert(table, "postgresql") for table in (tables.slots, tables.guides)]
    assert len(written) > 20
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for statement in (*written, *upserts):
        assert str(statement.compile(dialect=dialect))


async def test_sessions_of_nobody_are_none(storage: Storage) -> None:
    async with transaction(storage) as uow:
        assert await uow.sessions([], {}) == {}
        await uow.save({1: Session()}, {}, NOW)
