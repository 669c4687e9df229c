"""JSON says by its form what it is about.

The question that a card of an exercise asks stands as a list, unlike a question of an
interview, and of whom files of a class are for it is said who they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Change = Callable[[Any], Any]


def upgrade() -> None:
    _rewrite("slots", "payload", {"card": _as_list, "before": _as_list})
    _rewrite("outbox", "payload", {"card": _as_list})
    _rewrite("errands", "data", {"viewer": _named})


def downgrade() -> None:
    _rewrite("slots", "payload", {"card": _as_object, "before": _as_object})
    _rewrite("outbox", "payload", {"card": _as_object})
    _rewrite("errands", "data", {"viewer": _unnamed})


def _as_list(card: Any) -> Any:
    is_of_exercise = isinstance(card, dict) and "exercise" in card
    return [card["exercise"], card["step"]] if is_of_exercise else card


def _as_object(card: Any) -> Any:
    if not isinstance(card, list):
        return card
    exercise, step = card
    return {"exercise": exercise, "step": step}


def _named(viewer: Any) -> Any:
    if "person" in viewer:
        return {"who": "member", **viewer}
    return {"who": "room" if "team" in viewer else "facilitators", **viewer}


def _unnamed(viewer: Any) -> Any:
    return {name: value for name, value in viewer.items() if name != "who"}


def _rewrite(name: str, column: str, changes: Mapping[str, Change]) -> None:
    """Change fields of the JSON in a column wherever they are another afterwards."""
    connection = op.get_bind()
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    keys = list(table.primary_key)
    for *key, text in connection.execute(sa.select(*keys, table.c[column])).all():
        data = json.loads(text)
        changed = {
            field: to(data[field]) for field, to in changes.items() if field in data
        }
        if any(data[field] != value for field, value in changed.items()):
            here = [column == value for column, value in zip(keys, key, strict=True)]
            rest = json.dumps({**data, **changed}, ensure_ascii=False)
            connection.execute(sa.update(table).where(*here).values({column: rest}))
