"""What time it is in the simulated Telegram; message dates and expiry follow it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that can say the time and wait for it."""

    def now(self) -> datetime:
        """Tell the time, with a time zone."""

    async def until(self, moment: datetime) -> None:
        """Wait for a moment; one that has passed is there at once."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Tell the time of this machine in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the simulator's own clock

    async def until(self, moment: datetime) -> None:
        """Sleep until then."""
        await asyncio.sleep((moment - self.now()).total_seconds())


class SteppedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, start: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)) -> None:
        """Stand at the start."""
        self._now = start
        self._waiting: set[asyncio.Future[None]] = set()

    def now(self) -> datetime:
        """Tell where the hands stand."""
        return self._now

    def advance(self, **span: float) -> None:
        """Move forward: `advance(hours=24, seconds=1)`, as `timedelta` takes it."""
        self._now += timedelta(**span)
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    async def until(self, moment: datetime) -> None:
        """Wait until a test has moved the hands that far."""
        while self._now < moment:
            moved = asyncio.get_running_loop().create_future()
            self._waiting.add(moved)
            try:
                await moved
            finally:
                self._waiting.discard(moved)
