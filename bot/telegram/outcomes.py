"""What an error of the Bot API means for the message that was to be sent.

One rule: what is neither surely unsent nor surely refused may have arrived.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.outgoing import Outcome, Refusal, Refused, Unknown, Unsent
from bot.telegram.http.errors import NotSentError

# Telegram's words in lower case: the library changes the case of some.
_UNCHANGED: Final = "message is not modified"
_MEANINGS: Final[Mapping[str, Refusal]] = {
    "chat not found": Refusal.UNREACHABLE,
    "user not found": Refusal.UNREACHABLE,
    "peer_id_invalid": Refusal.UNREACHABLE,
    "have no access to the user": Refusal.UNREACHABLE,
    "message to edit not found": Refusal.MESSAGE_GONE,
    "message can't be edited": Refusal.MESSAGE_GONE,
    "message not found": Refusal.MESSAGE_GONE,
    "message_id_invalid": Refusal.MESSAGE_GONE,
    "there is no text in the message to edit": Refusal.MESSAGE_GONE,
    "can't parse entities": Refusal.BAD_MARKUP,
    "group chat was upgraded to a supergroup chat": Refusal.MOVED,
    "message thread not found": Refusal.TOPIC_GONE,
    "topic_closed": Refusal.TOPIC_GONE,
    "topic_deleted": Refusal.TOPIC_GONE,
    "topic_id_invalid": Refusal.TOPIC_GONE,
    "not enough rights": Refusal.NO_RIGHTS,
    "have no rights": Refusal.NO_RIGHTS,
    "need administrator rights": Refusal.NO_RIGHTS,
    "chat_write_forbidden": Refusal.NO_RIGHTS,
    "chat_admin_required": Refusal.NO_RIGHTS,
    "chat_restricted": Refusal.NO_RIGHTS,
    "chat_send_": Refusal.NO_RIGHTS,  # … PLAIN_FORBIDDEN, DOCS_FORBIDDEN and so on
}


def is_unchanged(error: TelegramError) -> bool:
    """Whether an edit was needless, since the message looks like that already."""
    return isinstance(error, BadRequest) and _UNCHANGED in error.message.lower()


def outcome_of(error: TelegramError) -> Outcome:
    """What an error means for the message that was to be sent.

    The library's BadRequest and TimedOut are NetworkErrors too, so the order
    matters. What is not known to be refused may have arrived.
    """
    match error:
        case RetryAfter():
            return Unsent(wait=seconds(error.retry_after), flood=True)
        case NotSentError():
            return Unsent()
        case Forbidden():
            why = _meaning(error.message, otherwise=Refusal.UNREACHABLE)
            return Refused(why, error.message)
        case InvalidToken():
            return Refused(Refusal.TOKEN_REVOKED, error.message)
        case BadRequest():
            why = _meaning(error.message, otherwise=Refusal.OTHER)
            return Refused(why, error.message)
        case ChatMigrated():
            return Refused(Refusal.MOVED, error.message, error.new_chat_id)
        case _:
            return Unknown()


def _meaning(words: str, *, otherwise: Refusal) -> Refusal:
    words = words.lower()
    return next(
        (why for phrase, why in _MEANINGS.items() if phrase in words), otherwise
    )


def asked_wait(error: TelegramError) -> float:
    """The seconds of silence that Telegram asks for; 0 if it does not."""
    return seconds(error.retry_after) if isinstance(error, RetryAfter) else 0.0


def seconds(span: float | timedelta) -> float:
    """A span of time of the library in seconds."""
    return span.total_seconds() if isinstance(span, timedelta) else float(span)
