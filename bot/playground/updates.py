"""The queue of updates between the people and the bot.

Telegram's rules: an update waits until the bot confirms it by asking for a higher
offset, or until it expires; kinds the bot did not subscribe to are never made; a newer
long poll throws the older one out. With a webhook, `webhook.py` empties the queue.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.clock import Clock
from bot.playground.errors import conflict
from bot.playground.lines import Line, line_of
from bot.playground.model import Json

MESSAGE_LIFE = timedelta(hours=24)
TAP_LIFE = timedelta(seconds=150)
LONGEST_POLL = 50
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
OTHER_POLL = (
    "terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@dataclass(slots=True)
class Waiting:
    """An update in the queue; `again` means an offset may not confirm it unseen."""

    id: int
    update: Json
    expires: datetime
    again: bool = False


class UpdateQueue:
    """What the bot has not confirmed yet."""

    def __init__(self, clock: Clock) -> None:
        """Start empty, at a random id as Telegram does."""
        self.allowed: list[str] = []
        self.history: list[Json] = []
        self.on_arrival: Callable[[Line], None] = lambda line: None
        self._clock = clock
        self._next_id = 100_000_000 + secrets.randbelow(800_000_000)
        self._queue: list[Waiting] = []
        self._poll: asyncio.Future[None] | None = None

    @property
    def pending(self) -> int:
        """Count what is neither confirmed nor expired."""
        self._forget_expired()
        return len(self._queue)

    @property
    def is_polled(self) -> bool:
        """Tell whether a getUpdates is waiting right now."""
        return self._poll is not None

    def put(self, kind: str, content: Json, life: timedelta = MESSAGE_LIFE) -> None:
        """Make an update, unless the bot did not subscribe to its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if wanted:
            self.inject({kind: content}, life)

    def inject(self, raw: Json, life: timedelta = MESSAGE_LIFE) -> Json:
        """Queue an update of any shape; it gets the next id unless it has one."""
        update = raw if "update_id" in raw else {"update_id": self._take_id(), **raw}
        self.history.append(update)
        self._queue_up(update, life, again=update is raw)
        return update

    def redeliver(self, update: Json) -> None:
        """Queue an update again with its old id, as if it had never been confirmed."""
        self._queue_up(update, MESSAGE_LIFE, again=True)

    def jump_ids(self, to: int) -> None:
        """Let the next update have this id."""
        self._next_id = to

    def drop_all(self) -> None:
        """Forget everything, as `drop_pending_updates` asks."""
        self._queue.clear()

    def confirm(self, offset: int) -> None:
        """Forget what lies below an offset; a negative one keeps only the newest."""
        self._forget_expired()
        if offset < 0:
            self._queue = self._queue[offset:]
        else:
            self._queue = [w for w in self._queue if w.again or w.id >= offset]

    def lines(self) -> list[Line]:
        """Name the lines in which anything waits for a webhook, the oldest first."""
        self._forget_expired()
        return list(dict.fromkeys(line_of(w.update) for w in self._queue))

    def first(self, line: Line) -> Waiting | None:
        """Find the oldest update of a line."""
        self._forget_expired()
        mine = (w for w in self._queue if line_of(w.update) == line)
        return next(mine, None)

    def holds(self, waiting: Waiting) -> bool:
        """Tell whether an update still waits to be delivered."""
        self._forget_expired()
        return any(w is waiting for w in self._queue)

    def remove(self, waiting: Waiting) -> None:
        """Forget one update, since a webhook has it or it would come too late."""
        self._queue = [w for w in self._queue if w is not waiting]

    async def get(self, offset: int, limit: int, wait: float) -> list[Json]:
        """Answer a getUpdates: at once if there is anything, else within a wait.

        Raises:
            ApiError: 409, when a newer poll arrives meanwhile.

        """
        self.end_poll(OTHER_POLL)
        self.confirm(offset)
        if not self._queue and wait > 0:
            await self._wait(min(wait, LONGEST_POLL))
        self._forget_expired()
        batch = self._queue[:limit]
        for waiting in batch:
            waiting.again = False
        return [waiting.update for waiting in batch]

    def end_poll(self, why: str) -> None:
        """Throw the waiting poll out with a 409."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(conflict(why))

    async def _wait(self, seconds: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait([poll], timeout=seconds)
        finally:
            if self._poll is poll:
                self._poll = None
        if poll.done():
            poll.result()  # raises if a newer poll came

    def _queue_up(self, update: Json, life: timedelta, *, again: bool) -> None:
        expires = self._clock.now() + life
        self._queue.append(Waiting(update["update_id"], update, expires, again))
        self._queue.sort(key=lambda waiting: waiting.id)
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        self.on_arrival(line_of(update))

    def _take_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def _forget_expired(self) -> None:
        now = self._clock.now()
        if any(waiting.expires <= now for waiting in self._queue):
            self._queue = [w for w in self._queue if w.expires > now]
