"""How updates reach the bot, are confirmed, expire, and come again."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.playground import Person, Simulator, SteppedClock, Toast
from bot.playground.errors import ApiError

Api = Callable[..., Coroutine[Any, Any, Any]]
Refused = Callable[..., Coroutine[Any, Any, tuple[int, str]]]
GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


async def polling(sim: Simulator) -> None:
    """Wait until a getUpdates waits."""
    while not sim.updates.is_polled:  # noqa: ASYNC110 - nothing announces it
        await asyncio.sleep(0)


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_a_message_arrives_as_telegram_sends_it(
    api: Api, ada: Person, clock: SteppedClock
) -> None:
    [update] = await api("getUpdates")

    names = {"first_name": "Ada", "last_name": "Lovelace"}
    assert update["message"] == {
        "message_id": 1,
        "from": {"id": ada.id, "is_bot": False, **names, "language_code": "en"},
        "chat": {"id": ada.id, "type": "private", **names},
        "date": int(clock.now().timestamp()),
        "text": "/start",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }


async def test_updates_stay_until_a_higher_offset_confirms_them(
    api: Api, ada: Person
) -> None:
    await ada.sends("second")
    first, second = await api("getUpdates")

    assert second["update_id"] == first["update_id"] + 1
    assert texts(await api("getUpdates")) == ["/start", "second"]
    rest = await api("getUpdates", offset=second["update_id"])
    assert texts(rest) == ["second"]
    assert texts(await api("getUpdates")) == ["second"]
    assert await api("getUpdates", offset=second["update_id"] + 1) == []


async def test_a_negative_offset_forgets_all_but_the_newest(
    api: Api, ada: Person
) -> None:
    for text in ("2", "3", "4"):
        await ada.sends(text)

    assert texts(await api("getUpdates", offset=-2)) == ["3", "4"]
    assert texts(await api("getUpdates")) == ["3", "4"]


async def test_a_limit_bounds_the_batch(api: Api, ada: Person) -> None:
    for number in range(102):
        await ada.sends(str(number))

    sizes = [len(await api("getUpdates", limit=n)) for n in (1, 0, 500)]
    assert sizes == [1, 1, 100]


async def test_a_long_poll_ends_as_soon_as_something_arrives(
    api: Api, sim: Simulator
) -> None:
    poll = asyncio.create_task(api("getUpdates", timeout=30))
    await polling(sim)
    await sim.person("Ada").sends("now")

    async with asyncio.timeout(2):
        assert texts(await poll) == ["now"]


async def test_a_long_poll_ends_empty_when_its_time_is_over(
    api: Api, sim: Simulator
) -> None:
    assert await sim.updates.get(0, 100, 0.01) == []
    assert not sim.updates.is_polled


async def test_a_newer_poll_throws_the_older_one_out(api: Api, sim: Simulator) -> None:
    older = asyncio.create_task(api("getUpdates", timeout=30))
    await polling(sim)
    newer = asyncio.create_task(api("getUpdates", timeout=30))
    with pytest.raises(ApiError) as refusal:
        await older
    await polling(sim)
    await sim.person("Ada").sends("hello")

    assert (refusal.value.code, refusal.value.description) == (
        409,
        (
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        ),
    )
    assert texts(await newer) == ["hello"]


async def test_messages_expire_after_a_day_and_taps_after_150_seconds(
    api: Api, ada: Person, clock: SteppedClock
) -> None:
    await api("sendMessage", chat_id=ada.id, text="x")
    with pytest.raises(AssertionError, match="did not answer Ada Lovelace's tap"):
        await ada.taps_data("go", on=ada.last, timeout=0)

    async def kinds() -> list[str]:
        return [list(update)[1] for update in await api("getUpdates")]

    assert await kinds() == ["message", "callback_query"]
    clock.advance(seconds=151)
    assert await kinds() == ["message"]
    clock.advance(hours=24)
    assert await kinds() == []


async def test_kinds_not_subscribed_to_are_never_made(api: Api, ada: Person) -> None:
    await api("getUpdates", allowed_updates=["my_chat_member"])
    await ada.sends("unheard")
    await ada.blocks()
    heard = await api("getUpdates")
    await api("getUpdates", allowed_updates=[])
    await ada.unblocks()
    await ada.sends("heard")

    kinds = [list(update)[1] for update in heard]
    assert kinds == ["message", "my_chat_member"]  # /start came before
    assert texts((await api("getUpdates"))[-1:]) == ["heard"]


async def test_a_block_tells_the_old_and_the_new_membership(
    api: Api, ada: Person
) -> None:
    await ada.blocks()
    *_, update = await api("getUpdates")

    change = update["my_chat_member"]
    assert change["from"]["id"] == change["chat"]["id"] == ada.id
    assert change["old_chat_member"]["status"] == "member"
    assert change["new_chat_member"]["status"] == "kicked"
    assert change["new_chat_member"]["user"]["id"] == 42


async def test_with_a_webhook_there_are_no_updates_to_get(
    api: Api, refused: Refused, sim: Simulator
) -> None:
    poll = asyncio.create_task(refused("getUpdates", timeout=30))
    await polling(sim)
    await api("setWebhook", url="https://example.org/hook", allowed_updates=["message"])
    ended = await poll
    await sim.person("Ada").sends("waits")
    info = await api("getWebhookInfo")
    answer = await refused("getUpdates")
    await api("deleteWebhook", drop_pending_updates=True)

    assert ended == (409, "Conflict: terminated by setWebhook request")
    assert info == {
        "url": "https://example.org/hook",
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "max_connections": 40,
        "ip_address": "<unknown>",
        "allowed_updates": ["message"],
    }
    assert answer == (
        409,
        (
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        ),
    )
    assert await api("getUpdates") == []


async def test_a_webhook_needs_https(refused: Refused) -> None:
    words = "bad webhook: An HTTPS URL must be provided for webhook"

    answer = await refused("setWebhook", url="http://example.org")
    assert answer == (400, f"Bad Request: {words}")


async def test_update_ids_may_jump(api: Api, sim: Simulator, ada: Person) -> None:
    sim.jump_update_ids(7)
    await ada.sends("after the jump")

    numbers = [update["update_id"] for update in await api("getUpdates")]
    assert numbers[0] == 7
    assert numbers[1] >= 100_000_000


async def test_a_confirmed_update_can_come_again(
    api: Api, sim: Simulator, ada: Person
) -> None:
    [update] = await api("getUpdates")
    beyond = update["update_id"] + 1
    await api("getUpdates", offset=beyond)
    sim.redeliver(update)

    assert await api("getUpdates", offset=beyond) == [update]
    assert await api("getUpdates", offset=beyond) == []


async def test_an_update_of_any_shape_can_be_injected(api: Api, sim: Simulator) -> None:
    poison = sim.inject({"message": {"no": "fields"}})
    forged = sim.inject({"update_id": 5})

    assert await api("getUpdates", offset=6) == [forged, poison]


async def test_a_tap_can_be_answered_once_and_within_15_seconds(
    api: Api, refused: Refused, ada: Person, clock: SteppedClock
) -> None:
    too_old = (
        400,
        (
            "Bad Request: query is too old and response timeout expired "
            "or query ID is invalid"
        ),
    )
    await api("sendMessage", chat_id=ada.id, text="x")
    query = await tapped(api, ada)
    await api("answerCallbackQuery", callback_query_id=query["id"])

    again = await refused("answerCallbackQuery", callback_query_id=query["id"])
    query = await tapped(api, ada)
    clock.advance(seconds=16)
    late = await refused("answerCallbackQuery", callback_query_id=query["id"])
    assert [again, late] == [too_old, too_old]


async def test_a_toast_has_200_characters_at_most(
    api: Api, refused: Refused, ada: Person
) -> None:
    await api("sendMessage", chat_id=ada.id, text="x")
    query = await tapped(api, ada)
    place = {"callback_query_id": query["id"]}

    answer = await refused("answerCallbackQuery", **place, text="x" * 201)
    assert answer == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert await api("answerCallbackQuery", **place, text="x" * 200) is True


async def test_a_tap_opens_only_a_link_that_starts_the_bot_and_words_win(
    api: Api, refused: Refused, sim: Simulator, ada: Person
) -> None:
    await api("sendMessage", chat_id=ada.id, text="x", reply_markup=GO)
    here = "https://t.me/Playground_Bot"
    query = await tapped(api, ada)
    for elsewhere in (
        "https://example.com/?start=a",
        "https://t.me/other_bot?start=a",
        f"{here}?startgroup=a",
        f"{here}?start=",
        f"{here}?start=a%20b",
        here,
        "https://[",
        "tg://resolve?domain=playground_bot&start=a",
    ):
        place = {"callback_query_id": query["id"], "url": elsewhere}
        answer = await refused("answerCallbackQuery", **place)
        assert answer == (400, "Bad Request: URL_INVALID"), elsewhere

    async def answered(**answer: Any) -> Toast:
        tap = asyncio.create_task(ada.taps("Go"))
        await asyncio.sleep(0)  # until it waits for an answer
        query = (await api("getUpdates"))[-1]["callback_query"]
        place = {"callback_query_id": query["id"]}
        await api("answerCallbackQuery", **place, **answer)
        return await tap

    link = f"{here}?start=class-3b"
    opened = await answered(url=link, cache_time=5)
    said = await answered(url=link, text="Come in", show_alert=True)
    assert opened == Toast(url=link)
    assert said == Toast("Come in", alert=True)
    assert (await ada.follows(opened.url)).text == "/start class-3b"
    assert sim.transcript(ada).splitlines()[4:] == [
        "Ada Lovelace taps Go",
        "Bot opens the private chat",
        "Ada Lovelace taps Go",
        "Bot (toast): Come in",
        "Ada Lovelace: /start class-3b",
    ]


async def test_a_tap_on_a_deleted_message_comes_with_an_inaccessible_one(
    api: Api, ada: Person
) -> None:
    sent = await api("sendMessage", chat_id=ada.id, text="x")
    seen = ada.last
    await ada.deletes(seen)
    with pytest.raises(AssertionError):
        await ada.taps_data("go", on=seen, timeout=0)
    *_, update = await api("getUpdates")

    message = update["callback_query"]["message"]
    assert (message["message_id"], message["date"]) == (sent["message_id"], 0)
    assert "text" not in message


async def tapped(api: Api, person: Person) -> dict[str, Any]:
    """Tap without waiting for an answer; give the callback query."""
    with pytest.raises(AssertionError):
        await person.taps_data("go", on=person.last, timeout=0)
    *_, update = await api("getUpdates")
    query: dict[str, Any] = update["callback_query"]
    return query
