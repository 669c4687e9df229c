"""Groups: their pace, their topics, and what Telegram refuses there."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.outgoing import (
    Attachment,
    Delivered,
    Handover,
    Outgoing,
    Refusal,
    Refused,
    Relocated,
    Slot,
    Undeliverable,
    Unknown,
)
from bot.settings import Pace
from tests.bot.delivery.delivery_scene import (
    Scene,
    card,
    fill,
    most_in_a_minute,
    settle,
    text,
)

ADA, GROUP, SUPER = 1, -1, -1001
TEAM_A, TEAM_B = 5, 7


@pytest.fixture
def scene() -> Scene:
    return Scene()


def counter(count: int) -> Outgoing:
    """The group's card while answers come in."""
    return Outgoing(f"{count} answered", slot=Slot.ROOM, stays=True)


def refused(why: Refusal, to: int | None = None) -> Refused:
    return Refused(why, "Telegram's words", to)


# --- the pace of a group -----------------------------------------------------


@st.composite
def _bursts(draw: st.DrawFn) -> list[tuple[float, int, list[Outgoing]]]:
    """Messages of every weight for two topics, after pauses of all kinds."""
    files = tuple(Attachment(f"{n}", f"{n}.csv") for n in range(10))
    outgoing = st.one_of(
        st.just(text("note")),
        st.builds(card, st.integers(0, 3)),
        st.builds(lambda step: replace(card(step), anew=True, pinned=True), st.just(4)),
        st.builds(lambda n: Outgoing("files", files=files[:n]), st.integers(2, 10)),
        st.just(Outgoing("was", edits=3)),
    )
    burst = st.tuples(
        st.one_of(st.just(0.0), st.floats(0, 30), st.just(300.0)),
        st.sampled_from([0, TEAM_A]),
        st.lists(outgoing, max_size=12),
    )
    return draw(st.lists(burst, max_size=12))


@settings(deadline=None)
@given(_bursts())
def test_no_minute_has_more_than_twenty_in_a_group(
    bursts: list[tuple[float, int, list[Outgoing]]],
) -> None:
    """K06: with edits, cards that are shrunk, pins and albums; in all topics."""

    async def play() -> None:
        scene = Scene(Pace())
        for pause, topic, outgoings in bursts:
            await scene.time.advance(pause)
            scene.hand_over(GROUP, *outgoings, topic=topic)
        await scene.all_sent()
        assert most_in_a_minute(scene.sender) <= 20
        assert len(scene.ledger.rows()) == sum(len(each) for _, _, each in bursts)

    asyncio.run(play())


async def test_a_first_card_goes_at_once_and_counts_replace_each_other() -> None:
    """K06: sixty answers in half a minute."""
    scene = Scene(Pace())
    for count in range(60):
        scene.hand_over(GROUP, counter(count))
        await scene.time.advance(0.5)
    calls = scene.sender.calls
    assert (calls[0].text, calls[0].at) == ("0 answered", 1000.0)
    assert len(calls) < 14
    ended = scene.time.now
    await scene.all_sent()
    assert calls[-1].text == "59 answered"
    assert calls[-1].at - ended <= 4.4
    assert len(scene.ledger.rows()) == 60


async def test_counters_leave_room_for_the_next_step() -> None:
    """However many were written: the new card and its pin go at once."""
    scene = Scene(Pace())
    for count in range(60):
        scene.hand_over(GROUP, counter(count))
        await scene.time.advance(0.5)
    tapped = scene.time.now
    step = replace(card(2), slot=Slot.ROOM, anew=True, pinned=True)
    scene.hand_over(GROUP, step)
    await scene.time.advance(0.1)
    last = scene.sender.calls[-1]
    assert (last.text, last.at) == ("card 2", tapped)
    assert [at for _, _, at in scene.sender.pins] == [tapped]
    await scene.all_sent()


async def test_a_private_chat_keeps_its_own_pace() -> None:
    scene = Scene(Pace())
    scene.hand_over(ADA, *[text(str(n)) for n in range(8)])
    scene.hand_over(GROUP, *[text(str(n)) for n in range(8)])
    await scene.time.advance(1)
    assert len(scene.sender.texts(ADA)) == 8
    assert len(scene.sender.texts(GROUP)) == 6
    await scene.all_sent()


