"""Which chat and message a call means, and whether the bot may touch it."""

from datetime import timedelta

from bot.playground.errors import bad_request, forbidden
from bot.playground.model import Chat, Message
from bot.playground.spec import MISSING, Params
from bot.playground.world import World

DELETABLE_FOR = timedelta(hours=48)


def known_chat(world: World, params: Params) -> Chat:
    """Find the chat of a call; 400 `chat not found` otherwise."""
    if "chat_id" not in params:
        raise bad_request(MISSING["chat_id"])
    chat = world.chats.get(params["chat_id"])
    if chat is None:
        raise bad_request("chat not found")
    return chat


def open_chat(world: World, params: Params) -> Chat:
    """Find a chat the bot may write to; 403 otherwise."""
    chat = known_chat(world, params)
    if not chat.is_open:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.is_blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def message_to(do: str, chat: Chat, params: Params) -> Message:
    """Find the message of a call; 400 `message to <do> not found` otherwise."""
    if "message_id" not in params:
        raise bad_request(MISSING["message_id"])
    message = chat.get(params["message_id"])
    if message is None:
        raise bad_request(f"message to {do} not found")
    return message


def message_to_edit(chat: Chat, params: Params) -> Message:
    """Find a message that the bot wrote itself."""
    message = message_to("edit", chat, params)
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def message_to_delete(world: World, chat: Chat, params: Params) -> Message:
    """Find a message that is young enough to go."""
    message = message_to("delete", chat, params)
    if world.clock.now() - message.date > DELETABLE_FOR:
        raise bad_request("message can't be deleted")
    return message
