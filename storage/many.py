"""Many values as one: keys in a parameter, and rows in a text.

So a statement reads the same for one key and for a thousand. And a database makes one
text of many rows several times faster than its driver makes values of them. What is
put into PostgreSQL goes as one list for each column, and comes back numbered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Dialect,
    Insert,
    Integer,
    Text,
    TypeDecorator,
    any_,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeEngine


class _Many(TypeDecorator[Sequence[Any]]):
    """Values of one type: JSON for SQLite, an array for PostgreSQL."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text() if dialect.name == "sqlite" else ARRAY(self.of)

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        if dialect.name != "sqlite" or value is None:
            return value
        if isinstance(self.of, Integer) and value:
            _refuse_too_large(min(value), max(value))
        return msgspec.json.encode(value).decode()


def _refuse_too_large(least: int, most: int) -> None:
    """Larger numbers would come out of JSON as something near them."""
    if least < -(2**63) or most >= 2**63:
        raise OverflowError("a number has more than 64 bits")


class among(FunctionElement[Any]):  # noqa: N801 (read like one of SQL's functions)
    """Whether a column is one of the keys that a parameter has."""

    type: TypeEngine[Any] = NullType()  # SQLite's Boolean is a number, compared with 1
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], keys: str = "keys") -> None:
        """`keys` is the name of the parameter."""
        super().__init__(column, bindparam(keys, type_=_Many(column.type)))


def each(column: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    """The keys of a column that the parameter `keys` has, a row for each."""
    keys = bindparam("keys", type_=_Many(column.type))
    if dialect == "sqlite":
        return func.json_each(keys).table_valued("value", name="given").c.value
    return func.unnest(keys).column_valued("given")


def of_many(
    statement: Insert, rows: Sequence[Mapping[str, Any]], *, numbered: bool = False
) -> tuple[Insert, dict[str, list[Any]]]:
    """An INSERT of many rows at once for PostgreSQL, and its parameters.

    These are a list for each column. With `numbered` it returns the ids of the rows,
    which are put in in their order.
    """
    names = tuple(rows[0])
    lists = {name: [row[name] for row in rows] for name in names}
    return _from_lists(statement, names, numbered=numbered), lists


@lru_cache(maxsize=64)  # there are a dozen
def _from_lists(statement: Insert, names: tuple[str, ...], *, numbered: bool) -> Insert:
    columns = [statement.table.c[name] for name in names]
    lists = [bindparam(column.name, type_=_Many(column.type)) for column in columns]
    rows = func.unnest(*lists).table_valued(*names, name="given").render_derived()
    made = statement.from_select(list(names), select(*rows.c))
    return made.returning(statement.table.c.id) if numbered else made


class json_list(FunctionElement[str]):  # noqa: N801
    """The values of a row, as JSON."""

    type = Text()
    inherit_cache = True


class json_rows(FunctionElement[str]):  # noqa: N801
    """The JSON of all rows as the text of one list, in no order."""

    type = Text()
    inherit_cache = True


@compiles(among)
def _in_array(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, keys = element.clauses
    return compiler.process(column == any_(keys), **options)


@compiles(among, "sqlite")
def _in_json(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, keys = element.clauses
    given = func.json_each(keys).table_valued("value", name="given")
    return compiler.process(column.in_(select(given.c.value)), **options)


@compiles(json_list)
def _build_array(element: json_list, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(func.json_build_array(*element.clauses), **options)


@compiles(json_list, "sqlite")
def _array(element: json_list, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(func.json_array(*element.clauses), **options)


@compiles(json_rows)
def _agg(element: json_rows, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(cast(func.json_agg(*element.clauses), Text), **options)


@compiles(json_rows, "sqlite")
def _group_array(element: json_rows, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(func.json_group_array(*element.clauses), **options)
