"""A list of every call the bot made and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from msgspec import Struct


class Call(Struct, frozen=True):
    """One call of the Bot API.

    Attributes:
        method: its name as in the documentation, or as it came if there is none.
        params: as Telegram understood them; as they came if it did not.
        chat: the `chat_id`, if it has one.
        at: when it arrived, by the simulator's clock.
        accepted: whether it took effect, whatever the bot was told.
        status: the HTTP status the bot was told; None if the connection broke instead.
        description: the words of a refusal, else empty.

    """

    method: str
    params: Mapping[str, Any]
    chat: int | None
    at: datetime
    accepted: bool
    status: int | None
    description: str = ""


@dataclass(slots=True)
class Ledger:
    """All calls, oldest first."""

    entries: list[Call] = field(default_factory=list)

    def calls(self, method: str | None = None, chat: int | None = None) -> list[Call]:
        """List the calls of one method, to one chat, or all."""
        return [
            call
            for call in self.entries
            if method in (None, call.method) and chat in (None, call.chat)
        ]

    def accepted(self, method: str = "sendMessage") -> int:
        """Count the calls that took effect."""
        return sum(call.accepted for call in self.calls(method))
