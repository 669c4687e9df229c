"""A lesson that is played to be told: what Tom, Mia and the others do in it.

Mia is the student who is looked at; Tom leads. A recording says in `parts` what
happens.
"""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import ClassVar

from bot.playground import Message, Person, Simulator, SteppedClock
from bot.playground.model import Chat
from bot.playground.taps import Toast
from tests.bot.classes.lesson import Lesson, labels, shown
from tests.bot.classes.timeline import RULES, Timeline

Act = Callable[[Person], Awaitable[object]]
Part = Callable[[], Awaitable[None]]

#: A note in a list with numbers, whatever mark it has.
OPTION = re.compile(r"^(?:[⭐☐☑] )?(\d+)\. (.*)$", re.MULTILINE)


class Recording(ABC):
    """A lesson as it is played; `files` has what was taken away, by name."""

    #: What stands above the story.
    about: ClassVar[str]

    def __init__(
        self,
        sim: Simulator,
        clock: SteppedClock,
        tom: Person,
        title: str,
        names: Iterable[str],
    ) -> None:
        """Let people be there, in a group with the bot, which may pin."""
        self.sim, self.clock, self.tom = sim, clock, tom
        self.people = {name: sim.person(name) for name in names}
        self.mia = self.people["Mia"]
        self.group = sim.group(title, tom, *self.people.values(), kind="supergroup")
        self.lesson = Lesson(sim, clock, tom, self.group)
        self.files: dict[str, bytes] = {}
        chats = {"Group": self.group, "Mia": self.mia.chat, "Tom": tom.chat}
        self.story = Timeline(sim, chats)

    @property
    @abstractmethod
    def parts(self) -> tuple[Part, ...]:
        """What happens, one after another."""

    async def plays(self) -> str:
        """Play it all, and tell it."""
        await self.tom.promotes(self.sim.bot, in_=self.group)
        await self.sim.settled()
        self.story.begins()
        for part in self.parts:
            await part()
        return f"{self.about}\n{RULES}\n{self.story.text}\n"

    # --- who does what ----------------------------------------------------------------

    def _part(self, words: str, minutes: float = 0) -> None:
        self.clock.advance(minutes=minutes)
        self.story.heading(self.clock.now(), words)

    async def _tom(self, *names: str) -> None:
        for label in names:
            await self.story.goes_on({"Tom": await self.tom.taps(label)})

    async def _mia(self, label: str) -> None:
        await self.story.goes_on({"Mia": await self.mia.taps(label)})

    async def _all(self, act: Act, names: Sequence[str]) -> None:
        """Let several do something at the same time."""
        await asyncio.gather(*(act(self.people[name]) for name in names))

    def _others(self, *but: str) -> list[str]:
        return [name for name in self.people if name not in ("Mia", *but)]

    async def _joins(self, person: Person) -> Toast:
        toast = await person.taps("✋ Join", in_=self.group)
        if toast.url:
            await person.follows(toast.url)
        return toast

    # --- looking ----------------------------------------------------------------------

    @property
    def _console(self) -> Message:
        """What Tom steers with."""
        return next(m for m in shown(self.tom.chat) if m.buttons)

    async def _opens_note(self, words: str) -> None:
        """Tom looks for a note and opens it."""
        await self._tom("📝 Notes")
        await self._tom(await self._finds(words))

    async def _finds(self, words: str) -> str:
        """Tom turns the pages of a list up to a note; gives its number."""
        while words not in self._console.text:
            await self._tom(next(b for b in labels(self._console) if b.endswith("▶")))
        return number_of(self._console, words)

    async def _arrives(self, chat: Chat, kind: str, others: int = 0) -> None:
        """Wait for a file, and keep it."""

        def found() -> Message | None:
            there = [m for m in chat.messages if m.kind == kind]
            return there[-1] if len(there) > others else None

        message = await self.tom.waits(found, timeout=60)
        await self.sim.settled()
        file = self.sim.world.files.of(message)
        assert file is not None
        document = message.content.get("document", {})
        owner = "mia" if chat is self.mia.chat else "class"
        name: str = document.get("file_name", f"{owner}.png")
        self.files[name] = file.data


def number_of(card: Message, words: str) -> str:
    """The number that stands before a note on a card."""
    found: str = next(at for at, note in OPTION.findall(card.text) if words in note)
    return found


def labelled(person: Person, number: str) -> str:
    """The button of a note on a ballot; it shows its dots, too."""
    return next(b for b in person.buttons if b.split(" ")[0] == number)
