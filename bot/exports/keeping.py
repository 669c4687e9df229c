"""Where delivery finds the files that it sends (the Files port of `bot.outgoing`)."""

from __future__ import annotations

from bot.outgoing import Stored
from storage import Storage, files_of


class KeptFiles:
    """The files in the storage."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def file(self, key: str, *, photo: bool) -> Stored | None:
        """The file with this key, to be sent as a photo or not; None if it is gone.

        Raises:
            storage.StorageAwayError: the database cannot be used just now.

        """
        found = (await files_of(self._storage, [key])).get(key)
        if found is None:
            return None
        telegram = found.photo_id if photo else found.document_id
        return Stored(telegram, None if telegram else found.content)
