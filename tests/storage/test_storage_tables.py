from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import DateTime, Dialect
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
    column = UtcDateTime().dialect_impl(dialect)
    bind = column.bind_processor(dialect)
    result = column.result_processor(dialect, None)
    assert bind is not None
    assert result is not None
    stored = bind(moment)
    # SQLite loses the time zone; PostgreSQL answers in the one of its session.
    if isinstance(stored, datetime):
        stored = stored.astimezone(ELSEWHERE)
    elif stored is not None:
        assert "+" not in stored
    found = result(stored)
    assert (found, found and found.utcoffset()) == (moment, moment and timedelta())


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_moment_without_a_zone_is_refused(dialect: Dialect) -> None:
    bind = UtcDateTime().dialect_impl(dialect).bind_processor(dialect)
    assert bind is not None
    with pytest.raises(ValueError, match="time zone"):
        bind(NOW.replace(tzinfo=None))


def test_sqlite_keeps_moments_in_the_words_it_always_had() -> None:
    dialect = DIALECTS[0]
    plain = DateTime().dialect_impl(dialect).bind_processor(dialect)
    ours = UtcDateTime().dialect_impl(dialect).bind_processor(dialect)
    assert plain is not None
    assert ours is not None
    for moment in (NOW, NOW.replace(microsecond=0), NOW.replace(microsecond=7)):
        assert ours(moment) == plain(moment)
