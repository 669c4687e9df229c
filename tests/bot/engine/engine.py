"""The engine without HTTP: storage, service, door and delivery, joined as usual.

`crash` throws all of it away at whatever moment it is; `start` opens the same database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from msgspec import field

from bot.arrivals import Arrival
from bot.batch import Aftermath, Nod
from bot.classes import Classes
from bot.classes.classroom import Steward
from bot.classes.showing import Viewer
from bot.deeds import Due, load_timed
from bot.delivery import Delivery
from bot.delivery.route import Stage
from bot.door import Door
from bot.errands import Errand, Finished, LookUpAdmins, Result
from bot.links import Links
from bot.outgoing import Outgoing
from bot.packaged import LANGUAGE, packaged_guide
from bot.playground import SteppedClock
from bot.service import Service
from bot.settings import Pace
from bot.talk import Renderer, Talk, Talker, TapAnswer, _addressed
from bot.telegram.callback_data import decode
from bot.telegram.classes.render import TelegramClassRenderer
from bot.telegram.render import TelegramRenderer
from bot.wording import wording_for
from conversations.guides.library import Library
from conversations.guides.model import Guide, load_guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview.machine import advance
from conversations.interview.session import Session
from storage import ConversationRow, Storage, UnitOfWork
from storage.engine import open_database
from tests.bot.engine.chats import Chats
from tests.transactions import transaction, waiting

BOT = 42
UNHURRIED = Pace(
    chat_rate=1e6, chat_burst=1000, group_rate=1e6, group_burst=1000, total_rate=1e6
)

Step = Callable[[UnitOfWork], None]
LookUp = Callable[[Any], tuple[Arrival, ...]]
T = TypeVar("T")


def nothing(uow: UnitOfWork) -> None:
    """Let a transaction be."""


def guide(version: int = 1) -> Guide:
    """The packaged guide, as if it had this version."""
    row = packaged_guide("priority")
    structure = row.structure.replace("version = 1", f"version = {version}")
    return load_guide(structure, row.words)


LIBRARY = Library.of([guide()])


def renderer_of(library: Library = LIBRARY) -> TelegramRenderer:
    """The real renderer, for a library."""
    return TelegramRenderer(library, wording_for(LANGUAGE))


def classes_of(library: Library = LIBRARY) -> Classes:
    """The real engine of exercises, for a library."""
    links = Links("a secret", "a_bot")
    renderer = TelegramClassRenderer(library, wording_for(LANGUAGE), links)
    viewer = Viewer(library, renderer, UNHURRIED.total_rate)
    return Classes(Steward(library, renderer, links), viewer, BOT)


class FailingRenderer(TelegramRenderer):
    """The real one, but it fails while the interview in hand holds a certain word."""

    def __init__(self, word: str, library: Library = LIBRARY) -> None:
        super().__init__(library, wording_for(LANGUAGE))
        self._word = word

    def messages(self, session: Session, effects: Sequence[f.Effect]) -> list[Outgoing]:
        interview = session.interview
        if interview and any(self._word in n.text for n in interview.profile.notes):
            raise RuntimeError("a defect")
        return super().messages(session, effects)


class WatchedStorage(Storage):
    """Counts transactions; `before_commit` runs at the end of each, inside it."""

    transactions = 0
    before_commit: Step = staticmethod(nothing)

    @classmethod
    async def opened(cls, database: str) -> WatchedStorage:
        """Open a database, with all tables."""
        storage = cls(open_database(database))
        await storage.migrate()
        return storage

    async def transact(self, work: Callable[[UnitOfWork], T]) -> T:
        self.transactions += 1

        def watched(uow: UnitOfWork) -> T:
            result = work(uow)
            self.before_commit(uow)
            return result

        return await super().transact(watched)


@dataclass(frozen=True, slots=True)
class Applied:
    """An event as the core was given it."""

    chat: int
    event: e.Event
    now: datetime


class WatchedTalker(Talker, frozen=True):
    """Remembers by update what the core was given in the last attempt at it.

    And which of them failed in it.
    """

    applied: dict[int, Applied] = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)

    def fail(self, talk: Talk, arrival: Arrival, error: str) -> None:
        self.failed.add(arrival.update)
        Talker.fail(self, talk, arrival, error)

    def _turn(
        self, talk: Talk, arrival: Arrival, now: datetime
    ) -> tuple[f.Effect, ...]:
        if arrival.refused is None and arrival.event is not None:
            assert arrival.chat is not None
            event = _addressed(arrival.event, arrival, talk)
            self.applied.pop(arrival.update, None)
            self.failed.discard(arrival.update)
            self.applied[arrival.update] = Applied(arrival.chat, event, now)
        return Talker._turn(self, talk, arrival, now)


class VirtualTime:
    """Waiting that takes no time, for delivery's pace and its second attempts.

    While `flows` is not set it takes for ever.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self.flows = asyncio.Event()
        self.flows.set()

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        await self.flows.wait()
        self.now += seconds
        await asyncio.sleep(0)


