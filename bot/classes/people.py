"""The private conversations of those who take part in exercises, in a batch."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from bot.batch import Batch
from conversations.exercise.desk import Desk
from conversations.exercise.setup import Setup
from storage import ConversationRow, UnitOfWork


class People:
    """Finds people's private conversations by our own numbers, many at once."""

    def __init__(self, uow: UnitOfWork, batch: Batch) -> None:
        self._uow = uow
        self._batch = batch
        self._known: dict[int, int] = {
            row.chat_id: key for key, row in batch.rows.items() if row.is_private
        }

    def need(self, people: Collection[int]) -> None:
        """Have these at hand from now on."""
        unknown = set(people) - self._known.keys()
        if unknown:
            rows = self._uow.privates(unknown)
            self._batch.add(rows.values())
            self._known |= {person: row.id for person, row in rows.items()}

    def row(self, person: int) -> ConversationRow | None:
        """The private conversation of somebody; None if nobody has that number."""
        key = self._known.get(person)
        return None if key is None else self._batch.rows[key]

    def is_reachable(self, person: int) -> bool:
        """Whether we may write to somebody."""
        row = self.row(person)
        return row is not None and self._batch.reachable[row.id]

    def setups(self, person: int) -> dict[int, Setup]:
        """How somebody set exercises up before, by their numbers; the newest first."""
        return {line.id: setup for line, setup in self._uow.setups_of(person)}

    def desk(self, person: int) -> Desk:
        """What lies before somebody."""
        row = self.row(person)
        return Desk() if row is None else self._batch.desk(row.id)

    def put(self, person: int, desk: Desk) -> None:
        """Have this lie before somebody."""
        row = self.row(person)
        if row is not None and desk != self._batch.desk(row.id):
            self._batch.desks[row.id] = desk

    def lay_aside(self, person: int) -> None:
        """An interview in hand waits, as its question is not on screen any more."""
        row = self.row(person)
        if row is None:
            return
        session = self._batch.session(row.id)
        if session.current is not None and not session.resting:
            aside = replace(session, resting=True, awaited=None)
            self._batch.laid_aside[row.id] = (session, aside)