# --- topics ------------------------------------------------------------------


async def test_each_topic_has_its_order_and_its_cards(scene: Scene) -> None:
    release = scene.sender.hold(GROUP)
    scene.hand_over(GROUP, card(1), text("a"), topic=TEAM_A)
    scene.hand_over(GROUP, card(1), text("b"), topic=TEAM_B)
    scene.hand_over(GROUP, text("all"))
    await settle()
    assert sorted(call.topic for call in scene.sender.calls) == [0, TEAM_A, TEAM_B]
    assert scene.delivery.pending() == 5
    release.set()
    await scene.all_sent()
    by_topic = {
        topic: [call.text for call in scene.sender.calls if call.topic == topic]
        for topic in (0, TEAM_A, TEAM_B)
    }
    assert by_topic == {0: ["all"], TEAM_A: ["card 1", "a"], TEAM_B: ["card 1", "b"]}
    assert scene.delivery._routes == {}


async def test_topics_of_a_group_share_its_pace() -> None:
    scene = Scene(Pace(group_rate=0.25, group_burst=2))
    for topic in (0, TEAM_A, TEAM_B, 9):
        scene.hand_over(GROUP, text("a"), topic=topic)
    await scene.all_sent()
    began = scene.sender.calls[0].at
    assert [round(call.at - began) for call in scene.sender.calls] == [0, 0, 4, 8]


async def test_topics_that_wait_for_a_place_share_the_pace_of_their_group() -> None:
    scene = Scene(Pace(group_rate=0.25, group_burst=2, at_once=1))
    release = scene.sender.hold(ADA)
    scene.hand_over(ADA, text("a"))
    await settle()
    for topic in (0, TEAM_A, TEAM_B, 9):
        scene.hand_over(GROUP, text("a"), topic=topic)
    await settle()
    release.set()
    await scene.all_sent()
    _, *calls = scene.sender.calls
    assert [round(call.at - calls[0].at) for call in calls] == [0, 0, 4, 8]


async def test_what_is_said_in_a_topic_is_not_sending_to_the_chat(scene: Scene) -> None:
    release = scene.sender.hold(GROUP)
    scene.hand_over(GROUP, text("a"), topic=TEAM_A)
    await settle()
    assert not scene.delivery.is_sending(GROUP)
    release.set()
    await scene.all_sent()


async def test_a_topic_that_is_gone_is_left_once_and_for_all_that_waits(
    scene: Scene,
) -> None:
    """K03: the rest goes to the group itself, cards as new ones."""
    scene.sender.script[GROUP].append(refused(Refusal.TOPIC_GONE))
    rows = scene.hand_over(
        GROUP, text("a"), card(2), last_message=50, fill=fill(50, 1), topic=TEAM_A
    )
    await settle()
    rows += scene.hand_over(GROUP, text("b"), topic=TEAM_A)
    await scene.all_sent()
    assert [(call.text, call.topic, call.edits) for call in scene.sender.calls[:3]] == [
        ("a", TEAM_A, None),
        ("a", 0, None),
        ("card 2", 0, None),
    ]
    assert scene.ledger.rows() == rows


async def test_a_card_of_a_topic_that_is_gone_is_posted_outside(scene: Scene) -> None:
    """K03: where it stood it can be neither edited nor shrunk."""
    scene.sender.script[GROUP].append(refused(Refusal.TOPIC_GONE))
    scene.hand_over(GROUP, card(2), last_message=50, fill=fill(50, 1), topic=TEAM_A)
    await scene.all_sent()
    assert [(call.edits, call.topic) for call in scene.sender.calls] == [
        (50, 0),
        (None, 0),
    ]


async def test_what_is_refused_without_a_topic_too_is_given_up(scene: Scene) -> None:
    """K03: the general topic can be closed as well."""
    scene.sender.script[GROUP].extend([refused(Refusal.TOPIC_GONE)] * 2)
    lost, _ = scene.hand_over(GROUP, text("a"), text("b"), topic=TEAM_A)
    await scene.all_sent()
    assert [(call.text, call.topic) for call in scene.sender.calls] == [
        ("a", TEAM_A),
        ("a", 0),
        ("b", 0),
    ]
    assert scene.ledger.reports[0] == Undeliverable(-10, GROUP, (lost,), False)


# --- rights and pins ---------------------------------------------------------


