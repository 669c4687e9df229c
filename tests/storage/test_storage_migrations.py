from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from alembic import command
from msgspec.structs import replace
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    insert,
    inspect,
    select,
)

from bot.errands import load_wish
from conversations.exercise.desk import EMPTY
from conversations.formats import Format
from conversations.interview.effects import Export
from conversations.interview.session import NewName, Session
from storage import (
    ConversationRow,
    NewErrand,
    NewFile,
    StateTooNewError,
    Storage,
    UnitOfWork,
    files_of,
    open_storage,
)
from storage.migrations import config, newest, revision
from storage.tables import metadata
from tests.conversations.classroom import Classroom
from tests.storage.examples import (
    BOT,
    FULL_INTERVIEW,
    NOW,
    interview,
    note,
    with_profile,
)
from tests.transactions import transaction

T = TypeVar("T")


async def in_writer(storage: Storage, work: Callable[[Connection], T]) -> T:
    return await storage.transact(lambda uow: work(uow._connection))


def table_names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_the_tables_are_what_the_code_says(storage: Storage) -> None:
    def check(connection: Connection) -> None:
        command.check(config(connection))

    await in_writer(storage, check)


async def test_migrations_can_be_undone_and_done_again(storage: Storage) -> None:
    def undo(connection: Connection) -> None:
        command.downgrade(config(connection), "base")

    await in_writer(storage, undo)
    assert await in_writer(storage, table_names) == {"alembic_version"}
    await storage.migrate()
    assert await in_writer(storage, table_names) == {
        "alembic_version",
        *metadata.tables,
    }


async def test_ids_of_errands_go_on_in_a_table_made_anew(
    storage: Storage, alice: ConversationRow
) -> None:
    """Files are known by the errand that made them, long after it is done."""

    def anew(connection: Connection) -> None:
        command.downgrade(config(connection), "0011")
        command.upgrade(config(connection), "head")

    errand = NewErrand(alice.id, "gather", "{}")
    (first,) = await storage.transact(lambda uow: uow.put_errands([errand], NOW))
    assert first is not None
    await storage.transact(lambda uow: uow.finish_errands([first]))
    await in_writer(storage, anew)
    (second,) = await storage.transact(lambda uow: uow.put_errands([errand], NOW))
    assert second == first + 1


async def test_the_newest_revision_is_the_one_the_tables_get(storage: Storage) -> None:
    assert await in_writer(storage, revision) == newest()


async def test_migrating_again_changes_nothing(
    storage: Storage, alice: ConversationRow
) -> None:
    await storage.migrate()
    async with transaction(storage) as uow:
        assert await uow.by_ids([alice.id]) == {alice.id: alice}


async def test_what_the_version_before_kept_is_all_there(storage: Storage) -> None:
    """A database as revision 0005 left it; the file is never changed."""
    golden = Path(__file__).parent / "golden" / "database.0005.sql"

    def go_back(connection: Connection) -> None:
        command.downgrade(config(connection), "0005")
        for statement in golden.read_text().splitlines():
            connection.exec_driver_sql(statement)

    def look(uow: UnitOfWork) -> tuple[ConversationRow, Session]:
        row = uow.conversations(BOT, [1001])[1001]
        return row, uow.sessions([row], {})[row.id]

    await in_writer(storage, go_back)
    await storage.migrate()
    row, session = await storage.transact(look)
    told = Session(
        current=1, resting=True, awaited=NewName(1), next_number=2, coached=True
    )
    assert json.loads(row.slots) == {"question": {"message": 7}}
    assert replace(row, slots="") == ConversationRow(
        *(101, 1001, 101, 77, True, told, "", 0, EMPTY)
    )
    profile = replace(FULL_INTERVIEW.profile, deleted_at=None)
    assert session.interviews == {1: replace(FULL_INTERVIEW, profile=profile)}
    async with transaction(storage) as uow:
        assert [row.conversation for row in await uow.pending(BOT)] == [101]
        assert [row.kind for row in await uow.pending_errands(BOT)] == ["export"]
        assert (await uow.files({"abc"}))["abc"].photo_id == "AgAD"
        assert await uow.remember(BOT, [5, 6], NOW) == {6}
        place = (await uow.places(BOT, {(-1, 0)}))[-1, 0]
        assert await uow.begin_exercise(place.id, "7b", Classroom().exercise, NOW) == 1


async def test_what_fills_slots_moves_into_the_row_of_the_conversation(
    storage: Storage,
) -> None:
    """A database as revision 0008 left it; the file is never changed."""
    golden = Path(__file__).parent / "golden" / "database.0008.sql"

    def go_back(connection: Connection) -> None:
        command.downgrade(config(connection), "0008")
        for statement in golden.read_text().splitlines():
            connection.exec_driver_sql(statement)

    def look(uow: UnitOfWork) -> list[str]:
        return [row.slots for row in uow.by_ids([101, 102, 103]).values()]

    def old_rows(connection: Connection) -> list[tuple[int, str, object]]:
        command.downgrade(config(connection), "0008")
        found = connection.exec_driver_sql("SELECT * FROM slots ORDER BY 1, 2")
        return [(id_, slot, json.loads(payload)) for id_, slot, payload in found]

    await in_writer(storage, go_back)
    await storage.migrate()
    hers, nobodys, room = await storage.transact(look)
    assert json.loads(hers) == {
        "menu": {"message": 8, "shrunk": '"Done" {✓}'},
        "question": {"message": 7},
    }
    assert nobodys == ""
    assert json.loads(room) == {"room": {"message": 9}}
    assert await in_writer(storage, old_rows) == [
        (101, "menu", {"message": 8, "shrunk": '"Done" {✓}'}),
        (101, "question", {"message": 7}),
        (103, "room", {"message": 9}),
    ]


