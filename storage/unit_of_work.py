"""One transaction, as seen by whoever works in it."""

from __future__ import annotations

from storage.chats import Chats
from storage.errands import Errands
from storage.exercises import Exercises
from storage.files import Files
from storage.forgetting import Forgetting
from storage.inbox import Inbox
from storage.keeping import Keeping
from storage.moving import Moving
from storage.outbox import Outbox
from storage.quiz_polls import QuizPolls
from storage.room_cards import RoomCards
from storage.sessions import Sessions
from storage.timers import Timers


class UnitOfWork(
    Inbox,
    Chats,
    Sessions,
    Exercises,
    RoomCards,
    QuizPolls,
    Timers,
    Outbox,
    Errands,
    Files,
    Moving,
    Keeping,
    Forgetting,
):
    """All that can be read and written; kept together, or not at all."""
