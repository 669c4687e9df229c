"""What one transaction collects, and what is to be done once it is committed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from bot.errands import Errand, MadeFile, Wish
from bot.outgoing import Fill, Handover, Outgoing, Slot, load_fills
from bot.talk import TapAnswer
from conversations.exercise.desk import EMPTY, Desk
from conversations.interview.session import Session
from storage import ConversationRow, NewTimer, TimerRow


class Nod(Struct, frozen=True):
    """A message in a group that is well: it gets a sign, and no answer."""

    chat: int
    message: int


class Aftermath(Struct, frozen=True):
    """What is to be done once the transaction is committed."""

    handovers: tuple[Handover, ...] = ()
    answers: tuple[TapAnswer, ...] = ()
    errands: tuple[Errand, ...] = ()
    timers: tuple[TimerRow, ...] = ()
    nods: tuple[Nod, ...] = ()
    files: tuple[MadeFile, ...] = ()


@dataclass(slots=True)
class Batch:
    """What a transaction collects: outgoing messages per conversation."""

    rows: dict[int, ConversationRow] = field(default_factory=dict)
    fills: dict[int, dict[Slot, Fill]] = field(default_factory=dict)
    last_messages: dict[int, int] = field(default_factory=dict)
    reachable: dict[int, bool] = field(default_factory=dict)
    outgoing: list[tuple[int, Outgoing]] = field(default_factory=list)
    answers: list[TapAnswer] = field(default_factory=list)
    afresh: set[int] = field(default_factory=set)
    wishes: list[tuple[int, Wish]] = field(default_factory=list)
    sessions: dict[int, Session] = field(default_factory=dict)
    laid_aside: dict[int, tuple[Session, Session]] = field(default_factory=dict)
    forgotten: set[int] = field(default_factory=set)
    desks: dict[int, Desk] = field(default_factory=dict)
    wakes: list[NewTimer] = field(default_factory=list)
    nods: list[Nod] = field(default_factory=list)
    files: list[MadeFile] = field(default_factory=list)

    def add(self, rows: Iterable[ConversationRow]) -> None:
        """Take note of conversations that the batch touches."""
        for row in rows:
            self.rows[row.id] = row
            if row.id not in self.fills:
                self.fills[row.id] = load_fills(row.slots)
            known = self.last_messages.get(row.id, 0)
            self.last_messages[row.id] = max(known, row.last_message)
            self.reachable.setdefault(row.id, row.reachable)

    def desk(self, conversation: int) -> Desk:
        """What lies before the person of a private conversation now."""
        return self.desks.get(conversation, self.rows[conversation].desk)

    def session(self, conversation: int) -> Session:
        """What a private conversation knows now; not all of it may be loaded."""
        known = self.sessions.get(conversation, self.rows[conversation].session)
        return self.laid_aside.get(conversation, (known, known))[1]

    def saw(self, conversation: int, message: int) -> None:
        """Remember the newest message of a conversation's chat."""
        known = self.last_messages[conversation]
        self.last_messages[conversation] = max(known, message)

    def start_over(self, old: int, new: int) -> None:
        """A conversation has another in its place, of which nothing is known yet."""
        row = self.rows.pop(old)
        self.rows[new] = replace(row, id=new, session=Session(), slots="", desk=EMPTY)
        self.fills[new] = {}
        self.last_messages[new] = self.last_messages.pop(old)
        self.reachable[new] = self.reachable.pop(old)
        self.outgoing = [pair for pair in self.outgoing if pair[0] != old]
        self.afresh.add(new)

    def changed_chats(self) -> dict[int, tuple[int, bool]]:
        """Newest message and reachability of the chats where one is another now."""
        changed: dict[int, tuple[int, bool]] = {}
        for key, row in self.rows.items():
            newest, reachable = self.last_messages[key], self.reachable[key]
            if (newest, reachable) != (row.last_message, row.reachable):
                known, _ = changed.get(row.chat_id, (0, reachable))
                changed[row.chat_id] = (max(known, newest), reachable)
        return changed
