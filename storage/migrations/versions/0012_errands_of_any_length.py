"""An errand may be longer than what PostgreSQL can keep in an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ONCE = "uq_errands_conversation_id_kind_data"
_INDEX = "ix_errands_conversation_id"
_AUTOINCREMENT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    last = _last_id()
    with op.batch_alter_table("errands", table_kwargs=_AUTOINCREMENT) as errands:
        errands.drop_constraint(_ONCE, type_="unique")
        errands.create_index(_INDEX, ["conversation_id"])
    _go_on_after(last)


def downgrade() -> None:
    last = _last_id()
    with op.batch_alter_table("errands", table_kwargs=_AUTOINCREMENT) as errands:
        errands.drop_index(_INDEX)
        errands.create_unique_constraint(_ONCE, ["conversation_id", "kind", "data"])
    _go_on_after(last)


def _last_id() -> int | None:
    """The last id that was given, where SQLite counts in a table made anew."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        return None
    query = "SELECT seq FROM sqlite_sequence WHERE name = 'errands'"
    last: int | None = bind.execute(sa.text(query)).scalar()
    return last


def _go_on_after(last: int | None) -> None:
    """No id is given twice: files are known by it."""
    if last is not None:
        bind = op.get_bind()
        bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'errands'"))
        put = sa.text("INSERT INTO sqlite_sequence VALUES ('errands', :last)")
        bind.execute(put, {"last": last})
