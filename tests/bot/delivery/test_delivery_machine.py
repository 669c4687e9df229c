"""Whatever happens in whatever order, delivery keeps its promises."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from bot.outgoing import (
    Delivered,
    Lane,
    Outcome,
    Outgoing,
    Refusal,
    Refused,
    Report,
    Slot,
    Undeliverable,
    Unknown,
    Unsent,
)
from bot.settings import Pace
from tests.bot.delivery.delivery_scene import (
    Scene,
    card,
    fill,
    most_in_a_minute,
    settle,
)

T = TypeVar("T")

ADA, BEN, GROUP, FORUM, FORMER = 1, 2, -1, -2, -3
#: The number that a group gets when it becomes a supergroup.
SUPER = -1003
chats = st.sampled_from([ADA, BEN, GROUP, FORUM, FORMER, SUPER])
messages = st.one_of(
    st.builds(Outgoing, st.just("note"), lane=st.sampled_from(Lane)),
    st.builds(card, st.integers(0, 9)),
    st.builds(
        lambda step, **how: replace(card(step), **how),
        st.integers(0, 9),
        stays=st.booleans(),
        anew=st.booleans(),
        pinned=st.booleans(),
        lane=st.sampled_from(Lane),
    ),
    st.builds(Outgoing, st.just("menu"), slot=st.just(Slot.MENU)),
    st.builds(Outgoing, st.just("was"), edits=st.integers(1, 99)),
)
troubles: st.SearchStrategy[Outcome | Exception] = st.one_of(
    st.builds(Unsent),
    st.builds(Unsent, wait=st.sampled_from([0.0, 1.0, 30.0]), flood=st.booleans()),
    st.builds(Unknown),
    st.builds(
        Refused,
        st.sampled_from([why for why in Refusal if why is not Refusal.TOKEN_REVOKED]),
        st.just("no"),
    ),
    st.builds(RuntimeError),
)


class DeliveryMachine(RuleBasedStateMachine):
    """Hands over, breaks things and lets time pass, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.scene = self.run(self._begin())
        self.handed: dict[tuple[int, int], list[int]] = {}
        self.cards: set[int] = set()

    async def _begin(self) -> Scene:
        pace = Pace(
            chat_rate=1,
            chat_burst=2,
            group_rate=0.25,
            group_burst=5,
            total_rate=5,
            at_once=2,
        )
        return Scene(pace)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    @rule(
        chat=chats,
        topic=st.sampled_from([0, 5, 7]),
        outgoings=st.lists(messages, max_size=4),
        last_message=st.integers(0, 200),
        filled=st.one_of(st.none(), st.integers(1, 200)),
    )
    def hand_over(
        self,
        chat: int,
        topic: int,
        outgoings: list[Outgoing],
        last_message: int,
        filled: int | None,
    ) -> None:
        old = None if filled is None else fill(filled, step=0)
        last = max(last_message, filled or 0)
        if chat != FORUM:
            topic = 0

        async def hand_over() -> list[int]:
            return self.scene.hand_over(
                chat, *outgoings, last_message=last, fill=old, topic=topic
            )

        rows = self.run(hand_over())
        self.handed.setdefault((chat, topic), []).extend(rows)
        self.cards |= {
            row
            for row, outgoing in zip(rows, outgoings, strict=True)
            if outgoing.slot is not None
        }

    @rule(chat=chats, trouble=troubles)
    def expect_trouble(self, chat: int, trouble: Outcome | Exception) -> None:
        self.scene.sender.script[chat].append(trouble)

    @rule()
    def make_it_a_supergroup(self) -> None:
        """K01: the sends to the old number are refused, and say which is the new."""
        self.scene.sender.moved[FORMER] = SUPER

    @rule(works=st.sampled_from([True, False, RuntimeError()]))
    def expect_a_pin(self, works: bool | Exception) -> None:
        self.scene.sender.pinning.append(works)

    @rule(chat=chats)
    def hold(self, chat: int) -> None:
        self.release(chat)
        self.scene.sender.hold(chat)

    @rule(chat=chats)
    def release(self, chat: int) -> None:
        held = self.scene.sender.held.pop(chat, None)
        if held is not None:
            held.set()

    @rule(failures=st.integers(1, 3))
    def break_storage(self, failures: int) -> None:
        self.scene.ledger.failures = failures

    @rule()
    def let_things_happen(self) -> None:
        self.run(settle())

    @rule(seconds=st.floats(0.1, 90))
    def let_time_pass(self, seconds: float) -> None:
        self.run(self.scene.time.advance(seconds))

    @invariant()
    def nothing_is_settled_twice(self) -> None:
        settled = self.scene.ledger.rows()
        assert len(settled) == len(set(settled))

    @invariant()
    def no_more_calls_are_under_way_than_allowed(self) -> None:
        assert self.scene.sender.most_at_once <= 2

    def teardown(self) -> None:
        try:
            for chat in list(self.scene.sender.held):
                self.release(chat)
            self.run(self.scene.all_sent())
            self._check_the_end()
        finally:
            self.run(self.scene.delivery.stop(grace=1))
            self.run(self.loop.shutdown_asyncgens())
            self.loop.close()

    def _check_the_end(self) -> None:
        every_row = [row for rows in self.handed.values() for row in rows]
        assert sorted(self.scene.ledger.rows()) == sorted(every_row)
        assert self.scene.delivery.pending() == 0
        assert most_in_a_minute(self.scene.sender) <= 20
        told = [
            row
            for report in self.scene.ledger.reports
            for row in _settled_by_sending(report)
        ]
        for (chat, _), rows in self.handed.items():
            if chat not in (FORMER, SUPER):
                ours = [row for row in told if row in rows]
                assert ours == sorted(ours)
        for report in self.scene.ledger.reports:
            if isinstance(report, Delivered):
                assert set(report.superseded) <= self.cards
                if report.queued.chat != SUPER:
                    assert all(row < report.queued.id for row in report.superseded)
                assert not (report.unpinned and not report.queued.outgoing.pinned)


def _settled_by_sending(report: Report) -> list[int]:
    """The row that was on its way when this was reported."""
    if isinstance(report, Delivered):
        return [report.queued.id]
    if isinstance(report, Undeliverable) and not report.unreachable:
        return [max(report.rows)]
    return []


TestDeliveryMachine = DeliveryMachine.TestCase
TestDeliveryMachine.settings = settings(
    max_examples=100, stateful_step_count=30, deadline=None
)
