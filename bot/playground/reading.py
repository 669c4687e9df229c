"""Which messages people have seen in the page: what lies above is unread."""

from bot.playground.groups import Group
from bot.playground.model import Chat, Message
from bot.playground.topics import Place


class ReadMarks:
    """The newest message each person has seen, by chat and topic."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._seen: dict[tuple[int, int, int], int] = {}

    def read(self, person: int, chat: Chat, up_to: int, topic: int = 0) -> None:
        """Remember that a person saw everything up to a message, in a topic."""
        key = person, chat.id, topic
        self._seen[key] = max(up_to, self._seen.get(key, 0))

    def unread(self, person: int, chat: Chat, topic: int | None = None) -> int:
        """Count what others wrote since; in all topics unless one is named."""
        return sum(
            message.writer.id != person
            and message.id > self._seen.get((person, chat.id, place), 0)
            and topic in (None, place)
            for message in chat.messages
            for place in [topic_of(chat, message)]
        )

    def unread_by_all(self, chat: Chat, topic: int | None = None) -> dict[int, int]:
        """Count for each member who is a person."""
        people = [user.id for user in chat.members.values() if not user.is_bot]
        return {person: self.unread(person, chat, topic) for person in people}


def topic_of(chat: Chat, message: Message) -> int:
    """Name the topic a message lies in; 0 where there are none."""
    if not isinstance(chat, Group) or not chat.is_forum:
        return 0
    return Place(message.thread, message.in_topic).topic
