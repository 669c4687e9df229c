"""What somebody does about an exercise, before the engine knows which and who.

Events of the core know people by our own numbers. Whoever reads updates does not have
them: in the events below `person` is the messenger's number, and the engine puts ours
in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.links import Link
from conversations.exercise import events as x


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
class Followed:
    """A link of ours was followed into the private chat; None if it is damaged."""

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


Deed = (
    Tapped
    | TookTemplate
    | Began
    | Followed
    | Replied
    | Rewrote
    | LeftGroup
    | Moved
    | BotStands
)
