"""A database in which many people have finished a profile.

One founder plays the whole interview with the real bot; every row that it left is
copied then, under as many other numbers as there are to be profiles.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import (
    Connection,
    Select,
    Table,
    create_engine,
    delete,
    func,
    insert,
    literal,
    select,
)

from benchmarks.contest import DATABASE, drawn, play, running
from benchmarks.entrants import OURS, Load
from benchmarks.founders import Interviewed
from benchmarks.servers import Servers
from storage import tables as t

#: Whose rows are copied: nobody who is under load later has one of their numbers.
_PILOT = 2 * 10**9

#: What a number means a person or what is theirs by.
_OWN = {"id", "telegram_id", "chat_id", "conversation_id"}

#: In the order in which rows may refer to each other.
_COPIED = (t.chats, t.chat_aliases, t.conversations, t.profiles, t.notes)


async def write_stored(profiles: int, file: Path) -> None:
    """Make an SQLite file with so many finished profiles, each somebody else's."""
    pilot = replace(OURS, newcomer=lambda _: Interviewed(_PILOT))
    with TemporaryDirectory() as folder, Servers() as servers:
        async with running(pilot, Load(1), Path(folder), servers) as contestant:
            await play(contestant, lambda _: pilot.actions + 1)
            await drawn(contestant)
        (Path(folder) / DATABASE).rename(file)
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        _multiply(connection, profiles)
    engine.dispose()


def _multiply(connection: Connection, profiles: int) -> None:
    finished = select(func.count()).where(t.profiles.c.finished_at.is_not(None))
    if connection.scalar(finished) != 1:
        raise RuntimeError("the founder did not finish")
    connection.execute(delete(t.seen_updates))  # it was long ago
    for table in _COPIED:
        copies = _copies(table, profiles - 1)
        connection.execute(insert(table).from_select(list(table.columns), copies))


def _copies(table: Table, times: int) -> Select[tuple[object, ...]]:
    """The rows of a table again, for the persons that come after the first."""
    first = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = first.union_all(select(first.c.n + 1).where(first.c.n < times))
    return select(
        *(
            (column + numbers.c.n).label(column.name) if column.name in _OWN else column
            for column in table.columns
        )
    ).select_from(table.join(numbers, literal(1) == 1))
