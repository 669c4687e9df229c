"""Topics of a forum, and in which of them a message lies.

A message of a topic carries the topic's id as `message_thread_id` and
`is_topic_message`. The topic General has no id to send to. A reply elsewhere in a
supergroup carries a `message_thread_id`, too, that of the first message of its thread;
sending to that one is refused in a forum and has no effect in other supergroups.
"""

from dataclasses import dataclass

from msgspec import Struct

GENERAL = 1


@dataclass(slots=True)
class Topic:
    """One topic; its id is that of the service message that opened it."""

    id: int
    name: str
    creator: int = 0
    is_closed: bool = False


class Place(Struct, frozen=True):
    """Where in its chat a message lies."""

    thread: int | None = None
    in_topic: bool = False

    @property
    def topic(self) -> int:
        """Name the topic, in a forum."""
        return self.thread if self.in_topic and self.thread else GENERAL
