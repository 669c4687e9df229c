"""When the next message may go: Telegram's limits as arithmetic.

One rule: nothing here sleeps or reads a clock. `now` is any monotonic time in
seconds, and every answer is how many seconds to wait.
"""

from __future__ import annotations

from math import inf
from typing import Final

from msgspec import Struct

from bot.settings import Pace

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
# The most messages that one call can be: an album.
_LARGEST: Final = 10


class _Rate(Struct, frozen=True):
    """So many seconds a message, after a burst that takes `slack` to come again."""

    interval: float
    slack: float


class Pacing:
    """Says how long a chat, and all chats together, must wait before a send.

    A chat is one number: the time at which its burst is whole again (the generic
    cell rate algorithm). Groups, whose numbers are negative, have a rate of their own.
    """

    def __init__(self, pace: Pace) -> None:
        self._private = _rate(pace.chat_rate, pace.chat_burst)
        self._group = _rate(pace.group_rate, pace.group_burst)
        self._total_interval = 1 / pace.total_rate
        self._rested_at: dict[int, float] = {}
        self._room = _ROOM
        self._total_at = 0.0
        self._floods: dict[int, float] = {}
        self._slow_until = 0.0

    def chat_wait(self, chat: int, weight: int, now: float) -> float:
        """Seconds until the chat may be sent so many messages; 0 means now.

        For more than its burst a chat has to rest longer than until that is whole.
        """
        rate = self._rate_of(chat)
        rested_at = self._rested_at.get(chat, -inf)
        return _wait(rested_at + (weight - 1) * rate.interval - rate.slack, now)

    def total_wait(self, now: float) -> float:
        """Seconds until anything may be sent; 0 means now."""
        return _wait(self._total_at - _TOTAL_BURST, now)

    def spend(self, chat: int, weight: int, now: float) -> None:
        """Count so many messages to the chat."""
        rested_at = max(self._rested_at.get(chat, now), now)
        self._rested_at[chat] = rested_at + weight * self._rate_of(chat).interval
        slowed = _SLOW_FACTOR if now < self._slow_until else 1.0
        interval = self._total_interval * slowed
        self._total_at = max(self._total_at, now) + weight * interval
        if len(self._rested_at) > self._room:
            self._forget_rested(now)

    def flooded(self, chat: int, wait: float, now: float) -> None:
        """Telegram wants `wait` seconds of silence in the chat.

        When it says so to several chats at nearly the same time, it means the
        whole bot: all wait as long, and then send at half the rate for a while.
        """
        self._rested_at[chat] = now + wait + self._rate_of(chat).slack
        self._floods = {
            other: at for other, at in self._floods.items() if at > now - _FLOOD_WINDOW
        } | {chat: now}
        if len(self._floods) >= _FLOODED_CHATS:
            self._total_at = max(self._total_at, now + wait + _TOTAL_BURST)
            self._slow_until = now + wait + _SLOW_SPELL

    def _rate_of(self, chat: int) -> _Rate:
        return self._group if chat < 0 else self._private

    def _forget_rested(self, now: float) -> None:
        """A chat that has long rested is like one never seen: memory stays bounded."""
        self._rested_at = {
            chat: at
            for chat, at in self._rested_at.items()
            if at + _LARGEST * self._rate_of(chat).interval > now
        }
        self._room = max(_ROOM, 2 * len(self._rested_at))


def _rate(rate: float, burst: int) -> _Rate:
    return _Rate(interval=1 / rate, slack=(burst - 1) / rate)


def _wait(until: float, now: float) -> float:
    wait = until - now
    return wait if wait > _INSTANT else 0.0
