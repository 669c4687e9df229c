"""How the page is told of people, chats and messages."""

from bot.playground.groups import Group
from bot.playground.groupviews import face_shown, group_shown
from bot.playground.model import Chat, Json, Message, unix
from bot.playground.people import Person
from bot.playground.polls import Poll
from bot.playground.reading import ReadMarks, topic_of
from bot.playground.world import World

FILE_KINDS = ("photo", "document")


def person_shown(person: Person) -> Json:
    """Render a person."""
    return {"id": person.id, "name": person.name}


def chat_listed(world: World, chat: Chat, marks: ReadMarks) -> Json:
    """Render a chat as a line of the chat list, with what each member has not read."""
    last = next(chat.newest_first(), None)
    typing = world.typists.now(chat.id)
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "awaited": is_awaited(chat),
        "typing": [
            {"id": who.id, "name": who.name, "action": action} for who, action in typing
        ],
        "blocked": chat.is_blocked,
        "version": chat.version,
        "members": list(chat.members),
        "last": message_shown(chat, last) if last else None,
        "unread": marks.unread_by_all(chat),
        "group": group_shown(chat, marks) if isinstance(chat, Group) else None,
    }


def is_awaited(chat: Chat) -> bool:
    """Tell whether the bot owes an answer; an edit may rightly stay without one."""
    for happening in reversed(chat.history):
        if happening.who.is_bot:
            return False
        if happening.what in {"sends", "taps"}:
            return chat.type == "private"
    return False


def chat_shown(chat: Chat) -> Json:
    """Render a chat with all its messages."""
    return {
        "id": chat.id,
        "title": chat.title,
        "type": chat.type,
        "version": chat.version,
        "pinned": chat.pinned,
        "messages": [message_shown(chat, m) for m in chat.messages],
    }


def message_shown(chat: Chat, message: Message) -> Json:
    """Render a message; what it says is the question of a poll, or what was done."""
    poll = poll_shown(chat, message)
    return {
        "id": message.id,
        "from": face_shown(message),
        "writer": message.writer.id,
        "topic": topic_of(chat, message),
        "date": unix(message.date),
        "edit_date": unix(message.edit_date) if message.edit_date else None,
        "text": poll["question"] if poll else message.text or message.notice,
        "entities": list(message.entities),
        "keyboard": keyboard_shown(message) or None,
        "kind": message.kind,
        "poll": poll,
        "reactions": [
            {"emoji": emoji, "by": who}
            for (number, who), emoji in chat.reactions.items()
            if number == message.id
        ],
        "file": file_shown(message),
        "album": message.content.get("media_group_id"),
        "reply_to": message.reply_to,
        **quote_shown(message),
        "pinned": message.id in chat.pinned,
    }


def quote_shown(message: Message) -> Json:
    """Render the part that a reply is about, if it is about a part only."""
    quote = message.content.get("quote")
    return {"quote": quote["text"]} if quote else {}


def keyboard_shown(message: Message) -> list[list[Json]]:
    """Render the rows of buttons under a message."""
    return [
        [{"label": key.label, "data": key.data, "url": key.url} for key in row]
        for row in message.keyboard
    ]


def poll_shown(chat: Chat, message: Message) -> Json | None:
    """Render a poll with everybody's votes; the page decides what to show of them."""
    poll = chat.polls.get(message.id)
    if poll is None:
        return None
    return {
        "question": poll.question,
        "options": list(poll.options),
        "votes": {voter: list(chosen) for voter, chosen in poll.votes.items()},
        "voters": {} if poll.is_anonymous else voters_shown(chat, poll),
        "correct": list(poll.correct),
        "explanation": poll.explanation.get("explanation", ""),
        "is_anonymous": poll.is_anonymous,
        "is_closed": poll.is_closed,
        "allows_several": poll.allows_several,
        "allows_revoting": poll.allows_revoting,
    }


def voters_shown(chat: Chat, poll: Poll) -> dict[int, str]:
    """Name those who voted; an anonymous administrator did it as the group."""
    if not isinstance(chat, Group):
        return {voter: chat.members[voter].name for voter in poll.votes}
    standings = [chat.standings[voter] for voter in poll.votes]
    return {
        one.user.id: chat.title if one.is_anonymous else one.user.name
        for one in standings
    }


def file_shown(message: Message) -> Json | None:
    """Render the photo or file of a message; `FileDesk` serves what `url` names."""
    if message.kind not in FILE_KINDS:
        return None
    content = message.content[message.kind]
    shown = content[-1] if message.kind == "photo" else content
    return {
        "url": f"/files/{shown['file_id']}",
        "name": shown.get("file_name", message.kind),
        "size": shown["file_size"],
        "width": shown.get("width"),
        "height": shown.get("height"),
    }
