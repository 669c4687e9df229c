"""What happens in groups, as far as it is about exercises or the group itself.

What people say to each other there is none of our business: it leads to nothing.
"""

from __future__ import annotations

import re

from msgspec.structs import replace
from telegram.constants import ChatMemberStatus

from bot.arrivals import Arrival
from bot.deeds import (
    Began,
    BotStands,
    Deed,
    LeftGroup,
    Moved,
    Place,
    Replied,
    Rewrote,
    Standing,
    TeamPlaced,
)
from bot.telegram.doers import BEGINNING, TEAM, author_of, tapped_by, who_is
from bot.telegram.updates import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Message,
    Placed,
    User,
    clean,
)
from conversations.interview.effects import Notice
from conversations.words import name_of

#: What is sent in the name of who adds the bot by a link (`Links.invitation_url`).
INVITED = "start exercise"

_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?\s*(.*)", re.DOTALL)

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class GroupReader:
    """Reads what happens in groups to one bot, by its number and @name."""

    def __init__(self, bot: int, username: str) -> None:
        self._bot = bot
        self._username = username.lower()

    def written(self, blank: Arrival, message: Message) -> Arrival:
        """A message, or what Telegram tells by one."""
        if message.migrate_to_chat_id is not None:
            return _moved(blank, message.chat.id, message.migrate_to_chat_id)
        if message.migrate_from_chat_id is not None:
            return _moved(blank, message.migrate_from_chat_id, message.chat.id)
        if message.left_chat_member is not None:
            return _left(blank, message.chat, message.left_chat_member)
        deed = self._said(message)
        if deed is None:
            return blank
        return replace(
            blank,
            place=_place(message),
            who=author_of(message),
            deed=deed,
            message=message.message_id,
            written=message.date,
        )

    def edited(self, blank: Arrival, message: Message) -> Arrival:
        """A changed message; it can be an answer only if it replies to us."""
        if self._replied_to(message) is None:
            return blank
        return replace(
            blank,
            place=_place(message),
            who=author_of(message),
            deed=Rewrote(clean(message.text or message.caption), message.message_id),
            written=message.edit_date or message.date,
        )

    def tapped(self, blank: Arrival, query: CallbackQuery, under: Placed) -> Arrival:
        """A button that anybody in the group may tap."""
        place, who = _place(under), who_is(query.sender)
        deed = tapped_by(who, query.data, place.topic or None) if who else None
        if deed is None:
            return replace(blank, refused=Notice.STALE)
        return replace(blank, place=place, who=who, deed=deed)

    def stands(self, blank: Arrival, changed: ChatMemberUpdated) -> Arrival:
        """The bot was added to a group, muted there, or removed."""
        stands, stood = map(
            _standing, (changed.new_chat_member, changed.old_chat_member)
        )
        came = stood is Standing.OUT and stands is not Standing.OUT
        return replace(
            blank,
            place=_whole(changed.chat),
            who=who_is(changed.sender),
            deed=BotStands(stands, came),
        )

    def went(self, blank: Arrival, changed: ChatMemberUpdated) -> Arrival:
        """Of what others are in a group only their going counts."""
        if _standing(changed.new_chat_member) is not Standing.OUT:
            return blank
        return _left(blank, changed.chat, changed.new_chat_member.user)

    def _said(self, message: Message) -> Deed | None:
        text = clean(message.text or message.caption).strip()
        if text.startswith("/"):
            return self._commanded(text, message)
        to = self._replied_to(message)
        if to is None or not text:
            return None
        return Replied(text, message.message_id, to)

    def _commanded(self, text: str, message: Message) -> Deed | None:
        """What a command asks for, if it is one of ours and not for another bot."""
        found = _COMMAND.match(text)
        if found is None:
            return None
        name, addressed, about = found[1].lower(), found[2], found[3]
        if addressed and addressed.lower() != self._username:
            return None
        if name in BEGINNING or f"{name} {about}" == INVITED:
            return Began()
        return TeamPlaced(_topic_of(message)) if name == TEAM else None

    def _replied_to(self, message: Message) -> int | None:
        """The message of ours that one replies to.

        Whatever is said in a topic replies to the message that opened it.
        """
        original = message.reply_to_message
        if original is None or original.sender is None:
            return None
        if original.sender.id != self._bot or original.forum_topic_created is not None:
            return None
        return original.message_id


def _topic_of(message: Message) -> str:
    """The name of the topic that a message lies in; empty where it is not told."""
    opened = message.reply_to_message and message.reply_to_message.forum_topic_created
    return name_of(clean(opened.name)) if opened else ""


def _standing(member: ChatMember) -> Standing:
    if member.status in _GONE or not member.is_member:
        return Standing.OUT
    return Standing.IN if member.can_send_messages else Standing.MUTED


def _left(blank: Arrival, chat: Chat, leaver: User) -> Arrival:
    who = who_is(leaver)
    if who is None:
        return blank  # of its own leaving the bot is told otherwise
    return replace(blank, place=_whole(chat), who=who, deed=LeftGroup())


def _moved(blank: Arrival, old: int, new: int) -> Arrival:
    return replace(blank, place=Place(old), deed=Moved(new))


def _place(placed: Placed) -> Place:
    """Where something lies; replies outside of topics have a thread of no use."""
    topic = placed.message_thread_id if placed.is_topic_message else 0
    return replace(_whole(placed.chat), topic=topic)


def _whole(chat: Chat) -> Place:
    return Place(chat.id, title=name_of(clean(chat.title)))
