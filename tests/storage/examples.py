"""Values to store: one of each kind, and ways to make many."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from conversations.interview import states as s
from conversations.interview.session import Interview, NewName, Session
from conversations.profile import Basis, Mark, Note, Order, Origin, Profile, Section
from storage import ConversationRow, Storage
from tests.transactions import transaction

BOT = 7_000_000_001
NOW = datetime(2026, 11, 24, 9, 30, 15, 123456, tzinfo=UTC)
DAY = timedelta(days=1)

PLACES: tuple[s.Place, ...] = (
    s.Asking(3, examples=2),
    s.Offered(9),
    s.Selecting(10),
    s.Reviewing(4, page=1),
    s.Rewording(4, note=12, page=1),
    s.Choosing(5),
    s.Rating(6, page=2),
    s.Rating(6, turn=4),
    s.Ordering(7, among=(3, 1, 9), picked=(9,), start=1, page=1),
    s.Ranked(8),
    s.Adjusting(8, page=3),
    s.Finished(20, kept=4),
    s.Overview(2),
    s.Matching(30, turn=12, page=1),
    s.Telling(14, turn=3),
    s.Fitting(80),
)

ORDERS = {
    Section.JOBS: Order(Basis.SCORES, ranked=(2, 1), settled=(1,)),
    Section.PAINS: Order(Basis.PICKED, ranked=(3,)),
    Section.GAINS: Order(Basis.HAND, settled=(4, 5), alike=(5,)),
}

SESSION = Session(current=2, resting=True, awaited=NewName(1), next_number=3)

#: What people may write: emoji joined of several, right to left, and very long.
HOSTILE_TEXTS = (
    "👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "שלום \u202eعربي\u202c ",
    "𐍈" * 4096,
    "'; DROP TABLE notes; --",
    '{"v": 99}',
    " \t\n ",
    "",
)


def note(number: int, text: str = "Getting to work on time") -> Note:
    """A note about a job."""
    return Note(number, Section.JOBS, "jobs.main", text)


def interview(number: int, *notes: Note, place: s.Place | None = None) -> Interview:
    """An interview that has these notes."""
    profile = Profile(number, "priority", 1, notes=notes, next_note=len(notes) + 1)
    return Interview(profile, place or s.Asking(0), NOW)


def with_profile(session: Session, kept: Interview) -> Session:
    """The session with this interview in hand."""
    number = kept.profile.number
    begun = replace(session, current=number, next_number=number + 1)
    return begun.holding(kept)


FULL_NOTE = Note(
    number=1,
    section=Section.REFLECTION,
    prompt="reflection.surprises",
    text="They never asked",
    origin=Origin(message=2**40, line=2),
    ratings={"importance": "very", "frequency": "daily"},
    for_job=2,
    reworded_in=2**41,
    deleted_at=NOW,
    links=(3, 4),
    tags=("digital", "tangible"),
    context="while driving",
    heard=2,
    quote="“Again at 5 a.m.”",
)

FULL_INTERVIEW = Interview(
    Profile(
        number=1,
        guide="priority",
        guide_version=3,
        name="Night-shift nurses",
        named_by_hand=True,
        notes=(FULL_NOTE, note(2)),
        orders=ORDERS,
        next_note=9,
        finished_at=NOW - DAY,
        deleted_at=NOW,
        archived=True,
        baselines=(
            (Mark(1, Section.JOBS, 2, 0, 2**32 - 1),),
            (Mark(1, Section.JOBS, 1, 3, 0), Mark(2, Section.PAINS, 0, 0, 7)),
        ),
        nudged={Section.JOBS: 0, Section.PAINS: 2},
    ),
    s.Finished(20, kept=4),
    NOW - DAY,
)


async def new_updates(storage: Storage, ids: Iterable[int]) -> set[int]:
    """Those of these updates that were not remembered, and still are not."""
    new: set[int] = set()
    with contextlib.suppress(_OnlyLookedError):
        async with transaction(storage) as uow:
            new = await uow.remember(BOT, list(ids), NOW)
            raise _OnlyLookedError
    return new


class _OnlyLookedError(Exception):
    """Undoes what was done to look."""


async def place_of(storage: Storage, chat: int, topic: int = 0) -> ConversationRow:
    """A group, or a topic of it."""
    found = await storage.transact(lambda uow: uow.places(BOT, {(chat, topic)}))
    return found[chat, topic]
