"""Applies what happened: one transaction for all that waits, or nothing at all.

Updates and reports of delivery become changes of sessions, rows of the outbox
and slots. Conversations are read in bulk, changed in memory (`bot.talk`), and
written back in bulk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.arrivals import Arrival
from bot.clock import Clock
from bot.errands import Errand, Finished, dump_wish, load_wish
from bot.outgoing import (
    Delivered,
    Fill,
    Handover,
    Outgoing,
    Queued,
    Report,
    Slot,
    Undeliverable,
    dump_fill,
    dump_outgoing,
    load_fill,
    load_outgoing,
    refill,
)
from bot.talk import Failure, IsSending, Talk, Talker, TapAnswer
from conversations.interview import effects as f
from conversations.interview.events import TextEdited
from conversations.interview.session import Session, profiles_named
from storage import (
    ConversationRow,
    NewErrand,
    NewFile,
    NewRow,
    SentFile,
    SlotRow,
    Storage,
    UnitOfWork,
)

Happening = Arrival | Report | Finished


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What is to be done once the transaction is committed."""

    handovers: tuple[Handover, ...] = ()
    answers: tuple[TapAnswer, ...] = ()
    errands: tuple[Errand, ...] = ()


@dataclass(slots=True)
class _Batch:
    """What a transaction collects: outgoing messages per conversation."""

    rows: dict[int, ConversationRow] = field(default_factory=dict)
    fills: dict[int, dict[Slot, Fill]] = field(default_factory=dict)
    last_messages: dict[int, int] = field(default_factory=dict)
    reachable: dict[int, bool] = field(default_factory=dict)
    outgoing: list[tuple[int, Outgoing]] = field(default_factory=list)
    answers: list[TapAnswer] = field(default_factory=list)
    afresh: set[int] = field(default_factory=set)
    wishes: list[tuple[int, f.Errand]] = field(default_factory=list)

    def add(self, rows: Iterable[ConversationRow]) -> None:
        """Take note of conversations that the batch touches."""
        for row in rows:
            self.rows[row.id] = row
            self.fills.setdefault(
                row.id, {Slot(slot): load_fill(p) for slot, p in row.fills.items()}
            )
            known = self.last_messages.get(row.id, 0)
            self.last_messages[row.id] = max(known, row.last_message)
            self.reachable.setdefault(row.id, row.reachable)

    def saw(self, conversation: int, message: int) -> None:
        """Remember the newest message of a conversation's chat."""
        known = self.last_messages[conversation]
        self.last_messages[conversation] = max(known, message)

    def start_over(self, old: int, new: int) -> None:
        """A conversation has another in its place, of which nothing is known yet."""
        row = self.rows.pop(old)
        self.rows[new] = replace(row, id=new, session=Session(), fills={})
        self.fills[new] = {}
        self.last_messages[new] = self.last_messages.pop(old)
        self.reachable[new] = self.reachable.pop(old)
        self.outgoing = [pair for pair in self.outgoing if pair[0] != old]
        self.afresh.add(new)

    def changed_chats(self) -> dict[int, tuple[int, bool]]:
        """Newest message and reachability of the chats where one is another now."""
        now = {key: (self.last_messages[key], self.reachable[key]) for key in self.rows}
        return {
            row.chat_id: now[key]
            for key, row in self.rows.items()
            if now[key] != (row.last_message, row.reachable)
        }


