"""What can go wrong with a call, in the library's terms.

Beside these two the library's TimedOut and NetworkError: the call may have been carried
out. No error holds the address, because the bot's token is part of it.
"""

from __future__ import annotations

from telegram.error import NetworkError


class NotSentError(NetworkError):
    """The call certainly did not reach Telegram."""


class GarbledError(NetworkError):
    """Something answered, but not in the way of the Bot API: a gateway, a cut."""
