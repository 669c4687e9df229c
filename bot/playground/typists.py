"""Who is typing, or sending what, in which chat; a client shows it for five seconds."""

from datetime import datetime, timedelta

from bot.playground.clock import Clock
from bot.playground.model import User

SHOWN_FOR = timedelta(seconds=5)
TYPING = "typing"


class Typists:
    """Everyone who is about to send something, chat by chat, by Bot API chat action."""

    def __init__(self, clock: Clock) -> None:
        """Start with nobody."""
        self._clock = clock
        self._acts: dict[int, dict[User, tuple[str, datetime]]] = {}

    def start(self, chat_id: int, who: User, action: str = TYPING) -> None:
        """Show it from now on."""
        self._acts.setdefault(chat_id, {})[who] = action, self._clock.now()

    def stop(self, chat_id: int, who: User) -> None:
        """Show it no longer: what was typed has come."""
        self._acts.get(chat_id, {}).pop(who, None)

    def now(self, chat_id: int) -> list[tuple[User, str]]:
        """List who does what, whoever began first before the others."""
        ended = self._clock.now() - SHOWN_FOR
        acts = self._acts.get(chat_id, {})
        return [(who, what) for who, (what, since) in acts.items() if since > ended]
