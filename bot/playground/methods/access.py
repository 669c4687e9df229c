"""Which chat and message a call means, and whether the bot may touch it."""

from datetime import timedelta

from bot.playground.errors import ApiError, bad_request, forbidden
from bot.playground.groups import Group
from bot.playground.model import Chat, Message
from bot.playground.spec import MISSING, Params
from bot.playground.topics import GENERAL
from bot.playground.world import World

DELETABLE_FOR = timedelta(hours=48)


def known_chat(world: World, params: Params) -> Chat:
    """Find the chat of a call, which the bot may read.

    Raises:
        ApiError: 400 `chat not found`; 403 for a supergroup the bot is not in.

    """
    if "chat_id" not in params:
        raise bad_request(MISSING["chat_id"])
    chat = world.chats.get(params["chat_id"])
    if chat is None:
        raise bad_request("chat not found")
    if isinstance(chat, Group):
        if world.bot.id not in chat.standings:
            raise bad_request("chat not found")
        if chat.is_supergroup:
            _must_be_in(chat, world)
    return chat


def joined_chat(world: World, params: Params) -> Chat:
    """Find a chat in which the bot may do something.

    Raises:
        ApiError: 403 for a group it is not in, 400 with `migrate_to_chat_id` for one
            that became a supergroup.

    """
    chat = known_chat(world, params)
    if isinstance(chat, Group):
        _must_be_in(chat, world)
    return chat


def _must_be_in(group: Group, world: World) -> None:
    if group.upgraded_to:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, words, {"migrate_to_chat_id": group.upgraded_to})
    status = group.standing(world.bot).status
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {group.type} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {group.type} chat")


def open_chat(world: World, params: Params) -> Chat:
    """Find a chat the bot may write to; 403 otherwise."""
    chat = joined_chat(world, params)
    if not chat.is_open:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.is_blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def message_to(do: str, chat: Chat, params: Params, missing: str = "") -> Message:
    """Find the message of a call; 400 `message to <do> not found` otherwise."""
    if "message_id" not in params:
        raise bad_request(MISSING["message_id"])
    message = chat.get(params["message_id"])
    if message is None:
        raise bad_request(missing or f"message to {do} not found")
    return message


def message_to_edit(chat: Chat, params: Params) -> Message:
    """Find a message that the bot wrote itself."""
    message = message_to("edit", chat, params)
    if not message.from_bot or message.kind == "service":
        raise bad_request("message can't be edited")
    return message


def message_to_delete(world: World, chat: Chat, params: Params) -> Message:
    """Find a message that is young enough to go, and that the bot may delete.

    In a group that is its own, or any if it has the right.
    """
    message = message_to("delete", chat, params)
    if isinstance(chat, Group) and not message.from_bot:
        need_right(world, chat, "can_delete_messages", "message can't be deleted")
    if world.clock.now() - message.date > DELETABLE_FOR:
        raise bad_request("message can't be deleted")
    return message


def need_right(world: World, group: Group, right: str, words: str) -> None:
    """Refuse in Telegram's words unless the bot has an administrator's right."""
    if not group.standing(world.bot).may(right):
        raise bad_request(words)


def topic_in(chat: Chat, params: Params) -> int | None:
    """Find the topic of a call, which only a forum has; a group ignores it.

    Raises:
        ApiError: 400 for one that is not there, and for General, which has no id.

    """
    number: int | None = params.get("message_thread_id")
    if not number or (isinstance(chat, Group) and not chat.is_forum):
        return None
    topics = chat.topics if isinstance(chat, Group) else {}
    if number == GENERAL or number not in topics:
        raise bad_request("message thread not found")
    return number
