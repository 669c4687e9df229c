"""Delivers updates to a webhook, as Telegram does.

One update of a line is in flight at a time, and up to `max_connections` lines are.
Any 2xx acknowledges. What is refused comes again: at once, then after 2, 4, 8 …
seconds, or after the `Retry-After` of the answer, until it would come too late. These
waits follow the simulator's clock, so a test that steps the clock waits for nothing.

Nothing leaves this machine: an address elsewhere is kept, but nothing is delivered to
it. Not played: a call of the Bot API in the body of an answer, and that Telegram
removes a webhook after 23 hours of 410.
"""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import aiohttp
from msgspec import Struct

from bot.playground.clock import Clock
from bot.playground.lines import Line
from bot.playground.model import Json
from bot.playground.updates import UpdateQueue, Waiting

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_WITHIN = timedelta(seconds=60)
LONGEST_RETRY_AFTER = 3600
LONGEST_DELAY = 60
HERE = ("127.0.0.1", "localhost")


class Webhook(Struct, frozen=True):
    """Where updates go, as `setWebhook` said."""

    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""

    @property
    def is_here(self) -> bool:
        """Tell whether it is on this machine."""
        return urlsplit(self.url).hostname in HERE


class Refusal(Struct, frozen=True):
    """Why an update was not acknowledged, and how long the answer asks to wait."""

    words: str
    retry_after: int = 0


class Attempt(Struct, frozen=True):
    """One try to deliver an update; `status` is None when no answer came."""

    update: int
    line: Line
    at: datetime
    status: int | None


@dataclass(slots=True)
class Delays:
    """How long an update waits between its tries."""

    failures: int = 0
    last: int = 1

    def after(self, refusal: Refusal) -> timedelta:
        """Tell how long to wait after one more refusal."""
        wait = max(0, min(refusal.retry_after, LONGEST_RETRY_AFTER))
        if wait == 0 and self.failures > 0:
            longest = LONGEST_DELAY + secrets.randbelow(LONGEST_DELAY + 1)
            wait = self.last = min(longest, self.last * 2)
        self.failures += 1
        return timedelta(seconds=wait)


class Pusher:
    """Empties the queue of updates into the webhook, if one is set."""

    def __init__(self, updates: UpdateQueue, clock: Clock) -> None:
        """Deliver nothing yet."""
        self.webhook: Webhook | None = None
        self.attempts: list[Attempt] = []
        self.last_failure: tuple[datetime, str] | None = None
        self._is_heard = True
        self._updates = updates
        self._clock = clock
        self._free = asyncio.Semaphore(0)
        self._lines: dict[Line, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        updates.on_arrival = self._start

    @property
    def is_heard(self) -> bool:
        """Tell whether somebody takes the updates, as far as is known."""
        return self.webhook is not None and self._is_heard

    def use(self, webhook: Webhook | None) -> None:
        """Deliver to another address from now on, or nowhere."""
        self._stop_lines()
        self.webhook, self.last_failure, self._is_heard = webhook, None, True
        if webhook:
            self._free = asyncio.Semaphore(webhook.max_connections)
            for line in self._updates.lines():
                self._start(line)

    async def close(self) -> None:
        """Drop what is in flight, and deliver no more."""
        self.webhook = None
        lines = self._stop_lines()
        if lines:
            await asyncio.wait(lines)
        if self._session:
            await self._session.close()
            self._session = None

    def _stop_lines(self) -> list[asyncio.Task[None]]:
        lines = list(self._lines.values())
        for task in lines:
            task.cancel()
        self._lines.clear()
        return lines

    def _start(self, line: Line) -> None:
        """Have somebody look after a line, unless that is so already."""
        if self.webhook and self.webhook.is_here and line not in self._lines:
            task = asyncio.create_task(self._work_off(line, self.webhook))
            self._lines[line] = task

    async def _work_off(self, line: Line, webhook: Webhook) -> None:
        while waiting := self._updates.first(line):
            await self._deliver(waiting, line, webhook)
        del self._lines[line]

    async def _deliver(self, waiting: Waiting, line: Line, webhook: Webhook) -> None:
        """Try until the update is acknowledged, or until it would come too late."""
        delays = Delays()
        while self._updates.holds(waiting):
            async with self._free:
                refusal = await self._attempt(waiting.update, line, webhook)
            self._is_heard = refusal is None
            if refusal is None:
                break
            self.last_failure = self._clock.now(), refusal.words
            again = self._clock.now() + delays.after(refusal)
            if again > waiting.expires:
                break
            await self._clock.until(again)
        self._updates.remove(waiting)

    async def _attempt(
        self, update: Json, line: Line, webhook: Webhook
    ) -> Refusal | None:
        """Send an update once, and wait for the answer no longer than Telegram does."""
        begun = self._clock.now()
        post = asyncio.create_task(self._post(update, webhook))
        late = asyncio.create_task(self._clock.until(begun + ANSWER_WITHIN))
        try:
            await asyncio.wait({post, late}, return_when="FIRST_COMPLETED")
            in_time = post.done()
            status, refusal = (
                post.result() if in_time else (None, Refusal("Read timeout expired"))
            )
        finally:
            post.cancel()
            late.cancel()
        number = update["update_id"]
        self.attempts.append(Attempt(number, line, begun, status))
        return refusal

    async def _post(
        self, update: Json, webhook: Webhook
    ) -> tuple[int | None, Refusal | None]:
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector)
        try:
            async with self._session.post(
                webhook.url, json=update, headers=headers, allow_redirects=False
            ) as answer:
                return answer.status, _refusal(answer)
        except aiohttp.ClientConnectorError:
            return None, Refusal("Connection refused")
        except (aiohttp.ClientError, OSError):
            return None, Refusal("Webhook connection closed")


def _refusal(answer: aiohttp.ClientResponse) -> Refusal | None:
    if 200 <= answer.status <= 299:
        return None
    wait = answer.headers.get("Retry-After", "")
    return Refusal(
        f"Wrong response from the webhook: {answer.status} {answer.reason}",
        int(wait) if wait.isdecimal() else 0,
    )
