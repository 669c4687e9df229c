"""A webhook of a few lines that keeps what it is sent and answers as a test says."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web


@dataclass
class Hook:
    """Answers with the statuses in order, and with 200 when there are none left.

    While `held` is set no answer goes out.
    """

    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    held: bool = False

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/hook", self._take)
        self._changed = asyncio.Condition()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.release()
        await self._runner.cleanup()

    async def has(self, count: int) -> None:
        """Wait until so many updates came."""
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(lambda: len(self.updates) >= count)

    async def release(self) -> None:
        """Let the answers go out."""
        async with self._changed:
            self.held = False
            self._changed.notify_all()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]

    async def _take(self, request: web.Request) -> web.Response:
        update = await request.json()
        status = self.statuses.pop(0) if self.statuses else 200
        async with self._changed:
            self.updates.append(update)
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
            self._changed.notify_all()
            await self._changed.wait_for(lambda: not self.held)
        return web.Response(status=status, headers=self.headers)
