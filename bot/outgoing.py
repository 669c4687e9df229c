"""What leaves the bot: messages, the cards they fill, and what became of them.

Values and ports only. `Outgoing` and `Fill` are kept as JSON; delivery
turns them into calls of a `Sender`, and reports to a `Ledger` what happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple, Protocol

from msgspec import Struct, json
from msgspec.structs import replace

from conversations.interview.events import Card


class Slot(StrEnum):
    """A place in a chat that one message fills at a time: a card."""

    QUESTION = "question"
    MENU = "menu"
    CONSOLE = "console"
    ROOM = "room"


class Lane(IntEnum):
    """What goes first when all chats together have to wait."""

    REPLY = 0
    FACILITATOR = 1
    BROADCAST = 2


class ClassCard(NamedTuple):
    """A question of an exercise: its number, and the step of the card.

    In JSON it is a list, which tells it from a Card.
    """

    exercise: int
    step: int


class Button(Struct, frozen=True, omit_defaults=True):
    """A button under a message; `data` is at most 64 bytes.

    One with a `url` has no data: it opens that address.
    """

    label: str
    data: str
    url: str = ""


class Attachment(Struct, frozen=True):
    """A file that goes with a message; `key` says where it is kept."""

    key: str
    name: str


class Poll(Struct, frozen=True):
    """A question of an exercise's quiz, as a poll of the messenger.

    `ask` is at most 300 characters long, an option 100, and `why`, which is shown to
    whoever has answered, 200. `right` is a place (from 0). Of an anonymous one nobody
    hears who answered what.
    """

    exercise: int
    quiz: int
    question: int
    ask: str
    options: tuple[str, ...]
    right: int
    why: str
    anonymous: bool


Keyboard = tuple[tuple[Button, ...], ...]


class Outgoing(Struct, frozen=True, omit_defaults=True):
    """A message to send, in Telegram's HTML.

    With a `slot` it is a card: it edits the message that fills the slot while
    that is the last of the chat, else it is posted anew and the old one is left
    with its `shrunk` text and no buttons. One that `stays` edits it wherever it
    stands, one that comes `anew` is posted even if that is the last. `card` is the
    question it asks. One that is `pinned` is pinned where the bot may do that.
    A message that is a reply `replies_to` another; if that is gone it stands alone.
    With `edits` it changes that message instead, and nothing else.
    With `files` the text stands under them. A `photo` is one of them, to be looked at
    in the chat; two or more are an album, which can have no keyboard.
    With a `poll` there is nothing else. Polls cannot be changed: with `edits` it is the
    one that this message asks, and is closed.
    """

    text: str
    keyboard: Keyboard = ()
    slot: Slot | None = None
    shrunk: str = ""
    card: Card | ClassCard | None = None
    edits: int | None = None
    stays: bool = False
    anew: bool = False
    pinned: bool = False
    replies_to: int | None = None
    lane: Lane = Lane.REPLY
    files: tuple[Attachment, ...] = ()
    photo: bool = False
    poll: Poll | None = None


class Fill(Struct, frozen=True, omit_defaults=True):
    """The message that fills a slot, and since when its question is on screen.

    `before` is the question that was on screen until `shown_at`.
    """

    message: int
    shrunk: str
    card: Card | ClassCard | None
    shown_at: datetime
    before: Card | ClassCard | None = None


class Queued(Struct, frozen=True):
    """A row of the outbox: an outgoing message on its way to a chat.

    `topic` is the forum topic it goes to; 0 where there is none.
    """

    id: int
    conversation: int
    chat: int
    outgoing: Outgoing
    topic: int = 0


class Handover(Struct, frozen=True):
    """What delivery needs to know of one chat, or topic, to send what was committed.

    `last_message` is the newest message of the chat that we know of. What an
    earlier run left is `in_doubt`: it may have been sent already. When a person had
    everything deleted the chat begins `afresh`: what still waits for it is not sent.
    """

    chat: int
    last_message: int
    fills: Mapping[Slot, Fill]
    queued: tuple[Queued, ...]
    in_doubt: bool = False
    afresh: bool = False
    topic: int = 0


# --- what became of a send -----------------------------------------------------


class PollStands(Struct, frozen=True):
    """A poll by its id, and how many votes each option has."""

    id: str
    votes: tuple[int, ...]


class Accepted(Struct, frozen=True):
    """Telegram has it: the message's id and its (edit) date.

    `in_doubt` when an earlier attempt may have put it on screen before that.
    `files` are Telegram's ids of its files, in their order; the newest of the
    messages of an album counts as its message. `poll` is how its poll stands.
    """

    message: int
    at: datetime
    in_doubt: bool = False
    files: tuple[str, ...] = ()
    poll: PollStands | None = None


class Unsent(Struct, frozen=True):
    """It certainly did not arrive; try again, after `wait` seconds if given.

    `flood` says that Telegram asked to slow down.
    """

    wait: float | None = None
    flood: bool = False


class Unknown(Struct, frozen=True):
    """It may or may not have arrived; try again, it may appear twice."""


class Refusal(StrEnum):
    """Why Telegram will not take a message, as far as it changes what we do."""

    UNREACHABLE = "unreachable"  # blocked, kicked, never started, deactivated
    MESSAGE_GONE = "message_gone"  # the message to edit is not there (any more)
    BAD_MARKUP = "bad_markup"  # entities could not be parsed
    TOKEN_REVOKED = "token_revoked"
    NO_RIGHTS = "no_rights"  # the bot may not write there, or not that
    MOVED = "moved"  # the group has become a supergroup, with another number
    TOPIC_GONE = "topic_gone"  # the forum topic is closed or not there
    FILE_GONE = "file_gone"  # neither we nor Telegram have a file of it (any more)
    OTHER = "other"


class Refused(Struct, frozen=True):
    """Telegram will never take it as it is; `detail` holds Telegram's words.

    `to` is the number of the supergroup, when a group has MOVED.
    """

    why: Refusal
    detail: str
    to: int | None = None


Outcome = Accepted | Unsent | Unknown | Refused


class Stored(Struct, frozen=True):
    """A kept file: Telegram's id of it if it has it already, else its bytes."""

    telegram: str | None
    content: bytes | None


