"""What is kept for long, and what is removed when its time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, union, update

from storage import tables as t
from storage.rows import GuideRow, PurgeCount
from storage.upsert import upsert
from storage.work import Work

_GUIDES = select(t.guides).order_by(*t.guides.primary_key.columns)
# Their notes go with them.
_OLD_PROFILES = delete(t.profiles).where(t.profiles.c.deleted_at < bindparam("before"))
# Their rows stay: a message that is edited must not bring them back.
_OLD_NOTES = (
    update(t.notes)
    .where(t.notes.c.deleted_at < bindparam("before"), t.notes.c.text != "")
    .values(text="", ratings="{}", details="")
)
# So do messages that may quote them: what fills slots, waits, or was set aside.
_OF_OLD = union(
    select(t.profiles.c.conversation_id).where(
        t.profiles.c.deleted_at < bindparam("before")
    ),
    select(t.notes.c.conversation_id).where(
        t.notes.c.deleted_at < bindparam("before"), t.notes.c.text != ""
    ),
)
# Locked first, as whoever talks with these people does, and in the same order.
_TALKING = (
    select(t.conversations.c.id)
    .where(t.conversations.c.id.in_(_OF_OLD))
    .order_by(t.conversations.c.id)
    .with_for_update()
)
_QUOTING = (
    update(t.conversations).where(t.conversations.c.id.in_(_OF_OLD)).values(slots=""),
    delete(t.quarantine).where(t.quarantine.c.conversation_id.in_(_OF_OLD)),
    delete(t.files).where(
        t.files.c.conversation_id.in_(_OF_OLD),
        t.files.c.made_at < bindparam("before"),
    ),
    delete(t.outbox).where(
        t.outbox.c.conversation_id.in_(_OF_OLD),
        t.outbox.c.created_at < bindparam("before"),
    ),
)
_OLD_UPDATES = delete(t.seen_updates).where(
    t.seen_updates.c.seen_at < bindparam("before")
)
_OLD_QUARANTINE = delete(t.quarantine).where(t.quarantine.c.at < bindparam("before"))


class Keeping(Work):
    """Guides stay as long as interviews may need them; what was deleted goes."""

    def keep_guides(self, rows: Sequence[GuideRow]) -> None:
        """Store versions of guides, or overwrite them."""
        values = [row._asdict() for row in rows]
        self._write(upsert(t.guides, self._connection.dialect.name), values)

    def guides(self) -> list[GuideRow]:
        """Every guide ever kept."""
        return [GuideRow(*row) for row in self._read(_GUIDES)]

    def purge(
        self,
        deleted_before: datetime,
        seen_before: datetime,
        quarantined_before: datetime,
    ) -> PurgeCount:
        """Remove for good what people deleted and what is too old to matter.

        That is: profiles and notes deleted before the first moment, with whatever
        may quote them; update ids seen before the second; updates set
        aside before the third.
        """
        self._read(_TALKING, {"before": deleted_before})
        for quoting in _QUOTING:
            self._delete(quoting, {"before": deleted_before})
        return PurgeCount(
            self._delete(_OLD_PROFILES, {"before": deleted_before}),
            self._delete(_OLD_NOTES, {"before": deleted_before}),
            self._delete(_OLD_UPDATES, {"before": seen_before}),
            self._delete(_OLD_QUARANTINE, {"before": quarantined_before}),
        )
