"""What people react with, and which update that makes."""

from bot.playground.groups import Group
from bot.playground.model import Chat, Happening, Json, Message, User, unix
from bot.playground.world import World


def react(world: World, chat: Chat, who: User, message: Message, emoji: str) -> None:
    """React to a message; nothing takes the reaction back (`MessageReactionUpdated`).

    In a group only an administrator is told of it.
    """
    old = chat.react(message.id, who.id, emoji)
    world.tell(chat, Happening("reacts", who, message, words=emoji))
    update: Json = {
        "chat": chat.as_json(),
        "message_id": message.id,
        **_actor(chat, who),
        "date": unix(world.now()),
        "old_reaction": _as_json(old),
        "new_reaction": _as_json(emoji),
    }
    if not isinstance(chat, Group) or chat.standing(world.bot).is_administrator:
        world.updates.put("message_reaction", update)


def _actor(chat: Chat, who: User) -> Json:
    """Name who reacts, or the group when an anonymous administrator does."""
    if isinstance(chat, Group) and chat.standing(who).is_anonymous:
        return {"actor_chat": chat.as_json()}
    return {"user": who.as_json()}


def _as_json(emoji: str) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []
