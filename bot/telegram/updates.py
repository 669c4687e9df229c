"""Updates as Telegram sends them, as far as the bot looks at them.

Field names are those of the Bot API (Update, Message, CallbackQuery,
ChatMemberUpdated); what is not named here is not read, and may be anything. Text is
cleaned here: what no database or message can hold is taken out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field, SkipValidation

#: As it came, to be cleaned: it may hold halves of characters, which no check passes.
Words = SkipValidation[str]


class User(BaseModel):
    """Who did something."""

    id: int
    is_bot: bool = False
    first_name: Words = ""
    last_name: Words = ""


class Chat(BaseModel):
    """Where it happened; a private chat has no title."""

    id: int
    type: str
    title: Words = ""


class Document(BaseModel):
    """A file; Telegram may not know its name, its kind or its size."""

    file_id: str
    file_name: Words = ""
    mime_type: Words = ""
    file_size: int = 0


class TopicCreated(BaseModel):
    """What the message that opened a topic of a forum tells of it."""

    name: Words = ""


class Original(BaseModel):
    """The message that another one replies to."""

    message_id: int
    sender: User | None = Field(None, alias="from")
    forum_topic_created: TopicCreated | None = None


class Placed(BaseModel):
    """What lies in a chat; in a topic of a forum only if it says so."""

    chat: Chat
    message_thread_id: int = 0
    is_topic_message: bool = False


class Message(Placed):
    """A message; of what is no text only whether it is there is looked at.

    `sender_chat` is there if it was written in the name of a chat.
    """

    message_id: int
    date: datetime
    edit_date: datetime | None = None
    sender: User | None = Field(None, alias="from")
    sender_chat: Any = None
    reply_to_message: Original | None = None
    left_chat_member: User | None = None
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None
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


class CallbackQuery(BaseModel):
    """A tap on a button; there is no message if an inline one was tapped.

    Of the message Telegram may know no more than its chat.
    """

    id: str
    sender: User = Field(alias="from")
    message: Placed | None = None
    data: Words = ""


class ChatMember(BaseModel):
    """What somebody is in a chat, like "member", "kicked" or "left".

    Who is "restricted" may be in it or not, and may write or not.
    """

    user: User
    status: str
    is_member: bool = True
    can_send_messages: bool = True


class ChatMemberUpdated(BaseModel):
    """A membership changed, and who changed it."""

    chat: Chat
    sender: User | None = Field(None, alias="from")
    new_chat_member: ChatMember


class PollAnswer(BaseModel):
    """What was chosen in a poll; no user did it if it was in the name of a chat."""

    poll_id: str
    user: User | None = None
    option_ids: list[int] = []


class PollOption(BaseModel):
    """An option of a poll, and how many chose it."""

    voter_count: int = 0


class Poll(BaseModel):
    """How a poll of ours stands."""

    id: str
    options: list[PollOption] = []
    is_closed: bool = False


class Update(BaseModel):
    """One update; of the kinds below at most one is there."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None
    chat_member: ChatMemberUpdated | None = None
    poll_answer: PollAnswer | None = None
    poll: Poll | None = None

    @property
    def chat(self) -> Chat | None:
        """Where it happened, if it is of a kind that is looked at."""
        tapped = self.callback_query and self.callback_query.message
        found = (
            tapped
            or self.message
            or self.edited_message
            or self.my_chat_member
            or self.chat_member
        )
        return found.chat if found else None


def clean(text: str) -> str:
    """A text without NUL, other control characters and lone surrogates."""
    return "".join(
        char
        for char in text
        if char in "\n\t" or (char >= " " and not "\ud800" <= char <= "\udfff")
    ).replace("\x7f", "")
