"""Tells browsers what changed, as Server-Sent Events.

A page that is slow hears of each chat once, with its newest version, not of every step.
"""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from bot.playground.model import Chat
from bot.playground.world import World

TICK = 1.0
PING_EVERY = 5.0


class Subscriber:
    """One open page: what it has not been told yet."""

    def __init__(self) -> None:
        """Start with nothing to tell."""
        self.ended = False
        self._chats: dict[int, Chat] = {}
        self._state = False
        self._wake = asyncio.Event()

    def note(self, chat: Chat | None) -> None:
        """Remember that a chat changed, or the state if there is none."""
        if chat:
            self._chats[chat.id] = chat
        else:
            self._state = True
        self._wake.set()

    def end(self) -> None:
        """Let the stream end."""
        self.ended = True
        self._wake.set()

    async def wait(self) -> None:
        """Wait for something to tell, no longer than a tick."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), TICK)
        self._wake.clear()

    def take(self) -> str:
        """Give all news as event text."""
        events = [
            f"event: chat\ndata: {json.dumps({'id': c.id, 'version': c.version})}\n\n"
            for c in self._chats.values()
        ]
        if self._state:
            events.append("event: state\ndata: {}\n\n")
        self._chats, self._state = {}, False
        return "".join(events)


class Feed:
    """The event streams of all open pages."""

    def __init__(self, world: World, is_online: Callable[[], bool]) -> None:
        """Watch a world; `is_online` says whether the bot asks for updates."""
        self._is_online = is_online
        self._open: set[Subscriber] = set()
        world.listen(self._changed)

    def close(self) -> None:
        """End all streams."""
        for subscriber in self._open:
            subscriber.end()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Answer one page until it leaves or the simulator stops."""
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
            }
        )
        await response.prepare(request)
        subscriber = Subscriber()
        self._open.add(subscriber)
        try:
            with suppress(ConnectionError):  # the page was closed
                await self._tell(subscriber, response)
        finally:
            self._open.discard(subscriber)
        return response

    async def _tell(self, page: Subscriber, response: web.StreamResponse) -> None:
        clock = asyncio.get_running_loop().time
        last, online = float("-inf"), self._is_online()
        while not page.ended:
            if online != self._is_online():
                online = not online
                page.note(None)
            news = page.take()
            if not news and clock() - last >= PING_EVERY:
                news = ": still here\n\n"
            if news:
                await response.write(news.encode())
                last = clock()
            await page.wait()

    def _changed(self, chat: Chat | None) -> None:
        for subscriber in self._open:
            subscriber.note(chat)
