"""Privacy mode: which messages of a group the bot is told of.

An administrator is told of everything, and so is a bot that was added while privacy
mode was off. Any other bot gets service messages, replies to its own messages, messages
that mention it, and commands: `/command@its_name` always, a bare `/command` only when
no other bot wrote since it did. No other bots are played, so that means: if it ever
wrote in the group.
"""

from bot.playground.groups import Group
from bot.playground.model import Json, Message, User


def reaches_bot(bot: User, group: Group, message: Message) -> bool:
    """Tell whether the bot gets a message, or an edit of it."""
    standing = group.standing(bot)
    if not standing.is_in:
        return False
    return (
        standing.is_administrator
        or group.hears_all
        or message.kind == "service"
        or _replies_to(bot, group, message)
        or any(_calls(bot, group, message, entity) for entity in message.entities)
    )


def _replies_to(bot: User, group: Group, message: Message) -> bool:
    original = group.get(message.answers) if message.answers else None
    return original is not None and original.sender == bot


def _calls(bot: User, group: Group, message: Message, entity: Json) -> bool:
    """Tell whether a mention or a command is meant for the bot."""
    words = _covered(message.text, entity).lower()
    name = f"@{bot.username}".lower()
    if entity["type"] == "mention":
        return words == name
    if entity["type"] != "bot_command" or entity["offset"] > 0:
        return False
    _, at, addressee = words.partition("@")
    return at + addressee == name if at else _wrote(bot, group)


def _covered(text: str, entity: Json) -> str:
    """Cut the text of an entity out, which is measured in UTF-16 units."""
    units = text.encode("utf-16-le")
    begin = 2 * entity["offset"]
    return units[begin : begin + 2 * entity["length"]].decode("utf-16-le")


def _wrote(bot: User, group: Group) -> bool:
    return any(told.what == "sends" and told.who == bot for told in group.history)