async def test_where_the_bot_may_not_write_only_that_message_is_lost(
    scene: Scene,
) -> None:
    """K02: it goes on as soon as the bot may write again; no file is to blame."""
    scene.sender.script[GROUP].append(refused(Refusal.NO_RIGHTS))
    file = Outgoing("a", files=(Attachment("a", "a.csv"),))
    lost, kept = scene.hand_over(GROUP, file, text("b"))
    await scene.all_sent()
    muted, delivered = scene.ledger.reports
    assert muted == Undeliverable(-10, GROUP, (lost,), unreachable=False, muted=True)
    assert isinstance(delivered, Delivered)
    assert delivered.queued.id == kept


async def test_a_card_is_pinned_once_it_is_there(scene: Scene) -> None:
    scene.hand_over(GROUP, replace(card(1), pinned=True), text("b"))
    await scene.all_sent()
    assert [(chat, message) for chat, message, _ in scene.sender.pins] == [(GROUP, 101)]
    assert [_unpinned(report) for report in scene.ledger.reports] == [False, False]


async def test_a_card_is_pinned_instead_of_the_one_before(scene: Scene) -> None:
    new = replace(card(2), pinned=True, anew=True)
    scene.hand_over(GROUP, new, fill=fill(51, 1), last_message=51)
    await scene.all_sent()
    assert [message for _, message, _ in scene.sender.pins] == [101]
    assert [message for _, message, _ in scene.sender.unpins] == [51]


async def test_a_pin_counts_as_a_message() -> None:
    scene = Scene(Pace(group_rate=0.25, group_burst=2))
    scene.hand_over(GROUP, replace(card(1), pinned=True), text("b"))
    await scene.all_sent()
    first, second = scene.sender.calls
    assert round(second.at - first.at) == 4


@pytest.mark.parametrize("failure", [False, RuntimeError("a defect")])
async def test_a_card_that_cannot_be_pinned_is_delivered_all_the_same(
    scene: Scene, failure: bool | Exception
) -> None:
    """K02: without the right to pin."""
    scene.sender.pinning.append(failure)
    rows = scene.hand_over(GROUP, replace(card(1), pinned=True))
    await scene.all_sent()
    assert len(scene.sender.pins) == 1
    assert scene.ledger.rows() == rows
    assert [_unpinned(report) for report in scene.ledger.reports] == [True]


async def test_where_a_pin_was_refused_none_is_tried_for_a_while(scene: Scene) -> None:
    scene.sender.pinning.append(False)
    for pause in (0, 60, 600):
        await scene.time.advance(pause)
        scene.hand_over(GROUP, replace(card(1), pinned=True))
        await scene.all_sent()
    assert [message for _, message, _ in scene.sender.pins] == [101, 103]


async def test_a_card_that_did_not_arrive_is_not_pinned(scene: Scene) -> None:
    scene.sender.script[GROUP].append(Unknown())
    scene.hand_over(GROUP, replace(card(1), pinned=True))
    await settle()
    assert scene.sender.pins == []
    await scene.all_sent()
    assert len(scene.sender.pins) == 1


def _unpinned(report: object) -> bool:
    assert isinstance(report, Delivered)
    return report.unpinned


# --- a group that becomes a supergroup ---------------------------------------


async def test_a_group_that_moved_is_written_to_at_its_new_number(
    scene: Scene,
) -> None:
    """K01: only the refusal of a send says so."""
    scene.sender.moved[GROUP] = SUPER
    reply = Outgoing("reply", replies_to=40)
    rows = scene.hand_over(
        GROUP, card(2), text("a"), reply, last_message=50, fill=fill(50, 1)
    )
    await scene.all_sent()
    assert [(call.chat, call.edits) for call in scene.sender.calls] == [
        (GROUP, 50),
        (SUPER, None),
        (SUPER, None),
        (SUPER, None),
    ]
    assert scene.ledger.rows() == rows
    moved, *delivered = scene.ledger.reports
    assert moved == Relocated(-10, GROUP, SUPER)
    sent = [report.queued for report in delivered if isinstance(report, Delivered)]
    assert [queued.chat for queued in sent] == [SUPER] * 3
    assert sent[-1].outgoing.replies_to is None
    assert scene.delivery._routes == {}


