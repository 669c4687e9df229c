"""INSERT … ON CONFLICT, which each dialect of SQLAlchemy has for itself.

`dialect` is "sqlite" or "postgresql".
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

_INSERT: dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


@cache
def upsert(table: Table, dialect: str) -> Insert:
    """Insert a row, or overwrite the one with the same primary key."""
    statement = _INSERT[dialect](table)
    overwritten = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if not column.primary_key
    }
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_=overwritten
    )


@cache
def insert_new(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """Insert a row, unless there is one with the same key.

    Where another transaction has inserted that key, this waits for its end.
    """
    return _INSERT[dialect](table).on_conflict_do_nothing()
