"""The simulated Telegram as one object: start it, let people act, look at it."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.playground import changes
from bot.playground.backstage import BotSwitch
from bot.playground.channels import Channel
from bot.playground.clock import Clock, SystemClock
from bot.playground.faults import Faults
from bot.playground.groups import Group
from bot.playground.ledger import Ledger
from bot.playground.limits import FloodLimits
from bot.playground.membership import Standing
from bot.playground.model import Chat, Json, User
from bot.playground.people import PATIENCE, Person
from bot.playground.recording import recording_of
from bot.playground.scenes import START, Scene, Seat
from bot.playground.server import NEVER, BotApiServer
from bot.playground.theatre import Theatre
from bot.playground.topics import GENERAL, Topic
from bot.playground.transcript import transcript_of
from bot.playground.updates import UpdateQueue
from bot.playground.webhook import Pusher
from bot.playground.webpage import WebPage
from bot.playground.world import World

HOST = "127.0.0.1"
TOKEN = "42:TEST"
LOOK_EVERY = 0.005
USUAL_LIMITS = FloodLimits()
LARGEST_REQUEST = 50 * 1024 * 1024


class Simulator:
    """A Telegram for one bot, on a port of this machine.

    Use it as `async with Simulator() as sim`, or call `start` and `stop`.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = TOKEN,
        limits: FloodLimits | None = USUAL_LIMITS,
        clock: Clock | None = None,
        name: str = "Playground bot",
        username: str = "playground_bot",
        hears_all: bool = False,
        scenes: Sequence[Scene] = (START,),
        recordings: Mapping[str, Json] | None = None,
    ) -> None:
        """Prepare; nothing listens yet.

        Args:
            port: where to listen; 0 for a free one.
            token: the only token that is accepted; its number is the bot's id.
            limits: flood limits; None switches them off.
            clock: dates messages and expires updates and taps.
            name: what the bot is called.
            username: its @name.
            hears_all: privacy mode is off, for groups the bot is added to from now on.
            scenes: ways to begin that the page offers.
            recordings: conversations that the page can play, by name.

        """
        bot = User(int(token.partition(":")[0]), name, is_bot=True, username=username)
        clock = clock or SystemClock()
        self.world = World(bot, clock, limits, hears_all=hears_all)
        self.people: dict[int, Person] = {}
        self._server = BotApiServer(self.world, token)
        self._port = port
        self._watched: list[Callable[[], bool]] = []
        self._parts: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None
        theatre = Theatre(scenes, recordings or {}, self._play)
        self._page = WebPage(
            self.world, self.people, self._server, self.person, self.group, theatre
        )

    @property
    def url(self) -> str:
        """Give the address, `http://127.0.0.1:PORT`."""
        return f"http://{HOST}:{self._port}"

    @property
    def token(self) -> str:
        """Give the bot's token."""
        return self._server.token

    @property
    def bot(self) -> User:
        """Give the bot, for people to add and to promote."""
        return self.world.bot

    @property
    def faults(self) -> Faults:
        """Give the list of ordered faults."""
        return self._server.faults

    @property
    def ledger(self) -> Ledger:
        """Give the list of calls."""
        return self._server.ledger

    @property
    def updates(self) -> UpdateQueue:
        """Give the queue; `updates.history` has every update ever made."""
        return self.world.updates

    @property
    def pusher(self) -> Pusher:
        """Give what delivers to a webhook; `pusher.attempts` has every try."""
        return self.world.pusher

    async def start(self) -> None:
        """Listen."""
        app = web.Application(client_max_size=LARGEST_REQUEST)
        self._server.add_routes(app)
        self._page.add_routes(app)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=1.0
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close every connection; polls and pages that wait are let go."""
        for task in self._parts:
            task.cancel()
        await asyncio.gather(*self._parts, return_exceptions=True)
        await self.pusher.close()
        self._page.close()
        self._server.close()
        self.updates.end_poll("terminated by shutdown")
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        await self.stop()

    def person(self, name: str, last_name: str | None = None) -> Person:
        """Let a new person exist who has not written to the bot yet."""
        number = self.world.next_person_id()
        user = User(number, name, last_name=last_name, language_code="en")
        self.world.add_person(user)
        person = self.people[number] = Person(self.world, user)
        return person

    def group(
        self,
        title: str,
        owner: Person,
        *others: Person,
        kind: str = "group",
        is_forum: bool = False,
        with_bot: bool = True,
    ) -> Group:
        """Let a group exist to which its owner adds the bot when all others are in.

        Args:
            title: its title.
            owner: who made it.
            others: who else is in.
            kind: `group`, or `supergroup`.
            is_forum: whether it has topics, as only a supergroup can.
            with_bot: whether the bot is added at once.

        """
        group = self.world.add_group(title, kind)
        if is_forum:
            group.topics[GENERAL] = Topic(GENERAL, "General")
        group.place(Standing(owner.user, "creator"))
        for person in others:
            group.place(Standing(person.user))
        if with_bot:
            changes.come(self.world, group, owner.user, self.bot)
        return group

    def channel(self, title: str, group: Group) -> Channel:
        """Let a channel exist that is linked to a supergroup."""
        number = self.world.new_group_id("channel")
        group.linked_channel = number
        return Channel(number, title, group)

    def transcript(self, of: Person | Chat) -> str:
        """Tell a chat, or a person's, as text; the same for the same conversation."""
        return transcript_of(of.chat if isinstance(of, Person) else of)

    def recording(self, of: Person, title: str) -> Json:
        """Record a person's chat with the bot, for the page to play it again."""
        return recording_of(of, title)

    def offer_switch(self, switch: BotSwitch) -> None:
        """Let the page kill the bot and start it again."""
        self._page.backstage.switch = switch

    def watch(self, is_busy: Callable[[], bool]) -> None:
        """Count a bot of this process as at work while this says so."""
        self._watched.append(is_busy)

    async def settled(
        self,
        *,
        quiet: float = 0.05,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - reads best in tests
    ) -> None:
        """Wait until every update is confirmed and no call came for a while.

        Args:
            quiet: for how many seconds nothing may happen, since a bot may confirm
                an update before it has finished with it.
            timeout: seconds after which to give up.

        Raises:
            AssertionError: the bot does not come to rest.

        """
        clock = asyncio.get_running_loop().time
        end, looked, calm, last_call = clock() + timeout, clock(), 0.0, NEVER
        while calm < quiet:
            if clock() > end:
                raise AssertionError(self._unsettled())
            await asyncio.sleep(LOOK_EVERY)
            # A look that comes late says nothing of the time before it: the bot may
            # have been kept from its work, too.
            passed, looked = min(clock() - looked, 2 * LOOK_EVERY), clock()
            idle = not self._is_busy() and last_call == self._server.last_call
            calm = calm + passed if idle else 0.0
            last_call = self._server.last_call

    async def _play(self, scene: Scene, person: Person) -> Sequence[Seat]:
        return await scene.play(self, person)

    def _is_busy(self) -> bool:
        waiting = self.updates.pending or self._server.in_flight
        return bool(waiting) or any(is_busy() for is_busy in self._watched)

    def _unsettled(self) -> str:
        waiting, calls = self.updates.pending, self._server.in_flight
        return f"still {waiting} updates unconfirmed and {calls} calls in flight"

    def lets(self, part: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Let people act by themselves, until they are through or the simulator stops.

        Whoever cannot go on, or waits for something in vain, gives up and is silent.
        """
        task = asyncio.create_task(part)
        self._parts.add(task)
        task.add_done_callback(self._is_through)
        return task

    @property
    def acting(self) -> int:
        """Count those who still act by themselves."""
        return len(self._parts)

    def _is_through(self, task: asyncio.Task[None]) -> None:
        self._parts.discard(task)
        error = None if task.cancelled() else task.exception()
        if error and not isinstance(error, AssertionError):
            raise error

    def jump_update_ids(self, to: int) -> None:
        """Let the next update have this id, as after a week of silence."""
        self.updates.jump_ids(to)

    def redeliver(self, update: Json) -> None:
        """Deliver an update once more with the same id, confirmed or not."""
        self.updates.redeliver(update)

    def inject(self, raw: Json) -> Json:
        """Deliver an update of any shape, even one that Telegram would never make."""
        return self.updates.inject(raw)
