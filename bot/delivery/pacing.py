"""When the next message may go: Telegram's limits as arithmetic.

One rule: nothing here sleeps or reads a clock. `now` is any monotonic time in
seconds, and every answer is how many seconds to wait.
"""

from __future__ import annotations

from typing import Final

# So many seconds' worth of messages may go at once over all chats.
_TOTAL_BURST: Final = 0.1
# Telegram asking this many chats to slow down within a second means us all.
_FLOODED_CHATS: Final = 3
_FLOOD_WINDOW: Final = 1.0
_SLOW_SPELL: Final = 30.0
_SLOW_FACTOR: Final = 2.0
# Chats that are remembered before the rested ones are forgotten.
_ROOM: Final = 1024
# Shorter waits are none: no clock or sleep is that exact.
_INSTANT: Final = 0.001


class Pacing:
    """Says how long a chat, and all chats together, must wait before a send.

    `chat_rate` messages a second in one chat after a burst of `chat_burst`;
    `total_rate` a second over all chats. A chat is one number: the time at
    which its burst is whole again (the generic cell rate algorithm).
    """

    def __init__(self, chat_rate: float, chat_burst: int, total_rate: float) -> None:
        self._chat_interval = 1 / chat_rate
        self._chat_slack = (chat_burst - 1) / chat_rate
        self._total_interval = 1 / total_rate
        self._rested_at: dict[int, float] = {}
        self._room = _ROOM
        self._total_at = 0.0
        self._floods: dict[int, float] = {}
        self._slow_until = 0.0

    def chat_wait(self, chat: int, now: float) -> float:
        """Seconds until the chat may be sent to; 0 means now."""
        return _wait(self._rested_at.get(chat, now) - self._chat_slack, now)

    def total_wait(self, now: float) -> float:
        """Seconds until anything may be sent; 0 means now."""
        return _wait(self._total_at - _TOTAL_BURST, now)

    def spend(self, chat: int, now: float) -> None:
        """Count a send to the chat."""
        self._rested_at[chat] = (
            max(self._rested_at.get(chat, now), now) + self._chat_interval
        )
        slowed = _SLOW_FACTOR if now < self._slow_until else 1.0
        self._total_at = max(self._total_at, now) + self._total_interval * slowed
        if len(self._rested_at) > self._room:
            self._forget_rested(now)

    def flooded(self, chat: int, wait: float, now: float) -> None:
        """Telegram wants `wait` seconds of silence in the chat.

        When it says so to several chats at nearly the same time, it means the
        whole bot: all wait as long, and then send at half the rate for a while.
        """
        self._rested_at[chat] = now + wait + self._chat_slack
        self._floods = {
            other: at for other, at in self._floods.items() if at > now - _FLOOD_WINDOW
        } | {chat: now}
        if len(self._floods) >= _FLOODED_CHATS:
            self._total_at = max(self._total_at, now + wait + _TOTAL_BURST)
            self._slow_until = now + wait + _SLOW_SPELL

    def _forget_rested(self, now: float) -> None:
        """A rested chat is like one never seen, so memory stays bounded."""
        self._rested_at = {chat: at for chat, at in self._rested_at.items() if at > now}
        self._room = max(_ROOM, 2 * len(self._rested_at))


def _wait(until: float, now: float) -> float:
    wait = until - now
    return wait if wait > _INSTANT else 0.0
