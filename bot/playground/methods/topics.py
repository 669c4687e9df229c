"""Methods about the topics of a forum."""

from bot.playground import topic_changes
from bot.playground.errors import bad_request
from bot.playground.groups import Group
from bot.playground.methods.access import joined_chat, need_right
from bot.playground.model import Json
from bot.playground.spec import Params
from bot.playground.topic_changes import ICON_COLORS
from bot.playground.topics import GENERAL, Topic
from bot.playground.world import World

LONGEST_NAME = 128
LOOKS = ("icon_color", "icon_custom_emoji_id")
MAY_NOT = "not enough rights to {} the topic"


def create_forum_topic(world: World, params: Params) -> Json:
    """Open a topic (`ForumTopic`)."""
    forum = _forum(world, params)
    words = "not enough rights to create a topic"
    need_right(world, forum, "can_manage_topics", words)
    name = _name(params)
    if not name:
        raise bad_request("topic name must be non-empty")
    icon = {look: params[look] for look in LOOKS if look in params}
    if icon.get("icon_color", ICON_COLORS[0]) not in ICON_COLORS:
        raise bad_request("invalid topic icon color specified")
    topic = topic_changes.open_topic(world, forum, world.bot, name, icon)
    looks = {"icon_color": ICON_COLORS[0], **icon}
    return {"message_thread_id": topic.id, "name": name, **looks}


def edit_forum_topic(world: World, params: Params) -> bool:
    """Rename a topic; without a name everything stays."""
    forum = _forum(world, params)
    topic = _topic(forum, params)
    _may_edit(world, forum, topic)
    name = _name(params) or topic.name
    if "icon_custom_emoji_id" in params:
        raise bad_request("icons of topics are not played")
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic_changes.rename_topic(world, forum, world.bot, topic, name)
    return True


def close_forum_topic(world: World, params: Params) -> bool:
    """Close a topic."""
    forum = _forum(world, params)
    return _set_closed(world, forum, _topic(forum, params), closed=True)


def reopen_forum_topic(world: World, params: Params) -> bool:
    """Open a closed topic again."""
    forum = _forum(world, params)
    return _set_closed(world, forum, _topic(forum, params), closed=False)


def close_general_forum_topic(world: World, params: Params) -> bool:
    """Close the topic General."""
    forum = _forum(world, params)
    return _set_closed(world, forum, forum.topics[GENERAL], closed=True)


def reopen_general_forum_topic(world: World, params: Params) -> bool:
    """Open the topic General again."""
    forum = _forum(world, params)
    return _set_closed(world, forum, forum.topics[GENERAL], closed=False)


def delete_forum_topic(world: World, params: Params) -> bool:
    """Take a topic away with all its messages."""
    forum = _forum(world, params)
    topic = _topic(forum, params)
    need_right(world, forum, "can_delete_messages", MAY_NOT.format("delete"))
    topic_changes.delete_topic(world, forum, topic)
    return True


def _set_closed(world: World, forum: Group, topic: Topic, *, closed: bool) -> bool:
    _may_edit(world, forum, topic)
    if topic.is_closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic_changes.set_closed(world, forum, world.bot, topic, closed=closed)
    return True


def _may_edit(world: World, forum: Group, topic: Topic) -> None:
    """Refuse unless the bot opened the topic or manages all."""
    if topic.creator != world.bot.id:
        need_right(world, forum, "can_manage_topics", MAY_NOT.format("edit"))


def _name(params: Params) -> str:
    name: str = params.get("name", "").strip()
    if len(name) > LONGEST_NAME:
        raise bad_request("topic name is too long")
    return name


def _forum(world: World, params: Params) -> Group:
    chat = joined_chat(world, params)
    if not isinstance(chat, Group) or not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _topic(forum: Group, params: Params) -> Topic:
    number = params["message_thread_id"]
    if number == GENERAL or number not in forum.topics:
        raise bad_request("TOPIC_ID_INVALID")
    return forum.topics[number]
