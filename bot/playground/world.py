"""The whole state of the simulated Telegram and the few ways it changes.

Both sides act on it: people (`people.py`) and the bot (`methods.py`). Every change of a
chat ends in `changed`, which wakes whoever waits and tells the listeners.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from msgspec.structs import replace

from bot.playground.clock import Clock
from bot.playground.files import Files
from bot.playground.groups import Group
from bot.playground.limits import FloodControl, FloodLimits
from bot.playground.model import Chat, Happening, Json, Message, User, message_json
from bot.playground.privacy import reaches_bot
from bot.playground.profile import Profile
from bot.playground.taps import Taps
from bot.playground.typists import Typists
from bot.playground.updates import UpdateQueue
from bot.playground.webhook import Pusher

# Real ids need more than 32 bits; these do too, so that narrow columns are found.
FIRST_PERSON_ID = 7_000_000_001
FIRST_GROUP_ID = -4_100_000_001
FIRST_POLL_ID = 5_400_000_000_000_000_000
FIRST_LARGE_ID = -1_002_100_000_001  # of supergroups and channels
FIRST_ALBUM_ID = 13_900_000_000_000_000

T = TypeVar("T")
Listener = Callable[[Chat | None], None]


class World:
    """People, chats, the bot, and the updates between them."""

    def __init__(
        self,
        bot: User,
        clock: Clock,
        limits: FloodLimits | None,
        *,
        hears_all: bool = False,
    ) -> None:
        """Begin with a bot and nobody else; no limits means no flood control."""
        self.bot = bot
        self.hears_all = hears_all  # privacy mode is off
        self.clock = clock
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, User] = {}
        self.updates = UpdateQueue(clock)
        self.taps = Taps(clock)
        self.typists = Typists(clock)
        self.files = Files(clock)
        self.profile = Profile()
        self.pusher = Pusher(self.updates, clock)
        self._flood = FloodControl(limits) if limits else None
        self._last_message_id = 0
        self._groups = 0
        self._polls = 0
        self._albums = 0
        self._listeners: list[Listener] = []
        self._change: asyncio.Future[None] | None = None

    def now(self) -> datetime:
        """Tell the time in whole seconds, as messages are dated."""
        return self.clock.now().replace(microsecond=0)

    def add_person(self, person: User) -> Chat:
        """Let a person exist, with a private chat in which nobody spoke yet."""
        self.people[person.id] = person
        members = {person.id: person, self.bot.id: self.bot}
        chat = self.chats[person.id] = Chat(person.id, person.name, members=members)
        self.changed(None)
        return chat

    def next_person_id(self) -> int:
        """Give an id that nobody has."""
        return FIRST_PERSON_ID + len(self.people)

    def add_group(self, title: str, kind: str) -> Group:
        """Let a group or supergroup exist with nobody in it."""
        number = self.new_group_id(kind)
        group = self.chats[number] = Group(number, title, kind, is_open=True)
        self.changed(None)
        return group

    def new_group_id(self, kind: str) -> int:
        """Give an id that no group and no channel has."""
        self._groups += 1
        return (FIRST_GROUP_ID if kind == "group" else FIRST_LARGE_ID) - self._groups

    def new_message_id(self, chat: Chat | None = None) -> int:
        """Count up: a supergroup for itself, all other chats of an account together."""
        if isinstance(chat, Group) and chat.is_supergroup:
            chat.last_message_id += 1
            return chat.last_message_id
        self._last_message_id += 1
        return self._last_message_id

    def new_poll_id(self) -> str:
        """Give an id that no poll has."""
        self._polls += 1
        return str(FIRST_POLL_ID + self._polls)

    def new_album_id(self) -> int:
        """Give an id that no album has; real ones are that long, too."""
        self._albums += 1
        return FIRST_ALBUM_ID + self._albums

    def pace(self, chat: Chat, messages: int = 1) -> None:
        """Count sends or edits by the bot; raises 429 when they are too many."""
        if self._flood:
            self._flood.take(
                chat.id, is_group=chat.type != "private", messages=messages
            )

    def pace_webhook(self) -> None:
        """Count one setWebhook; raises 429 when the last one was just before."""
        if self._flood:
            self._flood.take_webhook()

    def post(self, message: Message) -> Message:
        """Show a new message in its chat."""
        chat = self.chats[message.chat_id]
        chat.put(message)
        self.typists.stop(chat.id, message.writer)
        self.tell(chat, Happening("sends", message.writer, message))
        return message

    def edit(self, old: Message, new: Message) -> Message:
        """Show a new version of a message, dated now."""
        edited = replace(new, edit_date=self.now())
        chat = self.chats[old.chat_id]
        chat.put(edited)
        self.tell(chat, Happening("edits", old.writer, edited, before=old))
        return edited

    def delete(self, message: Message, who: User) -> None:
        """Take a message away."""
        chat = self.chats[message.chat_id]
        chat.remove(message.id)
        self.tell(chat, Happening("deletes", who, message))

    def tell(self, chat: Chat, happening: Happening) -> None:
        """Add a line to the chat's story."""
        chat.history.append(happening)
        self.changed(chat)

    def render(self, message: Message) -> Json:
        """Render a Bot API `Message`."""
        return message_json(self.chats[message.chat_id], message)

    def report(self, kind: str, message: Message) -> None:
        """Make an update of a message, unless the bot is not to know of it."""
        if self.reaches_bot(message):
            self.updates.put(kind, self.render(message))

    def reaches_bot(self, message: Message) -> bool:
        """Tell whether the bot may know of a message."""
        chat = self.chats[message.chat_id]
        return not isinstance(chat, Group) or reaches_bot(self.bot, chat, message)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call a listener at each change, with the chat or None; returns the stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def changed(self, chat: Chat | None) -> None:
        """Wake everyone who waits for something to happen."""
        if chat:
            chat.version += 1
        for listener in self._listeners:
            listener(chat)
        if self._change:
            self._change.set_result(None)
            self._change = None

    async def found(self, find: Callable[[], T | None], within: float) -> T | None:
        """Wait until there is something to find; None if it takes too many seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while (thing := find()) is None and loop.time() < end:
            if self._change is None:
                self._change = loop.create_future()
            await asyncio.wait([self._change], timeout=end - loop.time())
        return thing
