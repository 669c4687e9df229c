"""What leaves a transaction: rows that are put, and what is done with them then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.batch import Aftermath, Batch
from bot.errands import Errand, dump_wish
from bot.outgoing import (
    Handover,
    Queued,
    dump_outgoing,
)
from storage import (
    NewErrand,
    NewRow,
    TimerRow,
    UnitOfWork,
)


def put_timers(uow: UnitOfWork, batch: Batch) -> tuple[TimerRow, ...]:
    """Keep the timers that were set."""
    ids = uow.put_timers(batch.wakes) if batch.wakes else []
    return tuple(
        TimerRow(id_, wake.exercise, wake.due_at, wake.data)
        for id_, wake in zip(ids, batch.wakes, strict=True)
    )


def put_errands(uow: UnitOfWork, batch: Batch, now: datetime) -> tuple[Errand, ...]:
    """Store what was asked for; what is under way already is not done twice."""
    rows = [NewErrand(key, *dump_wish(wish)) for key, wish in batch.wishes]
    ids = uow.put_errands(rows, now)
    return tuple(
        Errand(id_, key, batch.rows[key].chat, wish)
        for id_, (key, wish) in zip(ids, batch.wishes, strict=True)
        if id_ is not None
    )


def put(uow: UnitOfWork, batch: Batch, now: datetime) -> list[int]:
    """Keep the messages of a batch in the outbox; their ids, in order."""
    rows = [
        NewRow(key, message.slot, dump_outgoing(message))
        for key, message in batch.outgoing
    ]
    return uow.put(rows, now) if rows else []


def aftermath(batch: Batch, ids: Sequence[int]) -> Aftermath:
    """What is to be done after the commit, with the ids of a batch's messages."""
    queues: dict[int, list[Queued]] = {}
    for number, (key, outgoing) in zip(ids, batch.outgoing, strict=True):
        row = batch.rows[key]
        queued = Queued(number, key, row.chat, outgoing, row.topic)
        queues.setdefault(key, []).append(queued)
    handovers = (handover(batch, key, queue) for key, queue in queues.items())
    return Aftermath(
        tuple(handovers),
        tuple(batch.answers),
        nods=tuple(batch.nods),
        files=tuple(batch.files),
    )


def handover(batch: Batch, key: int, queue: Sequence[Queued]) -> Handover:
    """What delivery needs to know of a conversation to send what is queued."""
    return Handover(
        chat=batch.rows[key].chat,
        last_message=batch.last_messages[key],
        fills=dict(batch.fills[key]),
        queued=tuple(queue),
        afresh=key in batch.afresh,
        topic=batch.rows[key].topic,
    )
