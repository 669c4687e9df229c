"""What a call that goes wrong on its way says about the message."""

import asyncio
import json
import logging
import time
import traceback
from collections.abc import AsyncIterator
from email import message_from_bytes
from typing import Any

import pytest
from markupsafe import Markup
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.clock import SystemClock
from bot.outgoing import Accepted, Outgoing, Refusal, Refused, Unknown, Unsent
from bot.playground import Fault, Simulator, answer_late
from bot.telegram.client import TelegramClient
from bot.telegram.http.bodies import Upload
from bot.telegram.http.errors import GarbledError, NotSentError
from bot.telegram.transport import PooledRequest
from tests.bot.telegram_client.scripted_server import (
    Answer,
    ScriptedServer,
    drips,
    http,
    refuses,
    resets,
    result,
    says,
    stays_silent,
)

TOKEN = "42:SECRET"
HELLO = Outgoing("Hello")
MESSAGE = {"message_id": 7, "date": 1_700_000_000, "chat": {"id": 1}}


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as server:
        yield server


def client_of(url: str, deadline: float = 5.0, connections: int = 8) -> TelegramClient:
    return TelegramClient(
        TOKEN, url, SystemClock(), deadline=deadline, connections=connections
    )


async def test_a_refused_connection_is_certainly_unsent() -> None:
    async with ScriptedServer() as gone:
        url = gone.url
    async with client_of(url) as client:
        assert await client.post(1, HELLO) == Unsent()


async def test_a_host_that_is_not_known_is_certainly_unsent() -> None:
    async with client_of("http://nowhere.invalid") as client:
        assert await client.post(1, HELLO) == Unsent()


async def test_a_full_pool_is_certainly_unsent(server: ScriptedServer) -> None:
    server.will(stays_silent)
    async with client_of(server.url, deadline=0.6, connections=1) as client:
        outcomes = await asyncio.gather(client.post(1, HELLO), client.post(2, HELLO))
    assert list(outcomes) == [Unknown(), Unsent()]
    assert len(server.calls) == 1


async def test_what_found_no_connection_was_not_sent_and_all_else_once() -> None:
    """N05: 500 sends at once over four connections, to a Telegram that is slow."""
    async with Simulator(limits=None) as sim:
        sim.faults.add(Fault(answer_late(0.2), times=None))
        people = [sim.person(f"Person {number}") for number in range(500)]
        for person in people:
            await person.sends("/start")
        async with TelegramClient(
            sim.token, sim.url, SystemClock(), deadline=3, connections=4
        ) as client:
            outcomes = await asyncio.gather(
                *(client.post(person.id, HELLO) for person in people)
            )
    sent = [isinstance(outcome, Accepted) for outcome in outcomes]
    assert [o for o in outcomes if not isinstance(o, Accepted)] == (
        [Unsent()] * sent.count(False)
    )
    assert 4 <= sent.count(True) < 400
    assert [person.bot_messages for person in people] == [int(one) for one in sent]


@pytest.mark.parametrize(
    "answer",
    [
        resets(),
        resets(after=b"HTTP/1.1 200 OK\r\nContent-"),
        resets(after=http(200, b'{"ok": true, "resu', length=60)),
        says(502, b"<html><h1>502 Bad Gateway</h1></html>"),
        says(403, b"<html>Your proxy does not like you</html>"),
        says(404, b"not here"),
        says(429, b"slow down"),
        says(200, b"<html>Please log in to the Wi-Fi</html>"),
        says(200, b'{"ok": true'),
        says(200, b'{"ok": true}'),
        says(200, b"[]"),
        says(200, b"\xff\xfe"),
        says(400, b"[]"),
        says(400, b'{"parameters": 7}'),
        says(400, b'{"message": "Bad request"}'),
        says(401, b'{"message": "Unauthorized"}'),
        says(403, b'{"message": "Forbidden"}'),
        says(403, b'{"error": {"code": 403}}'),
        says(404, b'{"message": "no Route matched with those values"}'),
        says(500, b'{"ok": false, "description": "Internal Server Error: restart"}'),
        says(302, b"", "Location: http://127.0.0.1:1/elsewhere\r\n"),
        result(True),
        result({"message_id": 7}),
        result({"message_id": 7, "date": "yesterday"}),
    ],
)
async def test_a_lost_or_garbled_answer_leaves_it_unknown(
    server: ScriptedServer, answer: Answer
) -> None:
    server.will(answer)
    async with client_of(server.url) as client:
        assert await client.post(1, HELLO) == Unknown()
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    "answer",
    [
        says(413, b"<html><h1>413 Request Entity Too Large</h1></html>"),
        refuses(413, "Request Entity Too Large"),
    ],
)
async def test_what_is_too_large_for_a_server_is_refused_and_not_tried_for_ever(
    server: ScriptedServer, answer: Answer
) -> None:
    server.will(answer)
    async with client_of(server.url) as client:
        outcome = await client.post(1, HELLO)
    assert isinstance(outcome, Refused)
    assert outcome.why is Refusal.OTHER


