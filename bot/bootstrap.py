"""The one composition root: builds every part, joins them, runs and stops them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Protocol

from msgspec import Struct

from bot.batch import Aftermath
from bot.classes import Classes
from bot.classes.classroom import Steward
from bot.classes.showing import Viewer
from bot.clock import Clock, SystemClock
from bot.delivery import Delivery
from bot.door import Door
from bot.errands import ExportClass, InviteClass, LookUpAdmins
from bot.exports.classes.exporting import ClassExporter
from bot.exports.exporting import Exporter
from bot.exports.gathering import Gatherer
from bot.exports.importing import Importer
from bot.exports.keeping import KeptFiles
from bot.exports.worker import Workshop
from bot.housekeeping import Housekeeper
from bot.links import Links
from bot.packaged import LANGUAGE, library_in
from bot.runner import Runner
from bot.service import Service
from bot.settings import Settings
from bot.starting import (
    NO_PLACE,
    TOKEN_MISSING,
    TOKEN_UNKNOWN,
    StartError,
    claim_of,
    introduced,
)
from bot.talk import Talker
from bot.tasks import Background, end
from bot.telegram.classes.render import TelegramClassRenderer
from bot.telegram.client import InvalidToken, TelegramClient, User
from bot.telegram.incoming import Reader
from bot.telegram.intake import Poller
from bot.telegram.lookups import AdminsLookedUp
from bot.telegram.render import TelegramRenderer
from bot.timers import Timers
from bot.web import Health, Probe, WebApp, Webhook, WebhookIntake, WebServer
from bot.wording import Wording, wording_for
from conversations.guides.library import Library
from conversations.interview import effects as f
from storage import Storage, open_storage

log = logging.getLogger(__name__)

#: Connections beyond those of delivery, so that taps are answered when sends are stuck.
FOR_TAPS = 16

#: Seconds that a clean stop waits for messages under way.
GRACE = 5.0


class Intake(Protocol):
    """Takes updates from Telegram to the door."""

    async def run(self) -> None:
        """Take them for ever; cancel it to stop."""
        ...


Failed = asyncio.Future[None]


class RunningBot(Struct, frozen=True):
    """A bot at work; `failed` ends with the error of whichever part gave up."""

    username: str
    storage: Storage
    delivery: Delivery
    door: Door
    runner: Runner
    failed: Failed

    @property
    def is_busy(self) -> bool:
        """Whether anything is being applied, or on its way to anybody."""
        return (
            self.door.is_busy or self.delivery.pending() > 0 or self.runner.pending > 0
        )


@asynccontextmanager
async def running_bot(
    settings: Settings, *, take_over: bool = False, clock: Clock | None = None
) -> AsyncIterator[RunningBot]:
    """Run the bot while the context is open; leaving it stops everything cleanly.

    Raises:
        StartError: no token, a wrong one, a webhook that is set elsewhere, or an
            address of our own that is taken.
        storage.StorageError: another process has the database open, or it is newer.

    """
    if settings.telegram_bot_token is None:
        raise StartError(TOKEN_MISSING)
    clock = clock or SystemClock()
    storage = await open_storage(settings.database_url)
    try:
        files = KeptFiles(storage)
        client = TelegramClient(
            settings.telegram_bot_token.get_secret_value(),
            settings.api_base_url,
            clock,
            files,
            deadline=settings.send_timeout,
            connections=settings.pace.at_once + FOR_TAPS,
        )
        await storage.migrate()
        failed: Failed = asyncio.get_running_loop().create_future()
        async with (
            client,
            _listening(settings, storage, failed) as webhook,
            _at_work(
                settings, client, files, storage, clock, webhook, take_over, failed
            ) as bot,
        ):
            yield bot
    finally:
        await storage.close()


@asynccontextmanager
async def _at_work(
    settings: Settings,
    client: TelegramClient,
    files: KeptFiles,
    storage: Storage,
    clock: Clock,
    webhook: Webhook | None,
    take_over: bool,
    failed: Failed,
) -> AsyncIterator[RunningBot]:
    wording = wording_for(LANGUAGE)
    me = await introduced(client, wording, claim_of(settings), take_over)
    library = await library_in(storage)
    renderer = TelegramRenderer(library, wording, settings.retention_days)
    links = _links(settings, me)
    read = Reader(me.id, me.username or "", links)
    answers = Background()

    def after(aftermath: Aftermath) -> None:
        files.made(aftermath.files)
        for handover in aftermath.handovers:
            delivery.hand_over(handover)
        for answer in aftermath.answers:
            answers.start(
                client.answer_tap(
                    answer.query, answer.text, answer.url, alert=answer.alert
                )
            )
        for nod in aftermath.nods:
            answers.start(client.nod(nod.chat, nod.message))
        runner.take(aftermath.errands)
        timers.take(aftermath.timers)

    service = Service(
        storage,
        Talker(library, renderer),
        _classes(settings, library, wording, links, me.id),
        clock,
        me.id,
        lambda chat: delivery.is_sending(chat),
    )
    door = Door(service, after)
    delivery = Delivery(
        client,
        door,
        settings.pace,
        on_revoked=lambda: _fail(failed, StartError(TOKEN_UNKNOWN)),
    )
    housekeeper = Housekeeper(storage, clock, settings.retention_days)
    workshop = Workshop()
    runner = Runner(
        door.submit,
        client.show_doing,
        {
            f.Export: Exporter(storage, library, workshop, files),
            f.Import: Importer(client.download),
            f.Gather: Gatherer(storage, me.id),
            LookUpAdmins: AdminsLookedUp(client.administrators, read),
            **dict.fromkeys(
                (ExportClass, InviteClass),
                ClassExporter(storage, library, workshop, clock),
            ),
        },
    )
    timers = Timers(door.submit, clock)
    tasks = [
        asyncio.create_task(door.run(), name="door"),
        asyncio.create_task(housekeeper.run(), name="housekeeping"),
        asyncio.create_task(timers.run(), name="timers"),
    ]
    after(await service.left())
    intake: Intake = (
        WebhookIntake(webhook, door, read, timers.open)
        if webhook
        else Poller(client, door, settings.poll_timeout, read, timers.open)
    )
    taking = asyncio.create_task(intake.run(), name="intake")
    for task in (*tasks, taking):
        task.add_done_callback(partial(_watch, failed))
    try:
        yield RunningBot(
            me.username or me.first_name, storage, delivery, door, runner, failed
        )
    finally:
        await end(taking)
        await runner.stop()
        await workshop.close()
        await delivery.stop(GRACE)
        await answers.end(GRACE)
        for task in tasks:
            await end(task)
        failed.cancel()


@asynccontextmanager
async def _listening(
    settings: Settings, storage: Storage, failed: Failed
) -> AsyncIterator[Webhook | None]:
    """Our own web server, if there is a webhook; it takes no updates yet."""
    hook = settings.webhook
    if hook.url is None or hook.secret is None:
        yield None
        return
    webhook = Webhook(hook.secret.get_secret_value(), hook.max_body)
    database = Probe(partial(_asked, storage), "the database is away")
    app = WebApp(hook.path, webhook, Health(webhook.trouble, database))
    try:
        server = WebServer(app, hook.host, hook.port)
    except OSError as error:
        where = f"{hook.host}:{hook.port}"
        raise StartError(NO_PLACE.format(where=where, why=error.strerror)) from error
    serving = asyncio.create_task(server.run(), name="web server")
    serving.add_done_callback(partial(_watch, failed))
    try:
        yield webhook
    finally:
        await end(serving)
        await database.close()


async def _asked(storage: Storage) -> None:
    """Ask the database something, to see whether it answers."""
    await storage.look(lambda c: c.exec_driver_sql("SELECT 1").scalar())


def _links(settings: Settings, me: User) -> Links:
    """Signed with the bot's token: who gets another one gets other links."""
    token = settings.telegram_bot_token
    return Links(token.get_secret_value() if token else "", me.username or "")


def _classes(
    settings: Settings, library: Library, wording: Wording, links: Links, bot: int
) -> Classes:
    renderer = TelegramClassRenderer(library, wording, links)
    steward = Steward(library, renderer, links)
    viewer = Viewer(library, renderer, settings.pace.total_rate)
    return Classes(steward, viewer, bot)


def _fail(failed: Failed, error: BaseException) -> None:
    if not failed.done():
        failed.set_exception(error)


def _watch(failed: Failed, ended: asyncio.Task[None]) -> None:
    """A part that ends by itself has failed, and with it the bot."""
    if ended.cancelled():
        return
    error = ended.exception()
    if isinstance(error, InvalidToken):
        error = StartError(TOKEN_UNKNOWN)
    _fail(failed, error or RuntimeError(f"{ended.get_name()} ended"))