class Service:
    """The engine: applies batches of happenings to what is stored."""

    def __init__(
        self,
        storage: Storage,
        talker: Talker,
        clock: Clock,
        bot: int,
        is_sending: IsSending,
    ) -> None:
        self._storage = storage
        self._talker = talker
        self._clock = clock
        self._bot = bot
        self._is_sending = is_sending

    async def apply(self, happenings: Sequence[Happening]) -> Aftermath:
        """Apply a batch in one transaction; all of it is committed, or nothing.

        Raises:
            StorageAwayError: the database is away; nothing was applied.
            ValueRefusedError: the database refuses a value of the batch.

        """
        now = self._clock.now()
        return await self._storage.transact(
            lambda uow: self._applied(uow, happenings, now)
        )

    async def set_aside(
        self, happening: Happening, error: str, *, tell: bool = True
    ) -> Aftermath:
        """Keep an update that cannot be applied, and tell its sender once.

        Only its number and payload are used, lest the rest be refused again;
        without `tell` its sender's conversation is not touched either.
        """
        if isinstance(happening, Finished):
            return await self.apply([happening.failed()])
        if not isinstance(happening, Arrival):
            return Aftermath()  # a report about rows that are gone says nothing new
        broken = Arrival(
            happening.update,
            happening.payload,
            chat=happening.chat if tell else None,
            tap=happening.tap,
            broken=error,
        )
        return await self.apply([broken])

    async def unsent(self) -> tuple[Handover, ...]:
        """What an earlier run left in the outbox, for each chat in order."""
        return await self._storage.transact(self._left)

    # --- inside a transaction: plain functions, which may run in another thread -----

    def _applied(
        self, uow: UnitOfWork, happenings: Sequence[Happening], now: datetime
    ) -> Aftermath:
        reports = [h for h in happenings if isinstance(h, Delivered | Undeliverable)]
        arrivals = [h for h in happenings if isinstance(h, Arrival)]
        finished = [h for h in happenings if isinstance(h, Finished)]
        batch = _Batch()
        new = self._unseen(uow, arrivals, batch, now)
        self._open(uow, [*reports, *finished], new, batch)
        self._keep_reports(uow, reports, batch)
        wrote = {arrival.chat for arrival in new}
        # Errands come first: who deletes everything in this batch gets none of it.
        new = [*_results(uow, finished, wrote, batch, now), *new]
        self._apply_arrivals(uow, new, batch, now)
        uow.set_chat(batch.changed_chats())
        ids = _put(uow, batch, now)
        errands = _put_errands(uow, batch, now)
        return replace(_aftermath(batch, ids), errands=errands)

    def _left(self, uow: UnitOfWork) -> tuple[Handover, ...]:
        batch = _Batch()
        queues: dict[int, list[Queued]] = {}
        pending = uow.pending(self._bot)
        batch.add(uow.by_ids({row.conversation for row in pending}).values())
        for row in pending:
            queued = Queued(
                row.id, row.conversation, row.chat, load_outgoing(row.payload)
            )
            queues.setdefault(row.conversation, []).append(queued)
        return tuple(
            replace(_handover(batch, key, queue), in_doubt=True)
            for key, queue in queues.items()
        )

    async def unfinished(self) -> tuple[Errand, ...]:
        """The errands that an earlier run left."""
        rows = await self._storage.transact(lambda uow: uow.pending_errands(self._bot))
        return tuple(
            Errand(row.id, row.conversation, row.chat, load_wish(row.kind, row.data))
            for row in rows
        )

    def _open(
        self,
        uow: UnitOfWork,
        reports: Sequence[Report | Finished],
        arrivals: Sequence[Arrival],
        batch: _Batch,
    ) -> None:
        """Read all the conversations of a batch at once, and so lock them in order.

        Update ids come before, in every batch: then no two processes that share
        a database wait for each other in a circle.
        """
        chats = {arrival.chat for arrival in arrivals if arrival.chat is not None}
        known = {_chat_of(report) for report in reports}
        if chats or known:
            rows = uow.conversations(self._bot, chats, known)
            batch.add(rows.values())

    # --- reports of delivery --------------------------------------------------------

    def _keep_reports(
        self, uow: UnitOfWork, reports: Sequence[Report], batch: _Batch
    ) -> None:
        if not reports:
            return
        done: list[int] = []
        slots: dict[tuple[int, Slot], Fill] = {}
        for report in reports:
            if isinstance(report, Undeliverable):
                done += report.rows
                if report.unreachable:
                    batch.reachable[report.conversation] = False
                elif report.files:
                    told = self._talker.renderer.refused_files()
                    batch.outgoing.append((report.conversation, told))
            elif isinstance(report, Delivered):
                batch.reachable[report.queued.conversation] = True
                done += [report.queued.id, *report.superseded]
                slots |= _refilled(report, batch)
        uow.remove(done)
        _keep_sent(uow, reports)
        uow.fill(
            [SlotRow(key, slot, dump_fill(fill)) for (key, slot), fill in slots.items()]
        )

    # --- arrivals ---------------------------------------------------------------------

    def _apply_arrivals(
        self,
        uow: UnitOfWork,
        arrivals: Sequence[Arrival],
        batch: _Batch,
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
        self._keep_talks(uow, talks, batch, now)

    def _unseen(
        self,
        uow: UnitOfWork,
        arrivals: Sequence[Arrival],
        batch: _Batch,
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
        self, uow: UnitOfWork, arrival: Arrival, batch: _Batch, now: datetime
    ) -> None:
        """An update of no conversation: answer its tap, keep it if it is broken."""
        if arrival.tap is not None:
            batch.answers.append(TapAnswer(arrival.tap, self._talker.refusal(arrival)))
        if arrival.broken is not None:
            uow.quarantine(
                self._bot, arrival.update, None, arrival.payload, arrival.broken, now
            )

    def _talks(
        self, uow: UnitOfWork, arrivals: Sequence[Arrival], batch: _Batch
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
        self, uow: UnitOfWork, talks: Mapping[int, Talk], batch: _Batch, now: datetime
    ) -> None:
        failures: list[tuple[int, Failure]] = []
        gone: set[int] = set()
        for key, talk in talks.items():
            batch.reachable[key] = _is_reachable(talk)
            if batch.reachable[key]:
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
    batch: _Batch,
    now: datetime,
) -> None:
    """Erase what was known of those who want it; their talks go on in new ones."""
    forgetting = [key for key, talk in talks.items() if talk.session.forgets]
    if not forgetting:
        return
    for old, new in uow.start_over(forgetting, now).items():
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


