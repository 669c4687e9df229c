"""Health, for whoever runs the bot: is it alive, and is it ready for updates?"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

from bot.web.asgi import Answer, Receive, Scope

#: Seconds that a part has to answer; a slower one is as good as away.
ANSWER_WITHIN = 2.0

#: Says what is wrong with a part, or None.
Check = Callable[[], Awaitable[str | None]]


class Health:
    """Answers /healthz and /readyz; ready means that no check finds anything wrong."""

    def __init__(self, *checks: Check) -> None:
        self._checks = checks

    async def live(self, _: Scope, __: Receive) -> Answer:
        """Say that the process is alive, whatever the state of the rest."""
        return _as_json({"alive": True})

    async def ready(self, _: Scope, __: Receive) -> Answer:
        """Say whether updates can be taken, and what is in the way."""
        found = await asyncio.gather(*(check() for check in self._checks))
        troubles = sorted({trouble for trouble in found if trouble})
        status = 503 if troubles else 200
        return _as_json({"ready": not troubles, "troubles": troubles}, status)


class Probe:
    """A check that asks a part something; one question is open at a time.

    A question that gets no answer is neither cancelled nor asked again, so that
    checks do not pile up on a part that is in trouble already.
    """

    def __init__(self, ask: Callable[[], Awaitable[None]], trouble: str) -> None:
        self._ask = ask
        self._trouble = trouble
        self._open: asyncio.Future[None] | None = None

    async def __call__(self) -> str | None:
        """Ask, or wait for the answer to the question that is open."""
        if self._open is None:
            self._open = asyncio.ensure_future(self._ask())
        asked = self._open
        await asyncio.wait({asked}, timeout=ANSWER_WITHIN)
        if not asked.done():
            return self._trouble
        self._open = None
        failed = asked.cancelled() or asked.exception() is not None
        return self._trouble if failed else None

    async def close(self) -> None:
        """Ask no more."""
        if self._open:
            self._open.cancel()
            await asyncio.wait({self._open})


def _as_json(content: dict[str, object], status: int = 200) -> Answer:
    kind = (b"content-type", b"application/json")
    return Answer(status, (kind,), json.dumps(content).encode())
