"""Groups and supergroups: chats of many, with what each of them may do there."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from bot.playground.membership import Standing
from bot.playground.model import Chat, Json, Message, User
from bot.playground.topics import GENERAL, Place, Topic

# Bot API, Message.from: who seems to write when somebody writes as the group.
ANONYMOUS = User(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")


@dataclass(slots=True)
class Group(Chat):
    """A chat of many; `standings` also remembers those who have gone.

    Attributes:
        hears_all: privacy mode was off when the bot was added.
        upgraded_to: the supergroup that took the place of a basic group.
        topics: by id, with General; none when the group is no forum.
        linked_channel: the channel whose posts are discussed here.
        last_message_id: a supergroup counts its messages itself.

    """

    standings: dict[int, Standing] = field(default_factory=dict)
    hears_all: bool = False
    last_message_id: int = 0
    upgraded_to: int | None = None
    topics: dict[int, Topic] = field(default_factory=dict)
    linked_channel: int | None = None

    @property
    def is_supergroup(self) -> bool:
        """Tell a supergroup from a basic group."""
        return self.type == "supergroup"

    @property
    def is_forum(self) -> bool:
        """Tell whether it has topics."""
        return bool(self.topics)

    def standing(self, user: User) -> Standing:
        """Tell what somebody is here; a stranger counts as gone."""
        return self.standings.get(user.id) or Standing(user, "left")

    def place(self, standing: Standing) -> None:
        """Let somebody be something else here from now on."""
        user = standing.user
        self.standings[user.id] = standing
        if standing.is_in:
            self.members[user.id] = user
        else:
            self.members.pop(user.id, None)

    def as_json(self) -> Json:
        """Render a Bot API `Chat`."""
        chat: Json = {"id": self.id, "type": self.type, "title": self.title}
        return {**chat, "is_forum": True} if self.is_forum else chat

    def face_of(self, user: User) -> User:
        """Give the account others see when this user acts."""
        return ANONYMOUS if self.standing(user).is_anonymous else user

    def signed(self, message: Message, *, as_group: bool = False) -> Message:
        """Hide who wrote a message if she writes as the group."""
        writer = self.standing(message.sender)
        if not (as_group or writer.is_anonymous):
            return message
        content: Json = {**message.content, "sender_chat": self.as_json()}
        if writer.title:
            content["author_signature"] = writer.title
        return replace(message, sender=ANONYMOUS, author=writer.user, content=content)

    def place_of(self, topic: int | None, reply_to: int | None) -> Place:
        """Tell where a new message lies: in its topic, or beside what it replies to."""
        if topic and topic != GENERAL and self.is_forum:
            return Place(topic, in_topic=True)
        original = self.get(reply_to) if reply_to else None
        if original is None or not self.is_supergroup:
            return Place()
        return Place(original.thread or original.id, original.in_topic)

    def is_closed_to(self, user: User, place: Place) -> bool:
        """Tell whether a place lies in a closed topic, which only some may write in."""
        topic = self.topics.get(place.topic)
        is_closed = topic is not None and topic.is_closed
        return is_closed and not self.standing(user).may("can_manage_topics")
