"""Somebody who takes part without writing: she asks polls, votes, pins and reacts."""

from bot.playground import changes, reactions, voting
from bot.playground.groups import Group
from bot.playground.model import Chat, Message
from bot.playground.polls import Poll
from bot.playground.topics import Topic
from bot.playground.writers import Writer

MOST_OPTIONS = 12


class Participant(Writer):
    """What a person does to what others wrote; polls are there to be voted in."""

    async def sends_poll(
        self,
        question: str = "Which one?",
        options: tuple[str, ...] = ("This", "That"),
        *,
        to: Chat | None = None,
        topic: Topic | None = None,
        correct: tuple[int, ...] = (),
        is_anonymous: bool = True,
    ) -> Message:
        """Send a poll, or a quiz by naming the places of correct options."""
        if not question or not 2 <= len(options) <= MOST_OPTIONS:
            raise AssertionError(
                f"a poll has a question and 2 to {MOST_OPTIONS} options"
            )
        if not all(place in range(len(options)) for place in correct):
            raise AssertionError("the right option of a quiz is one of its options")
        world, is_private = self._world, not isinstance(to, Group)
        poll = Poll(
            world.new_poll_id(),
            question,
            options,
            is_anonymous,
            allows_revoting=not correct,
            correct=correct,
            tells_correct=is_private,
        )
        sent = self._writes("poll", "", {"poll": poll.as_json()}, to, topic)
        world.chats[sent.chat_id].polls[sent.id] = poll
        return sent

    async def votes(self, *options: str, on: Message) -> None:
        """Choose options of a poll by their words; none takes the vote back."""
        chat = self._world.chats[on.chat_id]
        self._must_act(chat)
        poll = chat.polls.get(on.id)
        there = poll.options if poll else ()
        if unknown := set(options).difference(there):
            raise AssertionError(f"{self.name} sees no option {min(unknown)!r}")
        chosen = tuple(place for place, text in enumerate(there) if text in options)
        voting.vote(self._world, chat, self.user, on, chosen)

    async def closes_poll(self, message: Message) -> None:
        """End a poll of hers for good."""
        current, chat = self._own(message), self._world.chats[message.chat_id]
        self._must_act(chat)
        poll = chat.polls.get(message.id)
        if poll is None or poll.is_closed:
            raise AssertionError(f"{self.name} sees no open poll there")
        voting.close(self._world, chat, current, poll)

    async def pins(self, message: Message) -> None:
        """Pin a message: in private for herself, in a group for all.

        Every member may who may write.
        """
        changes.pin(self._world, self._pinning(message), self.user, message)

    async def unpins(self, message: Message) -> None:
        """Take a message off the top."""
        chat = self._pinning(message)
        changes.unpin(chat, message)
        self._world.changed(chat)

    async def reacts(self, emoji: str, *, on: Message) -> None:
        """React to a message; an empty text takes the reaction back."""
        chat = self._world.chats[on.chat_id]
        self._must_see(chat)
        reactions.react(self._world, chat, self.user, on, emoji)

    def types(self, *, to: Chat | None = None) -> None:
        """Let others see for five seconds that she types; bots are not told."""
        chat = to or self.chat
        self._must_act(chat)
        self._world.typists.start(chat.id, self.user)
        self._world.changed(None)

    def _pinning(self, message: Message) -> Chat:
        chat = self._world.chats[message.chat_id]
        self._must_act(chat)
        if isinstance(chat, Group) and chat.standing(self.user).is_mute:
            raise AssertionError(f"{self.name} cannot pin there")
        return chat
