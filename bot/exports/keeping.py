"""Where delivery finds the files that it sends (the Files port of `bot.outgoing`).

Their bytes stay in memory only, and not for long: Telegram keeps what was sent, and
what is lost before can be made again.
"""

from __future__ import annotations

import asyncio
from asyncio import TimerHandle
from collections.abc import Iterable
from typing import Final, NamedTuple

from bot.errands import MadeFile
from bot.outgoing import Stored
from storage import Storage, files_of

#: How many bytes are at hand, a dozen pictures; what was made last always is.
ROOM: Final = 4 * 2**20

#: Seconds that a file is at hand, in case that it is asked for in another way.
FOR: Final = 3600.0


class _AtHand(NamedTuple):
    content: bytes
    end: TimerHandle


class KeptFiles:
    """Files that were just made, by their keys, and Telegram's ids of those it has."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._at_hand: dict[str, _AtHand] = {}
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
        for key in new:
            self._drop(key)
        older = list(self._at_hand)
        for key, content in new.items():
            self._at_hand[key] = _AtHand(content, later(FOR, self._drop, key))
        self._new |= new.keys()
        while older and self._size() > ROOM:
            self._drop(older.pop(0))

    async def file(self, key: str, *, photo: bool) -> Stored | None:
        """The file with this key, to be sent as a photo or not; None if it is gone.

        Raises:
            storage.StorageAwayError: the database cannot be used just now.

        """
        if key in self._new:  # Telegram cannot have it yet
            self._new.discard(key)
            return Stored(None, self._at_hand[key].content)
        found = (await files_of(self._storage, [key])).get(key)
        telegram = found and (found.photo_id if photo else found.document_id)
        if telegram:
            return Stored(telegram, None)
        here = self._at_hand.get(key)
        return Stored(None, here.content) if here else None

    def _size(self) -> int:
        return sum(len(here.content) for here in self._at_hand.values())

    def _drop(self, key: str) -> None:
        here = self._at_hand.pop(key, None)
        if here:
            here.end.cancel()
        self._new.discard(key)
