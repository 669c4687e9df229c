"""Telegram's flood limits: how often a bot may send or edit.

The limits run on real time, not on the simulator's clock, because a bot that is told
`retry_after` really waits.
"""

import math
import time
from collections import deque
from dataclasses import dataclass, field

from msgspec import Struct

from bot.playground.errors import ApiError

MINUTE = 60.0


class FloodLimits(Struct, frozen=True):
    """Rates and bursts; edits count like sends.

    Telegram publishes about 1 message a second for a private chat ("short bursts
    pass"), 20 a minute for a group and about 30 a second overall.
    """

    private_per_second: float = 1.0
    private_burst: int = 20
    group_per_minute: int = 20
    overall_per_second: float = 30.0
    overall_burst: int = 30


@dataclass(slots=True)
class _Bucket:
    """Tokens that refill at a rate; each message takes one."""

    per_second: float
    burst: int
    tokens: float
    filled: float

    def wait(self, now: float, messages: int) -> float:
        """Tell how many seconds are missing until there are so many tokens."""
        grown = self.tokens + (now - self.filled) * self.per_second
        self.tokens, self.filled = min(grown, self.burst), now
        return max(0.0, (messages - self.tokens) / self.per_second)

    def take(self, now: float, messages: int) -> None:
        """Take tokens, after `wait` said that there are enough."""
        self.tokens -= messages


@dataclass(slots=True)
class _Minute:
    """The moments of the last messages, so many of which may lie in any minute."""

    most: int
    taken: deque[float] = field(default_factory=deque)

    def wait(self, now: float, messages: int) -> float:
        """Tell how many seconds are missing until enough of them are a minute old."""
        while self.taken and self.taken[0] + MINUTE <= now:
            self.taken.popleft()
        too_many = len(self.taken) + messages - self.most
        return self.taken[too_many - 1] + MINUTE - now if too_many > 0 else 0.0

    def take(self, now: float, messages: int) -> None:
        """Remember messages."""
        self.taken.extend([now] * messages)


_Meter = _Bucket | _Minute


@dataclass(slots=True)
class FloodControl:
    """Keeps one bot within the limits."""

    limits: FloodLimits
    _meters: dict[int | None, _Meter] = field(default_factory=dict)
    _webhook_from: float = float("-inf")

    def take(
        self,
        chat_id: int,
        *,
        is_group: bool,
        messages: int = 1,
        now: float | None = None,
    ) -> None:
        """Count messages to a chat, of which an album has several.

        Raises:
            ApiError: 429 with `retry_after` in whole seconds; nothing is counted then.

        """
        now = time.monotonic() if now is None else now
        chat = self._group(chat_id) if is_group else self._private(chat_id, now)
        meters = self._overall(now), chat
        wait = max(meter.wait(now, messages) for meter in meters)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for meter in meters:
            meter.take(now, messages)

    def take_webhook(self, *, now: float | None = None) -> None:
        """Count one setWebhook with an address; Telegram takes one a second.

        Raises:
            ApiError: 429 with `retry_after`; nothing is counted then.

        """
        now = time.monotonic() if now is None else now
        if now < self._webhook_from:
            raise too_many_requests(1)
        self._webhook_from = now + 1

    def _overall(self, now: float) -> _Meter:
        rate, burst = self.limits.overall_per_second, self.limits.overall_burst
        return self._meters.setdefault(None, _Bucket(rate, burst, burst, now))

    def _private(self, chat_id: int, now: float) -> _Meter:
        rate, burst = self.limits.private_per_second, self.limits.private_burst
        return self._meters.setdefault(chat_id, _Bucket(rate, burst, burst, now))

    def _group(self, chat_id: int) -> _Meter:
        return self._meters.setdefault(chat_id, _Minute(self.limits.group_per_minute))


def too_many_requests(retry_after: int) -> ApiError:
    """Word a 429."""
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )
