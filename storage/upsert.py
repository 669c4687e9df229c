"""INSERT … ON CONFLICT, which each dialect of SQLAlchemy has for itself.

`dialect` is "sqlite" or "postgresql".
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy import Insert, Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def _insert(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    # Who needs one dialect only need not pay for the memory of the other.
    made: sqlite.Insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    return made


@cache
def upsert(table: Table, dialect: str) -> Insert:
    """Insert a row, or overwrite the one with the same primary key."""
    statement = _insert(table, dialect)
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
    return _insert(table, dialect).on_conflict_do_nothing()
