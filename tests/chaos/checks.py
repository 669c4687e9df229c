"""What must be true after any life, however often the bot was killed in it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import psutil

from bot.exports.formats import Format
from bot.exports.names import file_name
from bot.outgoing import Slot, load_fills
from bot.packaged import LANGUAGE, PACKAGED_GUIDES, packaged_glossary, packaged_guide
from bot.playground import Message, Person, Simulator
from bot.telegram.callback_data import encode
from bot.telegram.render import TelegramRenderer
from bot.wording import wording_for
from conversations.guides.library import Library
from conversations.guides.model import load_guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview.machine import advance
from conversations.interview.session import Session
from storage import ConversationRow, Storage, open_storage
from tests.chaos.journal import (
    Drawing,
    Line,
    Marked,
    Queued,
    Sending,
    Sent,
    Turned,
    read,
)
from tests.transactions import column_of, transaction

_ROWS = (packaged_guide(name) for name in PACKAGED_GUIDES)
LIBRARY = Library.of(
    (load_guide(row.structure, row.words) for row in _ROWS), packaged_glossary()
)


@dataclass(slots=True)
class History:
    """What the journal tells, sorted by what it is about."""

    turns: dict[int, Turned] = field(default_factory=dict)
    queued: set[int] = field(default_factory=set)
    told: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    first_sendings: dict[int, list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    drawing: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, journal: Path) -> History:
        """Read a journal; of an update only the last turn counts."""
        history = cls()
        for line in read(journal):
            history._add(line)
        return history

    def _add(self, line: Line) -> None:
        match line.entry:
            case Turned() as turned:
                self.turns.pop(turned.update, None)
                self.turns[turned.update] = turned
            case Queued(rows):
                self.queued.update(rows)
            case Drawing(process):
                self.drawing.add(process)
            case Marked() | Sending() | Sent() as about:
                self._tell(about, line)

    def _tell(self, about: Marked | Sending | Sent, line: Line) -> None:
        """Note what became of rows."""
        if isinstance(about, Sending) and about.row not in self.told:
            self.first_sendings[about.chat].append(about.row)
        for row in about.rows if isinstance(about, Marked) else (about.row,):
            self.told[row].append(line)


# --- updates ------------------------------------------------------------------------


@dataclass(slots=True)
class Replay:
    """What the pure core makes of everything that was applied.

    `promised` are the files that were asked for, by their profile, which has its number
    for good; `called` is every name that a profile had, `deleted` who was it for once.
    """

    sessions: defaultdict[int, Session] = field(
        default_factory=lambda: defaultdict(Session)
    )
    promised: set[tuple[int, f.Export]] = field(default_factory=set)
    called: defaultdict[tuple[int, int], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )
    deleted: set[tuple[int, int]] = field(default_factory=set)

    def apply(self, turned: Turned) -> None:
        """Apply an update."""
        chat = turned.chat
        turn = advance(self.sessions[chat], turned.event, LIBRARY, turned.now)
        self.sessions[chat] = turn.session
        self.promised |= {(chat, x) for x in turn.effects if isinstance(x, f.Export)}
        for number, line in turn.session.shelf.items():
            self.called[chat, number].add(line.name)
            if line.deleted:
                self.deleted.add((chat, number))


async def every_update_counted_once(
    history: History, storage: Storage, sim: Simulator
) -> Replay:
    """What Telegram was told is done with was applied; what is stored is its replay."""
    seen = set(await column_of(storage, "SELECT update_id FROM seen_updates"))
    assert await column_of(storage, "SELECT error FROM quarantine") == []
    assert confirmed(sim) <= seen
    replay = Replay()
    for turned in history.turns.values():
        if turned.update in seen:
            replay.apply(turned)
    for chat, session in replay.sessions.items():
        assert (await stored(storage, sim, chat))[1] == session
    return replay


def confirmed(sim: Simulator) -> set[int]:
    """The updates that Telegram will not bring again; late taps it drops itself."""
    if sim.pusher.attempts:
        return {tried.update for tried in sim.pusher.attempts if tried.status == 200}
    return {update["update_id"] for update in sim.updates.history}


def the_order_is_kept(history: History) -> None:
    """Messages of a chat were applied as they came, taps were, and replies went so."""
    orders: defaultdict[tuple[int, bool], list[int]] = defaultdict(list)
    for update, turned in history.turns.items():
        is_tap = isinstance(turned.event, e.CardTap | e.MenuTap)
        orders[turned.chat, is_tap].append(update)
    for order in [*orders.values(), *history.first_sendings.values()]:
        assert order == sorted(order)


# --- replies --------------------------------------------------------------------------


def every_reply_arrived(history: History) -> None:
    """What was committed was accepted by Telegram: itself, or what made it needless.

    A file that was lost with a life comes with another row: see `every_file_arrived`.
    """
    arrived: set[int] = set()
    for lines in history.told.values():
        instead_of: tuple[int, ...] = ()
        for line in lines:
            if isinstance(line.entry, Sending):
                instead_of = line.entry.instead_of
            if isinstance(line.entry, Sent) and (
                line.entry.accepted or line.entry.gone
            ):
                arrived |= {line.entry.row, *instead_of}
    assert history.queued <= arrived


def no_reply_came_twice_without_a_reason(history: History) -> None:
    """A row goes out again only after a kill, or when the bot could not know."""
    for row, lines in history.told.items():
        for before, after in pairwise(lines):
            if not isinstance(after.entry, Sending):
                continue
            assert not isinstance(before.entry, Marked), f"row {row} after its end"
            knew = isinstance(before.entry, Sent) and before.entry.accepted
            assert not knew or before.life != after.life, f"row {row} for nothing"


# --- files ----------------------------------------------------------------------------


def every_file_arrived(replay: Replay, sim: Simulator) -> None:
    """Everybody has a picture, and every profile that is still there its files."""
    assert {chat for chat, export in replay.promised if export.picture} == {*sim.people}
    for chat, export in replay.promised:
        profile = chat, export.profile
        is_kept = export.profile in replay.sessions[chat].shelf
        if is_kept and profile not in replay.deleted:
            shown = list(shown_to(sim.people[chat]))
            names = replay.called[profile]
            came = has_picture if export.picture else has_files
            assert came(shown, export, names), f"{profile} has no {export}"


def has_picture(shown: list[Message], export: f.Export, _: set[str]) -> bool:
    """Whether a picture of the profile was posted: one with its buttons."""
    taken = encode(e.FormatTapped(export.profile, Format.PDF))
    photos = (message for message in shown if message.kind == "photo")
    return any(taken in {each.data for each in photo.buttons} for photo in photos)


def has_files(shown: list[Message], export: f.Export, names: set[str]) -> bool:
    """Whether a file of each format was posted, by whatever name the profile had."""
    came = {message.content.get("document", {}).get("file_name") for message in shown}
    return all(
        came & {file_name(name, kind, export.paper) for name in names}
        for kind in export.formats
    )


def shown_to(person: Person) -> Iterator[Message]:
    """All that the bot ever posted."""
    for happening in person.chat.history:
        if happening.what == "sends" and happening.message and happening.who.is_bot:
            yield happening.message


async def nobody_draws_any_more(history: History) -> None:
    """Whoever made files for a bot that was killed ends, too."""
    assert history.drawing
    async with asyncio.timeout(30):
        while any(map(is_drawing, history.drawing)):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


def is_drawing(process: int) -> bool:
    """Whether a process that makes files is there, and not only its exit code."""
    try:
        return "bot.exports.worker_start" in psutil.Process(process).cmdline()
    except psutil.NoSuchProcess:
        return False


# --- rest -----------------------------------------------------------------------------


async def everything_is_at_rest(storage: Storage, sim: Simulator) -> None:
    """No queue holds anything, and everybody has the open question on screen."""
    assert sim.updates.pending == 0
    for queue in ("outbox", "errands"):
        assert await column_of(storage, f"SELECT id FROM {queue}") == []
    for person in sim.people.values():
        row, session = await stored(storage, sim, person.id)
        if session.open_interview is not None:
            fill = load_fills(row.slots)[Slot.QUESTION]
            shown = person.chat.get(fill.message)
            assert shown is not None
            buttons = [(button.label, button.data) for button in shown.buttons]
            assert buttons == question_buttons(session)


def question_buttons(session: Session) -> list[tuple[str, str]]:
    """What the card of the open question has to offer."""
    renderer = TelegramRenderer(LIBRARY, wording_for(LANGUAGE))
    *_, card = renderer.messages(session, [f.ShowQuestion()])
    return [(button.label, button.data) for row in card.keyboard for button in row]


async def stored(
    storage: Storage, sim: Simulator, chat: int
) -> tuple[ConversationRow, Session]:
    """A conversation with everything it ever held."""
    bot = sim.world.bot.id
    async with transaction(storage) as uow:
        row = (await uow.conversations(bot, [chat]))[chat]
        every = {row.id: set(range(1, row.session.next_number))}
        return row, (await uow.sessions([row], every))[row.id]


async def check(journal: Path, database: str, sim: Simulator) -> History:
    """All of it; the bot must have ended."""
    history = History.of(journal)
    storage = await open_storage(database)
    try:
        await storage.migrate()
        replay = await every_update_counted_once(history, storage, sim)
        the_order_is_kept(history)
        every_reply_arrived(history)
        no_reply_came_twice_without_a_reason(history)
        every_file_arrived(replay, sim)
        await nobody_draws_any_more(history)
        await everything_is_at_rest(storage, sim)
    finally:
        await storage.close()
    return history
