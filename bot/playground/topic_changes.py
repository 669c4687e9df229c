"""How the topics of a forum change, by people or by the bot."""

from bot.playground.changes import announce
from bot.playground.groups import Group
from bot.playground.model import Json, User
from bot.playground.topics import GENERAL, Place, Topic
from bot.playground.world import World

# Bot API, createForumTopic: the colours of icons, the usual one first.
ICON_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def open_topic(
    world: World, group: Group, who: User, name: str, icon: Json | None = None
) -> Topic:
    """Open a topic with a service message, whose id becomes that of the topic.

    Args:
        world: where all this is.
        group: the forum.
        who: who opens it.
        name: its name.
        icon: fields of `ForumTopicCreated` other than those of the usual icon.

    """
    number = world.new_message_id(group)
    topic = group.topics[number] = Topic(number, name, who.id)
    looks = {"icon_color": ICON_COLORS[0], **(icon or {})}
    content = {"forum_topic_created": {"name": name, **looks}}
    words = f"opens the topic {name}"
    place = Place(number, in_topic=True)
    announce(world, group, who, content, words, place=place, number=number)
    return topic


def rename_topic(
    world: World, group: Group, who: User, topic: Topic, name: str
) -> None:
    """Give a topic another name."""
    topic.name = name
    content = {"forum_topic_edited": {"name": name}}
    words = f"names the topic {name}"
    announce(world, group, who, content, words, place=_inside(topic))


def set_closed(
    world: World, group: Group, who: User, topic: Topic, *, closed: bool
) -> None:
    """Close or reopen a topic."""
    topic.is_closed = closed
    done, does = ("closed", "closes") if closed else ("reopened", "reopens")
    content: Json = {f"forum_topic_{done}": {}}
    words = f"{does} the topic {topic.name}"
    announce(world, group, who, content, words, place=_inside(topic))


def delete_topic(world: World, group: Group, topic: Topic) -> None:
    """Take a topic away with everything in it; bots are not told."""
    del group.topics[topic.id]
    for message in group.messages:
        if message.in_topic and message.thread == topic.id:
            group.remove(message.id)
    world.changed(group)


def _inside(topic: Topic) -> Place:
    return Place() if topic.id == GENERAL else Place(topic.id, in_topic=True)
