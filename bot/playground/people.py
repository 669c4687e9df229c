"""A person with a Telegram app: she writes, taps, and looks at her chat.

What she waits for has a time limit in real seconds, and when it does not come the error
says what she saw instead.
"""

from collections.abc import Callable
from typing import TypeVar

from bot.playground.deeplinks import deep_link
from bot.playground.members import Member
from bot.playground.model import Chat, Happening, Json, Message, message_json, unix
from bot.playground.sight import (
    Does,
    Found,
    button_remembered,
    button_shown,
    by_the_bot,
    calls_back,
    labels_shown,
    opens_link,
    showing,
)
from bot.playground.taps import Tap, Toast
from bot.playground.transcript import transcript_of
from bot.playground.updates import TAP_LIFE

PATIENCE = 30.0
T = TypeVar("T")


class Person(Member):
    """One person, her private chat with the bot, and the groups she is in."""

    @property
    def last(self) -> Message:
        """Give the newest message of the bot that she sees."""
        for message in by_the_bot(self.chat):
            return message
        raise AssertionError(f"the bot wrote nothing to {self.name}")

    @property
    def buttons(self) -> list[str]:
        """List the labels under the newest message that has any."""
        return labels_shown(self.chat)

    @property
    def bot_messages(self) -> int:
        """Count the messages the bot sent her; edits do not count."""
        sent = (h.message for h in self.chat.history if h.what == "sends")
        return sum(message is not None and message.from_bot for message in sent)

    async def taps(
        self,
        label: str,
        *,
        on: Message | None = None,
        in_: Chat | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - reads best in tests
    ) -> Toast:
        """Tap a button and wait for the bot's answer.

        One that opens a link is followed instead: see `follows`.

        Args:
            label: what the button says or a part of it, in any case.
            on: a message she once saw, with any keyboard it ever had. Without it: the
                newest message that shows such a button, which is waited for.
            in_: the group to look in; without it, her chat with the bot.
            timeout: seconds for the button to appear, and again for the answer.

        Raises:
            AssertionError: no such button, or no answer.

        """
        chat = self._world.chats[on.chat_id] if on else in_ or self.chat
        message, button = await self._finds(label, chat, on, calls_back, timeout)
        return await self._taps(button.label, button.data or "", message, timeout)

    async def follows(
        self,
        link: str,
        *,
        on: Message | None = None,
        in_: Chat | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - as in `taps`
    ) -> Message:
        """Follow a link `https://t.me/bot?start=…`: open the chat and press Start.

        Args:
            link: the address, or what the button says that opens it, as in `taps`.
            on: as in `taps`.
            in_: as in `taps`.
            timeout: seconds for the button to appear.

        Raises:
            AssertionError: no such button, or it leads elsewhere.

        """
        url = link
        if "://" not in link:
            chat = self._world.chats[on.chat_id] if on else in_ or self.chat
            _, button = await self._finds(link, chat, on, opens_link, timeout)
            url = button.url or ""
        found = deep_link(url, self._world.bot.username or "")
        if found is None or found.kind != "start":
            raise AssertionError(f"{link!r} does not lead into the chat with the bot")
        return await self.starts(found.payload)

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
        in_: Chat | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - as in `taps`
    ) -> Message:
        """Wait until a message of the bot shows this text, and return it.

        Raises:
            AssertionError: with the whole chat, when it does not come.

        """
        chat = in_ or self.chat
        self._must_see(chat)
        message = await self._world.found(lambda: showing(chat, text), timeout)
        if message is None:
            story = transcript_of(chat)
            raise AssertionError(f"{self.name} does not see {text!r} but:\n{story}")
        return message

    async def waits(
        self,
        find: Callable[[], T | None],
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - as in `taps`
    ) -> T:
        """Wait until there is something to find, and return it.

        Raises:
            AssertionError: when it does not come.

        """
        found = await self._world.found(find, timeout)
        if found is None:
            raise AssertionError(f"{self.name} waits in vain")
        return found

    async def blocks(self) -> None:
        """Stop and block the bot."""
        self._set_blocked("blocks", blocked=True)

    async def unblocks(self) -> None:
        """Let the bot write again."""
        self._set_blocked("unblocks", blocked=False)

    async def _finds(
        self, label: str, chat: Chat, on: Message | None, does: Does, within: float
    ) -> Found:
        self._must_see(chat)
        if on:
            found = button_remembered(chat, on.id, label, does)
        else:
            found = await self._world.found(
                lambda: button_shown(chat, label, does), within
            )
        if found is None:
            raise AssertionError(self._has_not(label, chat))
        return found

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

    def _has_not(self, label: str, chat: Chat) -> str:
        shown = " ".join(f"[{name}]" for name in labels_shown(chat)) or "no buttons"
        if link := button_shown(chat, label, opens_link):
            shown += f" (“{link[1].label}” opens a link: `follows` does that)"
        return (
            f"{self.name} sees no button with {label!r} but {shown} in:\n"
            f"{transcript_of(chat)}"
        )
