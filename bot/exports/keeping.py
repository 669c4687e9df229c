"""Where delivery finds the files that it sends (the Files port of `bot.outgoing`).

Their bytes stay in memory only, and not for long: Telegram keeps what was sent, and
what is lost before can be made again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

from bot.errands import MadeFile
from bot.outgoing import Stored
from storage import Storage, files_of

#: How many bytes are at hand, a dozen pictures; what was made last always is.
ROOM: Final = 4 * 2**20

#: Seconds that a file is at hand, in case that it is asked for in another way.
FOR: Final = 3600.0


class KeptFiles:
    """Files that were just made, by their keys, and Telegram's ids of those it has."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._at_hand: dict[str, bytes] = {}
        self._new: set[str] = set()

    def __contains__(self, key: object) -> bool:
        """Whether the bytes of a file are at hand."""
        return key in self._at_hand

    def made(self, files: Iterable[MadeFile]) -> None:
        """These were made, and are sent next; older ones give way to them.

        They do not to each other, since they may be parts of one message.
        """
        later = asyncio.get_running_loop().call_later
        new = {file.key: file.content for file in files}
        older = [key for key in self._at_hand if key not in new]
        self._at_hand |= new
        self._new |= new.keys()
        for key in new:
            later(FOR, self._drop, key)
        while older and self._size() > ROOM:
            self._drop(older.pop(0))

    async def file(self, key: str, *, photo: bool) -> Stored | None:
        """The file with this key, to be sent as a photo or not; None if it is gone.

        Raises:
            storage.StorageAwayError: the database cannot be used just now.

        """
        if key in self._new:  # Telegram cannot have it yet
            self._new.discard(key)
            return Stored(None, self._at_hand[key])
        found = (await files_of(self._storage, [key])).get(key)
        telegram = found and (found.photo_id if photo else found.document_id)
        if telegram:
            return Stored(telegram, None)
        content = self._at_hand.get(key)
        return Stored(None, content) if content is not None else None

    def _size(self) -> int:
        return sum(map(len, self._at_hand.values()))

    def _drop(self, key: str) -> None:
        self._at_hand.pop(key, None)
        self._new.discard(key)
