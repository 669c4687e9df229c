"""What errands came to: files to keep, and what is to be applied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.arrivals import Arrival
from bot.batch import Batch
from bot.errands import Finished, dump_wish
from bot.outgoing import Report
from storage import NewFile, UnitOfWork


def results(
    uow: UnitOfWork,
    finished: Sequence[Finished],
    wrote: set[int | None],
    batch: Batch,
    now: datetime,
) -> list[Arrival]:
    """What became of errands, each counted once; who blocks us is not back by that.

    `wrote` are the chats in which something else happened.
    """
    if not finished:
        return []
    whose = uow.finish_errands({each.errand.id for each in finished})
    if moved := whose.values() - batch.rows.keys():
        batch.add(uow.by_ids(moved).values())
    done = {each.errand.id: each for each in finished}
    counted = [
        _of(each, whose[id_])
        for id_, each in done.items()
        if whose.get(id_) in batch.rows
    ]
    for each in counted:
        key, made_by = each.errand.conversation, dump_wish(each.errand.wish)
        files = [NewFile(f.key, key, f.profile, *made_by) for f in each.result.files]
        uow.keep_files(files, now)
        batch.files += each.result.files
    return [arrival for each in counted for arrival in _arrivals_of(each, wrote, batch)]


def _of(each: Finished, conversation: int) -> Finished:
    """An errand that is finished, of the conversation that it belongs to by now."""
    errand = replace(each.errand, conversation=conversation)
    return replace(each, errand=errand)


def brought_by(report: Report | Finished) -> tuple[Arrival, ...]:
    """What an errand brings back that was done by people, in whatever chat."""
    if isinstance(report, Finished) and isinstance(report.result.event, tuple):
        return report.result.event
    return ()


def _arrivals_of(
    each: Finished, wrote: set[int | None], batch: Batch
) -> tuple[Arrival, ...]:
    if isinstance(each.result.event, tuple):
        return brought_by(each)
    return (
        Arrival(
            update=0,
            raw="",
            chat=each.errand.chat,
            event=each.result.event,
            reachable=None
            if each.errand.chat in wrote
            else batch.reachable[each.errand.conversation],
        ),
    )
