"""The values that go into storage and come out of it, besides the core's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from conversations.interview.session import Session


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation and its chat.

    `chat` is the messenger's id of the chat, `chat_id` our own. `session` comes
    without interviews and shelf. `fills` maps a slot to what fills it.
    """

    id: int
    chat: int
    chat_id: int
    last_message: int
    reachable: bool
    session: Session
    fills: Mapping[str, str]


class NewRow(NamedTuple):
    """A message to put into the outbox."""

    conversation: int
    slot: str | None
    payload: str


class OutboxRow(NamedTuple):
    """A message in the outbox; `chat` is the messenger's id of the chat."""

    id: int
    conversation: int
    chat: int
    slot: str | None
    payload: str


class SlotRow(NamedTuple):
    """What fills a slot of a conversation."""

    conversation: int
    slot: str
    payload: str


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
    """A file that was made; it goes with the profile, if it is of one."""

    key: str
    conversation: int
    profile: int | None
    content: bytes


class SentFile(NamedTuple):
    """A file that Telegram has now, by its id as a photo or as a document."""

    key: str
    telegram: str
    photo: bool


class FileRow(NamedTuple):
    """A kept file: its bytes, unless they are gone, and Telegram's ids of it."""

    key: str
    content: bytes | None
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