async def test_an_answer_that_is_not_http_leaves_it_unknown(
    server: ScriptedServer,
) -> None:
    server.will(resets(after=b"SSH-2.0-hello\r\n\r\n"))
    async with client_of(server.url) as client:
        assert await client.post(1, HELLO) == Unknown()


@pytest.mark.parametrize("answer", [stays_silent, drips(b" " * 1000, every=0.01)])
async def test_no_answer_holds_a_call_beyond_its_deadline(
    server: ScriptedServer, answer: Answer
) -> None:
    server.will(answer)
    began = time.monotonic()
    async with client_of(server.url, deadline=0.4) as client:
        assert await client.post(1, HELLO) == Unknown()
    assert time.monotonic() - began < 2


async def test_a_connection_is_used_again_after_a_refusal(
    server: ScriptedServer,
) -> None:
    server.will(refuses(400, "Bad Request: chat not found"), result(MESSAGE))
    async with client_of(server.url, connections=1) as client:
        await client.post(1, HELLO)
        assert isinstance(await client.post(1, HELLO), Accepted)


async def test_the_token_is_in_no_error_and_no_log(
    server: ScriptedServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    troubles = (
        resets(),
        resets(after=b"SSH-2.0-hello\r\n\r\n"),
        says(502, b"<html>"),
        says(302, b"", "Location: /\r\n"),
        refuses(401, "Unauthorized"),
        stays_silent,
    )
    told = []
    async with client_of(server.url, deadline=0.2, connections=1) as client:
        for trouble in troubles:
            server.will(trouble)
            calls = [client.me(), client.me()]  # the second may wait for the pool
            for error in await asyncio.gather(*calls, return_exceptions=True):
                assert isinstance(error, TelegramError)
                told += traceback.format_exception(error)
    assert "SECRET" not in "".join(told) + caplog.text


async def test_a_long_poll_may_take_its_time_on_top_of_the_deadline(
    server: ScriptedServer,
) -> None:
    async def late(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)
        await result([])(writer)

    server.will(late)
    async with client_of(server.url, deadline=0.4) as client:
        assert await client.get_updates(None, 1, []) == []


async def test_a_poll_that_waits_holds_no_send_back(server: ScriptedServer) -> None:
    async def by_method(writer: asyncio.StreamWriter) -> None:
        poll = server.calls[-1][0] == "getUpdates"
        await (stays_silent if poll else result(MESSAGE))(writer)

    server.will(by_method)
    async with client_of(server.url, connections=1) as client:
        poll = asyncio.create_task(client.get_updates(None, 50, []))
        await asyncio.sleep(0)
        assert isinstance(await client.post(1, HELLO), Accepted)
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)


async def test_updates_that_are_no_list_are_garbled(server: ScriptedServer) -> None:
    server.will(result({"not": "a list"}))
    async with client_of(server.url) as client:
        with pytest.raises(GarbledError):
            await client.get_updates(None, 0, [])


async def test_a_closed_pool_sends_nothing() -> None:
    request = PooledRequest(deadline=1, connections=1)
    with pytest.raises(NotSentError):
        await request.do_request("http://127.0.0.1:1/", "POST")


