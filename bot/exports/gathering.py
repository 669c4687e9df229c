"""The errand of gathering everything that is kept of a person."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from bot.errands import Errand, MadeFile, Result
from conversations.interview import effects as f
from conversations.interview import events as e
from storage import Storage, everything_of

#: Says what it is, and nothing of whose it is.
NAME = "my-data.json"


class Gatherer:
    """Makes the file with all of a person's data; see `bot.errands.Doer`."""

    action = "upload_document"

    def __init__(self, storage: Storage, bot: int) -> None:
        """`bot` is the messenger's id of the bot that the people talk with."""
        self._storage = storage
        self._bot = bot

    async def do(self, errand: Errand) -> Result:
        """Read everything as it is now, and write it down."""
        kept = await everything_of(self._storage, self._bot, errand.chat)
        content = await asyncio.to_thread(_written, kept)
        key = f"gathered {errand.id}"  # another time it holds something else
        return Result(e.DataGathered(e.File(key, NAME)), (MadeFile(key, content),))

    def failure(self, wish: f.Gather) -> e.Event:
        """It could not be read."""
        return e.DataNotGathered()


def _written(kept: dict[str, list[Any]]) -> bytes:
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()
