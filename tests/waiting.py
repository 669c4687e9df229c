"""Waiting for what has no event of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

#: Seconds within which it has to come: processes start on busy machines, too.
IN_TIME = 60.0


async def until(is_so: Callable[[], object]) -> None:
    """Return as soon as it is so; TimeoutError."""
    async with asyncio.timeout(IN_TIME):
        while not is_so():  # noqa: ASYNC110 (that is why)
            await asyncio.sleep(0.005)
