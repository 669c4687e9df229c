"""How groups change, with the service messages and updates that Telegram makes of it.

People change them (`members.py`), and so does the bot (`methods/`).
"""

from bot.playground.groups import Group
from bot.playground.membership import Standing
from bot.playground.model import (
    Chat,
    Happening,
    Json,
    Message,
    User,
    message_json,
    unix,
)
from bot.playground.topics import Place
from bot.playground.world import World

NOWHERE = Place()


def announce(
    world: World,
    group: Group,
    who: User,
    content: Json,
    words: str,
    *,
    place: Place = NOWHERE,
    number: int | None = None,
    as_group: bool = False,
) -> None:
    """Post a service message (`Message` with a field such as `new_chat_members`).

    Args:
        world: where all this is.
        group: where it is posted.
        who: whose doing it tells.
        content: the field.
        words: what she does, for the transcript.
        place: the topic it lies in.
        number: its id, if that is taken already.
        as_group: nobody in particular did it.

    """
    message = Message(
        id=number or world.new_message_id(group),
        chat_id=group.id,
        sender=who,
        date=world.now(),
        thread=place.thread,
        in_topic=place.in_topic,
        kind="service",
        notice=words,
        content=content,
    )
    message = group.signed(message, as_group=as_group)
    group.put(message)
    world.tell(group, Happening("announces", who, message, words=words))
    world.report("message", message)


def change_standing(world: World, group: Group, who: User, new: Standing) -> None:
    """Let somebody be something else, which makes a `ChatMemberUpdated`.

    The bot hears of itself always, of others only as an administrator.
    """
    old = group.standing(new.user)
    update = {
        "chat": group.as_json(),
        "from": group.face_of(who).as_json(),
        "date": unix(world.now()),
        "old_chat_member": old.as_json(is_supergroup=group.is_supergroup),
        "new_chat_member": new.as_json(is_supergroup=group.is_supergroup),
    }
    group.place(new)
    world.changed(group)
    if new.user == world.bot:
        world.updates.put("my_chat_member", update)
    elif group.standing(world.bot).is_administrator:
        world.updates.put("chat_member", update)


def come(world: World, group: Group, who: User, newcomer: User) -> None:
    """Let somebody come in, by herself or added by a member."""
    if newcomer == world.bot:
        group.hears_all = world.hears_all
    change_standing(world, group, who, Standing(newcomer))
    words = "joins" if who == newcomer else f"adds {newcomer.name}"
    announce(world, group, who, {"new_chat_members": [newcomer.as_json()]}, words)


def go(world: World, group: Group, who: User, leaver: User) -> None:
    """Let somebody leave by herself, or be removed.

    A bot that goes from a supergroup gets no message of that, only `my_chat_member`.
    """
    here = {"left_chat_member": leaver.as_json()}
    words = "leaves" if who == leaver else f"removes {leaver.name}"
    gone = Standing(leaver, "left" if who == leaver else "kicked")
    if group.is_supergroup:
        change_standing(world, group, who, gone)
        announce(world, group, who, here, words)
    else:
        announce(world, group, who, here, words)
        change_standing(world, group, who, gone)


def rename(world: World, group: Group, who: User, title: str) -> None:
    """Give a group another title."""
    group.title = title
    announce(world, group, who, {"new_chat_title": title}, f"names it {title}")


def upgrade(world: World, group: Group, who: User) -> Group:
    """Put a supergroup with the same members in the place of a basic group.

    Its messages are counted anew, and nothing but two service messages ties the chats
    together. The bot is told that it came to the new one, not that it left the old one.
    """
    successor = world.add_group(group.title, "supergroup")
    successor.hears_all = group.hears_all
    announce(
        world, group, who, {"migrate_to_chat_id": successor.id}, "makes it a supergroup"
    )
    group.upgraded_to = successor.id
    for standing in group.standings.values():
        if standing.user != world.bot:
            successor.place(standing)
    if group.standing(world.bot).is_in:
        change_standing(world, successor, who, group.standing(world.bot))
    there = {"migrate_from_chat_id": group.id}
    announce(world, successor, who, there, "takes over from a group", as_group=True)
    return successor


def pin(world: World, chat: Chat, who: User, message: Message) -> None:
    """Keep a message at the top of its chat."""
    unpin(chat, message)
    chat.pinned.append(message.id)
    if isinstance(chat, Group):
        _announce_pin(world, chat, who, message)
    else:
        world.tell(chat, Happening("pins", who, message))


def unpin(chat: Chat, message: Message) -> None:
    """Take a message off the top; nobody is told."""
    chat.pinned = [number for number in chat.pinned if number != message.id]


def _announce_pin(world: World, group: Group, who: User, pinned: Message) -> None:
    """Tell that a message was pinned, in the topic where it lies."""
    content = {"pinned_message": message_json(group, pinned, nested=True)}
    place = Place(pinned.thread, in_topic=True) if pinned.in_topic else NOWHERE
    first_line = pinned.text.partition("\n")[0] or f"a {pinned.kind}"
    announce(world, group, who, content, f"pins: {first_line}", place=place)