class Files(Protocol):
    """Where the files of messages are kept."""

    async def file(self, key: str, *, photo: bool) -> Stored | None:
        """The file with this key, to be sent as a photo or not; None if it is gone."""
        ...


class Sender(Protocol):
    """Hands messages to Telegram; never raises for what Telegram answers.

    `plain` sends the words without their HTML, for when that was refused.
    """

    async def post(
        self, chat: int, outgoing: Outgoing, *, topic: int = 0, plain: bool = False
    ) -> Outcome:
        """Send a new message, to a forum topic unless that is 0."""
        ...

    async def edit(
        self, chat: int, message: int, outgoing: Outgoing, *, plain: bool = False
    ) -> Outcome:
        """Change a message, or close its poll; no need to counts as accepted."""
        ...

    async def pin(self, chat: int, message: int, instead: int | None) -> bool:
        """Pin a message without a sound, `instead` of an older one if there is one.

        False where the bot may not.
        """
        ...


def refill(old: Fill | None, queued: Queued, accepted: Accepted) -> Fill:
    """What fills a slot once its card was accepted, edited or posted anew.

    A card that asks the same question again was on screen all the while. Since
    when one in doubt was on screen is not known: no text is too early for it.
    """
    outgoing = queued.outgoing
    if old is not None and old.card == outgoing.card:
        return replace(old, message=accepted.message, shrunk=outgoing.shrunk)
    return Fill(
        message=accepted.message,
        shrunk=outgoing.shrunk,
        card=outgoing.card,
        shown_at=accepted.at,
        before=None if old is None or accepted.in_doubt else old.card,
    )


# --- what delivery reports -----------------------------------------------------


class Delivered(Struct, frozen=True):
    """A queued message was accepted; `superseded` rows are not needed any more.

    `unpinned` says that it should have been pinned, and the bot may not do that.
    """

    queued: Queued
    accepted: Accepted
    superseded: tuple[int, ...] = ()
    unpinned: bool = False


class Undeliverable(Struct, frozen=True):
    """Queued messages that will never be sent, all of one chat.

    `files` are the keys of files that Telegram refused, or that are `gone`, as a
    `photo` or not. `muted` says that the bot may not write there.
    """

    conversation: int
    chat: int
    rows: tuple[int, ...]
    unreachable: bool
    files: tuple[str, ...] = ()
    gone: bool = False
    photo: bool = False
    muted: bool = False


class Relocated(Struct, frozen=True):
    """A group turned out to have another number now; its rows are still to be sent."""

    conversation: int
    chat: int
    to: int


Report = Delivered | Undeliverable | Relocated


class Ledger(Protocol):
    """Keeps what became of the outbox."""

    async def record(self, report: Report) -> None:
        """Return when the report is committed."""
        ...


_outgoing = json.Decoder(Outgoing)
_fills = json.Decoder(dict[Slot, Fill])


def dump_outgoing(outgoing: Outgoing) -> str:
    """An outgoing message as JSON for the outbox."""
    return json.encode(outgoing).decode()


def load_outgoing(payload: str) -> Outgoing:
    """The outgoing message of an outbox row."""
    return _outgoing.decode(payload)


def dump_fills(fills: Mapping[Slot, Fill]) -> str:
    """What fills the slots of a conversation, as JSON."""
    return json.encode(fills).decode()


def load_fills(slots: str) -> dict[Slot, Fill]:
    """What fills the slots of a conversation's row."""
    return _fills.decode(slots) if slots else {}