async def test_files_are_known_by_what_made_them_and_their_bytes_go(
    storage: Storage, alice: ConversationRow
) -> None:
    def go_back(connection: Connection) -> list[tuple[str, bytes | None]]:
        command.downgrade(config(connection), "0010")
        for key in (drawn, of_class):
            connection.execute(_CONTENTS.insert(), {"key": key, "content": b"drawn"})
        command.downgrade(config(connection), "0009")
        found = connection.exec_driver_sql("SELECT key, content FROM files")
        return sorted((key, content) for key, content in found)

    drawn, of_class = f"{'0' * 64} png", "class 7 pdf"
    session = with_profile(Session(), interview(1, note(1)))
    async with transaction(storage) as uow:
        await uow.save({alice.id: Session()}, {alice.id: session}, NOW)
        kept = [NewFile(drawn, alice.id, 1, "x", "y")]
        kept += [NewFile(of_class, alice.id, None, "x", "y")]
        await uow.keep_files(kept, NOW)

    assert await in_writer(storage, go_back) == [
        (drawn, b"drawn"),
        (of_class, b"drawn"),
    ]
    await storage.migrate()
    files = await files_of(storage, [drawn, of_class])
    assert load_wish(files[drawn].kind, files[drawn].data) == Export(1, (Format.PNG,))
    assert files[of_class].kind == ""


#: The bytes of files had a table of their own for a while.
_CONTENTS = Table(
    *("contents", MetaData()),
    *(Column("key", Text), Column("content", LargeBinary)),
)

#: Slots had a table of their own then.
_SLOTS = Table(
    *("slots", MetaData()),
    *(Column("conversation_id", BigInteger), Column("slot", Text)),
    Column("payload", Text),
)
_ROW_OF: dict[str, dict[str, object]] = {
    "slots": {"slot": "question"},
    "outbox": {"created_at": NOW},
    "errands": {"created_at": NOW, "kind": "class"},
}


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("slots", '{"card":{"exercise":3,"step":2}}', '{"card":[3,2]}'),
        (
            "slots",
            '{"card":{"profile":1,"step":9},"before":{"exercise":3,"step":1}}',
            '{"card":{"profile":1,"step":9},"before":[3,1]}',
        ),
        (
            "outbox",
            '{"text":"é","card":{"exercise":3,"step":2}}',
            '{"text":"é","card":[3,2]}',
        ),
        ("outbox", '{"text":"its","card":null}', '{"text":"its","card":null}'),
        ("errands", '{"viewer":{}}', '{"viewer":{"who":"facilitators"}}'),
        ("errands", '{"viewer":{"team":0}}', '{"viewer":{"who":"room","team":0}}'),
        (
            "errands",
            '{"viewer":{"person":5}}',
            '{"viewer":{"who":"member","person":5}}',
        ),
        ("errands", '{"profile":1}', '{"profile":1}'),
    ],
)
async def test_json_says_what_it_is_about_from_revision_0008_on(
    storage: Storage, alice: ConversationRow, table: str, before: str, after: str
) -> None:
    rows = {**metadata.tables, "slots": _SLOTS}[table]
    column = rows.c.data if table == "errands" else rows.c.payload

    def at_0007(connection: Connection) -> None:
        command.downgrade(config(connection), "0007")
        row = {"conversation_id": alice.id, column.name: before, **_ROW_OF[table]}
        connection.execute(insert(rows).values(row))

    def stored(connection: Connection) -> str:
        return str(connection.scalars(select(column)).one())

    await in_writer(storage, at_0007)
    await in_writer(storage, lambda c: command.upgrade(config(c), "0008"))
    assert json.loads(await in_writer(storage, stored)) == json.loads(after)
    await in_writer(storage, lambda c: command.downgrade(config(c), "0007"))
    assert json.loads(await in_writer(storage, stored)) == json.loads(before)


async def test_a_database_of_a_newer_program_is_refused_and_left_alone(
    storage: Storage, alice: ConversationRow
) -> None:
    """D10."""
    async with transaction(storage) as uow:
        await uow.sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StateTooNewError, match=r"Was it used by a newer one\?"):
        await storage.migrate()
    async with transaction(storage) as uow:
        assert await uow.conversations(BOT, [], known=[1001]) == {1001: alice}


async def test_migrating_leaves_logging_as_it_was(database: str) -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.root.manager.disable)
    storage = await open_storage(database)
    await storage.migrate()
    await storage.close()
    assert (root.level, list(root.handlers), logging.root.manager.disable) == before
