"""Which messages people have seen in the page: what lies above is unread."""

from itertools import takewhile

from bot.playground.model import Chat


class ReadMarks:
    """The newest message each person has seen, chat by chat."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._seen: dict[tuple[int, int], int] = {}

    def read(self, person: int, chat: Chat, up_to: int) -> None:
        """Remember that a person saw everything up to a message."""
        key = person, chat.id
        self._seen[key] = max(up_to, self._seen.get(key, 0))

    def unread(self, person: int, chat: Chat) -> int:
        """Count what others wrote since."""
        seen = self._seen.get((person, chat.id), 0)
        news = takewhile(lambda message: message.id > seen, chat.newest_first())
        return sum(message.sender.id != person for message in news)