def _chat_of(report: Report | Finished) -> int:
    if isinstance(report, Finished):
        return report.errand.chat
    if isinstance(report, Delivered):
        return report.queued.chat
    return report.chat


def _is_reachable(talk: Talk) -> bool:
    """Who writes to us can be written to, until they block us again."""
    told = [a.reachable for a in talk.arrivals if a.reachable is not None]
    return told[-1] if told else True


def _refilled(report: Delivered, batch: _Batch) -> dict[tuple[int, Slot], Fill]:
    """The slot that a delivered card fills, if it fills it otherwise than before."""
    key = report.queued.conversation
    if key not in batch.rows:
        return {}
    batch.saw(key, report.accepted.message)
    slot = report.queued.outgoing.slot
    if slot is None:
        return {}
    old = batch.fills[key].get(slot)
    new = refill(old, report.queued, report.accepted)
    if new == old:
        return {}
    batch.fills[key][slot] = new
    return {(key, slot): new}


# --- errands and files --------------------------------------------------------------


def _results(
    uow: UnitOfWork,
    finished: Sequence[Finished],
    wrote: set[int | None],
    batch: _Batch,
    now: datetime,
) -> list[Arrival]:
    """What became of errands, each counted once; who blocks us is not back by that.

    `wrote` are the chats in which something else happened.
    """
    if not finished:
        return []
    left = uow.finish_errands({each.errand.id for each in finished})
    done = {each.errand.id: each for each in finished if each.errand.id in left}
    counted = [each for each in done.values() if each.errand.conversation in batch.rows]
    files = [
        NewFile(file.key, each.errand.conversation, file.profile, file.content)
        for each in counted
        for file in each.result.files
    ]
    uow.keep_files(files, now)
    return [
        Arrival(
            update=0,
            payload="",
            chat=each.errand.chat,
            event=each.result.event,
            reachable=None
            if each.errand.chat in wrote
            else batch.reachable[each.errand.conversation],
        )
        for each in counted
    ]


def _put_errands(uow: UnitOfWork, batch: _Batch, now: datetime) -> tuple[Errand, ...]:
    """Store what was asked for; what is under way already is not done twice."""
    rows = [NewErrand(key, *dump_wish(wish)) for key, wish in batch.wishes]
    ids = uow.put_errands(rows, now)
    return tuple(
        Errand(id_, key, batch.rows[key].chat, wish)
        for id_, (key, wish) in zip(ids, batch.wishes, strict=True)
        if id_ is not None
    )


def _keep_sent(uow: UnitOfWork, reports: Sequence[Report]) -> None:
    """Telegram has files now, or does not want them."""
    sent = [
        SentFile(file.key, telegram, report.queued.outgoing.photo)
        for report in reports
        if isinstance(report, Delivered)
        for file, telegram in zip(
            report.queued.outgoing.files, report.accepted.files, strict=False
        )
    ]
    uow.sent_files(sent)
    refused = [
        key for each in reports if isinstance(each, Undeliverable) for key in each.files
    ]
    uow.forget_files(refused)


def _put(uow: UnitOfWork, batch: _Batch, now: datetime) -> list[int]:
    rows = [
        NewRow(key, message.slot, dump_outgoing(message))
        for key, message in batch.outgoing
    ]
    return uow.put(rows, now) if rows else []


def _aftermath(batch: _Batch, ids: Sequence[int]) -> Aftermath:
    queues: dict[int, list[Queued]] = {}
    for number, (key, outgoing) in zip(ids, batch.outgoing, strict=True):
        queued = Queued(number, key, batch.rows[key].chat, outgoing)
        queues.setdefault(key, []).append(queued)
    handovers = (_handover(batch, key, queue) for key, queue in queues.items())
    return Aftermath(tuple(handovers), tuple(batch.answers))


def _handover(batch: _Batch, key: int, queue: Sequence[Queued]) -> Handover:
    return Handover(
        chat=batch.rows[key].chat,
        last_message=batch.last_messages[key],
        fills=dict(batch.fills[key]),
        queued=tuple(queue),
        afresh=key in batch.afresh,
    )
