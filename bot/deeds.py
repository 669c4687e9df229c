"""What somebody does about an exercise, before the engine knows which and who.

Events of the core know people by our own numbers. Whoever reads updates does not have
them: in the events below `person` is the messenger's number, and the engine puts ours
in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from bot.links import Link
from conversations.exercise import events as x
from conversations.exercise.class_canvas import ClassCanvas
from conversations.exercise.desk import Awaits
from conversations.interview.events import File


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody with an account of their own: the messenger's number, and the name.

    Anonymous administrators and channels are nobody in this sense.
    """

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A group, or a topic of a forum (else 0), by the messenger's numbers."""

    chat: int
    topic: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of an exercise, with what it stands for."""

    exercise: int
    event: x.Deed


@dataclass(frozen=True, slots=True)
class TookTemplate:
    """A button that sets an exercise up as an earlier one was, by its number."""

    exercise: int
    template: int


@dataclass(frozen=True, slots=True)
class Began:
    """/exercise: begin one here, or show the one that is on."""


@dataclass(frozen=True, slots=True)
class TeamPlaced:
    """/team in a topic: let a team work here; `name` is the topic's, if known."""

    name: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A link of ours was followed into the private chat; None if it is not valid."""

    link: Link | None


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply in a group to message `to` of ours; `message` holds the text."""

    text: str
    message: int
    to: int


@dataclass(frozen=True, slots=True)
class Rewrote:
    """A message in a group was changed."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class ChosePoll:
    """An option (from 0) was chosen in a poll of ours, by the messenger's id of it."""

    poll: str
    option: int


@dataclass(frozen=True, slots=True)
class LeftGroup:
    """Somebody is not in the group any more."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup, which has this number."""

    to: int


class Standing(StrEnum):
    """What the bot is in a group."""

    IN = "in"
    MUTED = "muted"  # it may not write
    OUT = "out"


@dataclass(frozen=True, slots=True)
class BotStands:
    """The bot was added, muted or removed."""

    standing: Standing


# --- what the engine makes of private messages ------------------------------------


@dataclass(frozen=True, slots=True)
class Wrote:
    """A private text that answers a card; `step` is None where that is not known."""

    exercise: int
    text: str
    message: int
    step: int | None


@dataclass(frozen=True, slots=True)
class Dictated:
    """What a facilitator was to write."""

    exercise: int
    what: Awaits
    text: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """Somebody whose card could not be brought can be reached now."""

    exercise: int


# --- what nobody does -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """A timer has gone off."""

    timer: int
    exercise: int
    event: x.TimeUp | x.CueDue


@dataclass(frozen=True, slots=True)
class AdminsKnown:
    """It was looked up who administers a group, by the messenger's numbers.

    None when that could not be found out.
    """

    exercise: int
    admins: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class PollClosed:
    """A poll of ours takes no more answers; so many chose each of its options."""

    poll: str
    votes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClassFiles:
    """Files of a class were made for a conversation of ours.

    Of a `canvas`, or of none: then it is the poster that invites. A `picture` is
    shown, others are attached; one of a group is `pinned`.
    """

    conversation: int
    files: tuple[File, ...]
    canvas: ClassCanvas | None
    picture: bool
    pinned: bool


@dataclass(frozen=True, slots=True)
class NoClassFiles:
    """They could not be made: it is `too_much`, or can be tried again."""

    conversation: int
    too_much: bool


Deed = (
    Tapped
    | TookTemplate
    | Began
    | TeamPlaced
    | Followed
    | Replied
    | Rewrote
    | ChosePoll
    | LeftGroup
    | Moved
    | BotStands
    | Wrote
    | Dictated
    | CameBack
    | AdminsKnown
    | PollClosed
    | ClassFiles
    | NoClassFiles
)

_TIMED: dict[str, type[x.TimeUp | x.CueDue]] = {
    "time_up": x.TimeUp,
    "cue": x.CueDue,
}
_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(kind) for name, kind in _TIMED.items()
}


def dump_timed(event: x.TimeUp | x.CueDue) -> str:
    """A timer's event as its kind and JSON."""
    name = next(name for name, kind in _TIMED.items() if isinstance(event, kind))
    return f"{name} {_ADAPTERS[name].dump_json(event).decode()}"


def load_timed(data: str) -> x.TimeUp | x.CueDue:
    """The event of a timer's row."""
    name, _, rest = data.partition(" ")
    event: x.TimeUp | x.CueDue = _ADAPTERS[name].validate_json(rest)
    return event
