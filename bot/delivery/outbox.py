"""Delivery: everything handed over is sent, chat by chat, in order.

One rule: a chat has one task while anything is on its way to it, and the task
does one thing after the other: wait for its turn, send, have the outcome
recorded. So nothing overtakes in a chat, and chats do not wait for each other.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from bot.delivery.chat_queue import ChatQueue, Item
from bot.delivery.gate import Gate
from bot.delivery.retry import (
    Attempt,
    Done,
    GiveUp,
    PostAnew,
    SendPlain,
    Stop,
    TryAgain,
    backoff,
    decide,
)
from bot.outgoing import (
    Accepted,
    Delivered,
    Handover,
    Ledger,
    Outcome,
    Refusal,
    Report,
    Sender,
    Undeliverable,
    Unknown,
    Unsent,
)
from bot.settings import Pace

_log = logging.getLogger(__name__)


class _Stage(Enum):
    """What a chat's task is doing."""

    WAITING = auto()  # for its turn, or to try again: may be ended at any time
    SENDING = auto()
    RECORDING = auto()


@dataclass(slots=True, eq=False)
class _Lane:
    """An active chat: its queue, the task that empties it, and what that does."""

    chat: int
    queue: ChatQueue
    task: asyncio.Task[None] = field(init=False)
    stage: _Stage = _Stage.WAITING


