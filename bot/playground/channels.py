"""Channels linked to a group, and people who write as their channel.

The bot is in none of them; it sees only what appears in groups.
"""

from dataclasses import dataclass

from msgspec.structs import replace

from bot.playground.groups import Group
from bot.playground.model import Json, Message, User, unix
from bot.playground.world import World

# Bot API, Message.from: who seems to write a post that was forwarded automatically.
TELEGRAM = User(777000, "Telegram")
# And who seems to write when somebody writes in a group as her channel.
CHANNEL_BOT = User(136817688, "Channel", is_bot=True, username="Channel_Bot")


@dataclass(slots=True)
class Channel:
    """A channel and the group in which its posts are discussed."""

    id: int
    title: str
    group: Group
    last_message_id: int = 0

    def as_json(self) -> Json:
        """Render a Bot API `Chat`."""
        return {"id": self.id, "type": "channel", "title": self.title}

    def signed(self, message: Message) -> Message:
        """Hide who wrote a message behind this channel."""
        content: Json = {**message.content, "sender_chat": self.as_json()}
        writer = message.writer
        return replace(message, sender=CHANNEL_BOT, author=writer, content=content)


def post(world: World, channel: Channel, text: str) -> Message:
    """Post in a channel; give the copy in its group."""
    channel.last_message_id += 1
    origin = {
        "type": "channel",
        "date": unix(world.now()),
        "chat": channel.as_json(),
        "message_id": channel.last_message_id,
    }
    message = Message(
        id=world.new_message_id(channel.group),
        chat_id=channel.group.id,
        sender=TELEGRAM,
        date=world.now(),
        text=text,
        content={
            "sender_chat": channel.as_json(),
            "is_automatic_forward": True,
            "forward_origin": origin,
        },
    )
    world.post(message)
    world.report("message", message)
    return message
