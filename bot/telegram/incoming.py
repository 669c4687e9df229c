"""Updates into arrivals: what Telegram sent, in the interview's own terms.

Text is cleaned here, once: what no database or message can hold is taken out.
Each update is read alone, so that one that cannot be read hurts nobody else.
"""

from __future__ import annotations

import json
from typing import Any

from telegram.constants import ChatMemberStatus, ChatType

from bot.arrivals import Arrival
from bot.telegram.callback_data import decode
from bot.telegram.updates import (
    CallbackQuery,
    ChatMemberUpdated,
    Document,
    Message,
    Update,
)
from conversations.interview import events as e
from conversations.interview.effects import Notice

#: The kinds of updates the bot asks Telegram for.
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")


def arrival_from(raw: dict[str, Any]) -> Arrival:
    """One raw update as an arrival; one that cannot be read says so."""
    number, payload = int(raw["update_id"]), json.dumps(raw, ensure_ascii=True)
    try:
        return _understood(number, payload, Update.model_validate(raw))
    except Exception as error:  # noqa: BLE001 (whatever is wrong with it, others go on)
        chat = _chat_of(raw)
        return Arrival(number, payload, chat=chat, broken=type(error).__name__)


def _chat_of(raw: dict[str, Any]) -> int | None:
    """The private chat of an unreadable update, so that its sender can be told."""
    query = raw.get("callback_query")
    holder = query if isinstance(query, dict) else raw
    message = holder.get("message", raw.get("edited_message"))
    chat = message.get("chat") if isinstance(message, dict) else None
    if not isinstance(chat, dict) or chat.get("type") != ChatType.PRIVATE:
        return None
    number = chat.get("id")
    return number if isinstance(number, int) else None


def _understood(number: int, payload: str, update: Update) -> Arrival:
    if update.callback_query is not None:
        return _tapped(number, payload, update.callback_query)
    if update.my_chat_member is not None:
        return _membership(number, payload, update.my_chat_member)
    message = update.message or update.edited_message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return Arrival(number, payload)
    if update.edited_message is not None:
        return Arrival(number, payload, chat=message.chat.id, event=_edit(message))
    return Arrival(
        number,
        payload,
        chat=message.chat.id,
        event=_event(message),
        message=message.message_id,
        written=message.date,
    )


def _tapped(number: int, payload: str, query: CallbackQuery) -> Arrival:
    message = query.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return Arrival(number, payload, tap=query.id)
    if query.sender.id != message.chat.id:
        return Arrival(number, payload, tap=query.id, refused=Notice.NOT_YOURS)
    tap = decode(query.data)
    return Arrival(
        number,
        payload,
        chat=message.chat.id,
        event=tap,
        tap=query.id,
        refused=Notice.STALE if tap is None else None,
    )


def _membership(number: int, payload: str, changed: ChatMemberUpdated) -> Arrival:
    if changed.chat.type != ChatType.PRIVATE:
        return Arrival(number, payload)
    gone = changed.new_chat_member.status in (
        ChatMemberStatus.BANNED,
        ChatMemberStatus.LEFT,
    )
    return Arrival(
        number,
        payload,
        chat=changed.chat.id,
        event=None if gone else e.Returned(),
        reachable=not gone,
    )


# --- messages ---------------------------------------------------------------------


def _event(message: Message) -> e.Event:
    text = clean(message.text or message.caption)
    if text.startswith("/") and message.text:
        return _command(text)
    if message.document is not None and _may_be_data(message.document):
        return e.FileSent(message.document.file_id, message.document.file_size)
    if text:
        return e.TextSent(text, message.message_id)
    return e.OtherSent(_unreadable(message))


def _may_be_data(file: Document) -> bool:
    """Whether a file says of itself that it may be one of our data files."""
    name = file.file_name.lower()
    return file.mime_type == "application/json" or name.endswith(".json")


def _edit(message: Message) -> e.Event | None:
    """A changed text or caption; a live location that moves says nothing."""
    if message.location is not None:
        return None
    text = clean(message.text or message.caption)
    return e.TextEdited(text, message.message_id)


def _command(text: str) -> e.Event:
    """The command at the start of a text; `/start code` and `/start@bot` included."""
    word, *rest = text.split(maxsplit=1)
    name = word[1:].partition("@")[0].lower()
    try:
        return e.Commanded(e.Command(name), "".join(rest).strip())
    except ValueError:
        return e.CommandUnknown(word)


_KINDS: tuple[tuple[str, e.Unreadable], ...] = (
    ("photo", e.Unreadable.PHOTO),
    ("voice", e.Unreadable.VOICE),
    ("audio", e.Unreadable.VOICE),
    ("video", e.Unreadable.VIDEO),
    ("video_note", e.Unreadable.VIDEO),
    ("animation", e.Unreadable.VIDEO),
    ("sticker", e.Unreadable.STICKER),
    ("poll", e.Unreadable.POLL),
    ("document", e.Unreadable.FILE),
    ("venue", e.Unreadable.PLACE),
    ("location", e.Unreadable.PLACE),
    ("contact", e.Unreadable.CONTACT),
)


def _unreadable(message: Message) -> e.Unreadable:
    for field, kind in _KINDS:
        if getattr(message, field):
            return kind
    return e.Unreadable.OTHER


def clean(text: str) -> str:
    """A text without NUL, other control characters and lone surrogates."""
    return "".join(
        char
        for char in text
        if char in "\n\t" or (char >= " " and not "\ud800" <= char <= "\udfff")
    ).replace("\x7f", "")
