"""The messages on their way to one chat or topic, and what is known of its cards.

One rule: the item under way has left `waiting`, so nothing can replace it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from bot.outgoing import Accepted, Fill, Handover, Lane, Outgoing, Queued, Slot, refill


class Item(Struct, frozen=True):
    """A row to send, with the older cards it makes needless.

    `plain` leaves its HTML out. When the slot's message is `gone` it is posted, and
    there is nothing to shrink. What is not `kept` has no row.
    """

    queued: Queued
    superseded: tuple[int, ...] = ()
    plain: bool = False
    gone: bool = False
    kept: bool = True

    @property
    def outgoing(self) -> Outgoing:
        """What to send."""
        return self.queued.outgoing

    @property
    def slot(self) -> Slot | None:
        """The slot that it fills, if it is a card."""
        return self.outgoing.slot if self.outgoing.edits is None else None

    @property
    def weight(self) -> int:
        """How many messages it counts as: an album is several, and so is a pin one."""
        return max(1, len(self.outgoing.files)) + self.outgoing.pinned

    @property
    def rows(self) -> tuple[int, ...]:
        """All rows of the outbox that it settles."""
        return (*self.superseded, self.queued.id) if self.kept else ()


@dataclass(slots=True)
class ChatQueue:
    """One chat, or forum topic, while messages are on their way to it.

    Old cards that are to lose their buttons wait behind everything else.

    `failures` counts the failed attempts since the last success; `in_doubt`
    says that one of them may have arrived all the same.
    """

    last_message: int
    fills: dict[Slot, Fill]
    waiting: deque[Item] = field(default_factory=deque)
    under_way: Item | None = None
    failures: int = 0
    in_doubt: bool = False

    def __len__(self) -> int:
        return len(self.waiting) + (self.under_way is not None)

    @property
    def weight(self) -> int:
        """How many messages the next item counts as."""
        return self.waiting[0].weight if self.waiting else 1

    @property
    def lane(self) -> Lane:
        """The best lane of what waits: nothing overtakes, so the first has it too."""
        return min((item.outgoing.lane for item in self.waiting), default=Lane.REPLY)

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows that wait or are under way."""
        items = (*self.waiting, *(() if self.under_way is None else (self.under_way,)))
        return tuple(row for item in items for row in item.rows)

    def take_over(self, handover: Handover) -> None:
        """Queue what was handed over; what it says of fills is older than ours."""
        self.last_message = max(self.last_message, handover.last_message)
        if handover.afresh:
            self.waiting.clear()
            self.fills.clear()
        for queued in handover.queued:
            self._append(Item(queued))

    def take(self, *, tidying: bool) -> Item:
        """The next item, under way from now on; when `tidying` the next old card."""
        place = self._first_tidy if tidying else 0
        self.under_way = self.waiting[place]
        del self.waiting[place]
        return self.under_way

    def put_back(self, item: Item) -> None:
        """Let the item under way wait at the front, or yield to a newer card."""
        self.under_way = None
        newer = self._waiting_card(item.slot)
        if newer is None:
            place = 0 if item.kept else self._first_tidy
            self.waiting.insert(place, item)
        else:
            place = self.waiting.index(newer)
            self.waiting[place] = _merged(item, newer)

    def failed(self, item: Item, *, in_doubt: bool) -> None:
        """Let the item under way be tried again later."""
        self.failures += 1
        self.in_doubt = self.in_doubt or in_doubt
        self.put_back(item)

    def drain(self) -> tuple[Item, ...]:
        """Take out everything that waits."""
        items = tuple(self.waiting)
        self.waiting.clear()
        return items

    def target(self, item: Item) -> int | None:
        """The message that an item changes; None to post a new one."""
        if item.slot is None:
            return item.outgoing.edits
        fill = self.fills.get(item.slot)
        if fill is None or item.gone or item.outgoing.anew:
            return None
        is_last = fill.message == self.last_message
        return fill.message if is_last or item.outgoing.stays else None

    def before(self, item: Item, message: int) -> int | None:
        """The message that a card takes the place of, if it is another one."""
        fill = None if item.slot is None else self.fills.get(item.slot)
        return None if fill is None or fill.message == message else fill.message

    @property
    def is_quiet(self) -> bool:
        """Whether all that waits only changes cards where they stand."""
        return all(item.outgoing.stays or not item.kept for item in self.waiting)

    @property
    def tidies(self) -> bool:
        """Whether an old card is to lose its buttons."""
        return bool(self.waiting) and not self.waiting[-1].kept

    @property
    def _first_tidy(self) -> int:
        """Where those begin that are to lose their buttons."""
        return sum(item.kept for item in self.waiting)

    def learn(self, item: Item, accepted: Accepted) -> None:
        """Know what the chat looks like now that an item was accepted.

        A card that it replaced elsewhere in the chat is left shrunk, last of all.
        """
        self.failures = 0
        self.in_doubt = False
        self.last_message = max(self.last_message, accepted.message)
        if item.slot is None:
            return
        old = self.fills.get(item.slot)
        self.fills[item.slot] = refill(old, item.queued, accepted)
        if old is not None and old.message != accepted.message and not item.gone:
            lane = item.outgoing.lane
            shrunk = Outgoing(text=old.shrunk, edits=old.message, lane=lane)
            self.waiting.append(Item(replace(item.queued, outgoing=shrunk), kept=False))

    def leave_topic(self) -> None:
        """What comes goes to the group around the topic: its cards are out of reach."""
        self.fills.clear()

    def move(self, to: int) -> tuple[Item, ...]:
        """Address everything that waits to a group's new number, where nothing is yet.

        Takes out what was to change messages, since their numbers are others there.
        """
        stale = tuple(item for item in self.waiting if item.outgoing.edits is not None)
        self.waiting = deque(
            replace(item, queued=_readdressed(item.queued, to))
            for item in self.waiting
            if item.outgoing.edits is None
        )
        self.fills.clear()
        self.last_message = 0
        return stale

    def put_before(self, items: Iterable[Item]) -> None:
        """Let items wait before all that waits here."""
        later, self.waiting = self.waiting, deque(items)
        for item in later:
            self._append(item)

    def _append(self, item: Item) -> None:
        """Queue at the end; a card replaces the one that waits for its slot."""
        older = self._waiting_card(item.slot)
        if older is not None:
            self.waiting.remove(older)
            item = _merged(older, item)
        place = self._first_tidy if item.kept else len(self.waiting)
        self.waiting.insert(place, item)

    def _waiting_card(self, slot: Slot | None) -> Item | None:
        """The card that waits for a slot; there is never more than one."""
        if slot is None:
            return None
        return next((item for item in self.waiting if item.slot is slot), None)


def _merged(older: Item, newer: Item) -> Item:
    """The newer of two cards for a slot; it comes down as soon as one of them does."""
    before, after = older.outgoing, newer.outgoing
    outgoing = replace(
        after,
        stays=before.stays and after.stays,
        anew=before.anew or after.anew,
        pinned=before.pinned or after.pinned,
        lane=min(before.lane, after.lane),
    )
    queued = replace(newer.queued, outgoing=outgoing)
    return Item(queued, older.rows + newer.superseded)


def _readdressed(queued: Queued, to: int) -> Queued:
    outgoing = replace(queued.outgoing, replies_to=None)
    return replace(queued, chat=to, outgoing=outgoing)
