"""What the tests of groups share: the updates the bot was told since last time."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update

Api = Callable[..., Coroutine[Any, Any, Any]]
Refused = Callable[..., Coroutine[Any, Any, tuple[int, str]]]
Told = dict[str, Any]


def bad(words: str) -> tuple[int, str]:
    return 400, f"Bad Request: {words}"


async def heard(api: Api) -> list[Told]:
    """Fetch what the bot was not told before, without ids; the library can read it."""
    updates = await api("getUpdates")
    if updates:
        await api("getUpdates", offset=updates[-1]["update_id"] + 1)
    parsed = [Update.de_json(update, None) for update in updates]
    assert not any(update.api_kwargs for update in parsed)
    return [{k: v for k, v in u.items() if k != "update_id"} for u in updates]


async def heard_texts(api: Api, kind: str = "message") -> list[str]:
    """Fetch the texts of messages the bot was not told before."""
    told = [update[kind] for update in await heard(api) if kind in update]
    return [message["text"] for message in told if "text" in message]
