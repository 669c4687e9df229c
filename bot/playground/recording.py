"""A chat as the page can play it again: step by step, as it was seen.

No dates, and no toasts, whose order is not certain; so the same conversation is always
recorded the same. Buttons lead nowhere, and of photos and files only the kind is kept.
"""

from bot.playground.model import Chat, Happening, Json
from bot.playground.people import Person
from bot.playground.views import message_shown

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
    left_out = {"date": 0, "edit_date": None, "file": None, "album": None}
    shown = {**message, "keyboard": keyboard, **left_out}
    return {"what": happening.what, "message": shown}
