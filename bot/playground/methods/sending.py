"""How a message of the bot comes into a chat, whatever is in it."""

from collections.abc import Sequence

from msgspec import Struct, field

from bot.playground.errors import bad_request
from bot.playground.groups import Group
from bot.playground.keyboard import checked_keyboard
from bot.playground.methods.access import open_chat, topic_in
from bot.playground.model import Chat, Json, Message
from bot.playground.spec import Params
from bot.playground.text import quote_of
from bot.playground.topics import Place
from bot.playground.world import World

# What the bot has no right to send, in Telegram's words.
NAMES = {
    "text": "text messages",
    "photo": "photos",
    "document": "documents",
    "poll": "polls",
}


class Draft(Struct, frozen=True):
    """What a message is to show; `content` as in `Message`."""

    kind: str
    text: str
    entities: tuple[Json, ...]
    content: Json = field(default_factory=dict)
    link_preview: Json | None = None


def posted(world: World, params: Params, drafts: Sequence[Draft]) -> list[Json]:
    """Send messages to the chat of a call, all or none.

    Raises:
        ApiError: 400, 403 or 429 when the bot may not, or not now.

    """
    chat = open_chat(world, params)
    markup = keyboard_in(chat, params)
    original = _replied(chat, params.get("reply_parameters"))
    reply_to = original.id if original else None
    quote = _quote(original, params["reply_parameters"]) if original else {}
    place = _place(world, chat, params, reply_to, NAMES[drafts[0].kind])
    world.pace(chat, len(drafts))
    messages = [
        Message(
            world.new_message_id(chat),
            chat.id,
            world.bot,
            world.now(),
            draft.text,
            draft.entities,
            markup,
            draft.link_preview,
            reply_to=reply_to,
            thread=place.thread,
            in_topic=place.in_topic,
            kind=draft.kind,
            content=draft.content | quote,
        )
        for draft in drafts
    ]
    return [world.render(world.post(message)) for message in messages]


def keyboard_in(chat: Chat, params: Params) -> Json | None:
    """Take the inline keyboard of a call, if it has one that may be here."""
    markup = params.get("reply_markup")
    return checked_keyboard(markup, is_private=not isinstance(chat, Group))


def _place(
    world: World, chat: Chat, params: Params, reply_to: int | None, what: str
) -> Place:
    """Find where to write, which must be open to the bot."""
    topic = topic_in(chat, params)
    if not isinstance(chat, Group):
        return Place()
    if chat.standing(world.bot).is_mute:
        raise bad_request(f"not enough rights to send {what} to the chat")
    place = chat.place_of(topic, reply_to)
    if chat.is_closed_to(world.bot, place):
        raise bad_request("TOPIC_CLOSED")
    return place


def _replied(chat: Chat, reply: Json | None) -> Message | None:
    """Find the message replied to."""
    if not reply:
        return None
    is_here = reply.get("chat_id", chat.id) == chat.id  # others are not played
    original = chat.get(reply.get("message_id", 0)) if is_here else None
    if original is None:
        if reply.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return original


def _quote(original: Message, reply: Json) -> Json:
    """Find the quoted part of it, if one is given."""
    part = reply.get("quote", "")
    if part not in original.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": quote_of(original.text, part)} if part else {}
