"""Errands beside the conversation: fair, bounded, and finished once each."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.errands import Errand, Finished, Result, dump_wish, load_wish
from bot.runner import AT_ONCE, Runner
from conversations.formats import Format
from conversations.interview import effects as f
from conversations.interview import events as e
from storage import StorageAwayError


class Clerk:
    """Does errands when told to; `trouble` is raised first, one after the other."""

    action = "upload_document"

    def __init__(self, *trouble: Exception) -> None:
        self.begun: list[int] = []
        self.go = asyncio.Event()
        self.trouble = list(trouble)

    async def do(self, errand: Errand) -> Result:
        self.begun.append(errand.id)
        if self.trouble:
            raise self.trouble.pop(0)
        await self.go.wait()
        return Result(e.Exported(1, ()))

    def failure(self, wish: Any) -> e.Event:
        return e.NotExported(wish.profile, wish.formats)


class Office:
    """A runner with one clerk, what it shows and what it brings to the door."""

    def __init__(self, clerk: Clerk, limit: float = 10) -> None:
        self.clerk = clerk
        self.shown: list[tuple[int, str]] = []
        self.finished: list[Finished] = []
        self.came = asyncio.Event()
        self.runner = Runner(self.submit, self.show, {f.Export: clerk}, limit)

    async def submit(self, finished: Sequence[Finished]) -> None:
        self.finished += finished
        self.came.set()

    async def show(self, chat: int, action: str) -> None:
        self.shown.append((chat, action))
        raise ConnectionError("a courtesy may fail")

    async def all_done(self) -> list[int]:
        async with asyncio.timeout(5):
            while self.runner.pending:
                await self.came.wait()
                self.came.clear()
                await asyncio.sleep(0)
        return [each.errand.id for each in self.finished]


WISH = f.Export(1, (Format.PDF,))


def errands(conversation: int, *ids: int) -> list[Errand]:
    return [Errand(id_, conversation, conversation + 1000, WISH) for id_ in ids]


async def turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_who_asks_for_much_does_not_hold_up_others() -> None:
    office = Office(Clerk())
    office.runner.take(errands(1, *range(1, 20)))
    for conversation in range(2, 2 + AT_ONCE):
        office.runner.take(errands(conversation, 100 * conversation))
    await turns()
    assert office.clerk.begun == [1, *(100 * n for n in range(2, 1 + AT_ONCE))]
    office.clerk.go.set()
    done = await office.all_done()
    assert [id_ for id_ in done if id_ < 100] == list(range(1, 20))
    assert done.index(100 * (1 + AT_ONCE)) < done.index(3)
    assert (1001, "upload_document") in office.shown


async def test_what_fails_or_takes_too_long_is_said_and_the_next_is_done() -> None:
    office = Office(Clerk(RuntimeError("defect")), limit=0.05)
    office.runner.take(errands(1, 1, 2))
    assert await office.all_done() == [1, 2]
    said = [each.result.event for each in office.finished]
    assert said == [e.NotExported(1, (Format.PDF,))] * 2


async def test_a_database_that_is_away_is_waited_for(monkeypatch: Any) -> None:
    monkeypatch.setattr("bot.runner._PATIENCE", 0.0)
    office = Office(Clerk(StorageAwayError("away"), StorageAwayError("still")))
    office.clerk.go.set()
    office.runner.take(errands(1, 1))
    assert await office.all_done() == [1]
    assert office.finished[0].result.event == e.Exported(1, ())


async def test_a_database_that_is_away_for_long_is_not_the_errand_s_fault(
    monkeypatch: Any,
) -> None:
    """It is away longer than an errand may take."""
    monkeypatch.setattr("bot.runner._PATIENCE", 0.02)
    office = Office(Clerk(*[StorageAwayError("away")] * 10), limit=0.05)
    office.clerk.go.set()
    office.runner.take(errands(1, 1))
    assert await office.all_done() == [1]
    assert office.finished[0].result.event == e.Exported(1, ())


async def test_a_stop_finishes_nothing() -> None:
    office = Office(Clerk())
    office.runner.take(errands(1, 1, 2))
    await turns()
    await office.runner.stop()
    assert office.finished == []


async def test_after_a_stop_nothing_is_begun() -> None:
    """What a commit brings then is done by the next start: here it could only fail."""
    office = Office(Clerk())
    await office.runner.stop()
    office.runner.take(errands(1, 1))
    await turns()
    assert (office.clerk.begun, office.finished) == ([], [])


async def test_what_is_under_way_is_not_begun_again() -> None:
    office = Office(Clerk())
    office.runner.take(errands(1, 1, 2))
    await turns()
    office.runner.take(errands(1, 1, 2, 3))
    office.clerk.go.set()
    assert await office.all_done() == [1, 2, 3]


def test_an_errand_is_stored_and_read_again() -> None:
    for wish in (WISH, f.picture_of(3), f.Import("BQAC"), f.Gather()):
        assert load_wish(*dump_wish(wish)) == wish
