"""Founders who do what a card invites to, most of it sensible, until it is over."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.playground import Person
from bot.playground.model import Button, Message
from bot.playground.transcript import transcript_of

#: Seconds within which the bot must react, kills and restarts included. A webhook that
#: was away hears of an update when Telegram tries again, and may be away then, too.
PATIENCE = 120.0
#: Seconds after which one taps again: a toast may get lost with the process.
IMPATIENCE = 4.0

#: What brings an interview on; what is chosen on a card; the rest is rare.
_ONWARD = re.compile(r"▶|⏭|✓ (Done|Yes)|They are equal|⭐|All \d|➕ Another")
_CHOICE = re.compile(r"[^↩⏸✏🗑🗄📑🧭👀💡📋🏷🔁]")
_WANTS_TEXT = re.compile(r"Send me|Send one|One per line|surprise you", re.IGNORECASE)
_CANVAS = "surprise you"

#: How often one wants something else, and a picture is tapped on rather than passed by:
#: files can be taken for ever, so nobody comes to an end who only looks at the newest.
RESTLESS, CURIOUS = 0.04, 0.2


@dataclass(slots=True)
class Wanderer:
    """One founder, at the mercy of a seed."""

    person: Person
    dice: random.Random
    over: asyncio.Event
    finished: bool = False
    words: int = 0
    acts: list[str] = field(default_factory=list)

    async def lives(self) -> None:
        """Go from question to question until it is over and a canvas was seen.

        Raises:
            AssertionError: the bot does not react any more.

        """
        await self._does_and_sees("/start")
        while not (self.over.is_set() and self.finished):
            card = self._card()
            self.finished |= card is not None and _CANVAS in card.text
            if card is None:
                await self._does_and_sees("/start")
            elif self.dice.random() < RESTLESS:
                await self._does_and_sees(self.dice.choice(("/start", "/export")))
            elif _WANTS_TEXT.search(card.text) and self.dice.random() < 0.5:
                await self._does_and_sees(self._words(card))
            else:
                await self._taps(card)

    def _card(self) -> Message | None:
        for message in self.person.chat.newest_first():
            is_card = message.from_bot and message.buttons
            if is_card and (message.kind == "text" or self.dice.random() < CURIOUS):
                return message
        return None

    def _words(self, card: Message) -> str:
        """A segment's name, or a few notes that nobody else writes."""
        lines = []
        for _ in range(1 if "Send me" in card.text else self.dice.randint(1, 3)):
            self.words += 1
            lines.append(f"{self.person.name} {self.words}")
        return "\n".join(lines)

    async def _taps(self, card: Message) -> None:
        button = _likely(card.buttons, self.dice)
        self.acts.append(button.label)
        seen = self._seen()
        try:
            await self.person.taps_data(button.data or "", on=card, timeout=IMPATIENCE)
        except AssertionError:  # the answer to a tap is best effort
            if self._seen() == seen:
                await self._does_and_sees("/start")

    async def _does_and_sees(self, text: str) -> None:
        """Write, and wait until the bot shows something new."""
        self.acts.append(text)
        seen = self._seen()
        await self.person.sends(text)
        world = self.person._world
        shown = await world.found(lambda: self._seen() > seen or None, PATIENCE)
        assert shown, f"no reaction to {text!r}:\n{transcript_of(self.person.chat)}"

    def _seen(self) -> int:
        """How much the bot ever showed."""
        return sum(h.who != self.person.user for h in self.person.chat.history)


def _likely(buttons: Sequence[Button], dice: random.Random) -> Button:
    """A button of some kind: each kind is as likely however many there are of it."""
    kinds: list[list[Button]] = [[], [], []]
    for button in buttons:
        kinds[_kind(button.label)].append(button)
    weights = [
        weight * bool(kind) for weight, kind in zip((60, 35, 5), kinds, strict=True)
    ]
    return dice.choice(dice.choices(kinds, weights)[0])


def _kind(label: str) -> int:
    return 0 if _ONWARD.match(label) else 1 if _CHOICE.match(label) else 2
