"""A delivery between a scripted Telegram and a ledger, in a time of its own."""

import asyncio
import heapq
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.delivery.outbox import Delivery
from bot.outgoing import (
    Accepted,
    Delivered,
    Fill,
    Handover,
    Outcome,
    Outgoing,
    Queued,
    Refusal,
    Refused,
    Relocated,
    Report,
    Slot,
    Undeliverable,
)
from bot.settings import Pace
from conversations.interview.events import Card

T0 = datetime(2026, 5, 4, 12, tzinfo=UTC)

# More turns of the loop than any chain of tasks between two waits needs.
TURNS = 40


async def settle() -> None:
    """Let everything happen that needs no time."""
    for _ in range(TURNS):
        await asyncio.sleep(0)


class VirtualTime:
    """Seconds that pass when told to, so that no test sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        done = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self.now + seconds, self._count, done))
        await done

    async def advance(self, seconds: float) -> None:
        """Let so much time pass, with all that happens in it."""
        end = self.now + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            await self._to_next()
        self.now = end

    async def until(self, condition: Awaitable[None]) -> None:
        """Let time pass until something has happened."""
        task = asyncio.ensure_future(condition)
        await settle()
        while not task.done():
            assert self._sleepers, "nothing will ever happen"
            await self._to_next()

    async def _to_next(self) -> None:
        at, _, done = heapq.heappop(self._sleepers)
        self.now = max(self.now, at)
        if not done.done():
            done.set_result(None)
        await settle()


@dataclass(frozen=True)
class Call:
    """One call of the sender; `edits` is None for a new message.

    `topic` is that of a new message.
    """

    chat: int
    text: str
    edits: int | None
    plain: bool
    at: float
    topic: int = 0


@dataclass
class ScriptedSender:
    """Accepts everything, unless a chat has outcomes scripted, is held or has moved.

    `under_way` has the chat of every call that is, more than once if it is a group.
    """

    time: VirtualTime
    calls: list[Call] = field(default_factory=list)
    script: dict[int, deque[Outcome | Exception]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    held: dict[int, asyncio.Event] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    pins: list[tuple[int, int, float]] = field(default_factory=list)
    unpins: list[tuple[int, int, float]] = field(default_factory=list)
    pinning: deque[bool | Exception] = field(default_factory=deque)
    under_way: list[int] = field(default_factory=list)
    most_at_once: int = 0
    next_message: int = 100

    async def post(
        self, chat: int, outgoing: Outgoing, *, topic: int = 0, plain: bool = False
    ) -> Outcome:
        self.next_message += 1
        call = Call(chat, outgoing.text, None, plain, self.time.now, topic)
        return await self._answer(call, self.next_message)

    async def edit(
        self, chat: int, message: int, outgoing: Outgoing, *, plain: bool = False
    ) -> Outcome:
        call = Call(chat, outgoing.text, message, plain, self.time.now)
        return await self._answer(call, message)

    async def pin(self, chat: int, message: int, instead: int | None) -> bool:
        self.pins.append((chat, message, self.time.now))
        if instead is not None:
            self.unpins.append((chat, instead, self.time.now))
        outcome = self.pinning.popleft() if self.pinning else True
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def hold(self, chat: int) -> asyncio.Event:
        """Keep calls for a chat under way until the event is set."""
        self.held[chat] = asyncio.Event()
        return self.held[chat]

    def texts(self, chat: int | None = None) -> list[str]:
        return [call.text for call in self.calls if chat in (None, call.chat)]

    async def _answer(self, call: Call, message: int) -> Outcome:
        chat = call.chat
        assert chat < 0 or chat not in self.under_way, "two calls at once in one chat"
        self.calls.append(call)
        self.under_way.append(chat)
        self.most_at_once = max(self.most_at_once, len(self.under_way))
        try:
            if chat in self.held:
                await self.held[chat].wait()
            if chat in self.moved:
                return Refused(Refusal.MOVED, "upgraded", self.moved[chat])
            if self.script[chat]:
                outcome = self.script[chat].popleft()
                if isinstance(outcome, Exception):
                    raise outcome
                return outcome
            return Accepted(message, T0 + timedelta(seconds=self.time.now))
        finally:
            self.under_way.remove(chat)


@dataclass
class ListLedger:
    """Remembers the reports; fails the next `failures` times, waits while held."""

    reports: list[Report] = field(default_factory=list)
    failures: int = 0
    held: asyncio.Event | None = None

    async def record(self, report: Report) -> None:
        if self.held is not None:
            await self.held.wait()
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        self.reports.append(report)

    def rows(self) -> list[int]:
        """All rows that are settled."""
        settled: list[int] = []
        for report in self.reports:
            match report:
                case Delivered(queued=queued, superseded=superseded):
                    settled += [*superseded, queued.id]
                case Undeliverable(rows=rows):
                    settled += rows
                case Relocated():
                    pass
        return settled


UNHURRIED = Pace(
    chat_rate=1e6,
    chat_burst=1000,
    group_rate=1e6,
    group_burst=1000,
    total_rate=1e6,
    at_once=64,
)


class Scene:
    """Everything a test of delivery needs, and its words for handing over."""

    def __init__(
        self, pace: Pace = UNHURRIED, jitter: Callable[[], float] = lambda: 1.0
    ) -> None:
        self.time = VirtualTime()
        self.sender = ScriptedSender(self.time)
        self.ledger = ListLedger()
        self.revocations = 0
        self.delivery = Delivery(
            self.sender,
            self.ledger,
            pace,
            on_revoked=self._revoked,
            monotonic=self.time.monotonic,
            sleep=self.time.sleep,
            jitter=jitter,
        )
        self._last_row = 0

    def _revoked(self) -> None:
        self.revocations += 1

    def hand_over(
        self,
        chat: int,
        *outgoings: Outgoing,
        last_message: int = 0,
        fill: Fill | None = None,
        topic: int = 0,
        afresh: bool = False,
    ) -> list[int]:
        """Hand messages over and give the ids of their rows."""
        queued = tuple(self.queued(chat, outgoing, topic) for outgoing in outgoings)
        fills = {Slot.QUESTION: fill} if fill is not None else {}
        handover = Handover(
            chat, last_message, fills, queued, afresh=afresh, topic=topic
        )
        self.delivery.hand_over(handover)
        return [row.id for row in queued]

    def queued(self, chat: int, outgoing: Outgoing, topic: int = 0) -> Queued:
        self._last_row += 1
        return Queued(self._last_row, chat * 10, chat, outgoing, topic)

    async def all_sent(self) -> None:
        await self.time.until(self.delivery.idle())


def text(words: str) -> Outgoing:
    return Outgoing(words)


def card(step: int) -> Outgoing:
    """The card of a question."""
    return Outgoing(
        f"card {step}", slot=Slot.QUESTION, shrunk=f"was {step}", card=Card(1, step)
    )


def fill(message: int, step: int) -> Fill:
    return Fill(message, f"was {step}", Card(1, step), T0)


def most_in_a_minute(sender: ScriptedSender) -> int:
    """How many messages, edits and pins a group got in the fullest of all minutes."""
    calls = [(call.chat, call.at) for call in sender.calls]
    calls += [(chat, at) for chat, _, at in sender.pins]
    return max(
        (
            sum(chat == other and at <= later < at + 60 for other, later in calls)
            for chat, at in calls
            if chat < 0
        ),
        default=0,
    )
