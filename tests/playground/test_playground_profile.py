"""Commands and descriptions, by scope and language."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

Api = Callable[..., Coroutine[Any, Any, Any]]
Refused = Callable[..., Coroutine[Any, Any, tuple[int, str]]]
START = {"command": "start", "description": "Begin"}


async def test_commands_are_kept_by_scope_and_language(api: Api) -> None:
    scope = {"type": "all_private_chats"}
    await api("setMyCommands", commands=[START], scope=scope, language_code="de")

    found = [
        await api("getMyCommands"),
        await api("getMyCommands", scope=scope),
        await api("getMyCommands", scope=scope, language_code="de"),
    ]
    assert found == [[], [], [START]]
    await api("deleteMyCommands", scope=scope, language_code="de")
    assert await api("getMyCommands", scope=scope, language_code="de") == []


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([START] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ([{**START, "command": "a" * 33}], "BOT_COMMAND_INVALID"),
        ([{**START, "command": "two words"}], "BOT_COMMAND_INVALID"),
        ([{**START, "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{**START, "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_bad_commands_are_refused(
    refused: Refused, commands: list[dict[str, str]], words: str
) -> None:
    answer = await refused("setMyCommands", commands=commands)

    assert answer == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(
    ("method", "field", "longest"),
    [
        ("MyDescription", "description", 512),
        ("MyShortDescription", "short_description", 120),
    ],
)
async def test_descriptions_have_limits_and_a_language_of_last_resort(
    api: Api, refused: Refused, method: str, field: str, longest: int
) -> None:
    await api("set" + method, **{field: "x" * longest})

    assert await api("get" + method, language_code="de") == {field: "x" * longest}
    code, words = await refused("set" + method, **{field: "x" * (longest + 1)})
    assert (code, words.endswith("_TOO_LONG")) == (400, True)
