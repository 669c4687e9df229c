"""How the page is told of people, chats and messages."""

from datetime import datetime

from bot.playground.model import Chat, Json, Message, unix
from bot.playground.people import Person
from bot.playground.reading import ReadMarks

FILE_KINDS = ("photo", "document")


def person_shown(person: Person) -> Json:
    """Render a person."""
    return {"id": person.id, "name": person.name}


def chat_listed(chat: Chat, marks: ReadMarks, now: datetime) -> Json:
    """Render a chat as a line of the chat list, with what each member has not read."""
    doing = chat.doing if chat.doing and chat.doing.until > now else None
    people = [user.id for user in chat.members.values() if not user.is_bot]
    last = next(chat.newest_first(), None)
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "awaited": is_awaited(chat),
        "doing": doing.action if doing else None,
        "version": chat.version,
        "members": list(chat.members),
        "last": message_shown(chat, last) if last else None,
        "unread": {person: marks.unread(person, chat) for person in people},
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
        "messages": [message_shown(chat, message) for message in chat.messages],
    }


def message_shown(chat: Chat, message: Message) -> Json:
    """Render a message."""
    sender = message.sender
    rows = [
        [{"label": button.label, "data": button.data} for button in row]
        for row in message.keyboard
    ]
    return {
        "id": message.id,
        "from": {"id": sender.id, "name": sender.name, "is_bot": sender.is_bot},
        "date": unix(message.date),
        "edit_date": unix(message.edit_date) if message.edit_date else None,
        "text": message.text,
        "entities": list(message.entities),
        "keyboard": rows or None,
        "kind": message.kind,
        "file": file_shown(message),
        "album": message.content.get("media_group_id"),
        "reply_to": message.reply_to,
        "pinned": message.id in chat.pinned,
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
