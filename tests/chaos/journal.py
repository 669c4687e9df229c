"""What a bot that may be killed at any moment did, written down as it happens.

Every entry is one write to a file that is only appended to: what was written before
a kill is there after it.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from conversations.interview.events import Event


@dataclass(frozen=True, slots=True)
class Turned:
    """The core was given an event; the last such entry of an update is what counts."""

    update: int
    chat: int
    event: Event
    now: datetime


@dataclass(frozen=True, slots=True)
class Queued:
    """These rows of the outbox are known to be committed."""

    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """A row is handed to Telegram; it makes the others needless."""

    row: int
    chat: int
    instead_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """The bot was told what became of a row.

    Where the file of it is `gone`, another row takes its place.
    """

    row: int
    accepted: bool
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """That these rows are done with is committed."""

    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A process that makes files is given a job."""

    process: int


Entry = Turned | Queued | Sending | Sent | Marked | Drawing


@dataclass(frozen=True, slots=True)
class Line:
    """An entry and the life, that is the process, which wrote it."""

    life: int
    entry: Entry


class Journal:
    """Where one process writes down what it does."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def note(self, entry: Entry) -> None:
        """Write down one entry."""
        os.write(self._file, pickle.dumps(Line(os.getpid(), entry)))


def read(path: Path) -> Iterator[Line]:
    """All that was written down, in order."""
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return
