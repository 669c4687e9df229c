"""The one composition root: builds every part, joins them, runs and stops them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.resources import files

from bot.clock import Clock, SystemClock
from bot.delivery import Delivery
from bot.door import Door
from bot.housekeeping import Housekeeper
from bot.service import Aftermath, Service
from bot.settings import Settings
from bot.talk import Talker
from bot.telegram.client import TelegramClient
from bot.telegram.intake import Poller
from bot.telegram.menu import describe
from bot.telegram.render import TelegramRenderer
from bot.wording import wording_for
from conversations.guides.library import Library
from conversations.guides.model import load_guide
from storage import GuideRow, Storage, open_storage

log = logging.getLogger(__name__)

#: The guides that come with the bot, and the languages they are written in.
PACKAGED_GUIDES = ("priority",)
LANGUAGE = "en"

#: Seconds that a clean stop waits for messages under way.
GRACE = 5.0


class StartError(Exception):
    """The bot cannot start; the message says what to do."""


@dataclass(frozen=True, slots=True)
class RunningBot:
    """A bot at work; `failed` ends with the error of whichever part gave up."""

    username: str
    storage: Storage
    delivery: Delivery
    door: Door
    failed: asyncio.Future[None]


@asynccontextmanager
async def running_bot(
    settings: Settings, *, take_over: bool = False, clock: Clock | None = None
) -> AsyncIterator[RunningBot]:
    """Run the bot while the context is open; leaving it stops everything cleanly.

    Raises:
        StartError: no token, a wrong one, or a webhook that is set elsewhere.
        storage.DatabaseInUseError: another process has the database open.

    """
    if settings.telegram_bot_token is None:
        raise StartError(_NO_TOKEN)
    clock = clock or SystemClock()
    client = TelegramClient(
        settings.telegram_bot_token.get_secret_value(), settings, clock
    )
    storage = await open_storage(settings.database_url)
    try:
        await storage.migrate()
        async with client:
            async with _at_work(settings, client, storage, clock, take_over) as bot:
                yield bot
    finally:
        await storage.close()


@asynccontextmanager
async def _at_work(
    settings: Settings,
    client: TelegramClient,
    storage: Storage,
    clock: Clock,
    take_over: bool,
) -> AsyncIterator[RunningBot]:
    me = await client.me()
    await _own_the_updates(client, take_over)
    library = await _library(storage)
    wording = wording_for(LANGUAGE)
    await describe(client, wording)

    failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    renderer = TelegramRenderer(library, wording)
    answers = _Background()

    def after(aftermath: Aftermath) -> None:
        for handover in aftermath.handovers:
            delivery.hand_over(handover)
        for answer in aftermath.answers:
            answers.start(client.answer_tap(answer.query, answer.text))

    service = Service(
        storage,
        Talker(library, renderer),
        clock,
        me.id,
        lambda chat: delivery.is_sending(chat),
    )
    door = Door(service, after)
    delivery = Delivery(
        client,
        door,
        settings.pace,
        on_revoked=lambda: _fail(failed, StartError(_WRONG_TOKEN)),
    )
    tasks = [
        asyncio.create_task(door.run(), name="door"),
        asyncio.create_task(Housekeeper(storage, clock).run(), name="housekeeping"),
    ]
    for handover in await service.unsent():
        delivery.hand_over(handover)
    poller = Poller(client, door, settings.poll_timeout)
    polling = asyncio.create_task(poller.run(), name="polling")
    for task in (*tasks, polling):
        task.add_done_callback(lambda ended: _watch(failed, ended))
    try:
        yield RunningBot(me.username, storage, delivery, door, failed)
    finally:
        await _end(polling)
        await delivery.stop(GRACE)
        await answers.end()
        for task in tasks:
            await _end(task)
        failed.cancel()
