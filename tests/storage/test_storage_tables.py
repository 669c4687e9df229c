from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite

from storage.tables import UtcDateTime
from tests.storage.examples import NOW

ELSEWHERE = timezone(timedelta(hours=-7))
DIALECTS: tuple[Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("moment", [NOW, NOW.astimezone(ELSEWHERE), None])
def test_a_moment_is_kept_and_given_back_in_utc(
    dialect: Dialect, moment: datetime | None
) -> None:
    column = UtcDateTime()
    stored = column.process_bind_param(moment, dialect)
    # SQLite loses the time zone; PostgreSQL answers in the one of its session.
    if stored is not None:
        lost = stored.replace(tzinfo=None)
        moved = stored.astimezone(ELSEWHERE)
        stored = lost if dialect.name == "sqlite" else moved
    found = column.process_result_value(stored, dialect)
    assert (found, found and found.utcoffset()) == (moment, moment and timedelta())
