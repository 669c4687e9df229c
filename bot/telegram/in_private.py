"""What happens in private chats: the interview's own events, and some of exercises."""

from __future__ import annotations

from msgspec.structs import replace
from telegram.constants import ChatMemberStatus

from bot.arrivals import Arrival
from bot.deeds import Began, Deed, Followed
from bot.links import Links
from bot.telegram.callback_data import decode
from bot.telegram.doers import BEGINNING, tapped_by, who_is
from bot.telegram.updates import (
    CallbackQuery,
    ChatMemberUpdated,
    Document,
    Message,
    Placed,
    clean,
)
from conversations.interview import events as e
from conversations.interview.effects import Notice


class PrivateReader:
    """Reads what people write to the bot alone; `links` are those it makes."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def written(self, blank: Arrival, message: Message) -> Arrival:
        """A message of any kind."""
        deed = self._deed(message)
        return replace(
            blank,
            chat=message.chat.id,
            event=_event(message) if deed is None else None,
            who=who_is(message.sender),
            deed=deed,
            message=message.message_id,
            written=message.date,
        )

    def edited(self, blank: Arrival, message: Message) -> Arrival:
        """A changed message; it counts by the time of the change."""
        return replace(
            blank,
            chat=message.chat.id,
            event=_edit(message),
            who=who_is(message.sender),
            written=message.edit_date or message.date,
        )

    def tapped(self, blank: Arrival, query: CallbackQuery, under: Placed) -> Arrival:
        """A button of the interview, or of an exercise."""
        who = who_is(query.sender)
        if who is None or who.id != under.chat.id:
            return replace(blank, refused=Notice.NOT_YOURS)
        deed = tapped_by(who, query.data)
        event = None if deed else decode(query.data)
        is_ours = deed is not None or event is not None
        return replace(
            blank,
            chat=under.chat.id,
            event=event,
            who=who,
            deed=deed,
            refused=None if is_ours else Notice.STALE,
        )

    def stands(self, blank: Arrival, changed: ChatMemberUpdated) -> Arrival:
        """Somebody has blocked the bot, or let it in again."""
        gone = changed.new_chat_member.status in (
            ChatMemberStatus.BANNED,
            ChatMemberStatus.LEFT,
        )
        return replace(
            blank,
            chat=changed.chat.id,
            event=None if gone else e.Returned(),
            who=who_is(changed.sender),
            reachable=not gone,
        )

    def went(self, blank: Arrival, changed: ChatMemberUpdated) -> Arrival:
        """Telegram tells nothing of this kind of private chats."""
        return blank

    def _deed(self, message: Message) -> Deed | None:
        """What a message is about exercises, if it is about them."""
        text = clean(message.text)
        if not text.startswith("/"):
            return None
        name, about = _command(text)
        if name in BEGINNING:
            return Began()
        if name != e.Command.START or not self._links.is_meant(about):
            return None
        return Followed(self._links.read(about))


def _event(message: Message) -> e.Event:
    text = clean(message.text or message.caption)
    if text.startswith("/") and message.text:
        return _commanded(text)
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


def _commanded(text: str) -> e.Event:
    """The command at the start of a text; one we do not have, too."""
    name, about = _command(text)
    try:
        return e.Commanded(e.Command(name), about)
    except ValueError:
        return e.CommandUnknown(text.split(maxsplit=1)[0])


def _command(text: str) -> tuple[str, str]:
    """A command and what is behind it; `/start code` and `/start@bot` included."""
    word, *rest = text.split(maxsplit=1)
    return word[1:].partition("@")[0].lower(), "".join(rest).strip()


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
