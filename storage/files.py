"""Files made for conversations: which errand made them, and Telegram's ids of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from storage import tables as t
from storage.many import among
from storage.rows import FileRow, NewFile, SentFile
from storage.upsert import insert_new
from storage.work import Work

_f = t.files.c
_FILES = select(_f.key, _f.kind, _f.data, _f.photo_id, _f.document_id).where(
    among(_f.key)
)
_THE_FILE = update(t.files).where(_f.key == bindparam("the_key"))
_SENT_PHOTO = _THE_FILE.values(photo_id=bindparam("telegram"))
_SENT_DOCUMENT = _THE_FILE.values(document_id=bindparam("telegram"))
_FORGET = delete(t.files).where(among(_f.key))
# A file of no profile is for one message: nobody will ask for the same again.
_FOR_ONE_MESSAGE = delete(t.files).where(among(_f.key), _f.profile.is_(None))
_NEVER_SENT = delete(t.files).where(
    _f.made_at < bindparam("before"),
    _f.profile.is_(None),
    _f.conversation_id.not_in(select(t.outbox.c.conversation_id)),
)


class Files(Work):
    """What was made, so that it is sent to Telegram once."""

    def keep_files(self, files: Sequence[NewFile], now: datetime) -> None:
        """Keep what was made; ids of the same that Telegram has already stay."""
        rows = [
            {
                "key": file.key,
                "conversation_id": file.conversation,
                "profile": file.profile,
                "kind": file.kind,
                "data": file.data,
                "photo_id": None,
                "document_id": None,
                "made_at": now,
            }
            for file in files
        ]
        self._add(insert_new(t.files, self._connection.dialect.name), rows)

    def files(self, keys: Collection[str]) -> dict[str, FileRow]:
        """Those of these files that are kept, by their keys."""
        rows = self._read_in(_FILES, keys)
        return {row[0]: FileRow(*row) for row in rows}

    def sent_files(self, files: Iterable[SentFile]) -> None:
        """Remember by which ids Telegram has files; those of no profile go."""
        sent = list(files)
        for statement, photo in ((_SENT_PHOTO, True), (_SENT_DOCUMENT, False)):
            rows = [
                {"the_key": file.key, "telegram": file.telegram}
                for file in sent
                if file.photo is photo
            ]
            self._write(statement, rows)
        self._delete_in(_FOR_ONE_MESSAGE, {file.key for file in sent})

    def forget_files(self, keys: Collection[str]) -> None:
        """Remove files; asked for again, they are made anew."""
        self._delete_in(_FORGET, keys)

    def drop_files(self, made_before: datetime) -> int:
        """Remove files of no profile that wait for no message; returns how many.

        Their person blocked the bot before they were sent.
        """
        return self._delete(_NEVER_SENT, {"before": made_before})
