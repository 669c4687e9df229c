"""The client and delivery in groups, against the simulated Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from bot.clock import SystemClock
from bot.delivery import Delivery
from bot.outgoing import (
    Accepted,
    Button,
    Delivered,
    Handover,
    Outcome,
    Outgoing,
    Queued,
    Refusal,
    Refused,
    Relocated,
    Report,
    Slot,
    Undeliverable,
)
from bot.playground import Person, Simulator
from bot.playground.groups import Group
from bot.playground.model import Message
from bot.telegram.client import TelegramClient
from tests.bot.conftest import UNHURRIED

NOTE = Outgoing("Welcome")


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(limits=None) as simulator:
        yield simulator


@pytest.fixture
async def client(sim: Simulator) -> AsyncIterator[TelegramClient]:
    async with TelegramClient(sim.token, sim.url, SystemClock()) as client:
        yield client


@pytest.fixture
def ada(sim: Simulator) -> Person:
    return sim.person("Ada")


@pytest.fixture
def group(sim: Simulator, ada: Person) -> Group:
    return sim.group("Class 3b", ada)


@pytest.fixture
async def forum(sim: Simulator, ada: Person) -> Group:
    forum = sim.group("Class 4a", ada, kind="supergroup", is_forum=True)
    await ada.promotes(sim.bot, in_=forum)
    return forum


def why(outcome: Outcome) -> Refusal:
    assert isinstance(outcome, Refused)
    return outcome.why


class Reports:
    """A ledger."""

    def __init__(self) -> None:
        self.kept: list[Report] = []

    async def record(self, report: Report) -> None:
        self.kept.append(report)


async def deliver(
    client: TelegramClient, chat: int, *outgoings: Outgoing, topic: int = 0
) -> list[Report]:
    """Send messages to a chat; what is reported of them."""
    reports = Reports()
    delivery = Delivery(client, reports, UNHURRIED, on_revoked=lambda: None)
    queued = tuple(
        Queued(number, 1, chat, outgoing, topic)
        for number, outgoing in enumerate(outgoings, start=1)
    )
    delivery.hand_over(Handover(chat, 0, {}, queued, topic=topic))
    await delivery.idle()
    return reports.kept


def last(group: Group) -> Message:
    return group.messages[-1]


async def test_a_group_that_became_a_supergroup_gets_what_waited(
    client: TelegramClient, ada: Person, group: Group
) -> None:
    """K01: nobody has told us, so the first send is refused."""
    upgraded = await ada.upgrades(group)
    reports = await deliver(client, group.id, NOTE, Outgoing("Begin"))
    assert reports[0] == Relocated(1, group.id, upgraded.id)
    assert [m.text for m in upgraded.messages if m.from_bot] == ["Welcome", "Begin"]


async def test_a_message_goes_to_its_topic_and_elsewhere_once_that_is_gone(
    client: TelegramClient, ada: Person, forum: Group
) -> None:
    """K03: a topic that was closed to the bot, or deleted."""
    team = await ada.opens_topic("Team 1", in_=forum)
    await deliver(client, forum.id, NOTE, topic=team.id)
    assert last(forum).thread == team.id
    await ada.deletes_topic(team, in_=forum)
    (report,) = await deliver(client, forum.id, NOTE, topic=team.id)
    assert isinstance(report, Delivered)
    assert last(forum).thread != team.id


async def test_the_general_topic_goes_without_a_name(
    client: TelegramClient, forum: Group
) -> None:
    assert isinstance(await client.post(forum.id, NOTE, topic=1), Accepted)


async def test_a_closed_topic_is_one_that_is_gone(
    client: TelegramClient, sim: Simulator, ada: Person, forum: Group
) -> None:
    """K03: for a bot that does not run it."""
    team = await ada.opens_topic("Team 1", in_=forum)
    await ada.closes_topic(team, in_=forum)
    await ada.demotes(sim.bot, in_=forum)
    outcome = await client.post(forum.id, NOTE, topic=team.id)
    assert why(outcome) is Refusal.TOPIC_GONE


async def test_a_bot_that_is_muted_has_no_rights(
    client: TelegramClient, sim: Simulator, ada: Person
) -> None:
    """K02: that message is given up, the group is not."""
    group = sim.group("Class 3b", ada, kind="supergroup")
    await ada.mutes(sim.bot, in_=group)
    (report,) = await deliver(client, group.id, NOTE)
    assert report == Undeliverable(1, group.id, (1,), unreachable=False, muted=True)
    await ada.unmutes(sim.bot, in_=group)
    (report,) = await deliver(client, group.id, NOTE)
    assert isinstance(report, Delivered)


async def test_a_bot_that_was_removed_cannot_reach_the_group(
    client: TelegramClient, sim: Simulator, ada: Person, group: Group
) -> None:
    """K02."""
    await ada.removes(sim.bot, from_=group)
    assert why(await client.post(group.id, NOTE)) is Refusal.UNREACHABLE


async def test_a_card_is_pinned_where_the_bot_may(
    client: TelegramClient, sim: Simulator, ada: Person
) -> None:
    """K02: without the right the card is there all the same, and it is said."""
    group = sim.group("Class 3b", ada, kind="supergroup")
    card = Outgoing("Jobs", slot=Slot.ROOM, pinned=True)
    unpinned = []
    for promoted in (False, True):
        if promoted:
            await ada.promotes(sim.bot, in_=group, rights={"can_pin_messages"})
        (report,) = await deliver(client, group.id, replace(card, anew=True))
        assert isinstance(report, Delivered)
        unpinned.append(report.unpinned)
    assert unpinned == [True, False]


async def test_a_reply_shows_what_it_replies_to_while_that_is_there(
    client: TelegramClient, ada: Person, group: Group
) -> None:
    asked = await ada.sends("/exercise", to=group)
    await client.post(group.id, replace(NOTE, replies_to=asked.id))
    assert last(group).reply_to == asked.id
    outcome = await client.post(group.id, replace(NOTE, replies_to=9999))
    assert isinstance(outcome, Accepted)


async def test_a_button_with_an_address_is_taken(
    client: TelegramClient, group: Group
) -> None:
    console = Button("Your console", "", url="https://t.me/playground_bot?start=x")
    outcome = await client.post(group.id, replace(NOTE, keyboard=((console,),)))
    assert isinstance(outcome, Accepted)


async def test_who_runs_a_group_is_found_out(
    client: TelegramClient, sim: Simulator, ada: Person
) -> None:
    bob, cem = sim.person("Bob"), sim.person("Cem")
    group = sim.group("Class 3b", ada, bob, cem, kind="supergroup")
    await ada.promotes(bob, in_=group)
    await ada.promotes(sim.bot, in_=group)
    assert await client.administrators(group.id) == {ada.id, bob.id}


async def test_a_message_gets_a_sign(
    client: TelegramClient, sim: Simulator, ada: Person, group: Group
) -> None:
    said = await ada.sends("queues", to=group)
    await client.nod(group.id, said.id)
    (call,) = sim.ledger.calls("setMessageReaction")
    assert call.accepted
