from __future__ import annotations

from contextlib import AsyncExitStack

import pytest

from storage import (
    ConversationRow,
    GuideRow,
    NewRow,
    Storage,
    StorageAwayError,
    ValueRefusedError,
)
from tests.storage.examples import BOT, NOW, new_updates
from tests.transactions import column_of, looking, rows_of, transaction


async def test_more_looks_than_there_are_connections_find_storage_away(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with AsyncExitStack() as looks:
        for _ in range(4):
            await looks.enter_async_context(looking(storage))
        monkeypatch.setattr("storage.engine._PATIENCE", 0.01)
        with pytest.raises(StorageAwayError):
            await rows_of(storage, "SELECT 1")
        monkeypatch.undo()
    assert await column_of(storage, "SELECT 1") == [1]


async def test_a_number_that_is_too_big_is_refused(storage: Storage) -> None:
    with pytest.raises(ValueRefusedError):
        async with transaction(storage) as uow:
            await uow.remember(BOT, [2**63], NOW)
    async with transaction(storage) as uow:
        await uow.remember(BOT, [2**63 - 1, -(2**63)], NOW)


async def test_half_a_character_is_refused(
    storage: Storage, alice: ConversationRow
) -> None:
    with pytest.raises(ValueRefusedError):
        async with transaction(storage) as uow:
            await uow.put([NewRow(alice.id, None, "\ud83d")], NOW)


async def test_a_moment_without_a_time_zone_is_refused(storage: Storage) -> None:
    with pytest.raises(ValueRefusedError):
        async with transaction(storage) as uow:
            await uow.remember(BOT, [1], NOW.replace(tzinfo=None))


async def test_a_row_of_a_conversation_that_is_not_there_is_refused(
    storage: Storage,
) -> None:
    with pytest.raises(ValueRefusedError, match=r"(?i)foreign key"):
        async with transaction(storage) as uow:
            await uow.put([NewRow(404, None, "hello")], NOW)


async def test_what_came_before_a_refused_value_is_undone(storage: Storage) -> None:
    async def work() -> None:
        async with transaction(storage) as uow:
            await uow.remember(BOT, [1], NOW)
            await uow.remember(BOT, [2**63], NOW)

    with pytest.raises(ValueRefusedError):
        await work()
    assert await new_updates(storage, [1]) == {1}


async def test_an_error_does_not_tell_what_people_wrote(storage: Storage) -> None:
    with pytest.raises(ValueRefusedError) as refused:
        async with transaction(storage) as uow:
            await uow.put([NewRow(404, None, "my secret")], NOW)
    assert "my secret" not in f"{refused.value} {refused.value.__cause__}"


async def test_an_error_of_ours_stays_what_it_is(storage: Storage) -> None:
    with pytest.raises(OverflowError):
        async with transaction(storage):
            float(10**400)


async def test_a_value_of_a_strange_type_is_refused(storage: Storage) -> None:
    guide = GuideRow("priority", 1, "en", "", object())  # type: ignore[arg-type]
    with pytest.raises(ValueRefusedError):
        async with transaction(storage) as uow:
            await uow.keep_guides([guide])
