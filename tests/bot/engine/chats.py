"""Chats as people see them: a sender in memory, with mishaps on order.

Whatever the bot is told about a call, `Screen` knows what really happened.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.outgoing import (
    Accepted,
    Button,
    Outcome,
    Outgoing,
    Refusal,
    Refused,
    Slot,
    Unknown,
    Unsent,
)
from bot.playground import SteppedClock


class Fate(Enum):
    """What becomes of a call."""

    ACCEPTED = auto()
    ACCEPTED_UNKNOWN = auto()  # it took effect, and the answer was lost
    UNKNOWN = auto()  # the answer was lost, and it took no effect
    UNSENT = auto()
    FLOOD = auto()
    REFUSED = auto()
    BAD_MARKUP = auto()


@dataclass(slots=True)
class Screen:
    """One chat: the bot's messages as they look now, and all they ever showed.

    The bot was not told of the messages in `doubted`: they may stand there twice.
    What is in an `unconfirmed` slot it does not know now. `lossy` is set when a
    message was refused, `without_card` while that hides the open question. Old cards
    that a crash left as they were are `unshrunk`.
    """

    messages: dict[int, Outgoing] = field(default_factory=dict)
    history: list[tuple[int, Outgoing]] = field(default_factory=list)
    deleted: set[int] = field(default_factory=set)
    blocked: bool = False
    doubted: set[int] = field(default_factory=set)
    unshrunk: set[int] = field(default_factory=set)
    lossy: bool = False
    without_card: bool = False
    unconfirmed: set[Slot | None] = field(default_factory=set)

    def show(self, message: int, outgoing: Outgoing) -> None:
        """Post or change a message."""
        self.messages[message] = outgoing
        self.history.append((message, outgoing))
        self.unconfirmed.discard(outgoing.slot)
        if outgoing.slot is Slot.QUESTION:
            self.without_card = False

    def doubt(self) -> None:
        """The bot does not know of what was shown last."""
        message, outgoing = self.history[-1]
        self.doubted.add(message)
        self.unconfirmed.add(outgoing.slot)

    def lose(self, outgoing: Outgoing) -> None:
        """A message will never be seen."""
        self.lossy = True
        self.without_card |= outgoing.slot is Slot.QUESTION

    def delete(self, message: int) -> None:
        """The person takes a message of the bot away."""
        self.without_card |= self.messages.pop(message).slot is Slot.QUESTION
        self.deleted.add(message)

    def question(self) -> tuple[int, Outgoing]:
        """The newest message that asks a question."""
        return max(
            (number, shown)
            for number, shown in self.messages.items()
            if shown.slot is Slot.QUESTION
        )

    def buttons(self) -> list[Button]:
        """Every button on screen, the newest message's last."""
        return [
            button
            for _, shown in sorted(self.messages.items())
            for row in shown.keyboard
            for button in row
        ]

    def texts(self) -> list[str]:
        """What stands there, from top to bottom."""
        return [shown.text for _, shown in sorted(self.messages.items())]


@dataclass(slots=True)
class Chats:
    """All chats; a `bot.outgoing.Sender`.

    `fate` decides what becomes of each call; groups that `moved` have another number
    now. While `open` is not set, calls wait
    twice: before they take effect, and before they are answered.
    """

    clock: SteppedClock
    fate: Callable[[int, Outgoing], Fate] = lambda chat, outgoing: Fate.ACCEPTED
    screens: defaultdict[int, Screen] = field(
        default_factory=lambda: defaultdict(Screen)
    )
    calls: list[tuple[str, int, Outgoing]] = field(default_factory=list)
    moved: dict[int, int] = field(default_factory=dict)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    newest: int = 0

    def __post_init__(self) -> None:
        self.open.set()

    def new_message(self) -> int:
        """Count up: all private chats share one row of message ids."""
        self.newest += 1
        return self.newest

    async def post(
        self, chat: int, outgoing: Outgoing, *, topic: int = 0, plain: bool = False
    ) -> Outcome:
        """Show a new message."""
        return await self._call("post", chat, outgoing, plain, None)

    async def edit(
        self, chat: int, message: int, outgoing: Outgoing, *, plain: bool = False
    ) -> Outcome:
        """Change a message, unless the person deleted it."""
        return await self._call("edit", chat, outgoing, plain, message)

    async def pin(self, chat: int, message: int, instead: int | None) -> bool:
        """Pin a message that is there."""
        return message in self.screens[chat].messages

    async def _call(
        self, what: str, chat: int, outgoing: Outgoing, plain: bool, message: int | None
    ) -> Outcome:
        self.calls.append((what, chat, outgoing))
        await self.open.wait()
        screen = self.screens[chat]
        fate = self.fate(chat, outgoing)
        if fate is Fate.BAD_MARKUP and plain:
            fate = Fate.ACCEPTED
        if (refused := self._refused(screen, outgoing, message)) is not None:
            return refused
        if (to := self.moved.get(chat)) is not None:
            return Refused(Refusal.MOVED, "group upgraded to a supergroup", to)
        if fate not in (Fate.ACCEPTED, Fate.ACCEPTED_UNKNOWN):
            return _failed(fate, screen, outgoing)
        number = self.new_message() if message is None else message
        screen.show(number, outgoing)
        accepted = Accepted(number, self.clock.now().replace(microsecond=0))
        try:
            await self.open.wait()
        except asyncio.CancelledError:
            screen.doubt()
            raise
        if fate is Fate.ACCEPTED:
            return accepted
        screen.doubt()
        return Unknown()

    def _refused(
        self, screen: Screen, outgoing: Outgoing, message: int | None
    ) -> Refused | None:
        """What Telegram refuses whatever was ordered."""
        if screen.blocked:
            screen.lose(outgoing)
            return Refused(Refusal.UNREACHABLE, "bot was blocked by the user")
        if message is not None and message not in screen.messages:
            return Refused(Refusal.MESSAGE_GONE, "message to edit not found")
        return None


def _failed(fate: Fate, screen: Screen, outgoing: Outgoing) -> Outcome:
    match fate:
        case Fate.UNSENT:
            return Unsent()
        case Fate.FLOOD:
            return Unsent(wait=3.0, flood=True)
        case Fate.BAD_MARKUP:
            return Refused(Refusal.BAD_MARKUP, "can't parse entities")
        case Fate.REFUSED:
            screen.lose(outgoing)
            return Refused(Refusal.OTHER, "no")
        case _:
            return Unknown()