async def test_numbers_of_messages_begin_anew_in_the_new_group(scene: Scene) -> None:
    """K01: a card that is the last one there is edited."""
    scene.sender.moved[GROUP] = SUPER
    release = scene.sender.hold(SUPER)
    scene.hand_over(GROUP, card(2), last_message=5000, fill=fill(5000, 1))
    await settle()
    scene.hand_over(SUPER, card(3))
    release.set()
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [5000, None, 101]


async def test_messages_of_the_old_group_are_not_changed_in_the_new_one(
    scene: Scene,
) -> None:
    """K01: their numbers are those of other messages there."""
    scene.sender.moved[GROUP] = SUPER
    first, change, last = scene.hand_over(
        GROUP, text("a"), Outgoing("was", edits=4), text("b")
    )
    await scene.all_sent()
    assert scene.sender.texts(SUPER) == ["a", "b"]
    assert sorted(scene.ledger.rows()) == [first, change, last]


@pytest.mark.parametrize("turns", [0, 3, 6, 9, 12, 15, 20, 30])
async def test_whoever_hears_first_that_a_group_moved_every_row_is_sent_once(
    scene: Scene, turns: int
) -> None:
    """K01: rows for the old and the new number come before, while and after."""
    scene.sender.moved[GROUP] = SUPER
    scene.ledger.held = asyncio.Event()
    rows = scene.hand_over(GROUP, card(1), text("a"))
    for _ in range(turns):
        await asyncio.sleep(0)
    rows += scene.hand_over(SUPER, text("new"), card(2))
    rows += scene.hand_over(GROUP, text("late"))
    await settle()
    rows += scene.hand_over(GROUP, text("later"))
    scene.ledger.held.set()
    await settle()
    rows += scene.hand_over(GROUP, text("last"))
    rows += scene.hand_over(SUPER, text("end"))
    await scene.all_sent()
    assert sorted(scene.ledger.rows()) == rows
    sent = scene.sender.texts(SUPER)
    assert sent.index("new") < sent.index("end")
    assert sent.index("a") < sent.index("late") < sent.index("later")
    assert len(set(sent)) == len(sent)


async def test_rows_handed_over_again_for_the_new_number_are_sent_once(
    scene: Scene,
) -> None:
    """K01: the one under way, and one that waits."""
    scene.sender.moved[GROUP] = SUPER
    release = scene.sender.hold(GROUP)
    queued = tuple(scene.queued(GROUP, text(words)) for words in "ab")
    scene.delivery.hand_over(Handover(GROUP, 0, {}, queued))
    await settle()
    again = tuple(replace(each, chat=SUPER) for each in queued)
    scene.delivery.hand_over(Handover(SUPER, 0, {}, again))
    release.set()
    await scene.all_sent()
    assert scene.sender.texts(SUPER) == ["a", "b"]
    assert scene.ledger.rows() == [each.id for each in queued]


async def test_an_old_card_yields_to_the_one_that_waits_at_the_new_number(
    scene: Scene,
) -> None:
    scene.sender.moved[GROUP] = SUPER
    release = scene.sender.hold(SUPER)
    scene.hand_over(SUPER, text("welcome"))
    await settle()
    scene.hand_over(SUPER, card(2))
    rows = scene.hand_over(GROUP, card(1))
    await settle()
    release.set()
    await scene.all_sent()
    assert scene.sender.texts(SUPER) == ["welcome", "card 2"]
    assert rows[0] in scene.ledger.rows()


async def test_a_move_to_nowhere_is_a_refusal_like_others(scene: Scene) -> None:
    scene.sender.script[GROUP].append(refused(Refusal.MOVED))
    rows = scene.hand_over(GROUP, text("a"), text("b"))
    await scene.all_sent()
    assert scene.ledger.rows() == rows
    assert isinstance(scene.ledger.reports[0], Undeliverable)


async def test_a_chat_that_begins_afresh_while_it_waits_for_its_turn() -> None:
    scene = Scene(Pace(group_burst=1))
    scene.hand_over(GROUP, text("a"), text("b"))
    await settle()
    [route] = scene.delivery._routes.values()
    scene.delivery.hand_over(Handover(GROUP, 0, {}, (), afresh=True))
    await scene.all_sent()
    assert scene.sender.texts() == ["a"]
    assert route.task.exception() is None
