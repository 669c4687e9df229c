"""Files made for conversations: their bytes, then Telegram's ids of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select, update

from storage import tables as t
from storage.many import among
from storage.rows import FileRow, NewFile, SentFile
from storage.upsert import upsert
from storage.work import Work

_f, _c = t.files.c, t.contents.c
_FILES = (
    select(_f.key, _c.content, _f.photo_id, _f.document_id)
    .outerjoin_from(t.files, t.contents, _c.key == _f.key)
    .where(among(_f.key))
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
_SENT_LONG_AGO = select(_f.key).where(
    _f.made_at < bindparam("before"),
    or_(_f.photo_id.is_not(None), _f.document_id.is_not(None)),
)
_DROP_CONTENT = delete(t.contents).where(_c.key.in_(_SENT_LONG_AGO))


class Files(Work):
    """What was made, so that it is made and sent to Telegram once."""

    def keep_files(self, files: Sequence[NewFile], now: datetime) -> None:
        """Keep files that were made, with their bytes."""
        rows = [
            {
                "key": file.key,
                "conversation_id": file.conversation,
                "profile": file.profile,
                "photo_id": None,
                "document_id": None,
                "made_at": now,
            }
            for file in files
        ]
        contents = [{"key": file.key, "content": file.content} for file in files]
        dialect = self._connection.dialect.name
        self._write(upsert(t.files, dialect), rows)
        self._write(upsert(t.contents, dialect), contents)

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

    def drop_contents(self, made_before: datetime) -> int:
        """Remove bytes that nobody needs; returns of how many files.

        Those of files that Telegram has, and files of no profile that wait for no
        message any more, since their person blocked the bot.
        """
        before = {"before": made_before}
        return self._delete(_DROP_CONTENT, before) + self._delete(_NEVER_SENT, before)
