"""Updates into arrivals: what Telegram sent, in the terms of our own core.

Each update is read alone, so that one that cannot be read hurts nobody else.
"""

from __future__ import annotations

import json
from typing import Any, Protocol

from msgspec.structs import replace
from telegram.constants import ChatType

from bot.arrivals import Arrival
from bot.deeds import ChosePoll, PollClosed
from bot.links import Links
from bot.telegram.doers import who_is
from bot.telegram.in_groups import GroupReader
from bot.telegram.in_private import PrivateReader
from bot.telegram.updates import (
    CallbackQuery,
    ChatMemberUpdated,
    Message,
    Placed,
    Poll,
    PollAnswer,
    Update,
)

#: The kinds of updates the bot asks Telegram for.
WANTED = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "poll_answer",
    "poll",
)


class ChatReader(Protocol):
    """Reads what happens in chats of one type; `blank` is the arrival to fill in."""

    def written(self, blank: Arrival, message: Message) -> Arrival:
        """A message was sent, or Telegram tells something by one."""
        ...

    def edited(self, blank: Arrival, message: Message) -> Arrival:
        """A message was changed."""
        ...

    def tapped(self, blank: Arrival, query: CallbackQuery, under: Placed) -> Arrival:
        """A button under a message was tapped."""
        ...

    def stands(self, blank: Arrival, changed: ChatMemberUpdated) -> Arrival:
        """The bot is something else in the chat now."""
        ...

    def went(self, blank: Arrival, changed: ChatMemberUpdated) -> Arrival:
        """Somebody else is something else there."""
        ...


class Reader:
    """Reads the updates to one bot, by its number, its @name and its own links."""

    def __init__(self, bot: int, username: str, links: Links) -> None:
        groups = GroupReader(bot, username)
        self._readers: dict[str, ChatReader] = {
            ChatType.PRIVATE: PrivateReader(links),
            ChatType.GROUP: groups,
            ChatType.SUPERGROUP: groups,
        }

    def __call__(self, raw: dict[str, Any]) -> Arrival:
        """One raw update as an arrival; one that cannot be read says so."""
        blank = Arrival(int(raw["update_id"]), json.dumps(raw, ensure_ascii=True))
        try:
            update = Update.model_validate(raw)
            if update.poll_answer is not None:
                return _chosen(blank, update.poll_answer)
            if update.poll is not None:
                return _closed(blank, update.poll)
            return self._understood(blank, update)
        except Exception as error:  # noqa: BLE001 (whatever is wrong, others go on)
            return replace(blank, chat=_chat_of(raw), broken=type(error).__name__)

    def _understood(self, blank: Arrival, update: Update) -> Arrival:
        if update.callback_query is not None:
            blank = replace(blank, tap=update.callback_query.id)
        reader = self._readers.get(update.chat.type) if update.chat else None
        if reader is None:
            return blank
        match update:
            case Update(callback_query=CallbackQuery(message=Placed() as under) as tap):
                return reader.tapped(blank, tap, under)
            case Update(my_chat_member=ChatMemberUpdated() as changed):
                return reader.stands(blank, changed)
            case Update(chat_member=ChatMemberUpdated() as changed):
                return reader.went(blank, changed)
            case Update(message=Message() as message):
                return reader.written(blank, message)
            case Update(edited_message=Message() as message):
                return reader.edited(blank, message)
        return blank


def _chosen(blank: Arrival, answer: PollAnswer) -> Arrival:
    """What a person chose in a poll; a vote that is taken back is none."""
    who = who_is(answer.user)
    if who is None or not answer.option_ids:
        return blank
    deed = ChosePoll(answer.poll_id, answer.option_ids[0])
    return replace(blank, who=who, deed=deed)


def _closed(blank: Arrival, poll: Poll) -> Arrival:
    """That a poll was closed; how it stands before that is nobody's business."""
    if not poll.is_closed:
        return blank
    votes = tuple(option.voter_count for option in poll.options)
    return replace(blank, deed=PollClosed(poll.id, votes))


def _chat_of(raw: dict[str, Any]) -> int | None:
    """The private chat of an unreadable update, so that its sender can be told."""
    query = raw.get("callback_query")
    holder = query if isinstance(query, dict) else raw
    message = holder.get("message", raw.get("edited_message"))
    chat = message.get("chat") if isinstance(message, dict) else None
    if not isinstance(chat, dict) or chat.get("type") != ChatType.PRIVATE:
        return None
    number = chat.get("id")
    return number if isinstance(number, int) else None
