"""Who is typing where; a client shows it for five seconds at most."""

from datetime import datetime, timedelta

from bot.playground.clock import Clock
from bot.playground.model import User

SHOWN_FOR = timedelta(seconds=5)


class Typists:
    """Everyone who types just now, chat by chat."""

    def __init__(self, clock: Clock) -> None:
        """Start with nobody."""
        self._clock = clock
        self._since: dict[int, dict[User, datetime]] = {}

    def start(self, chat_id: int, who: User) -> None:
        """Show it from now on."""
        self._since.setdefault(chat_id, {})[who] = self._clock.now()

    def stop(self, chat_id: int, who: User) -> None:
        """Stop to show it: what was typed has come."""
        self._since.get(chat_id, {}).pop(who, None)

    def now(self, chat_id: int) -> list[User]:
        """List who types, whoever began first before the others."""
        since = self._since.get(chat_id, {})
        ended = self._clock.now() - SHOWN_FOR
        return [who for who, moment in since.items() if moment > ended]
