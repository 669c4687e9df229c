"""Methods about chats: what they are, who is in them, and going away."""

from bot.playground import changes
from bot.playground.errors import bad_request
from bot.playground.groups import Group
from bot.playground.membership import PERMISSIONS, Standing
from bot.playground.methods.access import joined_chat, known_chat
from bot.playground.model import Chat, Json, User
from bot.playground.spec import Params
from bot.playground.world import World

GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_chat(world: World, params: Params) -> Json:
    """Describe a chat (`ChatFullInfo`)."""
    chat = known_chat(world, params)
    info: Json = {
        **chat.as_json(),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, chat.type == "private"),
    }
    if isinstance(chat, Group):
        info["permissions"] = dict.fromkeys(PERMISSIONS, True)
        if chat.linked_channel:
            info["linked_chat_id"] = chat.linked_channel
    pinned = chat.get(chat.pinned[-1]) if chat.pinned else None
    return {**info, "pinned_message": world.render(pinned)} if pinned else info


def get_chat_member(world: World, params: Params) -> Json:
    """Tell what somebody is in a chat (`ChatMember`).

    Telegram guarantees this for others only to administrators; here nobody else gets it
    in a supergroup.
    """
    number = params["user_id"]
    of_bot = number == world.bot.id
    chat = known_chat(world, params) if of_bot else joined_chat(world, params)
    user = world.bot if of_bot else world.people.get(number)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if not isinstance(chat, Group):
        return _in_private(chat, user).as_json(is_supergroup=False)
    if not of_bot and chat.is_supergroup and not _is_administrator(world, chat):
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return chat.standing(user).as_json(is_supergroup=chat.is_supergroup)


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """List owner and administrators; the anonymous ones only to another of them."""
    chat = joined_chat(world, params)
    if not isinstance(chat, Group):
        raise bad_request("there are no administrators in the private chat")
    sees_all = _is_administrator(world, chat)
    return [
        standing.as_json(is_supergroup=chat.is_supergroup)
        for standing in chat.standings.values()
        if standing.is_administrator and (sees_all or not standing.is_anonymous)
    ]


def leave_chat(world: World, params: Params) -> bool:
    """Go away from a group."""
    chat = joined_chat(world, params)
    if not isinstance(chat, Group):
        raise bad_request("chat member status can't be changed in private chats")
    changes.go(world, chat, world.bot, world.bot)
    return True


def _in_private(chat: Chat, user: User) -> Standing:
    if user.id not in chat.members:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return Standing(user)


def _is_administrator(world: World, group: Group) -> bool:
    return group.standing(world.bot).is_administrator
