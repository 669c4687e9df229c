"""Tells browsers what changed, as Server-Sent Events.

A page that is slow hears of each chat once, with its newest version, not of every step.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
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
        self._names: set[str] = set()
        self._wake = asyncio.Event()

    def note_chat(self, chat: Chat) -> None:
        """Remember that a chat changed."""
        self._chats[chat.id] = chat
        self._wake.set()

    def note(self, name: str) -> None:
        """Remember that something else changed."""
        self._names.add(name)
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
        events += [f"event: {name}\ndata: {{}}\n\n" for name in sorted(self._names)]
        self._chats, self._names = {}, set()
        return "".join(events)


class Feed:
    """The event streams of all open pages."""

    def __init__(
        self, world: World, watched: Mapping[str, Callable[[], object]]
    ) -> None:
        """Watch a world, and values that change without its knowing, by event name."""
        self._watched = watched
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
        last, known = float("-inf"), self._look()
        while not page.ended:
            before, known = known, self._look()
            for name in known:
                if known[name] != before[name]:
                    page.note(name)
            news = page.take()
            if not news and clock() - last >= PING_EVERY:
                news = ": still here\n\n"
            if news:
                await response.write(news.encode())
                last = clock()
            await page.wait()

    def _look(self) -> dict[str, object]:
        return {name: value() for name, value in self._watched.items()}

    def _changed(self, chat: Chat | None) -> None:
        for subscriber in self._open:
            if chat:
                subscriber.note_chat(chat)
            else:
                subscriber.note("state")