async def test_errors_of_the_transport_speak_the_language_of_the_library(
    server: ScriptedServer,
) -> None:
    request = PooledRequest(deadline=0.4, connections=1)
    assert request.read_timeout == 0.4
    async with request:
        server.will(stays_silent)
        with pytest.raises(TimedOut):
            await request.do_request(server.url, "POST")
        server.will(resets())
        with pytest.raises(NetworkError):
            await request.do_request(server.url, "POST")


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (400, {"description": "Bad Request: chat not found"}),
        (400, {"description": "x", "parameters": {"migrate_to_chat_id": -1007}}),
        (400, {"description": "x", "parameters": {"news": 1}}),
        (400, {}),
        (401, {"description": "Unauthorized"}),
        (403, {"description": "Forbidden: bot was blocked by the user"}),
        (404, {"description": "Not Found"}),
        (409, {"description": "Conflict: terminated by other getUpdates request"}),
        (429, {"description": "x", "parameters": {"retry_after": 7}}),
        (500, {"description": "Internal Server Error"}),
        (502, {}),
        (599, {}),
    ],
)
async def test_a_refusal_is_what_the_library_makes_of_it(
    server: ScriptedServer, status: int, answer: Any
) -> None:
    server.will(says(status, json.dumps(answer).encode()))
    async with PooledRequest(deadline=5, connections=1) as request:
        with pytest.raises(TelegramError) as ours:
            await request.call(f"{server.url}/sendMessage", {"chat_id": 1})
        with pytest.raises(TelegramError) as theirs:
            await request.post(f"{server.url}/sendMessage")
    assert type(ours.value) is type(theirs.value)
    assert str(ours.value) == str(theirs.value)


async def test_half_a_character_hides_no_other_update(server: ScriptedServer) -> None:
    server.will(says(200, b'{"ok": true, "result": [{"a": "\\ud83d"}, {"b": 1}]}'))
    async with client_of(server.url) as client:
        updates = await client.get_updates(None, 0, [])
    assert updates == [{"a": "\ud83d"}, {"b": 1}]


async def test_escaped_text_is_sent_as_it_reads(server: ScriptedServer) -> None:
    server.will(result(MESSAGE))
    async with client_of(server.url) as client:
        await client.post(1, Outgoing(Markup("<b>%s</b>") % "a<b"))
    assert server.parameters()["text"] == "<b>a&lt;b</b>"


async def test_what_is_not_said_is_left_out(server: ScriptedServer) -> None:
    server.will(result(True))
    async with client_of(server.url) as client:
        await client.answer_tap("7")
    assert server.parameters() == {"callback_query_id": "7"}


@pytest.mark.parametrize("body", [b"[" * 100_000, b"x" * 67_108_865])
async def test_an_answer_too_deep_or_too_long_is_garbled(
    server: ScriptedServer, body: bytes
) -> None:
    server.will(says(200, body))
    async with client_of(server.url, deadline=30) as client:
        with pytest.raises(GarbledError):
            await client.get_updates(None, 0, [])


async def test_files_travel_as_multipart(server: ScriptedServer) -> None:
    seen: list[bytes] = []

    async def read_file(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        seen.append(await reader.readuntil(b"--\r\n"))
        await result(MESSAGE)(writer)
        writer.close()

    listener = await asyncio.start_server(read_file, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    async with client_of(f"http://127.0.0.1:{port}") as client:
        await client._bot.call(
            "sendDocument",
            files={"table": Upload('a "canvas".csv', b"1,2")},
            chat_id=1,
            document="attach://table",
            caption="half a smile \ud83d",
            reply_markup={"inline_keyboard": []},
        )
    listener.close()
    head, _, body = seen[0].partition(b"\r\n\r\n")
    kind = next(
        line for line in head.split(b"\r\n") if line.startswith(b"Content-Type")
    )
    form = message_from_bytes(kind + b"\r\n\r\n" + body)
    parts = {
        part.get_param("name", header="content-disposition"): part
        for part in form.walk()
        if not part.is_multipart()
    }
    assert {name: part.get_payload() for name, part in parts.items()} == {
        "chat_id": "1",
        "document": "attach://table",
        "caption": "half a smile ?",
        "reply_markup": '{"inline_keyboard":[]}',
        "table": "1,2",
    }
    assert parts["table"].get_filename() == "a %22canvas%22.csv"
    assert parts["table"].get_content_type() == "text/csv"
