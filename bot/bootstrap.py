"""The one composition root: builds every part, joins them, runs and stops them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from typing import Any, Protocol

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
from bot.runner import Runner
from bot.service import Service
from bot.settings import Settings
from bot.talk import Talker
from bot.telegram.claim import Polling, Pushing, WebhookElsewhereError
from bot.telegram.classes.render import TelegramClassRenderer
from bot.telegram.client import InvalidToken, TelegramClient, TelegramError, User
from bot.telegram.incoming import Reader
from bot.telegram.intake import Poller
from bot.telegram.introduction import (
    commands,
    description,
    group_commands,
    short_description,
)
from bot.telegram.lookups import AdminsLookedUp
from bot.telegram.outcomes import asked_wait
from bot.telegram.render import TelegramRenderer
from bot.timers import Timers
from bot.web import Health, Probe, Webhook, WebhookIntake, WebServer, web_app
from bot.wording import Wording, wording_for
from conversations.concepts.model import Glossary, load_glossary
from conversations.guides.library import Library
from conversations.guides.model import load_guide
from conversations.interview import effects as f
from storage import GuideRow, Storage, UnitOfWork, open_storage

log = logging.getLogger(__name__)

#: The guides that come with the bot, and the languages they are written in.
PACKAGED_GUIDES = ("priority", "worksheet", "course", "segment", "canvas")
#: Those whose profiles can be given a value map.
WITH_VALUE_MAP = ("priority", "worksheet", "course", "canvas")
LANGUAGE = "en"

#: Connections beyond those of delivery, so that taps are answered when sends are stuck.
FOR_TAPS = 16

#: Seconds that a clean stop waits for messages under way.
GRACE = 5.0


class StartError(Exception):
    """The bot cannot start; the message says what to do."""


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
        raise StartError(_TOKEN_MISSING)
    clock = clock or SystemClock()
    storage = await open_storage(settings.database_url)
    try:
        client = TelegramClient(
            settings.telegram_bot_token.get_secret_value(),
            settings.api_base_url,
            clock,
            KeptFiles(storage),
            deadline=settings.send_timeout,
            connections=settings.pace.at_once + FOR_TAPS,
        )
        await storage.migrate()
        failed: Failed = asyncio.get_running_loop().create_future()
        async with (
            client,
            _listening(settings, storage, failed) as webhook,
            _at_work(
                settings, client, storage, clock, webhook, take_over, failed
            ) as bot,
        ):
            yield bot
    finally:
        await storage.close()


@asynccontextmanager
async def _at_work(
    settings: Settings,
    client: TelegramClient,
    storage: Storage,
    clock: Clock,
    webhook: Webhook | None,
    take_over: bool,
    failed: Failed,
) -> AsyncIterator[RunningBot]:
    wording = wording_for(LANGUAGE)
    me = await _introduced(client, wording, _claim(settings), take_over)
    library = await _library(storage)
    renderer = TelegramRenderer(library, wording, settings.retention_days)
    links = _links(settings, me)
    read = Reader(me.id, me.username or "", links)
    answers = _Background()

    def after(aftermath: Aftermath) -> None:
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
        on_revoked=lambda: _fail(failed, StartError(_TOKEN_UNKNOWN)),
    )
    housekeeper = Housekeeper(storage, clock, settings.retention_days)
    workshop = Workshop()
    runner = Runner(
        door.submit,
        client.show_doing,
        {
            f.Export: Exporter(storage, library, workshop),
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
    for handover in await service.unsent():
        delivery.hand_over(handover)
    runner.take(await service.unfinished())
    timers.take(await service.timers())
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
        await _end(taking)
        await runner.stop()
        await workshop.close()
        await delivery.stop(GRACE)
        await answers.end()
        for task in tasks:
            await _end(task)
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
    app = web_app(hook.path, webhook, Health(webhook.trouble, database))
    try:
        server = WebServer(app, hook.host, hook.port)
    except OSError as error:
        where = f"{hook.host}:{hook.port}"
        raise StartError(_NO_PLACE.format(where=where, why=error.strerror)) from error
    serving = asyncio.create_task(server.run(), name="web server")
    serving.add_done_callback(partial(_watch, failed))
    try:
        yield webhook
    finally:
        await _end(serving)
        await database.close()


async def _asked(storage: Storage) -> None:
    """Ask the database something, to see whether it answers."""
    async with storage.reader() as connection:
        await connection.exec_driver_sql("SELECT 1")


def _claim(settings: Settings) -> Polling | Pushing:
    hook = settings.webhook
    if hook.url is None or hook.secret is None:
        return Polling()
    return Pushing(hook.url, hook.secret.get_secret_value(), hook.max_connections)


async def _introduced(
    client: TelegramClient, wording: Wording, claim: Polling | Pushing, take_over: bool
) -> User:
    """Ask Telegram who we are, and tell it what we do; patient while it is away."""
    wait = 1.0
    while True:
        try:
            me = await client.me()
            await claim.claim(client, take_over=take_over)
            await client.describe(
                {
                    "all_private_chats": commands(wording),
                    "all_group_chats": group_commands(wording),
                },
                description(wording),
                short_description(wording),
            )
        except InvalidToken as error:
            raise StartError(_TOKEN_UNKNOWN) from error
        except WebhookElsewhereError as error:
            words = _CANNOT_POLL if isinstance(claim, Polling) else _CANNOT_PUSH
            raise StartError(words.format(host=error.host)) from error
        except TelegramError as error:
            log.warning("Telegram is away (%s), trying again", type(error).__name__)
            await asyncio.sleep(max(wait, asked_wait(error)))
            wait = min(wait * 2, 30.0)
        else:
            return me


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


class _Background:
    """Short work nobody waits for; kept so that a clean stop can end it."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Have this done beside everything else."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Wait a moment for what is under way."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=GRACE)
        for task in set(self._tasks):
            await _end(task)


