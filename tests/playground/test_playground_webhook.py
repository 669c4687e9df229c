"""How updates reach a webhook: in lines, again after a refusal, until too late."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest

from bot.playground import Person, Simulator, SteppedClock, SystemClock
from bot.playground.errors import ApiError
from bot.playground.limits import FloodControl, FloodLimits
from bot.playground.webhook import Delays, Refusal
from tests.playground.hook import Hook

Api = Callable[..., Coroutine[Any, Any, Any]]
Refused = Callable[..., Coroutine[Any, Any, tuple[int, str]]]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with Hook() as hook:
        yield hook


async def attempts(sim: Simulator, count: int) -> list[int | None]:
    """Wait until so many tries have ended; give their statuses."""
    async with asyncio.timeout(5):
        while len(sim.pusher.attempts) < count:  # noqa: ASYNC110 - nothing announces it
            await asyncio.sleep(0)
    return [attempt.status for attempt in sim.pusher.attempts]


async def all_taken(sim: Simulator) -> None:
    async with asyncio.timeout(5):
        while sim.updates.pending:  # noqa: ASYNC110 - nothing announces it
            await asyncio.sleep(0)


async def waiting_for_the_clock(clock: SteppedClock) -> None:
    """Wait until a delivery waits for its next try."""
    async with asyncio.timeout(5):
        while not clock._waiting:  # noqa: ASYNC110 - nothing announces it
            await asyncio.sleep(0)


async def test_an_update_arrives_with_the_secret_and_counts_when_it_is_acknowledged(
    api: Api, sim: Simulator, hook: Hook
) -> None:
    await api("setWebhook", url=hook.url, secret_token="s3cret_-")
    hook.held = True
    await sim.person("Ada").sends("hello")
    await hook.has(1)
    assert sim.updates.pending == 1

    await hook.release()
    await all_taken(sim)
    assert (hook.texts, hook.secrets) == (["hello"], ["s3cret_-"])
    assert hook.updates == sim.updates.history


async def test_what_waited_before_the_webhook_was_set_arrives_too(
    api: Api, sim: Simulator, hook: Hook, ada: Person
) -> None:
    await ada.sends("second")
    await api("setWebhook", url=hook.url)
    await all_taken(sim)

    assert hook.texts == ["/start", "second"]
    assert hook.secrets == [None, None]


async def test_the_next_message_of_a_chat_waits_and_other_lines_do_not(
    api: Api, sim: Simulator, hook: Hook, ada: Person
) -> None:
    await api("sendMessage", chat_id=ada.id, text="x")
    hook.held = True
    await api("setWebhook", url=hook.url)
    await ada.sends("waits behind /start")
    with pytest.raises(AssertionError, match="did not answer"):
        await ada.taps_data("go", on=ada.last, timeout=0)
    with pytest.raises(AssertionError, match="did not answer"):
        await ada.taps_data("waits", on=ada.last, timeout=0)
    await ada.blocks()
    await sim.person("Bob").sends("hello")
    await hook.has(4)

    kinds = [list(update)[1] for update in hook.updates]
    assert sorted(kinds) == ["callback_query", "message", "message", "my_chat_member"]
    await hook.release()
    await all_taken(sim)
    assert [list(update)[1] for update in hook.updates].count("message") == 3


async def test_no_more_lines_are_in_flight_than_connections(
    api: Api, sim: Simulator, hook: Hook
) -> None:
    hook.held = True
    await api("setWebhook", url=hook.url, max_connections=2)
    for number in range(5):
        await sim.person(f"Person {number}").sends("hello")
    await hook.has(2)
    assert sim.pusher._free.locked()
    assert len(hook.updates) == 2

    await hook.release()
    await all_taken(sim)
    assert len(hook.updates) == 5


async def test_a_refused_update_comes_again_at_once_and_then_after_growing_delays(
    api: Api, sim: Simulator, hook: Hook, clock: SteppedClock
) -> None:
    hook.statuses = [500] * 4
    await api("setWebhook", url=hook.url)
    ada, start = sim.person("Ada"), clock.now()
    await ada.sends("hello")
    await ada.sends("waits")
    for tries, delay in ((2, 2), (3, 4), (4, 8)):
        assert await attempts(sim, tries) == [500] * tries
        await waiting_for_the_clock(clock)
        clock.advance(seconds=delay)
    await all_taken(sim)

    assert hook.texts == ["hello"] * 5 + ["waits"]
    tried = [round((a.at - start).total_seconds()) for a in sim.pusher.attempts]
    assert tried == [0, 0, 2, 6, 14, 14]
    assert len({update["update_id"] for update in hook.updates[:5]}) == 1


def test_delays_grow_to_a_minute_or_two_and_the_bot_may_ask_for_others() -> None:
    delays, failed = Delays(), Refusal("no")
    waits = [delays.after(failed).total_seconds() for _ in range(8)]
    assert waits[:6] == [0, 2, 4, 8, 16, 32]
    assert all(60 <= wait <= 120 for wait in waits[6:])

    asked = Refusal("no", retry_after=7), Refusal("no", retry_after=10_000)
    assert [delays.after(refusal).total_seconds() for refusal in asked] == [7, 3600]


async def test_retry_after_is_honoured(
    api: Api, sim: Simulator, hook: Hook, clock: SteppedClock
) -> None:
    hook.statuses, hook.headers = [503], {"Retry-After": "30"}
    await api("setWebhook", url=hook.url)
    await sim.person("Ada").sends("hello")
    await attempts(sim, 1)
    await waiting_for_the_clock(clock)
    clock.advance(seconds=29)
    await asyncio.sleep(0)
    assert sim.updates.pending == 1
    await waiting_for_the_clock(clock)
    clock.advance(seconds=1)
    await all_taken(sim)

    assert await attempts(sim, 2) == [503, 200]


async def test_a_message_is_tried_for_a_day(
    api: Api, sim: Simulator, hook: Hook, clock: SteppedClock
) -> None:
    hook.statuses, hook.headers = [500] * 100, {"Retry-After": "3600"}
    await api("setWebhook", url=hook.url)
    await sim.person("Ada").sends("hello")
    for hours in range(24):
        assert await attempts(sim, hours + 1) == [500] * (hours + 1)
        await waiting_for_the_clock(clock)
        clock.advance(hours=1)
    await all_taken(sim)

    assert len(sim.pusher.attempts) == 24


async def test_a_tap_is_not_tried_any_more_when_it_would_come_too_late(
    api: Api, sim: Simulator, hook: Hook, ada: Person, clock: SteppedClock
) -> None:
    await api("sendMessage", chat_id=ada.id, text="x")
    await api("setWebhook", url=hook.url)
    await all_taken(sim)
    hook.statuses, hook.headers = [500] * 100, {"Retry-After": "76"}
    with pytest.raises(AssertionError, match="did not answer"):
        await ada.taps_data("go", on=ada.last, timeout=0)
    await attempts(sim, 2)
    await waiting_for_the_clock(clock)
    clock.advance(seconds=76)
    await all_taken(sim)

    assert await attempts(sim, 3) == [200, 500, 500]


async def test_what_went_wrong_last_is_told(
    api: Api, sim: Simulator, hook: Hook, clock: SteppedClock
) -> None:
    hook.statuses, hook.headers = [503], {"Retry-After": "3"}
    await api("setWebhook", url=hook.url, max_connections=3, secret_token="x")
    await sim.person("Ada").sends("hello")
    await attempts(sim, 1)
    await waiting_for_the_clock(clock)

    assert not sim.pusher.is_heard
    assert await api("getWebhookInfo") == {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "last_error_date": int(clock.now().timestamp()),
        "last_error_message": "Wrong response from the webhook: 503 "
        "Service Unavailable",
        "max_connections": 3,
        "ip_address": "<unknown>",
    }
    clock.advance(seconds=3)
    await all_taken(sim)
    assert sim.pusher.is_heard


async def test_nobody_listens(api: Api, sim: Simulator, hook: Hook) -> None:
    await hook._runner.cleanup()
    await api("setWebhook", url=hook.url)
    await sim.person("Ada").sends("hello")

    assert await attempts(sim, 2) == [None, None]
    info = await api("getWebhookInfo")
    assert info["last_error_message"] == "Connection refused"


async def test_an_answer_is_awaited_for_a_minute(
    api: Api, sim: Simulator, hook: Hook, clock: SteppedClock
) -> None:
    hook.held = True
    await api("setWebhook", url=hook.url)
    await sim.person("Ada").sends("hello")
    await hook.has(1)
    await waiting_for_the_clock(clock)
    clock.advance(seconds=59)
    await asyncio.sleep(0)
    assert sim.pusher.attempts == []
    await waiting_for_the_clock(clock)
    clock.advance(seconds=1)
    await hook.has(2)

    assert await attempts(sim, 1) == [None]
    info = await api("getWebhookInfo")
    assert info["last_error_message"] == "Read timeout expired"


async def test_a_deleted_webhook_gives_the_updates_back_to_polling(
    api: Api, sim: Simulator, hook: Hook
) -> None:
    hook.held = True
    await api("setWebhook", url=hook.url)
    await sim.person("Ada").sends("hello")
    await hook.has(1)
    await api("deleteWebhook")

    [update] = await api("getUpdates")
    assert update == hook.updates[0]


async def test_setting_the_same_webhook_again_disturbs_nothing(
    api: Api, sim: Simulator, hook: Hook
) -> None:
    hook.held = True
    await api("setWebhook", url=hook.url)
    await sim.person("Ada").sends("hello")
    await hook.has(1)
    await api("setWebhook", url=hook.url, allowed_updates=["message"])
    await hook.release()
    await all_taken(sim)

    assert len(hook.updates) == 1
    assert sim.updates.allowed == ["message"]


async def test_another_secret_is_used_for_what_is_tried_from_then_on(
    api: Api, sim: Simulator, hook: Hook
) -> None:
    hook.statuses, hook.headers = [401], {"Retry-After": "3000"}
    await api("setWebhook", url=hook.url, secret_token="old")
    await sim.person("Ada").sends("hello")
    await attempts(sim, 1)
    await api("setWebhook", url=hook.url, secret_token="new")
    await all_taken(sim)

    assert hook.secrets == ["old", "new"]


async def test_dropping_pending_updates_forgets_them(
    api: Api, sim: Simulator, hook: Hook, ada: Person
) -> None:
    await api("setWebhook", url=hook.url, drop_pending_updates=True)
    await ada.sends("fresh")
    await all_taken(sim)

    assert hook.texts == ["fresh"]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "nonsense"}, "invalid webhook URL specified"),
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"url": "https://example.org:x/"}, "invalid webhook URL specified"),
        (
            {"url": "http://example.org/"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.org:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"secret_token": "x" * 257}, "secret token is too long"),
        ({"secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"secret_token": "ключ"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_wrong_webhook_is_refused(
    refused: Refused, sim: Simulator, params: dict[str, str], words: str
) -> None:
    answer = await refused("setWebhook", **{"url": "https://example.org/"} | params)

    assert answer == (400, f"Bad Request: {words}")
    assert sim.pusher.webhook is None


async def test_an_empty_address_is_none(api: Api, sim: Simulator) -> None:
    await api("setWebhook", url="https://example.org/")
    await api("setWebhook", url="")

    assert await api("getUpdates") == []


async def test_connections_are_between_one_and_a_hundred(api: Api) -> None:
    for asked, given in ((0, 1), (500, 100)):
        await api("setWebhook", url="https://example.org/", max_connections=asked)
        assert (await api("getWebhookInfo"))["max_connections"] == given


def test_a_webhook_can_be_set_once_a_second() -> None:
    flood = FloodControl(FloodLimits())
    flood.take_webhook(now=5.0)
    with pytest.raises(ApiError) as refusal:
        flood.take_webhook(now=5.9)
    flood.take_webhook(now=6.0)

    assert refusal.value.description == "Too Many Requests: retry after 1"


async def test_with_limits_the_second_set_webhook_is_too_early() -> None:
    async with Simulator() as sim:
        sim.world.pace_webhook()
        with pytest.raises(ApiError, match="retry after 1"):
            sim.world.pace_webhook()


async def test_the_machines_clock_waits_for_real() -> None:
    clock = SystemClock()
    moment = clock.now() + timedelta(milliseconds=20)
    await clock.until(moment)
    assert clock.now() >= moment
    await clock.until(moment)
