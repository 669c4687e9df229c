"""What the database is told, statement by statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from storage import Storage, prepared, sqlite, work

Seen = Callable[[str, Any], object]


@contextmanager
def watched(storage: Storage, seen: Seen) -> Iterator[None]:
    """Have each statement of the writer seen before it is executed.

    Those that are prepared go to the driver's cursor, all others through SQLAlchemy.
    """
    hand_over = prepared.hand_over

    def handed_over(connection: Any, text: str, values: Any = ((),)) -> Any:
        if connection.engine is engine:
            seen(text, values[0] if len(values) == 1 else values)
        return hand_over(connection, text, values)

    def executed(*call: Any) -> None:
        seen(call[2], call[3])

    engine = storage._database.writer
    event.listen(engine, "before_cursor_execute", executed)
    with (
        patch.object(work, "hand_over", handed_over),
        patch.object(sqlite, "hand_over", handed_over),
    ):
        yield
    event.remove(engine, "before_cursor_execute", executed)
