"""Somebody with a Telegram app who writes, in private and in groups.

What she does takes effect at once. What her app would not let her do is an
`AssertionError`.
"""

from collections.abc import Callable

from msgspec.structs import replace

from bot.playground import media
from bot.playground.channels import Channel
from bot.playground.deeplinks import is_payload
from bot.playground.errors import ApiError
from bot.playground.files import File
from bot.playground.groups import Group
from bot.playground.model import Chat, Json, Message, User, unix
from bot.playground.text import LONGEST_CAPTION, LONGEST_TEXT, linked, quote_of
from bot.playground.topics import Place, Topic
from bot.playground.world import World

WITH_WORDS = frozenset({"text", "photo", "video", "document"})
# The least that is a picture: one white pixel.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a4944415478da63f80f00010101001cb08c990000000049454e44ae426082"
)


class Writer:
    """Writes messages, and edits and deletes them; without `to`, in private."""

    def __init__(self, world: World, user: User) -> None:
        """Give somebody who exists a voice."""
        self.user = user
        self.actions = 0  # messages sent and taps; edits and deletions do not count
        self._world = world

    @property
    def id(self) -> int:
        """Give her user id, which is also the id of her private chat."""
        return self.user.id

    @property
    def name(self) -> str:
        """Give her full name."""
        return self.user.name

    @property
    def chat(self) -> Chat:
        """Give her chat with the bot."""
        return self._world.chats[self.id]

    async def sends(
        self,
        text: str,
        *,
        to: Chat | None = None,
        topic: Topic | None = None,
        reply_to: Message | None = None,
        quote: str = "",
        as_: Channel | None = None,
    ) -> Message:
        """Write a text; commands and links in it are marked as Telegram does.

        Args:
            text: what she writes.
            to: the group to write to; without it, her chat with the bot.
            topic: the topic of a forum to write in.
            reply_to: the message to reply to.
            quote: the part of it that is meant.
            as_: the channel in whose name she writes in a group.

        Raises:
            AssertionError: Telegram's app would not send it as one message.

        """
        text = text.strip()
        if not 1 <= len(text) <= LONGEST_TEXT:
            raise AssertionError(f"a message has 1 to {LONGEST_TEXT} characters")
        content = self._quoted(reply_to, quote) if reply_to and quote else {}
        return self._writes("text", text, content, to, topic, reply_to, as_)

    async def starts(self, payload: str = "") -> Message:
        """Press Start, or follow a link `https://t.me/bot?start=payload`."""
        return await self.sends(f"/start {start_payload(payload)}")

    async def sends_photo(
        self,
        caption: str = "",
        *,
        data: bytes = PICTURE,
        to: Chat | None = None,
        topic: Topic | None = None,
    ) -> Message:
        """Send a photo: the bytes of a PNG, JPEG, GIF or WebP."""
        file = self._keeps(lambda: self._world.files.add_photo(data))
        return self._writes("photo", captioned(caption), file.content, to, topic)

    async def sends_video(self, *, to: Chat | None = None) -> Message:
        """Send a video."""
        return self._writes("video", "", media.video(), to)

    async def sends_document(
        self,
        caption: str = "",
        name: str = "notes.pdf",
        *,
        data: bytes = b"%PDF-",
        to: Chat | None = None,
        topic: Topic | None = None,
    ) -> Message:
        """Send a file."""
        file = self._keeps(lambda: self._world.files.add_document(data, name))
        return self._writes("document", captioned(caption), file.content, to, topic)

    async def downloads(self, message: Message) -> bytes:
        """Save the photo or file of a message that she sees."""
        self._must_see(self._world.chats[message.chat_id])
        file = self._world.files.of(message)
        if file is None:
            raise AssertionError(f"there is no file in {message.text!r}")
        return file.data

    async def sends_voice(self, *, to: Chat | None = None) -> Message:
        """Send a voice message."""
        return self._writes("voice", "", media.voice(), to)

    async def sends_sticker(self, *, to: Chat | None = None) -> Message:
        """Send a sticker."""
        return self._writes("sticker", "", media.sticker(), to)

    async def sends_location(self, *, to: Chat | None = None) -> Message:
        """Send a place."""
        return self._writes("location", "", media.location(), to)

    async def sends_contact(self, *, to: Chat | None = None) -> Message:
        """Send somebody's phone number."""
        return self._writes("contact", "", media.contact(self.user.first_name), to)

    async def forwards(self, text: str, *, to: Chat | None = None) -> Message:
        """Forward a text that a person with a hidden account wrote."""
        origin = {
            "type": "hidden_user",
            "date": unix(self._world.now()),
            "sender_user_name": "Someone else",
        }
        return self._writes("text", text, {"forward_origin": origin}, to)

    async def edits(self, message: Message, text: str) -> Message:
        """Change a text or caption of hers."""
        current = self._own(message)
        if current.kind not in WITH_WORDS or "forward_origin" in current.content:
            raise AssertionError(f"{self.name} cannot edit that")
        entities = tuple(linked(text, []))
        edited = replace(current, text=text, entities=entities)
        edited = self._world.edit(current, edited)
        self._world.report("edited_message", edited)
        return edited

    async def deletes(self, message: Message) -> None:
        """Delete a message for all; bots are not told."""
        chat = self._world.chats[message.chat_id]
        current = chat.get(message.id)
        if current is None or self.id not in chat.members:
            raise AssertionError(f"{self.name} does not see that message any more")
        if isinstance(chat, Group) and current.writer != self.user:
            self._needs("can_delete_messages", chat)
        self._world.delete(current, self.user)

    def _quoted(self, original: Message, part: str) -> Json:
        """Quote what is there, as her app lets her mark it."""
        if part not in original.text:
            raise AssertionError(f"{self.name} cannot quote that: it is not there")
        return {"quote": quote_of(original.text, part)}

    def _keeps(self, add: Callable[[], File]) -> File:
        """Upload a file; what Telegram refuses, her app does not send."""
        try:
            return add()
        except ApiError as error:
            raise AssertionError(f"{self.name}: {error.description}") from error

    def _writes(
        self,
        kind: str,
        text: str,
        content: Json,
        to: Chat | None = None,
        topic: Topic | None = None,
        reply_to: Message | None = None,
        as_: Channel | None = None,
    ) -> Message:
        chat, world = to or self.chat, self._world
        self._must_act(chat)
        place = self._place(chat, topic, reply_to)
        self.actions += 1
        chat.is_open = True
        message = Message(
            id=world.new_message_id(chat),
            chat_id=chat.id,
            sender=self.user,
            date=world.now(),
            text=text,
            entities=tuple(linked(text, [])),
            reply_to=reply_to.id if reply_to else None,
            thread=place.thread,
            in_topic=place.in_topic,
            kind=kind,
            content=content,
        )
        if isinstance(chat, Group):
            message = as_.signed(message) if as_ else chat.signed(message)
        world.post(message)
        world.report("message", message)
        return message

    def _place(
        self, chat: Chat, topic: Topic | None, reply_to: Message | None
    ) -> Place:
        if not isinstance(chat, Group):
            return Place()
        if topic and topic.id not in chat.topics:
            raise AssertionError(f"{chat.title} has no topic {topic.name} any more")
        place = chat.place_of(
            topic.id if topic else None, reply_to.id if reply_to else None
        )
        if chat.standing(self.user).is_mute:
            raise AssertionError(f"{self.name} cannot write: she may only read")
        if chat.is_closed_to(self.user, place):
            raise AssertionError(f"{self.name} cannot write: the topic is closed")
        return place

    def _must_act(self, chat: Chat) -> None:
        self._must_see(chat)
        if chat.is_blocked:
            raise AssertionError(f"{self.name} cannot write: she blocked the bot")
        if isinstance(chat, Group) and chat.upgraded_to:
            raise AssertionError(f"{chat.title} is a supergroup with another id now")

    def _must_see(self, chat: Chat) -> None:
        if self.id not in chat.members:
            raise AssertionError(f"{self.name} is not in {chat.title}")

    def _needs(self, right: str, group: Group) -> None:
        if not group.standing(self.user).may(right):
            raise AssertionError(f"{self.name} may not do that: no {right}")

    def _own(self, message: Message) -> Message:
        current = self._world.chats[message.chat_id].get(message.id)
        if current is None or current.writer != self.user:
            raise AssertionError(f"{self.name} wrote no such message")
        return current


def captioned(caption: str) -> str:
    """Give the words under a photo or file: none, or not too many."""
    if len(caption) > LONGEST_CAPTION:
        raise AssertionError(f"a caption has up to {LONGEST_CAPTION} characters")
    return caption


def start_payload(payload: str) -> str:
    """Give what a deep link may carry: up to 64 letters, digits, `_` and `-`."""
    if not is_payload(payload):
        raise AssertionError(f"no link can carry {payload!r}")
    return payload
