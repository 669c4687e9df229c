"""How a unit of work talks to the database: few statements, each for many rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Executable, Insert, Update, func, select
from sqlalchemy.engine.interfaces import DBAPICursor

from storage.errors import translated_errors
from storage.many import of_many
from storage.prepared import AnyRow, Prepared, Values, hand_over, prepared

_LAST = select(func.last_insert_rowid())


class Work:
    """Statements on one open transaction; the base of the parts of a unit of work.

    Every method of every part raises `StorageAwayError` or `ValueRefusedError`
    when the database does; nothing of the transaction is kept then.
    """

    def __init__(self, connection: Connection) -> None:
        """Work on this connection; whoever opened it commits."""
        self._connection = connection
        if not connection.in_transaction():
            connection.begin()  # whoever only reads sees one moment, too

    def _read(
        self, statement: Executable, values: Values | None = None
    ) -> Sequence[AnyRow]:
        """What a statement finds."""
        given = values or {}
        with translated_errors():
            ready = self._prepared(statement, given)
            found = hand_over(self._connection, ready.text, [ready.values(given)])
            return ready.rows(found)

    def _read_in(
        self, statement: Executable, keys: Collection[Any], **values: Any
    ) -> Sequence[AnyRow]:
        """What a statement finds for many `keys`; no key, no statement."""
        return self._read(statement, {"keys": sorted(keys), **values}) if keys else []

    def _add(self, statement: Insert, rows: Sequence[Values]) -> None:
        """Put rows in; no row, no statement."""
        if rows and self._is_shared:
            at_once, lists = of_many(statement, rows)
            self._execute(at_once, [lists])
        else:
            self._write(statement, rows)

    def _add_numbered(self, statement: Insert, rows: Sequence[Values]) -> Sequence[int]:
        """Put rows in that the database numbers: upwards, in the order given."""
        if not rows:
            return []
        if self._is_shared:
            at_once, lists = of_many(statement, rows, numbered=True)
            return sorted(id_ for (id_,) in self._read(at_once, lists))
        self._write(statement, rows)
        ((last,),) = self._read(_LAST)  # nobody else writes: one after the other
        return range(last - len(rows) + 1, last + 1)

    @property
    def _is_shared(self) -> bool:
        """Whether other processes may write at the same time."""
        return self._connection.dialect.name != "sqlite"

    def _write(self, statement: Executable, rows: Sequence[Values]) -> None:
        """Run a statement once for each row; no row, no statement."""
        if rows:
            self._execute(statement, rows)

    def _delete(self, statement: Delete | Update, values: Values) -> int:
        """Delete (or blank) rows and return how many there were."""
        return self._execute(statement, [values]).rowcount

    def _delete_in(self, statement: Delete | Update, keys: Collection[Any]) -> None:
        if keys:
            self._delete(statement, {"keys": sorted(keys)})

    def _execute(self, statement: Executable, rows: Sequence[Values]) -> DBAPICursor:
        with translated_errors():
            ready = self._prepared(statement, rows[0])
            values = [ready.values(row) for row in rows]
            return hand_over(self._connection, ready.text, values)

    def _prepared(self, statement: Executable, values: Values) -> Prepared:
        return prepared(statement, tuple(values), self._connection.dialect)
