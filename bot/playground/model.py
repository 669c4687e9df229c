"""What exists in the simulated Telegram: people, chats and their messages.

A `Message` is a value; an edit puts a new version in its place and the chat remembers
the older ones, because a person may still tap a button she once saw.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from msgspec import Struct

from bot.playground.polls import Poll

Json = dict[str, Any]


class User(Struct, frozen=True):
    """A person or a bot."""

    id: int
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None

    @property
    def name(self) -> str:
        """Give the full name as Telegram shows it."""
        return " ".join(filter(None, (self.first_name, self.last_name)))

    def as_json(self) -> Json:
        """Render a Bot API `User`."""
        fields = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {name: value for name, value in fields.items() if value is not None}


class Button(Struct, frozen=True):
    """One button of an inline keyboard; `data` is None unless it calls back."""

    label: str
    data: str | None = None
    url: str | None = None


class Message(Struct, frozen=True):
    """One version of a message.

    `text` is the caption when the content is not text; `content` holds the Bot API
    fields of anything else than text (photo, sticker, forward origin). `author` is who
    wrote it when `sender` is only the account that Telegram shows instead. `notice` is
    what a service message tells, in words that follow a name.
    """

    id: int
    chat_id: int
    sender: User
    date: datetime
    text: str = ""
    entities: tuple[Json, ...] = ()
    markup: Json | None = None
    link_preview: Json | None = None
    edit_date: datetime | None = None
    reply_to: int | None = None
    thread: int | None = None
    in_topic: bool = False
    author: User | None = None
    kind: str = "text"
    notice: str = ""
    content: Mapping[str, Any] = {}

    @property
    def writer(self) -> User:
        """Give who really wrote it."""
        return self.author or self.sender

    @property
    def from_bot(self) -> bool:
        """Tell whether the bot wrote it."""
        return self.writer.is_bot

    @property
    def answers(self) -> int | None:
        """Name the message replied to; in a topic, else the one that opened it."""
        opening = self.thread if self.in_topic and self.thread != self.id else None
        return self.reply_to or opening

    @property
    def keyboard(self) -> tuple[tuple[Button, ...], ...]:
        """Give the rows of buttons under it."""
        rows = self.markup["inline_keyboard"] if self.markup else ()
        return tuple(
            tuple(Button(b["text"], b.get("callback_data"), b.get("url")) for b in row)
            for row in rows
        )

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Give all buttons, row after row."""
        return tuple(button for row in self.keyboard for button in row)


class Happening(Struct, frozen=True):
    """One line of a chat's story, for the transcript.

    `what` is one of sends, edits, deletes, taps, answers, opens, blocks, unblocks,
    reacts, votes, closes the poll, and announces for what a service message in a group
    tells in `words`.
    """

    what: str
    who: User
    message: Message | None = None
    before: Message | None = None
    words: str = ""


@dataclass(slots=True)
class Chat:
    """A chat with its messages, newest last, and everything that happened in it.

    `reactions` are by message and by who reacted, `polls` by the message that asked.
    """

    id: int
    title: str
    type: str = "private"
    members: dict[int, User] = field(default_factory=dict)
    is_open: bool = False  # the person wrote to the bot at least once
    is_blocked: bool = False
    pinned: list[int] = field(default_factory=list)
    reactions: dict[tuple[int, int], str] = field(default_factory=dict)
    polls: dict[int, Poll] = field(default_factory=dict)
    version: int = 0
    history: list[Happening] = field(default_factory=list)
    _versions: dict[int, list[Message]] = field(default_factory=dict)
    _visible: dict[int, Message] = field(default_factory=dict)

    @property
    def messages(self) -> list[Message]:
        """List what is visible now, oldest first."""
        return list(self._visible.values())

    def newest_first(self) -> Iterator[Message]:
        """Go through the visible messages backwards."""
        return reversed(self._visible.values())

    def get(self, message_id: int) -> Message | None:
        """Find a visible message."""
        return self._visible.get(message_id)

    def versions(self, message_id: int) -> list[Message]:
        """List all versions of a message, deleted or not, oldest first."""
        return self._versions.get(message_id, [])

    def put(self, message: Message) -> None:
        """Show a message, or a new version of it."""
        self._visible[message.id] = message
        self._versions.setdefault(message.id, []).append(message)

    def remove(self, message_id: int) -> None:
        """Take a message away for everyone."""
        self._visible.pop(message_id, None)
        if message_id in self.pinned:
            self.pinned.remove(message_id)

    def react(self, message_id: int, who: int, emoji: str) -> str:
        """Set somebody's reaction to a message; gives the one before, or nothing."""
        before = self.reactions.pop((message_id, who), "")
        if emoji:
            self.reactions[message_id, who] = emoji
        return before

    def as_json(self) -> Json:
        """Render a Bot API `Chat`."""
        user = self.members[self.id].as_json()
        names = ("first_name", "last_name", "username")
        return {
            "id": self.id,
            "type": self.type,
            **{name: user[name] for name in names if name in user},
        }


def message_json(chat: Chat, message: Message, *, nested: bool = False) -> Json:
    """Render a Bot API `Message`; a reply carries the original, one level deep."""
    original = chat.get(message.answers) if message.answers and not nested else None
    is_text = message.kind == "text"
    optional = {
        "edit_date": unix(message.edit_date) if message.edit_date else None,
        "message_thread_id": message.thread,
        "is_topic_message": message.in_topic,
        "reply_to_message": original and message_json(chat, original, nested=True),
        "text" if is_text else "caption": message.text,
        "entities" if is_text else "caption_entities": list(message.entities),
        "link_preview_options": message.link_preview,
        "reply_markup": message.markup,
    }
    return {
        "message_id": message.id,
        "from": message.sender.as_json(),
        "chat": chat.as_json(),
        "date": unix(message.date),
        **{name: value for name, value in optional.items() if value},
        **message.content,
    }


def unix(moment: datetime) -> int:
    """Give the whole seconds Telegram dates are made of."""
    return int(moment.timestamp())