async def _library(storage: Storage) -> Library:
    """Every version of a guide in use: the packaged ones and those kept before."""
    packaged = [packaged_guide(name) for name in PACKAGED_GUIDES]

    def keep(uow: UnitOfWork) -> list[GuideRow]:
        uow.keep_guides(packaged)
        return uow.guides()

    kept = await storage.transact(keep)
    guides = [load_guide(row.structure, row.words) for row in kept]
    return Library.of(guides, packaged_glossary())


def packaged_glossary() -> Glossary:
    """The concepts that come with the bot."""
    folder = files("conversations.concepts")
    structure = (folder / "concepts.toml").read_text(encoding="utf-8")
    words = (folder / f"concepts.{LANGUAGE}.toml").read_text(encoding="utf-8")
    return load_glossary(structure, words)


def packaged_guide(name: str) -> GuideRow:
    """A guide that comes with the bot, as the two texts it is made from."""
    folder = files("conversations.guides")
    parts = (name, "value_map") if name in WITH_VALUE_MAP else (name,)
    structure, words = (
        "\n".join(
            (folder / f"{part}{end}").read_text(encoding="utf-8") for part in parts
        )
        for end in (".toml", f".{LANGUAGE}.toml")
    )
    version = load_guide(structure, words).version
    return GuideRow(name, version, LANGUAGE, structure, words)


def _fail(failed: Failed, error: BaseException) -> None:
    if not failed.done():
        failed.set_exception(error)


def _watch(failed: Failed, ended: asyncio.Task[None]) -> None:
    """A part that ends by itself has failed, and with it the bot."""
    if ended.cancelled():
        return
    error = ended.exception()
    if isinstance(error, InvalidToken):
        error = StartError(_TOKEN_UNKNOWN)
    _fail(failed, error or RuntimeError(f"{ended.get_name()} ended"))


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])


_TOKEN_MISSING = """\
The bot needs a token to talk to Telegram.
1. In Telegram, write /newbot to @BotFather; it gives you a token.
2. Put it in a file named .env beside the Makefile:  TELEGRAM_BOT_TOKEN=123456:ABC...
3. Run `make run` again. To look around without a token: `make demo`."""

_TOKEN_UNKNOWN = """\
Telegram does not know this token. Copy it again from @BotFather into \
TELEGRAM_BOT_TOKEN (environment or .env): digits, a colon, then letters and digits."""

_CANNOT_POLL = """\
This bot gets its updates by a webhook at {host}, so it cannot ask for them. If that \
webhook is not needed any more, also if it was your own, start once with --take-over \
to remove it (no update is lost). To use a webhook yourself, set WEBHOOK_URL."""

_CANNOT_PUSH = """\
This bot already gets its updates by another webhook, at {host}. If that one is not \
needed any more, start once with --take-over to replace it by WEBHOOK_URL (no update \
is lost)."""

_NO_PLACE = """\
The webhook cannot listen on {where} ({why}). Set WEBHOOK_HOST and WEBHOOK_PORT to an \
address of this machine that is free, and let your proxy pass requests on to it."""
