"""Sends what was committed: in order per chat, within Telegram's limits."""

from bot.delivery.outbox import Delivery

__all__ = ["Delivery"]
