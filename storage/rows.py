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
