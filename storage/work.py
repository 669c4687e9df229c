"""How a unit of work talks to the database: few statements, each for many rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    CursorResult,
    Delete,
    Executable,
    Row,
    Update,
    bindparam,
)

from storage.errors import translated_errors

#: How many values one IN may list; databases limit a statement's parameters.
CHUNK = 500

#: The values of an IN, in statements for `_read_in` and `_delete_in`.
KEYS: BindParameter[Any] = bindparam("keys", expanding=True)

Values = Mapping[str, Any]
AnyRow = Row[*tuple[Any, ...]]


class Work:
    """Statements on one open transaction; the base of the parts of a unit of work.

    Every method of every part raises `StorageAwayError` or `ValueRefusedError`
    when the database does; nothing of the transaction is kept then.
    """

    def __init__(self, connection: Connection) -> None:
        """Work on this connection; whoever opened it commits."""
        self._connection = connection

    def _read(
        self, statement: Executable, values: Values | Sequence[Values] | None = None
    ) -> Sequence[AnyRow]:
        return self._execute(statement, values).all()

    def _read_in(
        self, statement: Executable, keys: Collection[Any], **values: Any
    ) -> list[AnyRow]:
        """The rows of a statement for many keys, asked in chunks."""
        found: list[AnyRow] = []
        for chunk in _chunks(sorted(keys)):
            found += self._read(statement, {"keys": chunk, **values})
        return found

    def _write(self, statement: Executable, rows: Sequence[Values]) -> None:
        """Run a statement once for each row; no row, no statement."""
        if rows:
            self._execute(statement, rows)

    def _delete(self, statement: Delete | Update, values: Values) -> int:
        """Delete (or blank) rows and return how many there were."""
        return self._execute(statement, values).rowcount

    def _delete_in(self, statement: Delete, keys: Collection[Any]) -> None:
        for chunk in _chunks(sorted(keys)):
            self._delete(statement, {"keys": chunk})

    def _execute(
        self, statement: Executable, values: Values | Sequence[Values] | None
    ) -> CursorResult[*tuple[Any, ...]]:
        with translated_errors():
            return self._connection.execute(statement, values)


def _chunks(keys: list[Any]) -> Iterator[list[Any]]:
    left = iter(keys)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
