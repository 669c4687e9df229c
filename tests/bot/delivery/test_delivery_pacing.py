"""How long chats wait: Telegram's limits as arithmetic."""

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pacing import Pacing
from bot.settings import Pace

CHAT, OTHER, THIRD = 1, 2, 3
GROUP = -1


def paced(**pace: float) -> Pacing:
    return Pacing(Pace.model_validate(pace))


def sends_within(
    pacing: Pacing, chats: list[int], seconds: float, start: float = 0.0
) -> list[tuple[float, int]]:
    """Send to the chats in turn as fast as allowed; when each send went."""
    sends, now, turn = [], start, 0
    while now < start + seconds:
        chat = chats[turn % len(chats)]
        wait = max(pacing.chat_wait(chat, 1, now), pacing.total_wait(now))
        if wait == 0:
            pacing.spend(chat, 1, now)
            sends.append((now, chat))
            turn += 1
        now += wait
    return sends


def test_a_chat_gets_a_burst_and_then_one_a_second() -> None:
    pacing = paced(chat_rate=1, chat_burst=4, total_rate=1000)
    times = [round(at) for at, _ in sends_within(pacing, [CHAT], 3.5)]
    assert times == [0, 0, 0, 0, 1, 2, 3]


def test_a_chat_that_rested_gets_its_burst_again() -> None:
    pacing = paced(chat_rate=1, chat_burst=2, total_rate=1000)
    sends_within(pacing, [CHAT], 1)
    assert len(sends_within(pacing, [CHAT], 0.5, start=10)) == 2


def test_a_group_gets_a_smaller_burst_and_then_one_every_four_seconds() -> None:
    sends = sends_within(paced(group_rate=0.25, group_burst=5), [GROUP], 60)
    assert [round(at) for at, _ in sends] == [0] * 5 + list(range(4, 60, 4))


def test_a_group_rests_longer_for_an_album_that_is_more_than_its_burst() -> None:
    pacing = paced(group_rate=0.25, group_burst=5)
    assert pacing.chat_wait(GROUP, 10, now=0) == 0
    pacing.spend(GROUP, 5, now=0)
    assert pacing.chat_wait(GROUP, 1, now=0) == 4
    assert pacing.chat_wait(GROUP, 10, now=0) == 40
    for chat in range(1, 2000):
        pacing.spend(chat, 1, now=25)
    assert pacing.chat_wait(GROUP, 10, now=25) == 15


def test_all_chats_together_keep_the_common_rate() -> None:
    pacing = paced(chat_rate=1, chat_burst=1, total_rate=30)
    sends = sends_within(pacing, list(range(1000)), 10)
    assert 300 <= len(sends) <= 304


@given(
    st.floats(0.1, 100),
    st.integers(1, 10),
    st.lists(st.floats(0, 5), min_size=1, max_size=60),
)
def test_no_window_holds_more_than_the_burst_and_the_rate(
    rate: float, burst: int, pauses: list[float]
) -> None:
    pacing = paced(chat_rate=rate, chat_burst=burst, total_rate=1e9)
    now, sends = 0.0, []
    for pause in pauses:
        now += pause
        now += pacing.chat_wait(CHAT, 1, now)
        pacing.spend(CHAT, 1, now)
        sends.append(now)
    for first, begin in enumerate(sends):
        for last, end in enumerate(sends[first:], start=first):
            allowed = burst + (end - begin + 0.002 * len(sends)) * rate
            assert last - first + 1 <= allowed + 1e-6


def test_a_flood_silences_its_chat_and_no_other() -> None:
    pacing = paced(chat_rate=1, chat_burst=4, total_rate=30)
    pacing.flooded(CHAT, 5, now=100)
    assert pacing.chat_wait(CHAT, 1, 100) == 5
    assert pacing.chat_wait(CHAT, 1, 105) == 0
    assert pacing.chat_wait(OTHER, 1, 100) == 0
    assert pacing.total_wait(100) == 0


def test_after_a_flood_a_chat_has_no_burst() -> None:
    pacing = paced(chat_rate=1, chat_burst=4, total_rate=30)
    pacing.flooded(CHAT, 5, now=100)
    pacing.spend(CHAT, 1, 105)
    assert pacing.chat_wait(CHAT, 1, 105) == 1


def test_floods_in_three_chats_silence_all_and_then_halve_the_rate() -> None:
    pacing = paced(chat_rate=1000, chat_burst=1000, total_rate=30)
    for chat in (CHAT, OTHER, THIRD):
        pacing.flooded(chat, 5, now=100)
    assert round(pacing.total_wait(100), 6) == 5
    chats = list(range(10, 1000))
    slow = len(sends_within(pacing, chats, 10, start=105))
    assert 150 <= slow <= 153
    recovered = len(sends_within(pacing, chats, 10, start=200))
    assert 300 <= recovered <= 304


def test_floods_far_apart_or_in_one_chat_are_no_storm() -> None:
    pacing = paced(chat_rate=1, chat_burst=4, total_rate=30)
    for now, chat in ((100, CHAT), (100.2, CHAT), (100.4, CHAT), (102, 2), (104, 3)):
        pacing.flooded(chat, 5, now)
        assert pacing.total_wait(now) == 0


def test_rested_chats_are_forgotten() -> None:
    pacing = paced(chat_rate=1, chat_burst=1, total_rate=1e9)
    for chat in range(50_000):
        pacing.spend(chat, 1, now=chat / 100)
    assert len(pacing._rested_at) < 3000
