"""The steps that bring a database's tables from one release to the next."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from storage.errors import StateTooNewError


def config(connection: Connection) -> Config:
    """Alembic's configuration for one connection; there is no alembic.ini."""
    made = Config(attributes={"connection": connection})
    folder = Path(str(resources.files(__name__)))
    made.set_main_option("script_location", str(folder).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest revision.

    Raises:
        StateTooNewError: the database has a revision this program does not know.

    """
    try:
        command.upgrade(config(connection), "head")
    except CommandError as error:
        raise StateTooNewError(
            f"The database cannot be brought to this version: {error}. Was it used "
            "by a newer one? Start that again, or restore a backup."
        ) from error
