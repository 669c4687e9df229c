"""Does errands beside everything else, and brings what became of them to the door.

One rule: an errand is finished when the door has taken its result, never before. Who
dies on the way does it again at the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from bot.errands import Doer, Errand, Finished, Result, Wish
from storage import StorageAwayError

log = logging.getLogger(__name__)

#: Errands under way at the same time; one conversation has one at a time.
AT_ONCE = 4

#: Seconds that an errand may take, all waiting for its turn elsewhere included: on a
#: machine that has no time for us, files of others may be made first.
LIMIT = 240.0

#: Seconds between two looks at a database that is away.
_PATIENCE = 1.0

#: Seconds after which Telegram stops to show what the bot does.
_SHOWN_FOR = 4.5

Submit = Callable[[Sequence[Finished]], Awaitable[None]]
ShowDoing = Callable[[int, str], Awaitable[None]]


class Runner:
    """Takes errands, conversation by conversation, each in its order.

    `show` tells a chat what the bot is doing; it is a courtesy and may fail.
    """

    def __init__(
        self,
        submit: Submit,
        show: ShowDoing,
        doers: Mapping[type[Wish], Doer],
        limit: float = LIMIT,
    ) -> None:
        self._submit = submit
        self._show = show
        self._doers = doers
        self._limit = limit
        self._places = asyncio.Semaphore(AT_ONCE)
        self._waiting: dict[int, deque[Errand]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_stopped = False

    @property
    def pending(self) -> int:
        """How many errands wait or are under way."""
        return sum(map(len, self._waiting.values()))

    def take(self, errands: Iterable[Errand]) -> None:
        """Do these, after what their conversations wait for already.

        What is under way is not begun again. After `stop` nothing is begun; the next
        start does it.
        """
        if self._is_stopped:
            return
        for errand in errands:
            queue = self._waiting.setdefault(errand.conversation, deque())
            if any(each.id == errand.id for each in queue):
                continue
            queue.append(errand)
            if len(queue) == 1:
                task = asyncio.create_task(self._empty(queue))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """End what is under way; the next start does it again."""
        self._is_stopped = True
        tasks = set(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _empty(self, queue: deque[Errand]) -> None:
        """Do the errands of one conversation, one after the other."""
        while queue:
            async with self._places:
                finished = await self._done(queue[0])
            await self._submit([finished])
            errand = queue.popleft()
        del self._waiting[errand.conversation]

    async def _done(self, errand: Errand) -> Finished:
        doer = self._doers[type(errand.wish)]
        failure = doer.failure(errand.wish)
        showing = asyncio.create_task(self._keep_showing(errand.chat, doer.action))
        try:
            return Finished(errand, await self._patiently(doer, errand), failure)
        except Exception as error:
            log.exception("errand %s failed: %s", errand.id, type(error).__name__)
            return Finished(errand, Result(failure), failure)
        finally:
            showing.cancel()

    async def _patiently(self, doer: Doer, errand: Errand) -> Result:
        """Do it within the limit; while the database is away nothing counts."""
        while True:
            try:
                async with asyncio.timeout(self._limit):
                    return await doer.do(errand)
            except StorageAwayError:
                await asyncio.sleep(_PATIENCE)

    async def _keep_showing(self, chat: int, action: str) -> None:
        while action:
            with contextlib.suppress(Exception):
                await self._show(chat, action)
            await asyncio.sleep(_SHOWN_FOR)
