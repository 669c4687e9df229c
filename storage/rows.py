"""The values that go into storage and come out of it, besides the core's own."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from conversations.exercise.desk import EMPTY, Desk
from conversations.exercise.exercise import Exercise
from conversations.interview.session import Session


class ConversationRow(Struct, frozen=True):
    """A conversation and its chat.

    `chat` is the messenger's id of the chat, `chat_id` our own, which is also the
    number of the person in exercises when the chat is a private one. `topic` is that
    of a forum, else 0. `session` comes without interviews and shelf, `desk` is what
    lies before the person of exercises. `slots` says what fills them, as JSON.
    """

    id: int
    chat: int
    chat_id: int
    last_message: int
    reachable: bool
    session: Session
    slots: str = ""
    topic: int = 0
    desk: Desk = EMPTY

    @property
    def is_private(self) -> bool:
        """Whether it is one with a single person; groups have negative numbers."""
        return self.chat > 0


class ExerciseRow(Struct, frozen=True):
    """An exercise and the conversation of the group, or of the topic, that does it.

    `admins_at` is when it was last looked up who the admins of the chat are.
    """

    id: int
    conversation: int
    exercise: Exercise
    admins_at: datetime | None = None
    title: str = ""


class RoomCard(NamedTuple):
    """A message of a group that is the card of a step of an exercise."""

    conversation: int
    message: int
    exercise: int
    step: int


class QuizPoll(NamedTuple):
    """A poll by the messenger's id, and the question that it asks.

    `message` is 0 for a copy that is known by its answers only. One that was sent
    `in_doubt` may have a copy that nobody knows of.
    """

    poll: str
    exercise: int
    quiz: int
    question: int
    message: int
    in_doubt: bool = False


class ExerciseHeadline(NamedTuple):
    """What a list of exercises shows of one; `hosted` by whom the list is for."""

    id: int
    title: str
    segment: str
    state: str
    hosted: bool
    begun_at: datetime


class NewTimer(NamedTuple):
    """An event of an exercise that is due at a time; `data` is the event as JSON."""

    exercise: int
    due_at: datetime
    data: str


class TimerRow(NamedTuple):
    """A timer that has not gone off yet."""

    id: int
    exercise: int
    due_at: datetime
    data: str


class NewRow(NamedTuple):
    """A message to put into the outbox."""

    conversation: int
    slot: str | None
    payload: str


class OutboxRow(NamedTuple):
    """A message in the outbox; `chat` is the messenger's id of the chat.

    `topic` is the one of the forum it goes to, else 0.
    """

    id: int
    conversation: int
    chat: int
    slot: str | None
    payload: str
    topic: int = 0


class NewErrand(NamedTuple):
    """Work to be done for a conversation: its kind, and the rest of it as JSON."""

    conversation: int
    kind: str
    data: str


class ErrandRow(NamedTuple):
    """Work under way; `chat` is the messenger's id of the chat."""

    id: int
    conversation: int
    chat: int
    kind: str
    data: str


class NewFile(NamedTuple):
    """A file that was made; it goes with the profile, if it is of one.

    `kind` and `data` are those of the errand that made it.
    """

    key: str
    conversation: int
    profile: int | None
    kind: str
    data: str


class SentFile(NamedTuple):
    """A file that Telegram has now, by its id as a photo or as a document."""

    key: str
    telegram: str
    photo: bool


class FileRow(NamedTuple):
    """A file that was made, by what errand, and Telegram's ids of it."""

    key: str
    kind: str
    data: str
    photo_id: str | None
    document_id: str | None


class GuideRow(NamedTuple):
    """A version of a guide in one language, as the two texts it is made from."""

    id: str
    version: int
    language: str
    structure: str
    words: str


class PurgeCount(NamedTuple):
    """How many rows of each kind were removed for good."""

    profiles: int
    notes: int
    updates: int
    quarantined: int
