"""What can go wrong with storage, sorted by what the caller should do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc


class StorageError(Exception):
    """The base of everything this package raises on purpose."""


class DatabaseUrlError(StorageError):
    """The database URL names something that cannot be used."""


class DatabaseInUseError(StorageError):
    """Another process has the database open."""


class StorageAwayError(StorageError):
    """The database cannot be reached, is locked, full or broken.

    Nothing was applied, and no value is to blame: try the same again later.
    """


class ValueRefusedError(StorageError):
    """The database refuses a value; nothing was applied, trying again is no use."""


class StateTooNewError(StorageError):
    """The database was written by a newer version of this program."""


#: Errors of the driver that a value causes; its other errors are the database's.
_REFUSALS = (
    exc.DataError,
    exc.IntegrityError,
    exc.NotSupportedError,
    exc.ProgrammingError,
)


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn what the database and its driver raise into the two classes above."""
    try:
        yield
    except exc.DBAPIError as error:
        refused = isinstance(error, _REFUSALS) and not error.connection_invalidated
        kind = ValueRefusedError if refused else StorageAwayError
        raise kind(_reason(error)) from error
    except exc.TimeoutError as error:
        raise StorageAwayError(str(error)) from error
    # Raised while values are handed over, before the database has seen them.
    except (exc.StatementError, OverflowError, UnicodeEncodeError) as error:
        raise ValueRefusedError(type(error).__name__) from error


def _reason(error: exc.DBAPIError) -> str:
    """The driver's own words, without the statement: it holds people's words."""
    return f"{type(error.orig).__name__}: {error.orig}"
