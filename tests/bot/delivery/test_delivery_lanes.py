"""Who goes first when all chats together have to wait."""

import pytest
from msgspec.structs import replace

from bot.outgoing import Lane, Outgoing
from bot.settings import Pace
from tests.bot.delivery.delivery_scene import Scene, card, fill, settle, text

ADA, BEN = 1001, 1002
CLASS = range(1, 301)


def broadcast(words: str) -> Outgoing:
    return Outgoing(words, lane=Lane.BROADCAST)


def console(words: str) -> Outgoing:
    return Outgoing(words, lane=Lane.FACILITATOR)


@pytest.fixture
async def scene() -> Scene:
    """A broadcast to 300 people, of which the first second has passed."""
    scene = Scene(Pace())
    for person in CLASS:
        scene.hand_over(person, broadcast("next"))
    await scene.time.advance(1)
    return scene


async def next_after(scene: Scene, sent: int, count: int) -> list[str]:
    """The messages that go after so many were sent."""
    await scene.all_sent()
    return scene.sender.texts()[sent : sent + count]


async def test_a_reply_goes_next_however_long_the_broadcast(scene: Scene) -> None:
    """K06: in a fraction of a second, although ten seconds of broadcast wait."""
    sent, asked = len(scene.sender.calls), scene.time.now
    assert 30 <= sent <= 34
    scene.hand_over(ADA, text("reply"))
    assert await next_after(scene, sent, 2) == ["reply", "next"]
    assert scene.sender.calls[sent].at - asked < 0.05
    assert len(scene.sender.calls) == 301


async def test_replies_go_before_the_console_and_that_before_broadcasts(
    scene: Scene,
) -> None:
    sent = len(scene.sender.calls)
    scene.hand_over(ADA, console("console"))
    scene.hand_over(BEN, text("reply"))
    assert await next_after(scene, sent, 3) == ["reply", "console", "next"]


async def test_who_still_waits_for_the_broadcast_gets_it_at_once_with_a_reply(
    scene: Scene,
) -> None:
    """Nothing overtakes in a chat, so what stands before a reply goes as it does."""
    sent = len(scene.sender.calls)
    scene.hand_over(300, text("reply"))
    scene.hand_over(ADA, text("another"))
    assert await next_after(scene, sent, 3) == ["next", "another", "reply"]
    assert scene.sender.texts(300) == ["next", "reply"]


async def test_a_broadcast_card_that_a_reply_replaces_goes_as_a_reply() -> None:
    scene = Scene(Pace())
    question = Outgoing("next", slot=card(1).slot, lane=Lane.BROADCAST)
    for person in CLASS:
        scene.hand_over(person, question)
    await scene.time.advance(1)
    sent = len(scene.sender.calls)
    scene.hand_over(300, card(2))
    assert await next_after(scene, sent, 1) == ["card 2"]
    assert scene.sender.texts(300) == ["card 2"]


async def test_a_reply_that_a_broadcast_replaces_still_goes_as_a_reply() -> None:
    scene = Scene(Pace(at_once=1))
    release = scene.sender.hold(BEN)
    scene.hand_over(BEN, text("under way"))
    await settle()
    scene.hand_over(1, broadcast("next"))
    scene.hand_over(ADA, card(1))
    scene.hand_over(ADA, replace(card(2), lane=Lane.BROADCAST))
    release.set()
    assert await next_after(scene, 1, 2) == ["card 2", "next"]


async def test_old_cards_of_a_broadcast_are_shrunk_as_part_of_it() -> None:
    scene = Scene(Pace(total_rate=2))
    for person in range(1, 5):
        fresh = replace(card(2), anew=True, lane=Lane.BROADCAST)
        scene.hand_over(person, fresh, last_message=50, fill=fill(50, step=1))
    await scene.time.advance(1)
    sent = len(scene.sender.calls)
    scene.hand_over(ADA, *[text(str(n)) for n in range(4)])
    assert await next_after(scene, sent, 4) == ["0", "1", "2", "3"]


async def test_a_broadcast_takes_no_more_than_half_of_the_places() -> None:
    """While Telegram answers none of its calls, replies go on."""
    scene = Scene(Pace(chat_rate=1e6, total_rate=1e6, at_once=8))
    releases = [scene.sender.hold(person) for person in range(1, 21)]
    for person in range(1, 21):
        scene.hand_over(person, broadcast("next"))
    await settle()
    assert len(scene.sender.under_way) == 4
    scene.hand_over(ADA, text("reply"))
    scene.hand_over(BEN, console("console"))
    await settle()
    assert scene.sender.texts()[4:] == ["reply", "console"]
    for release in releases:
        release.set()
    await scene.all_sent()
    assert scene.sender.most_at_once <= 8
    assert len(scene.sender.calls) == 22


async def test_where_there_is_one_place_a_broadcast_gets_it_too() -> None:
    scene = Scene(Pace(at_once=1))
    scene.hand_over(ADA, broadcast("next"))
    await scene.all_sent()
    assert scene.sender.texts(ADA) == ["next"]


async def test_a_stop_leaves_nobody_in_line(scene: Scene) -> None:
    sent = len(scene.sender.calls)
    await scene.delivery.stop(grace=1)
    await scene.time.advance(60)
    assert len(scene.sender.calls) == sent
    assert scene.delivery._gate._first() is None
