"""Messages on their way: order, cards, refusals, outages and the end."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace

from bot.outgoing import (
    Accepted,
    Attachment,
    Delivered,
    Fill,
    Handover,
    Outgoing,
    Queued,
    Refusal,
    Refused,
    Undeliverable,
    Unknown,
    Unsent,
    refill,
)
from bot.settings import Pace
from conversations.interview.events import Card
from tests.bot.delivery.delivery_scene import T0, Scene, card, fill, settle, text

ADA, BEN, CEM, DAN = 1, 2, 3, 4


@pytest.fixture
def scene() -> Scene:
    return Scene()


def refused(why: Refusal) -> Refused:
    return Refused(why, "Telegram's words")


async def tasks_left() -> int:
    await settle()
    return len(asyncio.all_tasks()) - 1


# --- order -------------------------------------------------------------------


async def test_messages_of_a_chat_go_in_the_order_they_were_handed_over(
    scene: Scene,
) -> None:
    rows = scene.hand_over(ADA, text("a"), text("b")) + scene.hand_over(ADA, text("c"))
    await scene.all_sent()
    assert scene.sender.texts(ADA) == ["a", "b", "c"]
    assert scene.ledger.rows() == rows


@pytest.mark.parametrize("turns", range(20))
async def test_what_is_handed_over_while_the_last_message_leaves_is_not_stranded(
    scene: Scene, turns: int
) -> None:
    """D08: after any number of turns of the loop, until the chat was long at rest."""
    rows = scene.hand_over(ADA, text("a"))
    for _ in range(turns):
        await asyncio.sleep(0)
    rows += scene.hand_over(ADA, text("b"))
    await scene.all_sent()
    assert scene.sender.texts(ADA) == ["a", "b"]
    assert scene.ledger.rows() == rows
    assert scene.delivery.pending() == await tasks_left() == 0


@pytest.mark.parametrize("chat", [ADA, -ADA])
async def test_what_is_on_its_way_is_not_taken_again(scene: Scene, chat: int) -> None:
    """As when all that is stored is handed over once more."""
    release = scene.sender.hold(chat)
    waiting = [scene.queued(chat, text(words)) for words in "abc"]
    scene.delivery.hand_over(Handover(chat, 0, {}, tuple(waiting[:2])))
    await settle()
    scene.delivery.hand_over(Handover(chat, 0, {}, tuple(waiting), in_doubt=True))
    release.set()
    await scene.all_sent()
    assert scene.sender.texts(chat) == ["a", "b", "c"]
    assert scene.ledger.rows() == [row.id for row in waiting]


async def test_a_slow_chat_does_not_hold_back_another(scene: Scene) -> None:
    release = scene.sender.hold(ADA)
    scene.hand_over(ADA, text("a"), text("b"))
    scene.hand_over(BEN, text("c"))
    await settle()
    assert scene.sender.texts() == ["a", "c"]
    assert scene.delivery.pending() == 2
    release.set()
    await scene.all_sent()
    assert scene.sender.texts() == ["a", "c", "b"]
    assert scene.delivery.pending() == 0


async def test_no_more_calls_are_under_way_than_allowed() -> None:
    scene = Scene(Pace(chat_rate=1e6, chat_burst=9, total_rate=1e6, at_once=3))
    chats = range(1, 11)
    release = [scene.sender.hold(chat) for chat in chats]
    for chat in chats:
        scene.hand_over(chat, text("a"))
    await settle()
    assert len(scene.sender.under_way) == 3
    for event in release:
        event.set()
    await scene.all_sent()
    assert scene.sender.most_at_once == 3
    assert len(scene.sender.calls) == 10


async def test_a_chat_keeps_its_pace(scene: Scene) -> None:
    scene = Scene(Pace(chat_rate=1, chat_burst=2, total_rate=30))
    scene.hand_over(ADA, *[text(str(n)) for n in range(4)])
    await settle()
    assert scene.delivery.pending() == 2
    await scene.all_sent()
    began = scene.sender.calls[0].at
    assert [round(call.at - began) for call in scene.sender.calls] == [0, 0, 1, 2]


async def test_an_album_counts_as_the_messages_it_is_shown_as(scene: Scene) -> None:
    scene = Scene(Pace(chat_rate=1, chat_burst=3, total_rate=30))
    files = tuple(Attachment(key, f"{key}.pdf") for key in "abc")
    scene.hand_over(ADA, Outgoing("album", files=files), text("a"), text("b"))
    await scene.all_sent()
    began = scene.sender.calls[0].at
    assert [round(call.at - began) for call in scene.sender.calls] == [0, 1, 2]


async def test_files_that_are_refused_are_named_in_the_report(scene: Scene) -> None:
    scene.sender.script[ADA].append(Refused(Refusal.OTHER, "wrong file identifier"))
    scene.hand_over(ADA, Outgoing("file", files=(Attachment("a", "a.pdf"),)))
    await scene.all_sent()
    (report,) = scene.ledger.reports
    assert isinstance(report, Undeliverable)
    assert (report.files, report.unreachable) == (("a",), False)


async def test_all_chats_keep_the_common_pace_first_come_first_served() -> None:
    scene = Scene(Pace(chat_rate=1, chat_burst=2, total_rate=10, at_once=5))
    for chat in range(1, 31):
        scene.hand_over(chat, text("a"))
    await scene.all_sent()
    calls = scene.sender.calls
    assert [call.chat for call in calls] == list(range(1, 31))
    assert 2.7 < calls[-1].at - calls[0].at < 3.1


async def test_a_send_is_recorded_before_the_next_of_its_chat(scene: Scene) -> None:
    scene.ledger.held = asyncio.Event()
    scene.hand_over(ADA, text("a"), text("b"))
    scene.hand_over(BEN, text("c"))
    await settle()
    assert scene.sender.texts() == ["a", "c"]
    scene.ledger.held.set()
    await scene.all_sent()
    assert scene.sender.texts(ADA) == ["a", "b"]


async def test_a_chat_is_being_sent_to_until_the_outcome_is_kept(
    scene: Scene,
) -> None:
    release = scene.sender.hold(ADA)
    scene.ledger.held = asyncio.Event()
    scene.hand_over(ADA, text("a"))
    assert not scene.delivery.is_sending(ADA)
    await settle()
    assert scene.delivery.is_sending(ADA)
    assert not scene.delivery.is_sending(BEN)
    release.set()
    await settle()
    assert scene.delivery.is_sending(ADA)
    scene.ledger.held.set()
    await settle()
    assert not scene.delivery.is_sending(ADA)


@pytest.mark.parametrize(("trouble", "doubt"), [(Unsent(), False), (Unknown(), True)])
async def test_a_lost_answer_leaves_a_chat_in_doubt_until_the_next_one(
    scene: Scene, trouble: Unsent | Unknown, doubt: bool
) -> None:
    scene.sender.script[ADA].append(trouble)
    scene.hand_over(ADA, text("a"))
    await settle()
    assert scene.delivery.is_sending(ADA) is doubt
    scene.sender.script[ADA].extend([Accepted(7, T0), Unsent()])
    scene.hand_over(ADA, text("b"))
    await scene.time.advance(1)
    assert scene.sender.texts() == ["a", "a", "b"]
    assert not scene.delivery.is_sending(ADA)
    await scene.all_sent()


# --- cards -------------------------------------------------------------------


async def test_a_card_that_is_the_last_message_is_edited(scene: Scene) -> None:
    scene.hand_over(ADA, card(2), last_message=50, fill=fill(50, step=1))
    await scene.all_sent()
    [call] = scene.sender.calls
    assert call.edits == 50


@pytest.mark.parametrize("last_message", [50, 51])
async def test_a_card_is_posted_when_it_is_the_first_or_not_the_last_message(
    scene: Scene, last_message: int
) -> None:
    old = fill(40, step=1) if last_message == 51 else None
    scene.hand_over(ADA, card(2), last_message=last_message, fill=old)
    await scene.all_sent()
    assert scene.sender.calls[0].edits is None


async def test_a_card_that_stays_is_edited_where_it_stands(scene: Scene) -> None:
    quiet = replace(card(2), stays=True)
    scene.hand_over(ADA, quiet, last_message=51, fill=fill(40, step=1))
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [40]


@pytest.mark.parametrize("first", ["quiet", "loud"])
async def test_a_card_comes_down_if_one_of_those_it_is_made_of_does(
    scene: Scene, first: str
) -> None:
    release = scene.sender.hold(ADA)
    scene.hand_over(ADA, text("note"), last_message=51, fill=fill(40, step=1))
    await settle()
    cards = [replace(card(2), stays=True), card(3)]
    scene.hand_over(ADA, *(cards if first == "quiet" else cards[::-1]))
    release.set()
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [None, None, 40]


async def test_a_card_that_comes_anew_is_posted_although_the_old_one_is_the_last(
    scene: Scene,
) -> None:
    fresh = replace(card(2), anew=True)
    scene.hand_over(ADA, fresh, last_message=40, fill=fill(40, step=1))
    await scene.all_sent()
    assert [(call.text, call.edits) for call in scene.sender.calls] == [
        ("card 2", None),
        ("was 1", 40),
    ]


async def test_a_card_comes_anew_and_is_pinned_if_one_of_those_it_is_made_of_is(
    scene: Scene,
) -> None:
    release = scene.sender.hold(ADA)
    scene.hand_over(ADA, text("note"), last_message=40, fill=fill(40, step=1))
    await settle()
    quiet = replace(card(3), stays=True)
    scene.hand_over(ADA, replace(card(2), stays=True, anew=True, pinned=True), quiet)
    release.set()
    await scene.all_sent()
    assert scene.sender.texts() == ["note", "card 3", "was 1"]
    assert [message for _, message, _ in scene.sender.pins] == [102]


async def test_a_message_of_our_own_pushes_a_card_up_too(scene: Scene) -> None:
    scene.hand_over(ADA, text("Saved"), card(2), last_message=50, fill=fill(50, step=1))
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [None, None, 50]


async def test_a_card_posted_just_now_is_edited_by_the_next(scene: Scene) -> None:
    scene.hand_over(ADA, card(1))
    await settle()
    scene.hand_over(ADA, card(2), last_message=101, fill=fill(101, step=1))
    release = scene.sender.hold(ADA)
    await settle()
    scene.hand_over(ADA, card(3), last_message=0)
    release.set()
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [None, 101, 101]


async def test_what_a_chat_learns_while_active_counts_more_than_old_fills(
    scene: Scene,
) -> None:
    release = scene.sender.hold(ADA)
    scene.hand_over(ADA, card(1))
    await settle()
    scene.hand_over(ADA, card(2), fill=fill(40, step=0), last_message=40)
    release.set()
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [None, 101]


async def test_old_news_of_the_last_message_is_no_news(scene: Scene) -> None:
    scene.ledger.held = asyncio.Event()
    scene.hand_over(ADA, card(1))
    await settle()
    scene.hand_over(ADA, card(2), last_message=40)
    scene.ledger.held.set()
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [None, 101]


async def test_a_person_who_wrote_meanwhile_gets_the_card_below(scene: Scene) -> None:
    release = scene.sender.hold(ADA)
    scene.hand_over(ADA, card(1))
    await settle()
    scene.hand_over(ADA, card(2), last_message=102)
    release.set()
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [None, None, 101]


async def test_hearing_that_a_person_wrote_is_enough(scene: Scene) -> None:
    release = scene.sender.hold(ADA)
    scene.hand_over(ADA, card(1), text("hello"))
    await settle()
    scene.hand_over(ADA, last_message=999)
    scene.hand_over(BEN, last_message=999)
    assert list(scene.delivery._routes) == [(ADA, 0)]
    release.set()
    await scene.all_sent()
    assert scene.sender.texts() == ["card 1", "hello"]


async def test_in_a_burst_the_first_card_goes_and_later_ones_replace_each_other(
    scene: Scene,
) -> None:
    release = scene.sender.hold(ADA)
    first = scene.hand_over(ADA, card(1))
    await settle()
    second, note = scene.hand_over(ADA, card(2), text("note"))
    third, fourth = scene.hand_over(ADA, card(3), card(4))
    release.set()
    await scene.all_sent()
    assert scene.sender.texts() == ["card 1", "note", "card 4", "was 1"]
    assert [report.superseded for report in scene.ledger.reports] == [  # type: ignore[union-attr]
        (),
        (),
        (second, third),
    ]
    assert sorted(scene.ledger.rows()) == [*first, second, note, third, fourth]


async def test_a_card_that_failed_yields_to_a_newer_one(scene: Scene) -> None:
    scene.sender.script[ADA].append(Unsent())
    release = scene.sender.hold(ADA)
    [old] = scene.hand_over(ADA, card(1))
    await settle()
    note, new = scene.hand_over(ADA, text("note"), card(2))
    release.set()
    await scene.all_sent()
    assert scene.sender.texts() == ["card 1", "note", "card 2"]
    assert scene.ledger.rows() == [note, old, new]


async def test_a_card_that_failed_yields_with_all_that_were_replaced(
    scene: Scene,
) -> None:
    scene.sender.script[ADA].append(Unknown())
    release = scene.sender.hold(ADA)
    rows = scene.hand_over(ADA, card(1))
    await settle()
    rows += scene.hand_over(ADA, card(2), card(3))
    release.set()
    await scene.all_sent()
    assert scene.sender.texts() == ["card 1", "card 3"]
    assert scene.ledger.rows() == rows


async def test_a_card_that_is_gone_is_posted_anew_once(scene: Scene) -> None:
    scene.sender.script[ADA].append(refused(Refusal.MESSAGE_GONE))
    scene.hand_over(ADA, card(2), last_message=50, fill=fill(50, step=1))
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [50, None]
    [report] = scene.ledger.reports
    assert isinstance(report, Delivered)


async def test_changing_a_message_that_is_gone_is_not_needed_any_more(
    scene: Scene,
) -> None:
    scene.sender.script[ADA].append(refused(Refusal.MESSAGE_GONE))
    [row, _] = scene.hand_over(ADA, Outgoing("was 1", edits=40), text("next"))
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [40, None]
    assert scene.ledger.reports[0] == Undeliverable(10, ADA, (row,), unreachable=False)


async def test_the_card_that_a_new_one_replaces_is_shrunk_after_everything_else(
    scene: Scene,
) -> None:
    """Also after what is handed over while it waits to be tried again."""
    scene.sender.script[ADA] += [Accepted(101, T0), Accepted(102, T0), Unsent()]
    rows = scene.hand_over(
        *(ADA, card(2), text("note")), last_message=51, fill=fill(50, step=1)
    )
    await scene.time.advance(0.1)
    rows += scene.hand_over(ADA, text("more"))
    await scene.all_sent()
    texts = ["card 2", "note", "was 1", "more", "was 1"]
    assert scene.sender.texts() == texts
    assert [call.edits for call in scene.sender.calls] == [None, None, 50, None, 50]
    assert scene.ledger.rows() == rows


@pytest.mark.parametrize(
    ("why", "is_lost"), [(Refusal.MESSAGE_GONE, False), (Refusal.UNREACHABLE, True)]
)
async def test_an_old_card_that_cannot_be_shrunk_is_left_as_it_is(
    scene: Scene, why: Refusal, is_lost: bool
) -> None:
    scene.sender.script[ADA] += [Accepted(101, T0), refused(why)]
    [posted] = scene.hand_over(*(ADA, card(2)), last_message=51, fill=fill(50, step=1))
    await scene.all_sent()
    assert scene.ledger.rows() == [posted]
    lost = [r.rows for r in scene.ledger.reports if isinstance(r, Undeliverable)]
    assert lost == [()] * is_lost


async def test_shrinking_an_old_card_moves_nothing(scene: Scene) -> None:
    shrink = Outgoing("was 1", edits=40)
    scene.hand_over(ADA, shrink, card(3), last_message=50, fill=fill(50, step=2))
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [40, 50]


async def test_what_changes_a_message_is_no_card_even_if_it_names_a_slot(
    scene: Scene,
) -> None:
    change = replace(card(2), edits=40)
    scene.hand_over(ADA, change, card(3), last_message=50, fill=fill(50, step=1))
    await scene.all_sent()
    assert [call.edits for call in scene.sender.calls] == [40, 50]


# --- fills -------------------------------------------------------------------


def accepted(message: int) -> Accepted:
    return Accepted(message, T0 + timedelta(minutes=1))


def test_the_first_card_fills_an_empty_slot() -> None:
    assert refill(None, Queued(1, 10, ADA, card(1)), accepted(7)) == Fill(
        7, "was 1", Card(1, 1), T0 + timedelta(minutes=1)
    )


def test_another_question_is_on_screen_since_it_was_accepted() -> None:
    old = fill(7, step=1)
    assert refill(old, Queued(1, 10, ADA, card(2)), accepted(8)) == Fill(
        8, "was 2", Card(1, 2), T0 + timedelta(minutes=1), before=Card(1, 1)
    )


def test_the_same_question_was_on_screen_all_the_while() -> None:
    old = Fill(7, "was 2, no notes", Card(1, 2), T0, before=Card(1, 1))
    assert refill(old, Queued(1, 10, ADA, card(2)), accepted(8)) == Fill(
        8, "was 2", Card(1, 2), T0, before=Card(1, 1)
    )


# --- refusals ----------------------------------------------------------------


async def test_a_chat_that_cannot_be_reached_loses_its_queue_and_is_told_once(
    scene: Scene,
) -> None:
    scene.sender.script[ADA].append(refused(Refusal.UNREACHABLE))
    release = scene.sender.hold(ADA)
    rows = scene.hand_over(ADA, text("a"), card(1), text("b"))
    rows += scene.hand_over(ADA, card(2))
    scene.hand_over(BEN, text("c"))
    release.set()
    await scene.all_sent()
    assert scene.sender.texts() == ["a", "c"]
    [lost] = [each for each in scene.ledger.reports if isinstance(each, Undeliverable)]
    assert (lost.conversation, lost.chat, lost.unreachable) == (10, ADA, True)
    assert sorted(lost.rows) == rows


async def test_who_comes_back_while_that_is_recorded_gets_the_new_messages(
    scene: Scene,
) -> None:
    scene.sender.script[ADA].append(refused(Refusal.UNREACHABLE))
    scene.ledger.held = asyncio.Event()
    scene.hand_over(ADA, text("a"), text("b"))
    await settle()
    scene.hand_over(ADA, text("welcome back"))
    scene.ledger.held.set()
    await scene.all_sent()
    assert scene.sender.texts() == ["a", "welcome back"]


async def test_broken_html_goes_once_as_plain_text(scene: Scene) -> None:
    scene.sender.script[ADA].append(refused(Refusal.BAD_MARKUP))
    scene.hand_over(ADA, text("a"), text("b"))
    await scene.all_sent()
    assert [(call.text, call.plain) for call in scene.sender.calls] == [
        ("a", False),
        ("a", True),
        ("b", False),
    ]


async def test_what_is_refused_even_as_plain_text_is_given_up(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    scene.sender.script[ADA].extend([refused(Refusal.BAD_MARKUP)] * 2)
    [first, second] = scene.hand_over(ADA, text("secret words"), text("b"))
    await scene.all_sent()
    assert scene.ledger.reports[0] == Undeliverable(10, ADA, (first,), False)
    assert scene.ledger.rows() == [first, second]
    assert "secret words" not in caplog.text
    assert "Telegram's words" not in caplog.text


async def test_a_revoked_token_ends_all_sending_and_keeps_the_rows(
    scene: Scene,
) -> None:
    releases = []
    for chat in (ADA, BEN):
        scene.sender.script[chat].append(refused(Refusal.TOKEN_REVOKED))
        releases.append(scene.sender.hold(chat))
        scene.hand_over(chat, text("a"), text("b"))
    scene.sender.script[CEM].append(Unsent(wait=5))
    scene.hand_over(CEM, text("a"))
    await settle()
    for release in releases:
        release.set()
    await scene.all_sent()
    scene.hand_over(DAN, text("a"))
    await scene.time.advance(100)
    assert len(scene.sender.calls) == 3
    assert scene.revocations == 1
    assert scene.ledger.reports == []
    assert await tasks_left() == 0


async def test_a_revoked_token_ends_chats_that_had_not_begun(scene: Scene) -> None:
    scene.sender.script[ADA].append(refused(Refusal.TOKEN_REVOKED))
    for chat in (ADA, BEN, CEM):
        scene.hand_over(chat, text("a"))
    await scene.all_sent()
    assert len(scene.sender.calls) == 1
    assert scene.delivery.pending() == 0


# --- outages -----------------------------------------------------------------


@pytest.mark.parametrize("trouble", [Unsent(), Unknown(), RuntimeError("a defect")])
async def test_an_outage_is_waited_out_ever_longer_and_the_order_kept(
    scene: Scene, trouble: Unsent | Unknown | RuntimeError
) -> None:
    scene.sender.script[ADA].extend([trouble] * 9)
    rows = scene.hand_over(ADA, text("a"), text("b"))
    scene.hand_over(BEN, text("c"))
    await settle()
    assert scene.sender.texts() == ["a", "c"]
    await scene.all_sent()
    ours = [call.at for call in scene.sender.calls if call.chat == ADA]
    waits = [round(later - at) for at, later in pairwise(ours)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 0]
    assert scene.sender.texts(ADA) == ["a"] * 10 + ["b"]
    assert [row for row in scene.ledger.rows() if row in rows] == rows


async def test_after_a_success_the_waits_are_short_again(scene: Scene) -> None:
    ok = Accepted(7, T0)
    scene.sender.script[ADA].extend([Unknown(), Unknown(), Unknown(), ok, Unknown()])
    scene.hand_over(ADA, text("a"), text("b"))
    await scene.all_sent()
    last, before = scene.sender.calls[-1], scene.sender.calls[-2]
    assert round(last.at - before.at, 3) == 1.0


async def test_a_flooded_chat_waits_as_told_while_others_flow(scene: Scene) -> None:
    scene.sender.script[ADA].append(Unsent(wait=5, flood=True))
    scene.hand_over(ADA, text("a"), text("b"))
    await settle()
    scene.hand_over(BEN, text("c"))
    await scene.time.advance(4.9)
    assert scene.sender.texts() == ["a", "c"]
    await scene.all_sent()
    assert scene.sender.texts(ADA) == ["a", "a", "b"]


async def test_when_telegram_floods_the_whole_bot_nothing_is_sent_in_the_pause() -> (
    None
):
    scene = Scene(Pace(chat_rate=1, chat_burst=4, total_rate=30))
    for chat in range(1, 101):
        scene.sender.script[chat].append(Unsent(wait=10, flood=True))
        scene.hand_over(chat, text("a"))
    await scene.time.advance(9.9)
    assert len(scene.sender.calls) <= 4
    await scene.all_sent()
    assert len(scene.ledger.reports) == 100


async def test_storage_that_is_away_loses_no_mark(scene: Scene) -> None:
    scene.ledger.failures = 5
    rows = scene.hand_over(ADA, text("a"), text("b"))
    await settle()
    assert scene.sender.texts() == ["a"]
    await scene.all_sent()
    assert scene.sender.texts() == ["a", "b"]
    assert scene.ledger.rows() == rows


# --- the end -----------------------------------------------------------------


async def test_a_chat_with_nothing_on_its_way_leaves_nothing_behind(
    scene: Scene,
) -> None:
    for chat in range(1, 101):
        scene.hand_over(chat, card(1))
    await scene.all_sent()
    assert scene.delivery._routes == {}
    assert await tasks_left() == 0


async def test_a_clean_stop_lets_sends_under_way_finish_and_begins_none(
    scene: Scene,
) -> None:
    release = scene.sender.hold(ADA)
    [row, _] = scene.hand_over(ADA, text("a"), text("b"))
    scene.sender.script[BEN].append(Unsent(wait=60))
    scene.hand_over(BEN, text("c"))
    await settle()
    stopping = asyncio.create_task(scene.delivery.stop(grace=60))
    await settle()
    scene.hand_over(ADA, text("too late"))
    scene.hand_over(CEM, text("too late"))
    release.set()
    await stopping
    assert scene.sender.texts() == ["a", "c"]
    assert scene.ledger.rows() == [row]
    assert await tasks_left() == 0


async def test_a_clean_stop_waits_for_a_mark_under_way(scene: Scene) -> None:
    scene.ledger.held = asyncio.Event()
    [row] = scene.hand_over(ADA, text("a"))
    await settle()
    stopping = asyncio.create_task(scene.delivery.stop(grace=60))
    await settle()
    scene.ledger.held.set()
    await stopping
    assert scene.ledger.rows() == [row]


async def test_after_the_end_whoever_waits_for_pace_sends_no_more() -> None:
    scene = Scene(Pace(chat_rate=1, chat_burst=1, total_rate=30))
    scene.hand_over(ADA, text("a"), text("b"))
    await settle()
    await scene.delivery.stop(grace=60)
    scene.hand_over(BEN, text("too late"))
    assert scene.delivery.pending() == 0
    await scene.time.advance(10)
    assert scene.sender.texts() == ["a"]
    assert await tasks_left() == 0


async def test_a_send_that_outlasts_the_grace_is_cut(scene: Scene) -> None:
    scene.sender.hold(ADA)
    scene.hand_over(ADA, text("a"))
    await settle()
    await scene.delivery.stop(grace=0.01)
    await scene.delivery.idle()
    assert scene.ledger.reports == []
    assert await tasks_left() == 0


async def test_stopping_before_anything_began_sends_nothing(scene: Scene) -> None:
    scene.hand_over(ADA, text("a"))
    await scene.delivery.stop(grace=1)
    await scene.delivery.idle()
    assert scene.sender.calls == []
    assert await tasks_left() == 0
