"""Telegram's flood limits: how often a bot may send or edit.

The limits run on real time, not on the simulator's clock, because a bot that is told
`retry_after` really waits.
"""

import math
import time
from dataclasses import dataclass, field

from bot.playground.errors import ApiError


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """Rates and bursts; edits count like sends.

    Telegram publishes about 1 message a second for a private chat ("short bursts
    pass"), 20 a minute for a group and about 30 a second overall.
    """

    private_per_second: float = 1.0
    private_burst: int = 20
    group_per_minute: float = 20.0
    group_burst: int = 20
    overall_per_second: float = 30.0
    overall_burst: int = 30


@dataclass(slots=True)
class _Bucket:
    """Tokens that refill at a rate; each message takes one."""

    per_second: float
    burst: int
    tokens: float
    filled: float

    def wait(self, now: float) -> float:
        """Tell how many seconds are missing to the next token."""
        grown = self.tokens + (now - self.filled) * self.per_second
        self.tokens, self.filled = min(grown, self.burst), now
        return max(0.0, (1 - self.tokens) / self.per_second)


@dataclass(slots=True)
class FloodControl:
    """Keeps one bot within the limits."""

    limits: FloodLimits
    _buckets: dict[int | None, _Bucket] = field(default_factory=dict)
    _webhook_from: float = float("-inf")

    def take(self, chat_id: int, *, is_group: bool, now: float | None = None) -> None:
        """Count one message to a chat.

        Raises:
            ApiError: 429 with `retry_after` in whole seconds; nothing is counted then.

        """
        now = time.monotonic() if now is None else now
        buckets = self._overall(now), self._of_chat(chat_id, is_group, now)
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for bucket in buckets:
            bucket.tokens -= 1

    def take_webhook(self, *, now: float | None = None) -> None:
        """Count one setWebhook with an address; Telegram takes one a second.

        Raises:
            ApiError: 429 with `retry_after`; nothing is counted then.

        """
        now = time.monotonic() if now is None else now
        if now < self._webhook_from:
            raise too_many_requests(1)
        self._webhook_from = now + 1

    def _overall(self, now: float) -> _Bucket:
        limits = self.limits
        return self._bucket(None, limits.overall_per_second, limits.overall_burst, now)

    def _of_chat(self, chat_id: int, is_group: bool, now: float) -> _Bucket:
        limits = self.limits
        if is_group:
            rate, burst = limits.group_per_minute / 60, limits.group_burst
        else:
            rate, burst = limits.private_per_second, limits.private_burst
        return self._bucket(chat_id, rate, burst, now)

    def _bucket(self, key: int | None, rate: float, burst: int, now: float) -> _Bucket:
        if key not in self._buckets:
            self._buckets[key] = _Bucket(rate, burst, burst, now)
        return self._buckets[key]


def too_many_requests(retry_after: int) -> ApiError:
    """Word a 429."""
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )
