"""Links into the private chat: signed, so that nothing has to be kept of them.

A code names what it is for and an exercise, and carries 132 bits of a signature that
only this bot can make. Codes of an older `edition` are refused by the engine: to revoke
a link is to go on to the next edition.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from enum import StrEnum
from typing import Final

from msgspec import Struct

#: The characters of a signature; six bits each.
_SIGNED: Final = 22

_CODE = re.compile(rf"([a-z])(\d{{1,12}})-(\d{{1,6}})-([\w-]{{{_SIGNED}}})", re.ASCII)
_MEANT = re.compile(r"[a-z]\d+-\d", re.ASCII)


class Purpose(StrEnum):
    """What a link is for."""

    JOIN = "j"
    CONSOLE = "c"


class Link(Struct, frozen=True):
    """A link into an exercise; `edition` counts up when it is renewed."""

    purpose: Purpose
    exercise: int
    edition: int = 1


class Links:
    """Makes and reads the links of one bot; `key` is a secret of it."""

    def __init__(self, key: str, username: str) -> None:
        # Never the secret itself: what is signed is public.
        self._key = hashlib.sha256(f"links of {key}".encode()).digest()
        self._username = username

    def code(self, link: Link) -> str:
        """The link as a code of at most 64 characters (Bot API, deep linking)."""
        named = f"{link.purpose}{link.exercise}-{link.edition}"
        return f"{named}-{self._signature(named)}"

    def url(self, link: Link) -> str:
        """The link as an address that opens the private chat."""
        return f"https://t.me/{self._username}?start={self.code(link)}"

    def invitation_url(self) -> str:
        """The address that adds the bot to a group."""
        return f"https://t.me/{self._username}?startgroup=exercise"

    def command_in_groups(self, name: str) -> str:
        """A command as it reaches the bot in every group.

        In privacy mode Telegram keeps a bare one from a bot that was not the last to
        write there (https://core.telegram.org/bots/features#privacy-mode).
        """
        return f"/{name}@{self._username}"

    def read(self, code: str) -> Link | None:
        """The link of a code; None if it was not made by us."""
        found = _CODE.fullmatch(code)
        if found is None:
            return None
        purpose, exercise, edition, signature = found.groups()
        wanted = self._signature(f"{purpose}{exercise}-{edition}")
        if purpose not in list(Purpose) or not hmac.compare_digest(signature, wanted):
            return None
        return Link(Purpose(purpose), int(exercise), int(edition))

    @staticmethod
    def is_meant(code: str) -> bool:
        """Whether a code looks like a link of ours, be it damaged or forged."""
        return _MEANT.match(code) is not None

    def _signature(self, named: str) -> str:
        digest = hmac.digest(self._key, named.encode(), "sha256")
        return base64.urlsafe_b64encode(digest).decode()[:_SIGNED]
