"""A class with the bot in its group, and what teachers and students do in many scenes.

Tom teaches. What they do with fingers and words they do themselves:
`await mia.taps("✋ Join", in_=lesson.group)`; here is only what several taps belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground import Group, Message, Person, Simulator, SteppedClock
from bot.playground.model import Chat

CAFES = "owners of independent cafés"

#: Commands as the menu of a group writes them.
EXERCISE = "/exercise@playground_bot"
TEAM = "/team@playground_bot"


@dataclass(frozen=True, slots=True)
class Lesson:
    """Tom's class; the clock is Telegram's and the bot's, and stands still."""

    sim: Simulator
    clock: SteppedClock
    tom: Person
    group: Group

    # --- who is there -----------------------------------------------------------------

    async def students(self, *names: str) -> list[Person]:
        """Further people in the group, who have never written to the bot."""
        people = [self.sim.person(name) for name in names]
        for person in people:
            await person.joins(self.group)
        return people

    # --- setting up -------------------------------------------------------------------

    async def begins(self, segment: str = CAFES) -> None:
        """Tom writes /exercise and says who the customer is, if it is not open."""
        await self.tom.sends(EXERCISE, to=self.group)
        await self.tom.sees("Your exercise")
        if segment:
            await self.tom.taps("👤 Customer")
            await self.tom.sees("Who is the customer?")
            await self.tom.sends(segment)
            await self.tom.sees(f"Customer: {segment}")

    async def chooses(self, screen: str, *labels: str) -> None:
        """Tom turns to a screen of the console, chooses there, and comes back."""
        await self.tom.taps(screen)
        for label in labels:
            await self.tom.taps(label)
            await self.shows_chosen(label)
        await self.tom.taps("↩ Back")
        await self.tom.sees("Your exercise")

    async def shows_chosen(self, label: str) -> None:
        """Wait until the console marks a choice as the one that counts."""
        wanted = f"● {label}"
        found = await self.sim.world.found(
            lambda: any(wanted == b for m in shown(self.tom.chat) for b in labels(m)),
            10,
        )
        assert found, self.sim.transcript(self.tom)

    async def opens(self) -> Message:
        """Tom lets people join; gives the group's card."""
        await self.tom.taps("Open for joining")
        await self.tom.sees("People are joining")
        return await self.tom.sees("Tap ✋ to join", in_=self.group)

    async def joins(self, *people: Person) -> None:
        """Each joins by the button, and is let into the private chat by it."""
        for person in people:
            toast = await person.taps("✋ Join", in_=self.group)
            if toast.url:
                await person.follows(toast.url)
            await self.sim.settled()

    async def invitation(self) -> str:
        """The link that Tom's console shows."""
        await self.tom.taps("⋯ More")
        more = await self.tom.sees("with this link")
        return next(w for w in more.text.split() if w.startswith("https://t.me/"))

    async def starts(self) -> None:
        """Tom asks the first card, and the group sees it."""
        await self.tom.taps("▶ Start")
        await self.tom.sees("card 1 of", in_=self.group)
        await self.sim.settled()

    async def is_on(self, *people: Person, segment: str = CAFES) -> None:
        """The shortest way to the first card, with these people."""
        await self.begins(segment)
        await self.opens()
        await self.joins(*people)
        await self.starts()

    # --- while it runs ----------------------------------------------------------------

    async def taps(self, *names: str) -> None:
        """Tom taps on his console, each when the one before has come to rest."""
        for label in names:
            await self.tom.taps(label)
            await self.sim.settled()

    async def passes(self, **time: float) -> None:
        """Time goes by for everybody, and what is due then happens."""
        self.clock.advance(**time)
        await self.sim.settled(quiet=1.0)  # timers look at the clock twice a second

    # --- what is seen -----------------------------------------------------------------

    @property
    def card(self) -> Message:
        """The newest card of the group."""
        return newest(self.group)

    @property
    def console(self) -> str:
        """What Tom's newest message with buttons says."""
        return next(m.text for m in shown(self.tom.chat) if m.buttons)


async def writes(person: Person, *notes: str) -> None:
    """One message with these notes in private, which the card then shows."""
    await person.sends("\n".join(notes))
    await person.sees(f"✓ {notes[-1]}")


def shown(chat: Chat) -> Iterator[Message]:
    """What the bot said in a chat and is there now, newest first."""
    said = (message for message in chat.newest_first() if message.from_bot)
    return (message for message in said if message.kind != "service")


def newest(chat: Chat) -> Message:
    """The newest message of the bot in a chat."""
    return next(shown(chat))


def labels(message: Message) -> list[str]:
    """What the buttons under a message say."""
    return [button.label for button in message.buttons]


def ever_in(chat: Chat) -> str:
    """All that the bot ever showed in a chat: texts, buttons and toasts."""
    said: list[str] = []
    for happening in chat.history:
        message = happening.message
        if happening.what == "answers":
            said.append(happening.words)
        elif message is not None and message.from_bot:
            said += [message.text, *labels(message)]
    return "\n".join(said)
