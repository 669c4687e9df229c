"""Applies what happened: one transaction for all that waits, or nothing at all.

Updates and reports of delivery become changes of sessions, rows of the outbox
and slots. Conversations are read in bulk, changed in memory (`bot.talk`), and
written back in bulk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.arrivals import Arrival
from bot.batch import Aftermath, Batch
from bot.classes import Classes, Work
from bot.classes.routing import for_class
from bot.clock import Clock
from bot.deeds import CameBack, Due, Rewrote
from bot.errands import Errand, Finished, load_wish
from bot.happenings import Happening, TogetherError, reaches_others
from bot.leaving import aftermath, handover, put, put_errands, put_timers
from bot.outgoing import (
    Delivered,
    Fill,
    Handover,
    Queued,
    Relocated,
    Report,
    Slot,
    Undeliverable,
    dump_fills,
    load_outgoing,
)
from bot.reports import (
    chat_of,
    conversation_of,
    keep_sent,
    made_by,
    polls_in,
    refilled,
    room_cards,
    troubles,
)
from bot.results import brought_by, results
from bot.talk import Failure, IsSending, Talk, Talker, TapAnswer
from conversations.interview.events import Returned, TextEdited
from conversations.interview.session import Session, profiles_named
from storage import (
    ConversationRow,
    Storage,
    TimerRow,
    UnitOfWork,
)


class Service:
    """The engine: applies batches of happenings to what is stored."""

    def __init__(
        self,
        storage: Storage,
        talker: Talker,
        classes: Classes,
        clock: Clock,
        bot: int,
        is_sending: IsSending,
    ) -> None:
        self._storage = storage
        self._talker = talker
        self._classes = classes
        self._clock = clock
        self._bot = bot
        self._is_sending = is_sending

    @property
    def most_at_once(self) -> int:
        """How many batches may be applied at the same time."""
        return self._storage.writers

    async def apply(
        self, happenings: Sequence[Happening], *, beside: bool = False
    ) -> Aftermath:
        """Apply a batch in one transaction; all of it is committed, or nothing.

        `beside` others no batch may have a chat of theirs.

        Raises:
            StorageAwayError: the database is away; nothing was applied.
            ValueRefusedError: the database refuses a value of the batch.
            TogetherError: it cannot be applied beside others; nothing was applied.

        """
        if beside and any(map(reaches_others, happenings)):
            raise TogetherError
        now = self._clock.now()
        return await self._storage.transact(
            lambda uow: self._applied(uow, happenings, now, beside=beside)
        )

    async def set_aside(
        self, happening: Happening, error: str, *, tell: bool = True
    ) -> Aftermath:
        """Keep an update that cannot be applied, and tell its sender once.

        Only its number and text are used, lest the rest be refused again;
        without `tell` its sender's conversation is not touched either.
        """
        if isinstance(happening, Finished):
            return await self.apply([happening.failed()])
        if not isinstance(happening, Arrival):
            return Aftermath()  # a report about rows that are gone says nothing new
        broken = Arrival(
            happening.update,
            happening.raw,
            chat=happening.chat if tell else None,
            tap=happening.tap,
            broken=error,
        )
        return await self.apply([broken])

    async def left(self) -> Aftermath:
        """What is stored and still to be done, whoever left it.

        An earlier run did, or a commit of which nobody heard that it was done.
        """
        return Aftermath(
            await self.unsent(),
            errands=await self.unfinished(),
            timers=await self.timers(),
        )

    async def unsent(self) -> tuple[Handover, ...]:
        """What is in the outbox, for each chat in order."""
        return await self._storage.transact(self._left)

    # --- inside a transaction: plain functions, which may run in another thread -----

    def _applied(
        self,
        uow: UnitOfWork,
        happenings: Sequence[Happening],
        now: datetime,
        *,
        beside: bool,
    ) -> Aftermath:
        reports = [h for h in happenings if isinstance(h, Report)]
        arrivals = [h for h in happenings if isinstance(h, Arrival) and not h.is_idle]
        finished = [h for h in happenings if isinstance(h, Finished)]
        batch = Batch()
        new = self._unseen(uow, arrivals, batch, now)
        for report in reports:
            if isinstance(report, Relocated):
                uow.move_chat(self._bot, report.chat, report.to)
        self._open(uow, [*reports, *finished], new, batch)
        self._keep_reports(uow, reports, batch)
        wrote = {arrival.chat for arrival in new}
        # Errands come first: who deletes everything in this batch gets none of it.
        new = [*results(uow, finished, wrote, batch, now), *new]
        mine, others = self._sorted(uow, new, batch)
        self._apply_arrivals(uow, mine, batch, now)
        due = _due(uow, [h for h in happenings if isinstance(h, Due)])
        polls = polls_in(reports)
        work = Work(others, due, batch.forgotten, troubles(reports), polls)
        if work and beside:
            raise TogetherError
        if work:
            self._classes.apply(uow, work, batch, now)
        return self._kept(uow, batch, now)

    def _sorted(
        self, uow: UnitOfWork, arrivals: Sequence[Arrival], batch: Batch
    ) -> tuple[list[Arrival], list[Arrival]]:
        """What is for interviews, and what is for exercises."""
        rows = {row.chat: row for row in batch.rows.values() if row.is_private}
        edited = _in_exercises(uow, arrivals, rows)
        mine, others = [], []
        for arrival in arrivals:
            row = None if arrival.chat is None else rows.get(arrival.chat)
            if arrival.update in edited:
                others.append(edited[arrival.update])
                continue
            missed = None if row is None else _missed(row, arrival)
            if missed is not None:
                others.append(replace(arrival, tap=None, deed=CameBack(missed)))
                if isinstance(arrival.event, Returned):
                    continue  # the class's card greets them, not that of an interview
            sending = row is not None and self._is_sending(row.chat)
            found = for_class(arrival, row, batch.fills, sending=sending)
            if found is None:
                mine.append(arrival)
            else:
                others.append(found)
        return mine, others

    def _kept(self, uow: UnitOfWork, batch: Batch, now: datetime) -> Aftermath:
        """Write what the batch collected."""
        before = {key: was for key, (was, _) in batch.laid_aside.items()}
        aside = {key: is_ for key, (_, is_) in batch.laid_aside.items()}
        if aside:
            uow.save(before, aside, now)
        uow.set_desks(batch.desks)
        uow.set_chat(batch.changed_chats())
        ids = put(uow, batch, now)
        errands = put_errands(uow, batch, now)
        timers = put_timers(uow, batch)
        return replace(aftermath(batch, ids), errands=errands, timers=timers)

    def _left(self, uow: UnitOfWork) -> tuple[Handover, ...]:
        batch = Batch()
        queues: dict[int, list[Queued]] = {}
        pending = uow.pending(self._bot)
        batch.add(uow.by_ids({row.conversation for row in pending}).values())
        for row in pending:
            queued = Queued(
                row.id,
                row.conversation,
                row.chat,
                load_outgoing(row.payload),
                row.topic,
            )
            queues.setdefault(row.conversation, []).append(queued)
        return tuple(
            replace(handover(batch, key, queue), in_doubt=True)
            for key, queue in queues.items()
        )

    async def unfinished(self) -> tuple[Errand, ...]:
        """The errands that are not finished yet."""
        rows = await self._storage.transact(lambda uow: uow.pending_errands(self._bot))
        return tuple(
            Errand(row.id, row.conversation, row.chat, load_wish(row.kind, row.data))
            for row in rows
        )

    async def timers(self) -> tuple[TimerRow, ...]:
        """The timers that have not gone off yet."""
        rows = await self._storage.transact(lambda uow: uow.pending_timers(self._bot))
        return tuple(rows)

    def _open(
        self,
        uow: UnitOfWork,
        reports: Sequence[Report | Finished],
        arrivals: Sequence[Arrival],
        batch: Batch,
    ) -> None:
        """Read all the conversations of a batch at once, and so lock them in order.

        Update ids come before, in every batch: then no two processes that share
        a database wait for each other in a circle.
        """
        brought = [arrival for report in reports for arrival in brought_by(report)]
        chats = {each.chat for each in (*arrivals, *brought) if each.chat is not None}
        about = {chat_of(report): conversation_of(report) for report in reports}
        known = {chat for chat in about if chat > 0}
        if chats or known:
            rows = uow.conversations(self._bot, chats, known)
            batch.add(rows.values())
        groups = {conversation_of(report) for report in reports} - batch.rows.keys()
        if groups:
            batch.add(uow.by_ids(groups).values())

    # --- reports of delivery --------------------------------------------------------

    def _keep_reports(
        self, uow: UnitOfWork, reports: Sequence[Report], batch: Batch
    ) -> None:
        if not reports:
            return
        done: list[int] = []
        slots: dict[tuple[int, Slot], Fill] = {}
        for report in reports:
            if isinstance(report, Relocated):
                continue  # it was moved before anything was read
            if isinstance(report, Undeliverable):
                done += report.rows
                if report.unreachable and report.conversation in batch.reachable:
                    batch.reachable[report.conversation] = False
                elif report.files and report.conversation in batch.rows:
                    self._make_again(uow, report, batch)
            elif isinstance(report, Delivered):
                batch.reachable[report.queued.conversation] = True
                done += [report.queued.id, *report.superseded]
                slots |= refilled(report, batch)
        uow.remove(done)
        keep_sent(uow, reports)
        uow.set_slots({key: dump_fills(batch.fills[key]) for key, _ in slots})
        uow.keep_room_cards(room_cards(slots))

    def _make_again(self, uow: UnitOfWork, report: Undeliverable, batch: Batch) -> None:
        """Have files made once more that are gone; tell of those Telegram refused."""
        wish = made_by(uow, report) if report.gone else None
        if wish is not None:
            batch.wishes.append((report.conversation, wish))
        else:
            told = self._talker.renderer.refused_files()
            batch.outgoing.append((report.conversation, told))

    # --- arrivals ---------------------------------------------------------------------

    def _apply_arrivals(
        self,
        uow: UnitOfWork,
        arrivals: Sequence[Arrival],
        batch: Batch,
        now: datetime,
    ) -> None:
        ours = [arrival for arrival in arrivals if arrival.chat is not None]
        for arrival in arrivals:
            if arrival.chat is None:
                self._nobodys(uow, arrival, batch, now)
        if not ours:
            return
        before, talks = self._talks(uow, ours, batch)
        for talk in talks.values():
            self._talker.apply(talk, now)
        _start_over(uow, before, talks, batch, now)
        after = {key: talk.session for key, talk in talks.items()}
        uow.save(before, after, now)
        batch.sessions |= after
        self._keep_talks(uow, talks, batch, now)

    def _unseen(
        self,
        uow: UnitOfWork,
        arrivals: Sequence[Arrival],
        batch: Batch,
        now: datetime,
    ) -> list[Arrival]:
        """The arrivals that come for the first time; others only get an answer."""
        by_number = {arrival.update: arrival for arrival in arrivals}
        unseen = uow.remember(self._bot, list(by_number), now)
        batch.answers += [
            TapAnswer(arrival.tap)
            for number, arrival in by_number.items()
            if number not in unseen and arrival.tap is not None
        ]
        return [a for number, a in by_number.items() if number in unseen]

    def _nobodys(
        self, uow: UnitOfWork, arrival: Arrival, batch: Batch, now: datetime
    ) -> None:
        """An update of no conversation: answer its tap, keep it if it is broken."""
        if arrival.tap is not None:
            batch.answers.append(TapAnswer(arrival.tap, self._talker.refusal(arrival)))
        if arrival.broken is not None:
            uow.quarantine(
                self._bot, arrival.update, None, arrival.payload, arrival.broken, now
            )

    def _talks(
        self, uow: UnitOfWork, arrivals: Sequence[Arrival], batch: Batch
    ) -> tuple[dict[int, Session], dict[int, Talk]]:
        """The sessions of those who wrote, and each talk with its arrivals."""
        chats = {arrival.chat for arrival in arrivals}
        rows = {row.chat: row for row in batch.rows.values() if row.chat in chats}
        needed = _needed(uow, rows, arrivals)
        sessions = uow.sessions(list(rows.values()), needed)
        talks = {
            row.id: Talk(
                session=sessions[row.id],
                fills=batch.fills[row.id],
                sending=self._is_sending(row.chat),
            )
            for row in rows.values()
        }
        for arrival in arrivals:
            key = rows[arrival.chat or 0].id
            talks[key].arrivals.append(arrival)
            batch.saw(key, arrival.message)
        return sessions, talks

    def _keep_talks(
        self, uow: UnitOfWork, talks: Mapping[int, Talk], batch: Batch, now: datetime
    ) -> None:
        failures: list[tuple[int, Failure]] = []
        gone: set[int] = set()
        for key, talk in talks.items():
            batch.reachable[key] = _is_reachable(talk)
            if batch.reachable[key]:
                left = _clear_desk(batch, key, talk)
                if left is not None:
                    back = self._classes.viewer.renderer.aside(left)
                    batch.outgoing.append((key, back))
                batch.outgoing += [(key, message) for message in talk.messages]
                batch.wishes += [(key, wish) for wish in talk.wishes]
            else:
                gone.add(key)
            batch.answers += talk.answers
            failures += [(key, failure) for failure in talk.failures]
        uow.remove_all(gone)
        for key, failure in failures:
            uow.quarantine(
                self._bot,
                failure.arrival.update,
                key,
                failure.arrival.payload,
                failure.error,
                now,
            )


def _start_over(
    uow: UnitOfWork,
    before: dict[int, Session],
    talks: dict[int, Talk],
    batch: Batch,
    now: datetime,
) -> None:
    """Erase what was known of those who want it; their talks go on in new ones."""
    forgetting = [key for key, talk in talks.items() if talk.session.forgets]
    if not forgetting:
        return
    for old, new in uow.start_over(forgetting, now).items():
        batch.forgotten.add(batch.rows[old].chat_id)
        batch.start_over(old, new)
        talks[new] = talks.pop(old)
        before[new] = Session()


def _needed(
    uow: UnitOfWork, rows: Mapping[int, ConversationRow], arrivals: Sequence[Arrival]
) -> dict[int, set[int]]:
    """The profiles that must be loaded, by conversation: all that may change."""
    needed: dict[int, set[int]] = {row.id: set() for row in rows.values()}
    edited: dict[int, set[int]] = {}
    for arrival in arrivals:
        row, event = rows[arrival.chat or 0], arrival.event
        if event is not None:
            needed[row.id] |= profiles_named(row.session, event)
        if isinstance(event, TextEdited):
            edited.setdefault(row.id, set()).add(event.message)
    if edited:
        for conversation, profiles in uow.written_in(edited).items():
            needed[conversation] |= profiles
    return needed


def _in_exercises(
    uow: UnitOfWork, arrivals: Sequence[Arrival], rows: Mapping[int, ConversationRow]
) -> dict[int, Arrival]:
    """Changes of private messages that are notes of exercises, by their updates."""
    edits = {
        (arrival.chat, arrival.event.message): arrival
        for arrival in arrivals
        if arrival.chat in rows and isinstance(arrival.event, TextEdited)
    }
    if not edits:
        return {}
    found = uow.written_in_exercises({(chat or 0, m) for chat, m in edits})
    return {
        arrival.update: replace(
            arrival, deed=Rewrote(arrival.event.text, message), event=None
        )
        for (chat, message), arrival in edits.items()
        if (chat, message) in found and isinstance(arrival.event, TextEdited)
    }


def _missed(row: ConversationRow, arrival: Arrival) -> int | None:
    """The exercise whose card could not be brought to somebody who is here now."""
    is_here = arrival.reachable is not False and arrival.who is not None
    return row.desk.attends if is_here and not row.reachable else None


def _clear_desk(batch: Batch, key: int, talk: Talk) -> int | None:
    """A question of the interview takes the place of an exercise's card.

    And who turns to the interview does not dictate any more. Gives the exercise whose
    card it was, if there was one.
    """
    desk, left = batch.desk(key), None
    if any(message.slot is Slot.QUESTION for message in talk.messages):
        left = desk.attends
        desk = replace(desk, attends=None)
    if any(a.event is not None for a in talk.arrivals):
        desk = replace(desk, awaits=None)
    if desk != batch.desk(key):
        batch.desks[key] = desk
    return left


def _due(uow: UnitOfWork, due: Sequence[Due]) -> list[Due]:
    """The timers that have not gone off before; each counts once."""
    left = uow.take_timers({each.timer for each in due}) if due else set()
    return [each for each in due if each.timer in left]


def _is_reachable(talk: Talk) -> bool:
    """Who writes to us can be written to, until they block us again."""
    told = [a.reachable for a in talk.arrivals if a.reachable is not None]
    return told[-1] if told else True