class Delivery:
    """Sends what was committed until Telegram accepts or finally refuses it.

    Reports to the ledger before the next send of the same chat. Nothing is
    kept of chats that have nothing on its way. When Telegram revokes the bot's
    token all sending ends and `on_revoked` is called, once; the rows stay in
    the outbox. `monotonic`, `sleep` and `jitter` (0 to 1) are for tests.
    """

    def __init__(
        self,
        sender: Sender,
        ledger: Ledger,
        pace: Pace,
        *,
        on_revoked: Callable[[], None],
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._sender = sender
        self._ledger = ledger
        self._gate = Gate(pace, monotonic, sleep)
        self._on_revoked = on_revoked
        self._sleep = sleep
        self._jitter = jitter
        self._lanes: dict[int, _Lane] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    # --- from outside ----------------------------------------------------------

    def hand_over(self, handover: Handover) -> None:
        """Send what was just committed for a chat, after what waits already.

        After `stop` nothing is taken; the outbox still has it.
        """
        lane = self._lanes.get(handover.chat)
        if lane is not None:
            lane.queue.take_over(handover)
        elif handover.queued and not self._closed:
            self._open(handover)

    def is_sending(self, chat: int) -> bool:
        """Whether the chat may show a message that we do not know of yet.

        So while a call is under way, until its outcome is kept, and while a
        message waits to be sent again because the answer to it was lost.
        """
        lane = self._lanes.get(chat)
        return lane is not None and (
            lane.stage is not _Stage.WAITING or lane.queue.in_doubt
        )

    def pending(self) -> int:
        """How many messages wait, are under way or are being recorded."""
        return sum(len(lane.queue) for lane in self._lanes.values())

    async def idle(self) -> None:
        """Return when nothing is on its way."""
        await self._idle.wait()

    async def stop(self, grace: float) -> None:
        """Begin no new send; let those under way finish within `grace` seconds.

        An old card that a new one took the place of still loses its buttons.
        """
        tasks = self._close()
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    # --- the task of a chat ----------------------------------------------------

    def _open(self, handover: Handover) -> None:
        """Make a chat active."""
        queue = ChatQueue(
            handover.last_message, dict(handover.fills), in_doubt=handover.in_doubt
        )
        queue.take_over(handover)
        lane = self._lanes[handover.chat] = _Lane(handover.chat, queue)
        lane.task = asyncio.create_task(self._empty(lane))
        self._idle.clear()

    async def _empty(self, lane: _Lane) -> None:
        """Send until the queue is empty; when closed, only tidy up."""
        try:
            while lane.queue.tidies or (lane.queue.waiting and not self._closed):
                await self._send_next(lane)
        finally:
            self._forget(lane)

    def _forget(self, lane: _Lane) -> None:
        """Keep nothing of a chat that has nothing on its way."""
        self._lanes.pop(lane.chat, None)
        if not self._lanes:
            self._idle.set()

    async def _send_next(self, lane: _Lane) -> None:
        async with self._gate.turn(lane.chat, lane.queue.weight):
            item = lane.queue.take()
            target = lane.queue.target(item)
            outcome = await self._call(lane, item, target)
        if isinstance(outcome, Unsent) and outcome.flood:
            self._gate.flooded(lane.chat, outcome.wait or 1.0)
        attempt = Attempt(
            failures=lane.queue.failures + 1,
            plain=item.plain,
            replaces=item.slot is not None and target is not None,
        )
        match decide(outcome, attempt, self._jitter()):
            case Done(accepted):
                await self._accepted(lane, item, accepted)
            case TryAgain(after):
                lane.queue.failed(item, in_doubt=isinstance(outcome, Unknown))
                await self._sleep(after)
            case SendPlain():
                _log.warning("Row %s: broken HTML, sent without", item.queued.id)
                lane.queue.put_back(replace(item, plain=True))
            case PostAnew():
                lane.queue.put_back(replace(item, anew=True))
            case GiveUp(why, unreachable):
                await self._given_up(lane, item, why, unreachable)
            case Stop():
                self._revoked()

    async def _call(self, lane: _Lane, item: Item, target: int | None) -> Outcome:
        """One call of the sender; an error in it counts as not knowing."""
        lane.stage = _Stage.SENDING
        outgoing, plain = item.outgoing, item.plain
        try:
            if target is None:
                return await self._sender.post(lane.chat, outgoing, plain=plain)
            return await self._sender.edit(lane.chat, target, outgoing, plain=plain)
        except Exception as error:  # noqa: BLE001 (a defect must not end the chat)
            _log.error("Row %s: %s", item.queued.id, type(error).__name__)
            return Unknown()
        finally:
            lane.stage = _Stage.WAITING

    async def _accepted(self, lane: _Lane, item: Item, accepted: Accepted) -> None:
        accepted = replace(accepted, in_doubt=lane.queue.in_doubt)
        lane.queue.learn(item, accepted)
        if item.kept:
            await self._record(lane, Delivered(item.queued, accepted, item.superseded))
        else:
            lane.queue.under_way = None

    async def _given_up(
        self, lane: _Lane, item: Item, why: Refusal, unreachable: bool
    ) -> None:
        """Drop a message, or all of a chat that cannot be reached."""
        _log.info("Row %s of chat %s refused: %s", item.queued.id, lane.chat, why)
        lost = (item, *lane.queue.drain()) if unreachable else (item,)
        rows = tuple(row for each in lost for row in each.rows)
        conversation = item.queued.conversation
        files = () if unreachable else tuple(file.key for file in item.outgoing.files)
        if rows or unreachable:
            await self._record(
                lane, Undeliverable(conversation, lane.chat, rows, unreachable, files)
            )
        else:
            lane.queue.under_way = None

    async def _record(self, lane: _Lane, report: Report) -> None:
        """Have it committed what became of the item under way."""
        lane.stage = _Stage.RECORDING
        failures = 0
        while not await self._recorded(report):
            failures += 1
            await self._sleep(backoff(failures, self._jitter()))
        lane.queue.under_way = None
        lane.stage = _Stage.WAITING

    async def _recorded(self, report: Report) -> bool:
        try:
            await self._ledger.record(report)
        except Exception as error:  # noqa: BLE001 (storage is away, whatever it raises)
            _log.warning("A report could not be stored: %s", type(error).__name__)
            return False
        return True

    # --- the end ---------------------------------------------------------------

    def _revoked(self) -> None:
        if not self._closed:
            self._close()
            self._on_revoked()

    def _close(self) -> list[asyncio.Task[None]]:
        """Begin no new send, and end what only waits; all tasks that were left."""
        self._closed = True
        lanes = list(self._lanes.values())
        for lane in lanes:
            rests = lane.stage is _Stage.WAITING and not lane.queue.tidies
            if rests and lane.task is not asyncio.current_task():
                lane.task.cancel()
                self._forget(lane)
        return [lane.task for lane in lanes]
