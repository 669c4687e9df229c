"""What the page offers where nothing was said yet: ways to begin, each at one click."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from bot.playground.model import Chat, Json
    from bot.playground.people import Person
    from bot.playground.simulator import Simulator


class Seat(Struct, frozen=True):
    """Where one looks at a scene from: as whom, and in which chat."""

    person: Person
    chat: Chat

    def as_json(self) -> Json:
        """Render it for the page."""
        return {"person": self.person.id, "chat": self.chat.id}


class Scene(Struct, frozen=True):
    """A way to begin.

    Attributes:
        name: by which the page asks for it.
        title: what its button says: "Start as a founder".
        about: a line below that says what happens then, or nothing.
        play: lets people and groups come and act; gives what is to be seen then, the
            first place alone where there is no room for several side by side.

    """

    name: str
    title: str
    about: str
    play: Callable[[Simulator, Person], Awaitable[Sequence[Seat]]]

    def as_json(self) -> Json:
        """Render it for the page."""
        return {"name": self.name, "title": self.title, "about": self.about}


async def press_start(_: Simulator, person: Person) -> Sequence[Seat]:
    """Press Start in the chat with the bot."""
    await person.starts()
    return [Seat(person, person.chat)]


#: What any bot's chat offers.
START = Scene("start", "Start", "", press_start)