class Engine:
    """One bot on one database."""

    def __init__(
        self,
        database: str,
        chats: Chats,
        library: Library = LIBRARY,
        renderer: Renderer | None = None,
        classes: Classes | None = None,
        pace: Pace = UNHURRIED,
    ) -> None:
        self.database = database
        self.chats = chats
        self.answers: list[TapAnswer] = []
        self.nods: list[Nod] = []
        self.talker = WatchedTalker(library, renderer or renderer_of(library))
        self.classes = classes or classes_of(library)
        self.look_up: LookUp | None = None
        self.look_ups: list[Errand] = []
        self.pace = pace
        self.time = VirtualTime()

    @property
    def clock(self) -> SteppedClock:
        return self.chats.clock

    async def start(self) -> None:
        """Open the database and send what an earlier run left unsent."""
        self.storage = await WatchedStorage.opened(self.database)
        self.service = Service(
            self.storage,
            self.talker,
            self.classes,
            self.clock,
            BOT,
            lambda chat: self.delivery.is_sending(chat),
        )
        self.door = Door(self.service, self._after)
        self.delivery = Delivery(
            self.chats,
            self.door,
            self.pace,
            on_revoked=lambda: None,
            monotonic=self.time.monotonic,
            sleep=self.time.sleep,
        )
        self.at_door = asyncio.create_task(self.door.run())
        self.look_ups = []
        self._after(await self.service.left())

    async def crash(self) -> None:
        """Stop at once, whatever is under way."""
        for lane in self.delivery._routes.values():
            screen = self.chats.screens[lane.chat]
            if lane.stage is Stage.RECORDING and screen.history:
                screen.doubt()
            screen.unshrunk |= {
                item.outgoing.edits
                for item in (lane.queue.under_way, *lane.queue.waiting)
                if item is not None and not item.kept and item.outgoing.edits
            }
        self.at_door.cancel()
        await self.delivery.stop(0)
        await asyncio.wait([self.at_door])
        await self.storage.close()
        if not self.at_door.cancelled():
            self.at_door.result()

    async def restart(self) -> None:
        """Crash and come back."""
        await self.crash()
        await self.start()

    async def hears(self, *arrivals: Arrival) -> None:
        """Apply arrivals and send all that they lead to."""
        await self.unless_it_fails(self.door.submit(arrivals))
        await self.rests()

    async def rests(self) -> None:
        """Find out what is to be looked up, and send all that there is."""
        while self.look_ups:
            assert self.look_up is not None
            errand = self.look_ups.pop(0)
            found = Finished(errand, Result(self.look_up(errand.wish)), ())
            await self.unless_it_fails(self.door.submit([found]))
        await self.delivery.idle()

    async def wakes(self) -> None:
        """Let every timer go off that is due."""
        rows = await self.service.timers()
        due = [row for row in rows if row.due_at <= self.clock.now()]
        happenings = [Due(r.id, r.exercise, load_timed(r.data)) for r in due]
        await self.unless_it_fails(self.door.submit(happenings))
        await self.rests()

    async def unless_it_fails(self, work: Coroutine[Any, Any, None]) -> None:
        """Wait for something, but not for ever on a door that has broken down."""
        task = asyncio.ensure_future(work)
        await asyncio.wait({task, self.at_door}, return_when="FIRST_COMPLETED")
        if self.at_door.done():
            task.cancel()
            self.at_door.result()
        await task

    def _after(self, aftermath: Aftermath) -> None:
        self.answers += aftermath.answers
        self.nods += aftermath.nods
        self._take(aftermath.errands)
        for handover in aftermath.handovers:
            self.delivery.hand_over(handover)

    def _take(self, errands: Iterable[Errand]) -> None:
        """Who administers a group is looked up here; files are made elsewhere."""
        self.look_ups += [e for e in errands if isinstance(e.wish, LookUpAdmins)]

    # --- what is stored --------------------------------------------------------

    async def conversation(self, chat: int) -> ConversationRow:
        """A conversation without its interviews."""
        async with transaction(self.storage) as uow:
            row: ConversationRow = (await uow.conversations(BOT, [chat]))[chat]
            return row

    async def session(self, chat: int) -> Session:
        """A conversation with everything it ever held."""
        async with transaction(self.storage) as uow:
            row = (await uow.conversations(BOT, [chat]))[chat]
            every = {row.id: set(range(1, row.session.next_number))}
            session: Session = (await uow.sessions([row], every))[row.id]
            return session

    async def notes(self, chat: int) -> list[tuple[str, str]]:
        """The notes in hand: which prompt each answers, and its text."""
        interview = (await self.session(chat)).interview
        assert interview is not None
        return [(note.prompt, note.text) for note in interview.profile.notes]


