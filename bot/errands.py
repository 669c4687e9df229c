"""Errands: work that takes its time and is done beside a conversation.

Values and ports only. An errand is asked for by an effect of the interview, and is
stored with the change that asked for it. What becomes of it is an event, and comes in
through the door like everything that happens: then, and only then, it is finished.
To have another kind: an effect, a line in KINDS, and somebody who does it.
"""

from __future__ import annotations

from typing import Any, Protocol

from msgspec import Struct, json
from msgspec.structs import replace

from bot.arrivals import Arrival
from conversations.exercise.sight import Viewer
from conversations.formats import Format, Paper
from conversations.interview import effects as f
from conversations.interview.events import Event


class LookUpAdmins(Struct, frozen=True):
    """Find out who administers the group of an exercise.

    `update` is what waits for that: an update as it came, or nothing.
    """

    exercise: int
    group: int
    update: str = ""


class ExportClass(Struct, frozen=True):
    """Make files of what a class came to, as `viewer` may see it, for a conversation.

    A `picture` is to be looked at at once. `paper` is what pages are for.
    """

    conversation: int
    exercise: int
    formats: tuple[Format, ...]
    viewer: Viewer
    picture: bool = False
    paper: Paper = Paper.A4


class InviteClass(Struct, frozen=True):
    """Make the poster with the `link` to join an exercise, for a conversation."""

    conversation: int
    exercise: int
    link: str


Wish = f.Errand | LookUpAdmins | ExportClass | InviteClass
"""What an errand is for."""

#: Every kind of errand, by the names they are stored under.
KINDS: dict[str, type[Wish]] = {
    "export": f.Export,
    "import": f.Import,
    "gather": f.Gather,
    "admins": LookUpAdmins,
    "class": ExportClass,
    "invite": InviteClass,
}

_NAMES = {kind: name for name, kind in KINDS.items()}


class Errand(Struct, frozen=True):
    """Work under way for a conversation; `chat` is the messenger's id of its chat."""

    id: int
    conversation: int
    chat: int
    wish: Wish


class MadeFile(Struct, frozen=True):
    """A file that an errand made.

    It is known as long as its profile is kept; one that has none is for one message,
    and is forgotten when Telegram has it.
    """

    key: str
    content: bytes
    profile: int | None = None


class Result(Struct, frozen=True):
    """What became of an errand: what is to be applied, and the files to keep.

    For an interview that is an event, for an exercise arrivals.
    """

    event: Event | tuple[Arrival, ...]
    files: tuple[MadeFile, ...] = ()


class Finished(Struct, frozen=True):
    """An errand is done; `failure` is what is applied if its result cannot be."""

    errand: Errand
    result: Result
    failure: Event | tuple[Arrival, ...]

    def failed(self) -> Finished:
        """The same errand as one that failed."""
        return replace(self, result=Result(self.failure))


class Doer(Protocol):
    """Does errands of one kind."""

    #: What the chat shows the bot doing meanwhile, as the messenger calls it; empty
    #: when that is nothing to see.
    action: str

    async def do(self, errand: Errand) -> Result:
        """Do it; whatever is raised counts as failed."""
        ...

    def failure(self, wish: Any) -> Event | tuple[Arrival, ...]:
        """What became of an errand that could not be done."""
        ...


def dump_wish(wish: Wish) -> tuple[str, str]:
    """An errand as its kind and as JSON."""
    name = _NAMES[type(wish)]
    return name, json.encode(wish).decode()


def load_wish(kind: str, data: str) -> Wish:
    """The errand that was stored."""
    return json.decode(data, type=KINDS[kind])
