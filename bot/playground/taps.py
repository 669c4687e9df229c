"""Taps on buttons that wait for the bot's answerCallbackQuery.

A tap can be answered once, within 15 seconds of the simulator's clock.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec import Struct

from bot.playground.clock import Clock
from bot.playground.errors import bad_request

ANSWER_WINDOW = timedelta(seconds=15)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Toast(Struct, frozen=True):
    """What a person sees after a tap: a short notice, or a box to dismiss (`alert`).

    An answer without words has an empty text; it may open a `url` instead.
    """

    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(slots=True)
class Tap:
    """One tap; `toast` stays None until the bot answers."""

    id: str
    chat_id: int
    made: datetime
    toast: Toast | None = None


class Taps:
    """All unanswered taps by callback query id."""

    def __init__(self, clock: Clock) -> None:
        """Start with none."""
        self._clock = clock
        self._waiting: dict[str, Tap] = {}

    def new(self, chat_id: int) -> Tap:
        """Begin to wait for the answer to a tap."""
        tap = Tap(str(secrets.randbits(62)), chat_id, self._clock.now())
        self._waiting[tap.id] = tap
        return tap

    def answer(self, number: str, toast: Toast) -> Tap:
        """Answer a tap, once.

        Raises:
            ApiError: 400, when it is unknown, answered already or too old.

        """
        tap = self._waiting.pop(number, None)
        if tap is None or self._clock.now() - tap.made > ANSWER_WINDOW:
            raise bad_request(TOO_OLD)
        tap.toast = toast
        return tap
