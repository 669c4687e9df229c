from __future__ import annotations

import asyncio

import pytest

from storage.uninterrupted import uninterrupted


async def test_work_gives_back_its_result() -> None:
    async def work() -> int:
        await asyncio.sleep(0)
        return 7

    assert await uninterrupted(work()) == 7


async def test_an_error_of_the_work_is_raised() -> None:
    async def work() -> None:
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        await uninterrupted(work())


@pytest.mark.parametrize("fails", [False, True])
async def test_work_ends_however_often_its_task_is_cancelled(fails: bool) -> None:
    go_on = asyncio.Event()
    ended: list[bool] = []

    async def work() -> None:
        await go_on.wait()
        ended.append(True)
        if fails:
            raise KeyError("gone")

    task = asyncio.create_task(uninterrupted(work()))
    for _ in range(3):
        await asyncio.sleep(0)
        task.cancel()
    await asyncio.sleep(0)
    assert not task.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == [True]