class SlowCommit:
    """Holds the engine's transactions before they commit; how many are `held`."""

    def __init__(self, engine: Engine) -> None:
        self.held = 0
        self.reached = asyncio.Event()
        self.released = asyncio.Event()
        self._wait = waiting()
        engine.storage.before_commit = self._hold

    def _hold(self, uow: UnitOfWork) -> None:
        self._wait(self._released())

    async def _released(self) -> None:
        self.held += 1
        self.reached.set()
        await self.released.wait()
        self.held -= 1


@dataclass(slots=True)
class Updates:
    """Makes arrivals as the intake does, with growing update ids."""

    chats: Chats
    last: int = 1000

    def number(self) -> int:
        self.last += 1
        return self.last

    def text(self, chat: int, text: str, *, ago: float = 0) -> Arrival:
        """A text, written so many seconds ago."""
        message = self.chats.new_message()
        return self._message(chat, e.TextSent(text, message), message, ago)

    def edited(self, chat: int, message: int, text: str) -> Arrival:
        """Other words for a text sent before."""
        return self._message(chat, e.TextEdited(text, message), message)

    def command(self, chat: int, command: e.Command) -> Arrival:
        return self._message(chat, e.Commanded(command), self.chats.new_message())

    def other(self, chat: int, kind: e.Unreadable = e.Unreadable.PHOTO) -> Arrival:
        return self._message(chat, e.OtherSent(kind), self.chats.new_message())

    def _message(
        self, chat: int, event: e.Event, message: int, ago: float = 0
    ) -> Arrival:
        number = self.number()
        written = self.chats.clock.now() - timedelta(seconds=ago)
        return Arrival(
            number,
            raw=f"update {number}: {event}",
            chat=chat,
            event=event,
            message=message,
            written=written.replace(microsecond=0),
        )

    def data(self, chat: int, data: str) -> Arrival:
        """A tap on a button that carries this data."""
        number, tap = self.number(), decode(data)
        refused = f.Notice.STALE if tap is None else None
        return Arrival(
            number,
            raw=f"update {number}: {data}",
            chat=chat,
            event=tap,
            tap=f"tap {number}",
            refused=refused,
        )

    def tap(self, chat: int, label: str) -> Arrival:
        """A tap on the newest button whose label has these words."""
        named = [b for b in self.chats.screens[chat].buttons() if label in b.label]
        assert named, (label, self.chats.screens[chat].buttons())
        return self.data(chat, named[-1].data)

    def member(self, chat: int, *, reachable: bool) -> Arrival:
        """The person blocks the bot, or lets it in again."""
        return Arrival(
            self.number(),
            raw="membership",
            chat=chat,
            event=e.Returned() if reachable else None,
            reachable=reachable,
        )

    def broken(self, chat: int | None) -> Arrival:
        """An update that Telegram's library could not read."""
        number = self.number()
        return Arrival(number, f"broken {number}", chat=chat, broken="KeyError")


async def begun(engine: Engine, updates: Updates, chat: int, segment: str) -> None:
    """A person is at the first question about jobs."""
    await engine.hears(updates.command(chat, e.Command.START))
    await engine.hears(updates.tap(chat, "Start"))
    await engine.hears(updates.text(chat, segment))


def replayed(events: Sequence[Applied], library: Library) -> Session:
    """What the pure core makes of these events, one after another."""
    session = Session()
    for one in events:
        session = advance(session, one.event, library, one.now).session
    return session
