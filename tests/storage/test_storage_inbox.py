from __future__ import annotations

from typing import Any

import pytest

from storage import ConversationRow, Storage
from tests.storage.examples import BOT, HOSTILE_TEXTS, NOW
from tests.transactions import rows_of, transaction

Statements = list[tuple[str, Any]]


async def test_an_update_is_new_once(storage: Storage) -> None:
    async with transaction(storage) as uow:
        assert await uow.remember(BOT, [3, 1, 3], NOW) == {1, 3}
        assert await uow.remember(BOT, [1, 2, 3], NOW) == {2}
    async with transaction(storage) as uow:
        assert await uow.remember(BOT, [1, 2, 3], NOW) == set()


async def test_bots_remember_for_themselves(storage: Storage) -> None:
    async with transaction(storage) as uow:
        assert await uow.remember(BOT, [1], NOW) == {1}
        assert await uow.remember(BOT + 1, [1], NOW) == {1}


async def test_no_updates_need_no_statement(
    storage: Storage, statements: Statements
) -> None:
    async with transaction(storage) as uow:
        assert await uow.remember(BOT, [], NOW) == set()
    assert statements == []


async def test_many_updates_need_one_statement(
    storage: Storage, statements: Statements
) -> None:
    async with transaction(storage) as uow:
        assert await uow.remember(BOT, range(0, 400, 2), NOW) == {*range(0, 400, 2)}
        assert len(statements) == 1
        assert await uow.remember(BOT, range(400), NOW) == {*range(1, 400, 2)}
    assert len(statements) == 2


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
async def test_an_update_set_aside_is_kept_as_it_was(
    storage: Storage, alice: ConversationRow, text: str
) -> None:
    async with transaction(storage) as uow:
        await uow.quarantine(BOT, 5, alice.id, text, "KeyError", NOW)
        await uow.quarantine(BOT, 6, None, text, "KeyError", NOW)
    query = "SELECT bot, update_id, conversation_id, payload, error FROM quarantine"
    assert [tuple(row) for row in await rows_of(storage, query)] == [
        (BOT, 5, alice.id, text, "KeyError"),
        (BOT, 6, None, text, "KeyError"),
    ]
