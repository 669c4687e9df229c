"""What a person finds in a chat: the bot's messages and their buttons."""

from collections.abc import Callable, Iterator

from bot.playground.model import Button, Chat, Message

Found = tuple[Message, Button]
Does = Callable[[Button], bool]


def calls_back(button: Button) -> bool:
    """Tell a button whose tap the bot is told of."""
    return bool(button.data)


def opens_link(button: Button) -> bool:
    """Tell a button that opens an address; the bot is told nothing."""
    return bool(button.url)


def by_the_bot(chat: Chat) -> Iterator[Message]:
    """Go through the bot's visible messages, newest first."""
    return (message for message in chat.newest_first() if message.from_bot)


def showing(chat: Chat, text: str) -> Message | None:
    """Find the newest message of the bot that contains a text."""
    return next((m for m in by_the_bot(chat) if text in m.text), None)


def labels_shown(chat: Chat) -> list[str]:
    """List the labels under the newest message of the bot that has any."""
    labels = ([button.label for button in m.buttons] for m in by_the_bot(chat))
    return next(filter(None, labels), [])


def button_shown(chat: Chat, label: str, does: Does) -> Found | None:
    """Find a button on the newest message that has one with this label."""
    return _first(by_the_bot(chat), label, does)


def button_remembered(
    chat: Chat, message_id: int, label: str, does: Does
) -> Found | None:
    """Find a button that some version of a message had, the newest version first."""
    return _first(reversed(chat.versions(message_id)), label, does)


def _first(messages: Iterator[Message], label: str, does: Does) -> Found | None:
    for message in messages:
        if button := _named(label, message, does):
            return message, button
    return None


def _named(label: str, message: Message, does: Does) -> Button | None:
    """Prefer the exact label to one that only contains it; letter case is ignored."""
    wanted = label.casefold()
    named = [b for b in message.buttons if wanted in b.label.casefold() and does(b)]
    exact = [b for b in named if b.label.casefold() == wanted]
    return next(iter(exact + named), None)
