"""Delivery: everything handed over is sent, chat by chat, in order.

One rule: a chat, or a topic of a forum, has one task while anything is on its way
to it, and the task does one thing after the other: wait for its turn, send, have the
outcome recorded. So nothing overtakes in a chat, and chats do not wait for each other.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import Final

from msgspec.structs import replace

from bot.delivery.chat_queue import ChatQueue, Item
from bot.delivery.gate import Gate
from bot.delivery.retry import (
    Attempt,
    Decision,
    Done,
    GiveUp,
    LeaveTopic,
    Move,
    PostAnew,
    SendPlain,
    Stop,
    TryAgain,
    backoff,
    decide,
)
from bot.delivery.route import Route, Stage
from bot.outgoing import (
    Accepted,
    Delivered,
    Handover,
    Ledger,
    Outcome,
    Refusal,
    Relocated,
    Report,
    Sender,
    Undeliverable,
    Unknown,
    Unsent,
)
from bot.settings import Pace

_log = logging.getLogger(__name__)

#: Where the bot may not pin, it is tried again after so many seconds.
UNPINNED_FOR: Final = 600.0


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
        self._monotonic = monotonic
        self._routes: dict[tuple[int, int], Route] = {}
        self._unpinned_until: dict[int, float] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    # --- from outside ----------------------------------------------------------

    def hand_over(self, handover: Handover) -> None:
        """Send what was just committed for a chat, after what waits already.

        What is on its way already is left out. After `stop` nothing is taken; the
        outbox still has it.
        """
        handover = self._without_known(handover)
        if handover.chat < 0:
            handover = self._without_pins(handover)
        route = self._routes.get((handover.chat, handover.topic))
        if route is not None:
            route.queue.take_over(handover)
            self._gate.hasten(route)
        elif handover.queued and not self._closed:
            self._open(handover)

    def is_sending(self, chat: int) -> bool:
        """Whether the private chat may show a message that we do not know of yet.

        So while a call is under way, until its outcome is kept, and while a
        message waits to be sent again because the answer to it was lost.
        """
        route = self._routes.get((chat, 0))
        return route is not None and (
            route.stage is not Stage.WAITING or route.queue.in_doubt
        )

    def pending(self) -> int:
        """How many messages wait, are under way or are being recorded."""
        return sum(len(route.queue) for route in self._routes.values())

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

    def _without_known(self, handover: Handover) -> Handover:
        """Leave out rows that are on their way already.

        Those of a group may be on their way to the number that it had before.
        """
        known = {row for route in self._routes_of(handover) for row in route.queue.rows}
        queued = tuple(each for each in handover.queued if each.id not in known)
        return replace(handover, queued=queued)

    def _routes_of(self, handover: Handover) -> list[Route]:
        """The routes on which rows of a chat can be."""
        if handover.chat < 0:
            return [route for route in self._routes.values() if route.chat < 0]
        route = self._routes.get((handover.chat, handover.topic))
        return [] if route is None else [route]

    def _without_pins(self, handover: Handover) -> Handover:
        """Pin nothing for a while where the bot may not: in vain it counts, too."""
        until = self._unpinned_until.get(handover.chat)
        if until is None:
            return handover
        if self._monotonic() > until:
            del self._unpinned_until[handover.chat]
            return handover
        queued = tuple(
            replace(each, outgoing=replace(each.outgoing, pinned=False))
            for each in handover.queued
        )
        return replace(handover, queued=queued)

    # --- the task of a chat ----------------------------------------------------

    def _open(self, handover: Handover) -> None:
        """Make a chat or topic active."""
        queue = ChatQueue(
            handover.last_message, dict(handover.fills), in_doubt=handover.in_doubt
        )
        queue.take_over(handover)
        key = handover.chat, handover.topic
        route = self._routes[key] = Route(key, queue, handover.topic)
        route.task = asyncio.create_task(self._empty(route))
        self._idle.clear()

    async def _empty(self, route: Route) -> None:
        """Send until the queue is empty; when closed, only tidy up."""
        try:
            while route.queue.tidies or (route.queue.waiting and not self._closed):
                await self._send_next(route)
        finally:
            self._forget(route)

    def _forget(self, route: Route) -> None:
        """Keep nothing of a chat that has nothing on its way."""
        self._routes.pop(route.key, None)
        if not self._routes:
            self._idle.set()

    async def _send_next(self, route: Route) -> None:
        await self._gate.enter(route)
        try:
            if not (route.queue.tidies if self._closed else route.queue.waiting):
                return  # the chat has begun afresh meanwhile, or all ends here
            item = route.queue.take(tidying=self._closed)
            target = route.queue.target(item)
            outcome = await self._call(route, item, target)
            unpinned = not await self._pinned(route, item, outcome)
        finally:
            self._gate.leave()
        if isinstance(outcome, Unsent) and outcome.flood:
            self._gate.flooded(route.chat, outcome.wait or 1.0)
        attempt = Attempt(
            failures=route.queue.failures + 1,
            plain=item.plain,
            replaces=item.slot is not None and target is not None,
            in_topic=route.topic != 0,
        )
        decision = decide(outcome, attempt, self._jitter())
        if isinstance(decision, Done):
            await self._accepted(route, item, decision.accepted, unpinned)
        elif isinstance(decision, TryAgain):
            route.queue.failed(item, in_doubt=isinstance(outcome, Unknown))
            await self._sleep(decision.after)
        else:
            await self._refused(route, item, decision)

    async def _refused(self, route: Route, item: Item, decision: Decision) -> None:
        """Send it otherwise, or do without."""
        match decision:
            case SendPlain():
                _log.warning("Row %s: broken HTML, sent without", item.queued.id)
                route.queue.put_back(replace(item, plain=True))
            case PostAnew():
                route.queue.put_back(replace(item, gone=True))
            case LeaveTopic():
                _log.info("Topic %s of chat %s is gone", route.topic, route.chat)
                route.topic = 0
                route.queue.leave_topic()
                route.queue.put_back(item)
            case Move(to):
                await self._move(route, item, to)
            case GiveUp(why, unreachable):
                await self._given_up(route, item, why, unreachable)
            case Stop():
                self._revoked()

    async def _call(self, route: Route, item: Item, target: int | None) -> Outcome:
        """One call of the sender; an error in it counts as not knowing."""
        route.stage = Stage.SENDING
        outgoing, plain = item.outgoing, item.plain
        try:
            if target is None:
                return await self._sender.post(
                    route.chat, outgoing, topic=route.topic, plain=plain
                )
            return await self._sender.edit(route.chat, target, outgoing, plain=plain)
        except Exception as error:  # noqa: BLE001 (a defect must not end the chat)
            _log.error("Row %s: %s", item.queued.id, type(error).__name__)
            return Unknown()
        finally:
            route.stage = Stage.WAITING

    async def _pinned(self, route: Route, item: Item, outcome: Outcome) -> bool:
        """Pin what was accepted if it is to be; False if that was in vain."""
        if not item.outgoing.pinned or not isinstance(outcome, Accepted):
            return True
        route.stage = Stage.SENDING
        try:
            old = route.queue.before(item, outcome.message)
            is_pinned = await self._sender.pin(route.chat, outcome.message, old)
        except Exception as error:  # noqa: BLE001 (a defect must not end the chat)
            _log.error("Row %s: %s", item.queued.id, type(error).__name__)
            is_pinned = False
        finally:
            route.stage = Stage.WAITING
        if not is_pinned:
            self._unpinned_until[route.chat] = self._monotonic() + UNPINNED_FOR
        return is_pinned

    async def _accepted(
        self, route: Route, item: Item, accepted: Accepted, unpinned: bool
    ) -> None:
        accepted = replace(accepted, in_doubt=route.queue.in_doubt)
        route.queue.learn(item, accepted)
        if item.kept:
            await self._record(
                route, Delivered(item.queued, accepted, item.superseded, unpinned)
            )
        else:
            route.queue.under_way = None

    async def _given_up(
        self, route: Route, item: Item, why: Refusal, unreachable: bool
    ) -> None:
        """Drop a message, or all of a chat that cannot be reached."""
        _log.info("Row %s of chat %s refused: %s", item.queued.id, route.chat, why)
        lost = (item, *route.queue.drain()) if unreachable else (item,)
        rows = tuple(row for each in lost for row in each.rows)
        conversation = item.queued.conversation
        muted = why is Refusal.NO_RIGHTS
        files = tuple(file.key for file in item.outgoing.files)
        if unreachable or muted:
            files = ()  # nothing is wrong with them
        if rows or unreachable:
            await self._record(
                route,
                Undeliverable(
                    *(conversation, route.chat, rows, unreachable, files),
                    gone=why is Refusal.FILE_GONE,
                    photo=item.outgoing.photo,
                    muted=muted,
                ),
            )
        else:
            route.queue.under_way = None

    async def _move(self, route: Route, item: Item, to: int) -> None:
        """Go on under the new number of a group, with all that waits.

        What was handed over for that number already comes after it.
        """
        _log.info("Chat %s is %s now", route.chat, to)
        route.queue.put_back(item)
        conversation = item.queued.conversation
        await self._record(route, Relocated(conversation, route.chat, to))
        stale = route.queue.move(to)
        there = self._routes.get((to, route.key[1]))
        if there is not None:
            there.queue.put_before(route.queue.drain())
        else:
            del self._routes[route.key]
            route.key = (to, route.key[1])
            self._routes[route.key] = route
        rows = tuple(row for each in stale for row in each.rows)
        if rows:
            lost = Undeliverable(conversation, to, rows, unreachable=False)
            await self._record(route, lost)

    async def _record(self, route: Route, report: Report) -> None:
        """Have it committed what became of the item under way."""
        route.stage = Stage.RECORDING
        failures = 0
        while not await self._recorded(report):
            failures += 1
            await self._sleep(backoff(failures, self._jitter()))
        route.queue.under_way = None
        route.stage = Stage.WAITING

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
        routes = list(self._routes.values())
        for route in routes:
            rests = route.stage is Stage.WAITING and not route.queue.tidies
            if rests and route.task is not asyncio.current_task():
                route.task.cancel()
                self._forget(route)
        return [route.task for route in routes]
