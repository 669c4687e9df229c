"""The errand of reading a file that somebody sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.errands import Errand, Result
from bot.exports.data import FileRefusedError, profile_from
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.portable import LARGEST_FILE, Flaw

#: Gives the bytes of a file of the messenger, None if it cannot be had (any more).
#: It never reads more than the number of bytes given, and one.
Download = Callable[[str, int], Awaitable[bytes | None]]


class Importer:
    """Reads the profiles that people send; see `bot.errands.Doer`."""

    action = "typing"

    def __init__(self, download: Download) -> None:
        self._download = download

    async def do(self, errand: Errand) -> Result:
        """Fetch the file and read it."""
        wish = errand.wish
        if not isinstance(wish, f.Import):
            raise TypeError("not an import")
        content = await self._download(wish.file, LARGEST_FILE)
        if content is None:
            return Result(self.failure(wish))
        try:
            profile = await asyncio.to_thread(profile_from, content)
        except FileRefusedError as error:
            return Result(e.FileRefused(error.flaw))
        return Result(e.ProfileRead(profile))

    def failure(self, wish: f.Import) -> e.Event:
        """The file could not be had."""
        return e.FileRefused(Flaw.LOST)
