"""A chat as the page can play it again: step by step, as it was seen.

No dates, and no toasts, whose order is not certain; so the same conversation is always
recorded the same. Buttons lead nowhere, of photos only the place is kept (whoever keeps
the recording adds them as `photos`, by the number of the message), of files the kind.
"""

from bot.playground.model import Chat, Happening, Json, Message
from bot.playground.people import Person
from bot.playground.views import file_shown, message_shown

SEEN = {"sends", "edits", "deletes", "taps"}


def recording_of(person: Person, title: str) -> Json:
    """Record the private chat of a person."""
    chat = person.chat
    seen = (happening for happening in chat.history if happening.what in SEEN)
    return {
        "title": title,
        "person": person.id,
        "steps": [_step(chat, happening) for happening in seen],
    }


def _step(chat: Chat, happening: Happening) -> Json:
    if happening.message is None:
        raise AssertionError(f"nothing is seen where somebody {happening.what}")
    if happening.what in {"deletes", "taps"}:
        number = happening.message.id
        return {"what": happening.what, "id": number, "label": happening.words}
    message = message_shown(chat, happening.message)
    rows = message["keyboard"] or []
    keyboard = [[{**key, "data": ""} for key in row] for row in rows] or None
    left_out = {"date": 0, "edit_date": None, "album": None}
    file = _photo(happening.message)
    shown = {**message, "keyboard": keyboard, **left_out, "file": file}
    return {"what": happening.what, "message": shown}


def _photo(message: Message) -> Json | None:
    """Keep where a photo will be found and how large it is to look at."""
    file = file_shown(message) if message.kind == "photo" else None
    return {**file, "url": f"photos/{message.id}", "size": 0} if file else None
