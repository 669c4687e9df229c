"""A file lock that keeps a second process away from an SQLite database."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from storage.errors import DatabaseInUseError


def lock_database(database: Path) -> IO[bytes]:
    """Lock a database for this process until the returned file is closed.

    The lock is the operating system's: it ends with the process, however that
    dies, so a lock file left behind locks nothing.

    Raises:
        DatabaseInUseError: another process holds the lock.

    """
    path = database.with_name(f"{database.name}.lock")
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise DatabaseInUseError(
            f"The database {database} is in use by another process. Stop that "
            "process first, or set DATABASE_URL to another file."
        ) from error
    return file
