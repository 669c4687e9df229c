"""The steps that bring a database's tables from one release to the next.

Alembic is imported only where there is a step to take: it takes several MiB.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.errors import StateTooNewError

if TYPE_CHECKING:
    from alembic.config import Config


def config(connection: Connection) -> Config:
    """Alembic's configuration for one connection; there is no alembic.ini."""
    from alembic.config import Config

    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest revision.

    Raises:
        StateTooNewError: the database has a revision this program does not know.

    """
    if revision(connection) == newest():
        return
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(config(connection), "head")
    except CommandError as error:
        raise StateTooNewError(
            f"The database cannot be brought to this version: {error}. Was it used "
            "by a newer one? Start that again, or restore a backup."
        ) from error


def revision(connection: Connection) -> str | None:
    """The revision a database has; None where there is nothing yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version"))
    return found.scalar()


def newest() -> str:
    """The newest revision; a file's name begins with its own."""
    names = (path.name for path in (_folder() / "versions").glob("*.py"))
    return max(names).partition("_")[0]


def _folder() -> Path:
    return Path(str(resources.files(__name__)))
