"""Which message of a group was the card of which step, for those who reply to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from storage import tables as t
from storage.many import among
from storage.rows import RoomCard
from storage.upsert import upsert
from storage.work import Work

_c = t.room_cards.c
_ASKED = select(_c.conversation_id, _c.message, _c.exercise_id, _c.step).where(
    among(_c.conversation_id), among(_c.message, "messages")
)


class RoomCards(Work):
    """The cards that groups have seen."""

    def keep_room_cards(self, cards: Sequence[RoomCard]) -> None:
        """Remember which cards these messages are now."""
        rows = [
            {
                "conversation_id": card.conversation,
                "message": card.message,
                "exercise_id": card.exercise,
                "step": card.step,
            }
            for card in cards
        ]
        self._write(upsert(t.room_cards, self._connection.dialect.name), rows)

    def asked_in(
        self, messages: Collection[tuple[int, int]]
    ) -> dict[tuple[int, int], tuple[int, int]]:
        """The exercise and the step that messages ask about.

        A message is a conversation and the messenger's number in it.
        """
        numbers = sorted({message for _, message in messages})
        conversations = {conversation for conversation, _ in messages}
        rows = self._read_in(_ASKED, conversations, messages=numbers)
        return {
            (conversation, message): (exercise, step)
            for conversation, message, exercise, step in rows
            if (conversation, message) in messages
        }
