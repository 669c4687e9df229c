"""A person with a Telegram app: she writes, taps, and looks at her chat.

What she does takes effect at once. What she waits for has a time limit in real seconds,
and when it does not come the error says what she saw instead.
"""

from dataclasses import replace

from bot.playground import media
from bot.playground.model import (
    Chat,
    Happening,
    Json,
    Message,
    User,
    message_json,
    unix,
)
from bot.playground.sight import (
    button_remembered,
    button_shown,
    by_the_bot,
    showing,
)
from bot.playground.taps import Tap, Toast
from bot.playground.text import LONGEST_TEXT, linked
from bot.playground.transcript import transcript_of
from bot.playground.updates import TAP_LIFE
from bot.playground.world import World

PATIENCE = 10.0


class Person:
    """One person and her private chat with the bot."""

    def __init__(self, world: World, user: User) -> None:
        """Give somebody who exists a voice."""
        self.user = user
        self.actions = 0  # messages sent and taps; edits and deletions do not count
        self._world = world

    @property
    def id(self) -> int:
        """Give her user id, which is also the id of her private chat."""
        return self.user.id

    @property
    def name(self) -> str:
        """Give her full name."""
        return self.user.name

    @property
    def chat(self) -> Chat:
        """Give her chat with the bot."""
        return self._world.chats[self.id]

    @property
    def last(self) -> Message:
        """Give the newest message of the bot that she sees."""
        for message in by_the_bot(self.chat):
            return message
        raise AssertionError(f"the bot wrote nothing to {self.name}")

    @property
    def buttons(self) -> list[str]:
        """List the labels under the newest message that has any."""
        for message in by_the_bot(self.chat):
            if message.buttons:
                return [button.label for button in message.buttons]
        return []

    @property
    def bot_messages(self) -> int:
        """Count the messages the bot sent her; edits do not count."""
        sent = (h.message for h in self.chat.history if h.what == "sends")
        return sum(message is not None and message.from_bot for message in sent)

    async def sends(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Write a text; commands and links in it are marked as Telegram does.

        Raises:
            AssertionError: Telegram's app would not send it as one message.

        """
        text = text.strip()
        if not 1 <= len(text) <= LONGEST_TEXT:
            raise AssertionError(f"a message has 1 to {LONGEST_TEXT} characters")
        return self._writes("text", text, {}, reply_to)

    async def sends_photo(self, caption: str = "") -> Message:
        """Send a photo."""
        return self._writes("photo", caption, media.photo())

    async def sends_video(self, caption: str = "") -> Message:
        """Send a video."""
        return self._writes("video", caption, media.video())

    async def sends_document(
        self, caption: str = "", name: str = "notes.pdf"
    ) -> Message:
        """Send a file."""
        return self._writes("document", caption, media.document(name))

    async def sends_voice(self) -> Message:
        """Send a voice message."""
        return self._writes("voice", "", media.voice())

    async def sends_sticker(self) -> Message:
        """Send a sticker."""
        return self._writes("sticker", "", media.sticker())

    async def sends_poll(
        self, question: str = "Which one?", options: tuple[str, ...] = ("This", "That")
    ) -> Message:
        """Send a poll."""
        return self._writes("poll", "", media.poll(question, options))

    async def sends_location(self) -> Message:
        """Send a place."""
        return self._writes("location", "", media.location())

    async def sends_contact(self) -> Message:
        """Send somebody's phone number."""
        return self._writes("contact", "", media.contact(self.user.first_name))

    async def forwards(self, text: str, author: str = "Someone else") -> Message:
        """Forward a text that a person with a hidden account wrote."""
        date = unix(self._world.now())
        origin = {"type": "hidden_user", "date": date, "sender_user_name": author}
        return self._writes("text", text, {"forward_origin": origin})

    async def edits(self, message: Message, text: str) -> Message:
        """Change a text or caption of hers."""
        current = self._own(message)
        entities = tuple(linked(text, []))
        edited = replace(current, text=text, entities=entities)
        edited = self._world.edit(current, edited)
        self._world.updates.put("edited_message", self._world.render(edited))
        return edited

    async def deletes(self, message: Message) -> None:
        """Delete a message for both sides; bots are not told."""
        current = self.chat.get(message.id)
        if current is None:
            raise AssertionError(f"{self.name} does not see that message any more")
        self._world.delete(current, self.user)

    async def taps(
        self,
        label: str,
        *,
        on: Message | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - reads best in tests
    ) -> Toast:
        """Tap a button and wait for the bot's answer.

        Args:
            label: what the button says or a part of it, in any case.
            on: a message she once saw, with any keyboard it ever had. Without it: the
                newest message that shows such a button, which is waited for.
            timeout: seconds for the button to appear, and again for the answer.

        Raises:
            AssertionError: no such button, or no answer.

        """
        if on is None:
            found = await self._world.found(
                lambda: button_shown(self.chat, label), timeout
            )
        else:
            found = button_remembered(self._world.chats[on.chat_id], on.id, label)
        if found is None:
            raise AssertionError(self._has_not(label))
        message, button = found
        return await self._taps(button.label, button.data or "", message, timeout)

    async def taps_data(
        self,
        data: str,
        *,
        on: Message,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - as in `taps`
    ) -> Toast:
        """Send any callback data from any message, as a forged client could."""
        labels = (b.label for b in on.buttons if b.data == data)
        return await self._taps(next(labels, f"“{data}”"), data, on, timeout)

    async def sees(
        self,
        text: str,
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - as in `taps`
    ) -> Message:
        """Wait until a message of the bot shows this text, and return it.

        Raises:
            AssertionError: with the whole chat, when it does not come.

        """
        message = await self._world.found(lambda: showing(self.chat, text), timeout)
        if message is None:
            story = transcript_of(self.chat)
            raise AssertionError(f"{self.name} does not see {text!r} but:\n{story}")
        return message

    async def blocks(self) -> None:
        """Stop and block the bot."""
        self._set_blocked("blocks", blocked=True)

    async def unblocks(self) -> None:
        """Let the bot write again."""
        self._set_blocked("unblocks", blocked=False)

    def _writes(
        self, kind: str, text: str, content: Json, reply_to: Message | None = None
    ) -> Message:
        if self.chat.is_blocked:
            raise AssertionError(f"{self.name} cannot write: she blocked the bot")
        self.actions += 1
        self.chat.is_open = True
        world = self._world
        message = Message(
            id=world.new_message_id(),
            chat_id=self.id,
            sender=self.user,
            date=world.now(),
            text=text,
            entities=tuple(linked(text, [])),
            reply_to=reply_to.id if reply_to else None,
            kind=kind,
            content=content,
        )
        world.post(message)
        world.updates.put("message", world.render(message))
        return message

    async def _taps(self, label: str, data: str, on: Message, within: float) -> Toast:
        self.actions += 1
        world, chat = self._world, self._world.chats[on.chat_id]
        tap = world.taps.new(chat.id)
        world.tell(chat, Happening("taps", self.user, on, words=label))
        world.updates.put("callback_query", self._query(tap, data, on), TAP_LIFE)
        toast = await world.found(lambda: tap.toast, within)
        if toast is None:
            raise AssertionError(f"the bot did not answer {self.name}'s tap on {label}")
        return toast

    def _query(self, tap: Tap, data: str, on: Message) -> Json:
        """Render a Bot API `CallbackQuery`; a deleted message is inaccessible."""
        chat = self._world.chats[on.chat_id]
        current = chat.get(on.id)
        gone = {"chat": chat.as_json(), "message_id": on.id, "date": 0}
        return {
            "id": tap.id,
            "from": self.user.as_json(),
            "message": message_json(chat, current) if current else gone,
            "chat_instance": str(chat.id * 7919),
            "data": data,
        }

    def _set_blocked(self, what: str, *, blocked: bool) -> None:
        self.chat.is_blocked = blocked
        self._world.tell(self.chat, Happening(what, self.user))
        states = self._membership("member"), self._membership("kicked")
        old, new = states if blocked else states[::-1]
        update = {
            "chat": self.chat.as_json(),
            "from": self.user.as_json(),
            "date": unix(self._world.now()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self._world.updates.put("my_chat_member", update)

    def _membership(self, status: str) -> Json:
        member: Json = {"user": self._world.bot.as_json(), "status": status}
        return {**member, "until_date": 0} if status == "kicked" else member

    def _own(self, message: Message) -> Message:
        current = self.chat.get(message.id)
        if current is None or current.sender != self.user:
            raise AssertionError(f"{self.name} has no such message to edit")
        return current

    def _has_not(self, label: str) -> str:
        shown = " ".join(f"[{name}]" for name in self.buttons) or "no buttons"
        return (
            f"{self.name} sees no button with {label!r} but {shown} in:\n"
            f"{transcript_of(self.chat)}"
        )
