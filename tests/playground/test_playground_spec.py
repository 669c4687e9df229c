"""The door: addresses, forms of parameters, and the table they are checked with."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from bot.playground import Person, Simulator
from bot.playground.methods import METHODS

Api = Callable[..., Coroutine[Any, Any, Any]]
Refused = Callable[..., Coroutine[Any, Any, tuple[int, str]]]


async def test_a_wrong_token_is_unauthorized(http: aiohttp.ClientSession) -> None:
    async with http.get("/bot42:WRONG/getMe") as response:
        answer = response.status, await response.json()

    envelope = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert answer == (401, envelope)


async def test_an_unknown_method_is_not_found(refused: Refused) -> None:
    assert await refused("sendMassage") == (404, "Not Found: method not found")


async def test_the_bot_introduces_itself(api: Api) -> None:
    me = await api("getMe")

    assert (me["id"], me["is_bot"], me["username"]) == (42, True, "playground_bot")


async def test_parameters_come_as_query_form_multipart_or_json(
    sim: Simulator, http: aiohttp.ClientSession, ada: Person
) -> None:
    path, params = f"/bot{sim.token}/sendMessage", {"chat_id": str(ada.id), "text": "x"}
    parts = aiohttp.FormData(params)
    parts.add_field("parse_mode", "HTML", content_type="text/plain")
    statuses = []
    for send in (
        http.get(path, params=params),
        http.post(path, data=params),
        http.post(path, data=parts),
        http.post(path, json=params),
    ):
        async with send as response:
            statuses.append(response.status)

    assert statuses == [200, 200, 200, 200]
    assert [m.text for m in ada.chat.messages if m.from_bot] == ["x"] * 4


async def test_method_names_ignore_case(api: Api) -> None:
    assert (await api("getme"))["id"] == 42


async def test_objects_in_a_form_are_json_text(
    sim: Simulator, http: aiohttp.ClientSession, ada: Person
) -> None:
    rows = [[{"text": "Go", "callback_data": "go"}]]
    form = {
        "chat_id": ada.id,
        "text": "x",
        "disable_notification": "True",
        "reply_markup": json.dumps({"inline_keyboard": rows}),
    }
    async with http.post(f"/bot{sim.token}/sendMessage", data=form) as response:
        assert response.status == 200

    assert ada.buttons == ["Go"]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"txt": "x"}, 'unknown parameter "txt" of sendMessage'),
        ({}, "message text is empty"),
        ({"text": 5}, 'parameter "text" must be of type String'),
        (
            {"text": "x", "disable_notification": 1},
            'parameter "disable_notification" must be of type Boolean',
        ),
        (
            {"text": "x", "link_preview_options": {"disabled": True}},
            'unknown field "disabled" of LinkPreviewOptions in link_preview_options',
        ),
        (
            {"text": "x", "reply_parameters": {"message_id": "1"}},
            'parameter "reply_parameters.message_id" must be of type Integer',
        ),
        (
            {"text": "x", "entities": [{"type": "bold", "offset": 0}]},
            'field "length" of MessageEntity in entities[0] is required',
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"txt": "Go"}]]}},
            (
                'unknown field "txt" of InlineKeyboardButton in '
                "reply_markup.inline_keyboard[0][0]"
            ),
        ),
        (
            {"text": "x", "reply_markup": {"keyboard": [["Go"]], "one_time": True}},
            'unknown field "one_time" of ReplyKeyboardMarkup in reply_markup',
        ),
        (
            {"text": "x", "reply_markup": {"rows": []}},
            (
                'parameter "reply_markup" must be of type InlineKeyboardMarkup, '
                "ReplyKeyboardMarkup, ReplyKeyboardRemove, ForceReply"
            ),
        ),
        (
            {"text": "x", "reply_markup": "{oops"},
            'can\'t parse parameter "reply_markup" as JSON',
        ),
        (
            {"text": "x", "link_preview_options": 5},
            'parameter "link_preview_options" must be of type LinkPreviewOptions',
        ),
        (
            {"text": "x", "reply_markup": {"force_reply": False}},
            'parameter "reply_markup.force_reply" must be of type True',
        ),
        ({"text": "x", "entities": {}}, 'parameter "entities" must be of type Array'),
    ],
)
async def test_parameters_are_checked_at_every_depth(
    refused: Refused, ada: Person, params: dict[str, Any], words: str
) -> None:
    answer = await refused("sendMessage", chat_id=ada.id, **params)

    assert answer == (400, f"Bad Request: {words}")


async def test_a_missing_chat_is_named(refused: Refused) -> None:
    answer = await refused("sendMessage", text="x")

    assert answer == (400, "Bad Request: chat_id is empty")


async def test_a_scope_is_checked_as_the_kind_it_says_it_is(refused: Refused) -> None:
    scope = {"type": "chat", "chat": 1}
    answer = await refused("setMyCommands", commands=[], scope=scope)

    assert answer == (
        400,
        'Bad Request: parameter "scope" must be of type BotCommandScope',
    )


async def test_a_body_that_is_not_json_is_refused(
    sim: Simulator, http: aiohttp.ClientSession
) -> None:
    headers = {"Content-Type": "application/json"}
    path = f"/bot{sim.token}/getMe"
    async with http.post(path, data=b"{", headers=headers) as response:
        answer = await response.json()

    assert answer["description"] == "Bad Request: can't parse JSON object"


def test_every_method_of_the_table_is_played_and_no_other() -> None:
    from importlib import resources

    table = resources.files("bot.playground").joinpath("bot_api.json").read_text()

    assert sorted(METHODS) == sorted(json.loads(table)["methods"])
