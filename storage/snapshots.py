"""Looks at what is stored, outside of any transaction that writes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from conversations.interview.session import Interview
from storage.engine import Storage
from storage.exercises import Exercises
from storage.files import Files
from storage.personal import Personal
from storage.rows import ExerciseRow, FileRow
from storage.sessions import Sessions


async def interview_of(
    storage: Storage, conversation: int, profile: int
) -> Interview | None:
    """The interview of a profile as it is now, deleted or not; StorageAwayError."""
    async with storage.reader() as connection:
        return await connection.run_sync(
            lambda sync: Sessions(sync).interview(conversation, profile)
        )


async def exercise_of(storage: Storage, exercise: int) -> ExerciseRow | None:
    """An exercise as it is now; StorageAwayError."""
    async with storage.reader() as connection:
        return await connection.run_sync(
            lambda sync: Exercises(sync).exercise(exercise)
        )


async def files_of(storage: Storage, keys: Collection[str]) -> dict[str, FileRow]:
    """Those of these files that are kept, by their keys; StorageAwayError."""
    async with storage.reader() as connection:
        return await connection.run_sync(lambda sync: Files(sync).files(keys))


async def everything_of(storage: Storage, bot: int, chat: int) -> dict[str, list[Any]]:
    """All that is kept of a private chat, by table; StorageAwayError."""
    async with storage.reader() as connection:
        return await connection.run_sync(
            lambda sync: Personal(sync).everything_of(bot, chat)
        )
