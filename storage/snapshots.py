"""Looks at what is stored, outside of any transaction that writes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from storage.engine import Storage
from storage.exercises import Exercises
from storage.files import Files
from storage.personal import Personal
from storage.rows import ExerciseRow, FileRow


async def exercise_of(storage: Storage, exercise: int) -> ExerciseRow | None:
    """An exercise as it is now; StorageAwayError."""
    return await storage.look(lambda c: Exercises(c).exercise(exercise))


async def files_of(storage: Storage, keys: Collection[str]) -> dict[str, FileRow]:
    """Those of these files that are kept, by their keys; StorageAwayError."""
    return await storage.look(lambda c: Files(c).files(keys))


async def everything_of(storage: Storage, bot: int, chat: int) -> dict[str, list[Any]]:
    """All that is kept of a private chat, by table; StorageAwayError."""
    return await storage.look(lambda c: Personal(c).everything_of(bot, chat))
