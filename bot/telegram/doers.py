"""Who did it: people with an account of their own, and nobody else.

Anonymous administrators, channels and bots are nobody: no number of theirs ever
stands for a person.
"""

from __future__ import annotations

from msgspec.structs import replace

from bot.deeds import Began, Tapped, TookTemplate, Who
from bot.telegram.classes.buttons import decode
from bot.telegram.updates import Message, User, clean
from conversations.exercise.events import Joined
from conversations.words import name_of

#: The command that begins an exercise; the other one is an obvious slip.
EXERCISE = "exercise"
BEGINNING = (EXERCISE, "exercises")

#: The command that lets a team work in a topic of a forum.
TEAM = "team"


def who_is(user: User | None) -> Who | None:
    """The person behind an account, with the full name on one line."""
    if user is None or user.is_bot:
        return None
    return Who(user.id, name_of(clean(f"{user.first_name} {user.last_name}")))


def author_of(message: Message) -> Who | None:
    """The person who wrote a message; None if it is in the name of a chat."""
    return None if message.sender_chat else who_is(message.sender)


def tapped_by(
    who: Who, data: str, topic: int | None = None
) -> Tapped | TookTemplate | Began | None:
    """What somebody did with a button of exercises; None if it is none."""
    deed = decode(data)
    if not isinstance(deed, Tapped):
        return deed
    event = replace(deed.event, person=who.id)
    if isinstance(event, Joined):
        event = replace(event, name=who.name, topic=topic)
    return replace(deed, event=event)
