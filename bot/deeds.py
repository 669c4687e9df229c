"""What somebody does about an exercise, before the engine knows which and who.

Events of the core know people by our own numbers. Whoever reads updates does not have
them: in the events below `person` is the messenger's number, and the engine puts ours
in its place.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, json

from bot.links import Link
from conversations.exercise import events as x
from conversations.exercise.class_canvas import ClassCanvas
from conversations.exercise.desk import Awaits
from conversations.interview.events import File


class Who(Struct, frozen=True):
    """Somebody with an account of their own: the messenger's number, and the name.

    Anonymous administrators and channels are nobody in this sense.
    """

    id: int
    name: str


class Place(Struct, frozen=True):
    """A group, or a topic of a forum (else 0), by the messenger's numbers."""

    chat: int
    topic: int = 0
    title: str = ""


class Tapped(Struct, frozen=True):
    """A button of an exercise, with what it stands for."""

    exercise: int
    event: x.Deed


class TookTemplate(Struct, frozen=True):
    """A button that sets an exercise up as an earlier one was, by its number."""

    exercise: int
    template: int


class Began(Struct, frozen=True):
    """/exercise: begin one here, or show the one that is on."""


class TeamPlaced(Struct, frozen=True):
    """/team in a topic: let a team work here; `name` is the topic's, if known."""

    name: str


class Followed(Struct, frozen=True):
    """A link of ours was followed into the private chat; None if it is not valid."""

    link: Link | None


class Replied(Struct, frozen=True):
    """A reply in a group to message `to` of ours; `message` holds the text."""

    text: str
    message: int
    to: int


class Rewrote(Struct, frozen=True):
    """A message in a group was changed."""

    text: str
    message: int


class ChosePoll(Struct, frozen=True):
    """An option (from 0) was chosen in a poll of ours, by the messenger's id of it."""

    poll: str
    option: int


class LeftGroup(Struct, frozen=True):
    """Somebody is not in the group any more."""


class Moved(Struct, frozen=True):
    """The group has become a supergroup, which has this number."""

    to: int


class Standing(StrEnum):
    """What the bot is in a group."""

    IN = "in"
    MUTED = "muted"  # it may not write
    OUT = "out"


class BotStands(Struct, frozen=True):
    """The bot was added, muted or removed; it `came` if it was not there before."""

    standing: Standing
    came: bool = False


# --- what the engine makes of private messages ------------------------------------


class Wrote(Struct, frozen=True):
    """A private text that answers a card; `step` is None where that is not known."""

    exercise: int
    text: str
    message: int
    step: int | None


class Dictated(Struct, frozen=True):
    """What a facilitator was to write."""

    exercise: int
    what: Awaits
    text: str


class CameBack(Struct, frozen=True):
    """Somebody whose card could not be brought can be reached now."""

    exercise: int


# --- what nobody does -------------------------------------------------------------


class Due(Struct, frozen=True):
    """A timer has gone off."""

    timer: int
    exercise: int
    event: x.TimeUp | x.CueDue


class AdminsKnown(Struct, frozen=True):
    """It was looked up who administers a group, by the messenger's numbers.

    None when that could not be found out.
    """

    exercise: int
    admins: frozenset[int] | None


class PollClosed(Struct, frozen=True):
    """A poll of ours takes no more answers; so many chose each of its options."""

    poll: str
    votes: tuple[int, ...]


class ClassFiles(Struct, frozen=True):
    """Files of a class were made for a conversation of ours.

    Of a `canvas`, or of none: then it is the poster that invites. A `picture` is
    shown, others are attached; one of a group is `pinned`.
    """

    conversation: int
    files: tuple[File, ...]
    canvas: ClassCanvas | None
    picture: bool
    pinned: bool


class NoClassFiles(Struct, frozen=True):
    """They could not be made: it is `too_much`, or can be tried again.

    `instead` is the tap that helps then, where whoever looks at it can make one.
    """

    conversation: int
    too_much: bool
    instead: Tapped | None = None


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


def dump_timed(event: x.TimeUp | x.CueDue) -> str:
    """A timer's event as its kind and JSON."""
    name = next(name for name, kind in _TIMED.items() if isinstance(event, kind))
    return f"{name} {json.encode(event).decode()}"


def load_timed(data: str) -> x.TimeUp | x.CueDue:
    """The event of a timer's row."""
    name, _, rest = data.partition(" ")
    return json.decode(rest, type=_TIMED[name])
