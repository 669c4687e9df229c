"""The errand of finding out who administers a group."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from telegram.error import TelegramError

from bot.arrivals import Arrival, Read
from bot.deeds import AdminsKnown
from bot.errands import Errand, LookUpAdmins, Result

Administrators = Callable[[int], Awaitable[frozenset[int]]]


class AdminsLookedUp:
    """Asks Telegram, and brings back the update that waited for the answer.

    See `bot.errands.Doer`. Where Telegram does not say, those count who were known.
    """

    action = ""

    def __init__(self, administrators: Administrators, read: Read) -> None:
        self._administrators = administrators
        self._read = read

    async def do(self, errand: Errand) -> Result:
        """Look it up."""
        wish = errand.wish
        if not isinstance(wish, LookUpAdmins):
            raise TypeError("not a look-up")
        try:
            admins = await self._administrators(wish.group)
        except TelegramError:
            return Result(self.failure(wish))
        return Result(self._known(wish, admins))

    def failure(self, wish: LookUpAdmins) -> tuple[Arrival, ...]:
        """It could not be found out."""
        return self._known(wish, None)

    def _known(
        self, wish: LookUpAdmins, admins: frozenset[int] | None
    ) -> tuple[Arrival, ...]:
        known = Arrival(0, "", deed=AdminsKnown(wish.exercise, admins))
        if not wish.update:
            return (known,)
        return known, self._read(json.loads(wish.update))
