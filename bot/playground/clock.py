"""What time it is in the simulated Telegram; message dates and expiry follow it."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that can say the time."""

    def now(self) -> datetime:
        """Tell the time, with a time zone."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Tell the time of this machine in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the simulator's own clock


class SteppedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, start: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)) -> None:
        """Stand at the start."""
        self._now = start

    def now(self) -> datetime:
        """Tell where the hands stand."""
        return self._now

    def advance(self, **span: float) -> None:
        """Move forward: `advance(hours=24, seconds=1)`, as `timedelta` takes it."""
        self._now += timedelta(**span)
