"""Updates as Telegram sends them, as far as the bot looks at them.

Field names are those of the Bot API (Update, Message, CallbackQuery,
ChatMemberUpdated); what is not named here is not read, and may be anything. Text may
hold halves of characters; it is cleaned where it is used, by `clean`.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from msgspec import Struct, convert, field

#: Text to be cleaned before anything else.
Words = str | None

#: What no database or message can hold.
_UNHOLDABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class User(Struct, frozen=True):
    """Who did something."""

    id: int
    is_bot: bool = False
    first_name: Words = ""
    last_name: Words = ""


class Chat(Struct, frozen=True):
    """Where it happened; a private chat has no title."""

    id: int
    type: str
    title: Words = ""


class Document(Struct, frozen=True):
    """A file; Telegram may not know its name, its kind or its size."""

    file_id: str
    file_name: str = ""
    mime_type: str = ""
    file_size: int = 0


class TopicCreated(Struct, frozen=True):
    """What the message that opened a topic of a forum tells of it."""

    name: Words = ""


class Original(Struct, frozen=True):
    """The message that another one replies to."""

    message_id: int
    sender: User | None = field(name="from", default=None)
    forum_topic_created: TopicCreated | None = None


class Placed(Struct, frozen=True):
    """What lies in a chat; in a topic of a forum only if it says so."""

    chat: Chat
    message_thread_id: int = 0
    is_topic_message: bool = False


class Message(Placed, frozen=True, kw_only=True):
    """A message; of what is no text only whether it is there is looked at.

    `sender_chat` is there if it was written in the name of a chat.
    """

    message_id: int
    date: datetime
    edit_date: datetime | None = None
    sender: User | None = field(name="from", default=None)
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


class CallbackQuery(Struct, frozen=True):
    """A tap on a button; there is no message if an inline one was tapped.

    Of the message Telegram may know no more than its chat.
    """

    id: str
    sender: User = field(name="from")
    message: Placed | None = None
    data: str = ""


class ChatMember(Struct, frozen=True):
    """What somebody is in a chat, like "member", "kicked" or "left".

    Who is "restricted" may be in it or not, and may write or not.
    """

    user: User
    status: str
    is_member: bool = True
    can_send_messages: bool = True


class ChatMemberUpdated(Struct, frozen=True, kw_only=True):
    """A membership changed, and who changed it."""

    chat: Chat
    sender: User | None = field(name="from", default=None)
    old_chat_member: ChatMember
    new_chat_member: ChatMember


class PollAnswer(Struct, frozen=True):
    """What was chosen in a poll; no user did it if it was in the name of a chat."""

    poll_id: str
    user: User | None = None
    option_ids: list[int] = []


class PollOption(Struct, frozen=True):
    """An option of a poll, and how many chose it."""

    voter_count: int = 0


class Poll(Struct, frozen=True):
    """How a poll of ours stands."""

    id: str
    options: list[PollOption] = []
    is_closed: bool = False


class Update(Struct, frozen=True):
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


def update_in(raw: object) -> Update:
    """An update as JSON holds it; numbers may be written as text.

    Raises:
        msgspec.ValidationError: it is none.

    """
    return convert(raw, Update, strict=False)


def clean(text: Words) -> str:
    """A text without NUL, other control characters and lone surrogates."""
    return _UNHOLDABLE.sub("", text) if text else ""
