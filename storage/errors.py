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


class DatabaseDamagedError(StorageError):
    """The database is broken; someone has to mend it before anything can start."""


class StorageAwayError(StorageError):
    """The database cannot be reached, is locked, full or broken.

    Or another transaction was in the way. No value is to blame: try the same again
    later.
    """


class CommitInDoubtError(StorageAwayError):
    """The database went away during a commit: it was done, or it was not.

    Try the same again, and look at what is there: nobody heard of it if it was.
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

#: The same in PostgreSQL's own words, which say more: classes of SQLSTATE for bad
#: data, broken constraints and limits of a row. A missing table is no value's fault.
_REFUSING_STATES = ("22", "23", "54")


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn what the database and its driver raise into the two classes above."""
    try:
        yield
    except exc.DBAPIError as error:
        if _blames_a_value(error):
            # What it came from may quote the value, and that is people's words.
            raise ValueRefusedError(_reason(error)) from None
        raise StorageAwayError(_reason(error)) from error
    # The network's errors come as they are, and so does a driver's lost patience.
    except (exc.TimeoutError, OSError) as error:
        raise StorageAwayError(f"{type(error).__name__}: {error}") from error
    # Raised while values are handed over, before the database has seen them.
    except (exc.StatementError, OverflowError, ValueError) as error:
        raise ValueRefusedError(type(error).__name__) from error


def _blames_a_value(error: exc.DBAPIError) -> bool:
    if error.connection_invalidated:
        return False
    state = getattr(error.driver_exception, "sqlstate", None)
    if state is not None:
        return state[:2] in _REFUSING_STATES
    # A ValueError is raised by asyncpg before the server has seen the value.
    return isinstance(error, _REFUSALS) or _is_unseen(error)


def _is_unseen(error: exc.DBAPIError) -> bool:
    return isinstance(error.driver_exception, ValueError)


def _reason(error: exc.DBAPIError) -> str:
    """The driver's own words, without the statement: it holds people's words.

    Nor are there details, in which PostgreSQL may quote a whole row.
    """
    cause = error.driver_exception
    kind = type(cause).__name__
    return kind if _is_unseen(error) or not cause.args else f"{kind}: {cause.args[0]}"
