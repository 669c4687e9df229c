"""What Telegram refuses about the buttons under a message."""

import json
from itertools import chain
from typing import Any

from bot.playground.errors import bad_request

LARGEST_MARKUP = 10 * 1024
MOST_BUTTONS = 100
MOST_IN_ROW = 8
LONGEST_DATA = 64
# Every other field of an InlineKeyboardButton is an action; exactly one is wanted.
LOOKS = {"text", "style", "icon_custom_emoji_id"}
# Bot API, KeyboardButton: "Available in private chats only."
PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "web App buttons can be used in private chats only",
}


def checked_keyboard(
    markup: dict[str, Any] | None, *, is_private: bool
) -> dict[str, Any] | None:
    """Return an inline keyboard to store; None when there is none or it is empty.

    Other reply markups are accepted and not stored, since Telegram does not return
    them with the message either.

    Raises:
        ApiError: 400 for too many buttons, bad data, a button without an action, or
            one that a group cannot have.

    """
    if markup and not is_private:
        _check_for_group(markup)
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    buttons = [button for row in rows for button in row]
    for button in buttons:
        _check_button(button)
    if len(buttons) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    if len(json.dumps(rows, ensure_ascii=False).encode()) > LARGEST_MARKUP:
        raise bad_request("reply markup is too long")
    return {**markup, "inline_keyboard": rows} if rows else None


def _check_for_group(markup: dict[str, Any]) -> None:
    for button in chain.from_iterable(markup.get("keyboard", [])):
        for action, words in PRIVATE_ONLY.items():
            if button.get(action):
                raise bad_request(words)
    for button in chain.from_iterable(markup.get("inline_keyboard", [])):
        if "web_app" in button:
            raise bad_request("BUTTON_TYPE_INVALID")


def _check_button(button: dict[str, Any]) -> None:
    unparsed = "can't parse inline keyboard button: "
    if not button["text"]:
        raise bad_request(unparsed + 'Field "text" must be non-empty')
    actions = button.keys() - LOOKS
    if not actions:
        raise bad_request(
            unparsed + "Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(unparsed + "exactly one action is allowed")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not _is_link(button["url"]):
        raise bad_request("BUTTON_URL_INVALID")


def _is_link(url: str) -> bool:
    return url.startswith(("http://", "https://", "tg://")) and " " not in url
