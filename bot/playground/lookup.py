"""What a request of the page means: which chat, which message, and who acts."""

from aiohttp import web

from bot.playground.groups import Group
from bot.playground.guard import refusal
from bot.playground.model import Chat, Json, Message
from bot.playground.people import Person
from bot.playground.topics import Topic
from bot.playground.world import World


class Lookup:
    """Finds things by their numbers; a 404 says what is not there."""

    def __init__(self, world: World, people: dict[int, Person]) -> None:
        """Look into a world and among its people."""
        self._world = world
        self._people = people

    def chat(self, request: web.Request) -> Chat:
        """Find the chat in the address."""
        chat = self._world.chats.get(int(request.match_info["chat"]))
        if chat is None:
            raise refusal(web.HTTPNotFound, "chat not found")
        return chat

    def group(self, request: web.Request) -> Group:
        """Find the group in the address."""
        chat = self.chat(request)
        if not isinstance(chat, Group):
            raise refusal(web.HTTPNotFound, "this chat is no group")
        return chat

    def message(self, chat: Chat, request: web.Request) -> Message:
        """Find the message in the address, deleted or not."""
        versions = chat.versions(int(request.match_info["message"]))
        if not versions:
            raise refusal(web.HTTPNotFound, "message not found")
        return versions[-1]

    def person(self, body: Json, name: str = "person") -> Person:
        """Find who acts, or somebody else whom a body names."""
        person = self._people.get(body.get(name, 0))
        if person is None:
            raise refusal(web.HTTPNotFound, "person not found")
        return person


def topic_in(chat: Chat, body: Json) -> Topic | None:
    """Find the topic that a body names; none where there are no topics."""
    if "topic" not in body or not isinstance(chat, Group):
        return None
    topic = chat.topics.get(body["topic"])
    if topic is None:
        raise refusal(web.HTTPNotFound, "this topic is gone")
    return topic
