"""How people vote, and what the bot is told of it.

The bot hears of votes only in polls it sent itself (`Update.poll`, each time the count
changes), and who voted only where the poll is not anonymous (`Update.poll_answer`).
That a poll was closed it hears of others, too.
"""

from msgspec.structs import replace

from bot.playground.groups import Group
from bot.playground.model import Chat, Happening, Json, Message, User
from bot.playground.polls import Poll
from bot.playground.world import World


def vote(
    world: World, chat: Chat, who: User, message: Message, chosen: tuple[int, ...]
) -> None:
    """Vote in the poll of a message; choosing nothing takes the vote back.

    Raises:
        AssertionError: the app would not let her.

    """
    current = chat.get(message.id)
    poll = chat.polls.get(message.id)
    if current is None or poll is None or poll.is_closed:
        raise AssertionError(f"{who.name} sees no open poll there")
    if who.id in poll.votes and not poll.allows_revoting:
        raise AssertionError(f"{who.name} has voted already")
    if len(chosen) > 1 and not poll.allows_several:
        raise AssertionError(f"{who.name} can choose one option only")
    poll.votes.pop(who.id, None)
    if chosen:
        poll.votes[who.id] = chosen
    names = ", ".join(poll.options[place] for place in chosen)
    _show(world, chat, current, poll, Happening("votes", who, current, words=names))
    if message.from_bot:
        world.updates.put("poll", poll.as_json())
        if not poll.is_anonymous:
            world.updates.put("poll_answer", _answer(poll, chat, who))


def close(world: World, chat: Chat, message: Message, poll: Poll) -> None:
    """End a poll for good; `message` says what is left of its keyboard.

    The bot hears of it if it could read the poll.
    """
    poll.is_closed = True
    closing = Happening("closes the poll", message.writer, message)
    _show(world, chat, message, poll, closing)
    if message.from_bot or world.reaches_bot(message):
        world.updates.put("poll", poll.as_json())


def _show(
    world: World, chat: Chat, message: Message, poll: Poll, happening: Happening
) -> None:
    content = {**message.content, "poll": poll.as_json()}
    chat.put(replace(message, content=content))
    world.tell(chat, happening)


def _answer(poll: Poll, chat: Chat, who: User) -> Json:
    """Render a `PollAnswer`; an anonymous administrator votes as the group."""
    chosen = poll.votes.get(who.id, ())
    as_group = isinstance(chat, Group) and chat.standing(who).is_anonymous
    voter = {"voter_chat": chat.as_json()} if as_group else {"user": who.as_json()}
    return {
        "poll_id": poll.id,
        **voter,
        "option_ids": list(chosen),
        "option_persistent_ids": [str(place) for place in chosen],
    }
