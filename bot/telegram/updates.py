"""Updates as Telegram sends them, as far as the bot looks at them.

Field names are those of the Bot API (Update, Message, CallbackQuery,
ChatMemberUpdated); what is not named here is not read, and may be anything.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field, SkipValidation

#: As it came: it may hold halves of characters, which no check lets through.
Words = SkipValidation[str]


class User(BaseModel):
    """Who did something."""

    id: int


class Chat(BaseModel):
    """Where it happened."""

    id: int
    type: str


class Document(BaseModel):
    """A file; Telegram may not know its name, its kind or its size."""

    file_id: str
    file_name: Words = ""
    mime_type: Words = ""
    file_size: int = 0


class Message(BaseModel):
    """A message; of what is no text only whether it is there is looked at."""

    message_id: int
    date: datetime
    chat: Chat
    text: Words = ""
    caption: Words = ""
    photo: Any = None
    voice: Any = None
    audio: Any = None
    video: Any = None
    video_note: Any = None
    animation: Any = None
    sticker: Any = None
    poll: Any = None
    document: Document | None = None
    venue: Any = None
    location: Any = None
    contact: Any = None


class TappedMessage(BaseModel):
    """The message with the tapped button; Telegram may know its place only."""

    chat: Chat


class CallbackQuery(BaseModel):
    """A tap on a button; there is no message if an inline one was tapped."""

    id: str
    sender: User = Field(alias="from")
    message: TappedMessage | None = None
    data: Words = ""


class ChatMember(BaseModel):
    """What somebody is in a chat, like "member", "kicked" or "left"."""

    status: str


class ChatMemberUpdated(BaseModel):
    """The bot's own membership changed."""

    chat: Chat
    new_chat_member: ChatMember


class Update(BaseModel):
    """One update; of the kinds below at most one is there."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None
