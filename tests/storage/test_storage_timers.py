"""Timers wait until each goes off once."""

from __future__ import annotations

from datetime import timedelta

from storage import NewTimer, Storage, TimerRow, UnitOfWork
from tests.conversations.classroom import Classroom
from tests.storage.examples import BOT, NOW

MINUTE = timedelta(minutes=1)


def an_exercise(uow: UnitOfWork, bot: int = BOT, chat: int = -1) -> int:
    place = uow.places(bot, {(chat, 0)})[chat, 0]
    return uow.begin_exercise(place.id, "7b", Classroom().exercise, NOW)


async def test_timers_wait_in_the_order_they_are_due(storage: Storage) -> None:
    def put(uow: UnitOfWork) -> tuple[int, list[int]]:
        id_ = an_exercise(uow)
        new = [
            NewTimer(id_, NOW + 2 * MINUTE, '"late"'),
            NewTimer(id_, NOW + MINUTE, '"soon"'),
            NewTimer(id_, NOW + MINUTE, '"after it"'),
        ]
        theirs = an_exercise(uow, BOT + 1)
        uow.put_timers([NewTimer(theirs, NOW, '"another bot\'s"')])
        return id_, uow.put_timers(new)

    id_, (late, soon, after) = await storage.transact(put)
    waiting = await storage.transact(lambda uow: uow.pending_timers(BOT))
    assert waiting == [
        TimerRow(soon, id_, NOW + MINUTE, '"soon"'),
        TimerRow(after, id_, NOW + MINUTE, '"after it"'),
        TimerRow(late, id_, NOW + 2 * MINUTE, '"late"'),
    ]


async def test_a_timer_goes_off_once(storage: Storage) -> None:
    def put(uow: UnitOfWork) -> list[int]:
        timer = NewTimer(an_exercise(uow), NOW, "{}")
        assert uow.put_timers([]) == []
        return uow.put_timers([timer, timer])

    one, two = await storage.transact(put)
    assert await storage.transact(lambda uow: uow.take_timers({one, 404})) == {one}
    assert await storage.transact(lambda uow: uow.take_timers({one, two})) == {two}
    assert await storage.transact(lambda uow: uow.pending_timers(BOT)) == []


async def test_the_timers_of_a_group_that_moved_are_still_its_own(
    storage: Storage,
) -> None:
    def put(uow: UnitOfWork) -> int:
        (timer,) = uow.put_timers([NewTimer(an_exercise(uow), NOW, "{}")])
        uow.move_chat(BOT, -1, -100)
        return timer

    timer = await storage.transact(put)
    waiting = await storage.transact(lambda uow: uow.pending_timers(BOT))
    assert [row.id for row in waiting] == [timer]
