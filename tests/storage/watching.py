"""What the database is told, statement by statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from storage import Storage, prepared

Seen = Callable[[str, Any], object]


@contextmanager
def watched(storage: Storage, seen: Seen) -> Iterator[None]:
    """Have each statement of the writer seen before it is executed.

    Those that are prepared go to the driver's cursor, all others through SQLAlchemy.
    """
    to_the_driver = prepared._to_the_driver

    def driven(cursor: Any, statement: str, values: Any) -> None:
        seen(statement, values[0] if len(values) == 1 else values)
        to_the_driver(cursor, statement, values)

    def executed(*call: Any) -> None:
        seen(call[2], call[3])

    engine = storage._database.writer
    event.listen(engine, "before_cursor_execute", executed)
    with patch.object(prepared, "_to_the_driver", driven):
        yield
    event.remove(engine, "before_cursor_execute", executed)
