"""A chat as text that can be read aloud: who said and did what, in order.

No dates and no ids, so that the same conversation always reads the same.
"""

from bot.playground.model import Chat, Happening, Message

LINES = {
    "sends": "{who}: {message}",
    "edits": "{who} (edits): {message}",
    "edits buttons": "{who} (edits the buttons): {buttons}",
    "removes buttons": "{who} takes the buttons away",
    "deletes": "{who} deletes: {first_line}",
    "pins": "{who} pins: {first_line}",
    "reacts": "{who} reacts {words} to: {first_line}",
    "votes": "{who} votes for {words} in: {first_line}",
    "takes the vote back": "{who} takes the vote back from: {first_line}",
    "closes the poll": "{who} closes the poll: {first_line}",
    "takes back": "{who} takes the reaction back from: {first_line}",
    "taps": "{who} taps {words}",
    "answers": "{who} (toast): {words}",
    "opens": "{who} opens the private chat",
    "blocks": "{who} blocks the bot",
    "unblocks": "{who} unblocks the bot",
    "announces": "{who} {words}",
}
UNSPOKEN = "answers without words"
WITHOUT_WORDS = {
    "answers": UNSPOKEN,
    "reacts": "takes back",
    "votes": "takes the vote back",
}


def transcript_of(chat: Chat) -> str:
    """Tell the story of a chat, a paragraph for each thing that happened."""
    told = ((_kind(happening), happening) for happening in chat.history)
    return "\n".join(_line(kind, what) for kind, what in told if kind != UNSPOKEN)


def _line(kind: str, happening: Happening) -> str:
    message = _spoken(happening.message) if happening.message else ""
    return LINES[kind].format(
        who="Bot" if happening.who.is_bot else happening.who.name,
        words=happening.words,
        message=message,
        first_line=message.partition("\n")[0],
        buttons="\n  ".join(_rows(happening.message)),
    )


def _kind(happening: Happening) -> str:
    """Choose the words: an edit may be about the buttons only, an answer silent."""
    old, new = happening.before, happening.message
    if happening.what == "edits" and old and new and old.text == new.text:
        same = old.entities == new.entities
        buttons = "edits buttons" if new.buttons else "removes buttons"
        return buttons if same else "edits"
    if happening.words:
        return happening.what
    return WITHOUT_WORDS.get(happening.what, happening.what)


def _spoken(message: Message) -> str:
    """Give what a message shows: kind, text and rows of buttons."""
    name = message.content.get("document", {}).get("file_name", "")
    question = message.content.get("poll", {}).get("question", "")
    kind = "" if message.kind == "text" else f"({message.kind} {name}".strip() + ") "
    words = (kind + (message.text or question)).strip()
    return "\n".join([words, *_rows(message)]).replace("\n", "\n  ")


def _rows(message: Message | None) -> list[str]:
    rows = message.keyboard if message else ()
    return [" ".join(f"[{button.label}]" for button in row) for row in rows]
