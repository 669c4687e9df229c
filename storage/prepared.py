"""Statements in the driver's own words: put so once, and then only handed over.

What SQLAlchemy does around a statement whenever it is executed costs several times
what the database does for one that is about few rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Executable, exc
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
AnyRow = tuple[Any, ...]
Process = Callable[[Any], Any]


class Prepared:
    """A statement as the driver of a dialect takes it."""

    def __init__(
        self, compiled: SQLCompiler, columns: Sequence[TypeEngine[Any]]
    ) -> None:
        """Take it from SQLAlchemy; it finds columns of these types."""
        dialect = compiled.dialect
        self.text = compiled.string
        self._constants = {
            name: value
            for name, value in compiled.params.items()
            if not compiled.binds[name].required
        }
        names = compiled.positiontup or ()
        bound = [_impl(compiled.binds[name].type, dialect) for name in names]
        self._picked = _picker(names)
        self._bound = _numbered(type_.bind_processor(dialect) for type_ in bound)
        found = [_impl(type_, dialect) for type_ in columns]
        self._found = _numbered(
            type_.result_processor(dialect, None) for type_ in found
        )

    def values(self, given: Values) -> AnyRow:
        """Values as the driver takes them, in their order."""
        known = {**self._constants, **given} if self._constants else given
        return _processed(self._picked(known), self._bound)

    def rows(self, cursor: DBAPICursor) -> Sequence[AnyRow]:
        """What was found, as the types of the columns have it."""
        rows = cursor.fetchall()
        return [_processed(row, self._found) for row in rows] if self._found else rows


def _picker(names: Sequence[str]) -> Callable[[Values], AnyRow]:
    """Values by their names, as many as there are."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda known: tuple(known[name] for name in names)


def _numbered(processors: Iterable[Process | None]) -> Sequence[tuple[int, Process]]:
    """The processors that there are, by their places."""
    return [(place, process) for place, process in enumerate(processors) if process]


def _processed(
    values: Sequence[Any], processors: Sequence[tuple[int, Process]]
) -> AnyRow:
    """The values of a row, some of them in other words."""
    row = list(values)
    for place, process in processors:
        row[place] = process(row[place])
    return tuple(row)


@lru_cache(maxsize=256)  # there are a hundred, a few of them for several names
def prepared(
    statement: Executable, names: tuple[str, ...], dialect: Dialect
) -> Prepared:
    """A statement for values of these names."""
    compiled = cast("ClauseElement", statement).compile(
        dialect=dialect, column_keys=list(names)
    )
    columns = getattr(statement, "exported_columns", ())
    return Prepared(cast("SQLCompiler", compiled), [column.type for column in columns])


def hand_over(
    connection: Connection, text: str, values: Sequence[AnyRow] = ((),)
) -> DBAPICursor:
    """Have the driver execute a statement, once for each of these values.

    Raises:
        DBAPIError: the driver or its database refuses; as from SQLAlchemy itself.

    """
    driver, dialect = connection.connection, connection.dialect
    cursor = driver.cursor()
    try:
        if len(values) == 1:
            cursor.execute(text, values[0])
        else:
            cursor.executemany(text, values)
    except dialect.loaded_dbapi.Error as error:
        lost = dialect.is_disconnect(error, driver, cursor)
        if lost:
            connection.invalidate(error)
        raise exc.DBAPIError.instance(
            *(text, None, error, dialect.loaded_dbapi.Error),
            hide_parameters=True,  # people's words stay out of errors and logs
            connection_invalidated=lost,
            dialect=dialect,
        ) from error
    return cursor


def _impl(type_: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return type_.dialect_impl(dialect)
