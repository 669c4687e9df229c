"""The HTTP client: what servers do to it, and what it says of that."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from telegram.error import NetworkError, TimedOut

from bot.telegram.http import client as http_client
from bot.telegram.http.answers import Answer
from bot.telegram.http.bodies import as_json
from bot.telegram.http.client import HttpClient
from bot.telegram.http.connection import Connection
from bot.telegram.http.dialing import Dialer
from bot.telegram.http.errors import GarbledError, NotSentError
from bot.telegram.http.pool import Pool
from tests.bot.telegram_client.certificates import certificate_for
from tests.bot.telegram_client.scripted_server import (
    ScriptedServer,
    http,
    resets,
    says,
    sends,
    stays_silent,
)

PLENTY = 1_000_000
REQUEST = b"POST /hello HTTP/1.1\r\nHost: here\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\n"
WHOLE = http(200, b"whole")


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as server:
        yield server


def port_of(server: ScriptedServer) -> int:
    return int(server.url.rpartition(":")[2])


class Calls:
    """Calls of a server over a pool; `dialed` are the connections it ever had."""

    def __init__(self, server: ScriptedServer, size: int, patience: float) -> None:
        self._dialer = Dialer("127.0.0.1", port_of(server), None)
        self.dialed: list[Connection] = []
        self.pool = Pool(self._dial, size, patience)

    async def _dial(self) -> Connection:
        connection = await self._dialer.dial()
        self.dialed.append(connection)
        return connection

    async def ask(self, most: int = PLENTY, deadline: float = 5) -> Answer:
        return await self.pool.ask(REQUEST, most, deadline)


@pytest.fixture
async def calls(server: ScriptedServer) -> AsyncIterator[Calls]:
    calls = Calls(server, size=2, patience=0.3)
    yield calls
    await calls.pool.close()


class Silence:
    """An answer that never comes."""

    def __init__(self) -> None:
        self._asked = asyncio.Semaphore(0)

    async def __call__(self, writer: asyncio.StreamWriter) -> None:
        self._asked.release()
        await stays_silent(writer)

    async def meets(self, calls: int) -> None:
        """Wait until so many calls have arrived."""
        for _ in range(calls):
            await self._asked.acquire()


# --- one connection after another ----------------------------------------------


async def test_a_connection_carries_call_after_call(
    server: ScriptedServer, calls: Calls
) -> None:
    server.will(says(200, b"one"), says(404, b"two"), says(200, b"three"))
    answers = [await calls.ask() for _ in range(3)]
    assert [answer.body for answer in answers] == [b"one", b"two", b"three"]
    assert [answer.status for answer in answers] == [200, 404, 200]
    assert server.connections == 1


async def test_an_idle_connection_that_was_closed_is_not_used_again(
    server: ScriptedServer, calls: Calls
) -> None:
    server.will(sends(WHOLE, then_close=True), says(200, b"again"))
    await calls.ask()
    await calls.dialed[0].lost
    assert (await calls.ask()).body == b"again"
    assert (len(server.calls), server.connections) == (2, 2)


async def test_a_connection_that_was_idle_for_long_is_not_used_again(
    server: ScriptedServer, calls: Calls
) -> None:
    server.will(says(200, b"hello"))
    await calls.ask()
    calls.dialed[0].used_at -= 51
    await calls.ask()
    await calls.dialed[0].lost
    assert server.connections == 2


async def test_a_server_that_takes_its_leave_is_called_over_a_new_connection(
    server: ScriptedServer, calls: Calls
) -> None:
    server.will(says(200, b"bye", "Connection: close\r\n"), says(200, b"again"))
    await calls.ask()
    assert (await calls.ask()).body == b"again"
    assert server.connections == 2


async def test_a_call_on_a_used_connection_that_breaks_may_have_arrived(
    server: ScriptedServer, calls: Calls
) -> None:
    server.will(says(200, b"hello"), resets())
    await calls.ask()
    with pytest.raises(NetworkError) as caught:
        await calls.ask()
    assert not isinstance(caught.value, NotSentError)
    assert len(server.calls) == 2  # it is for the caller to try again


@pytest.mark.parametrize(
    "more", [b"junk", http(200, b"nobody asked"), b"HTTP/1.1 200 OK\r\nX"]
)
async def test_what_follows_an_answer_is_never_taken_for_the_next_one(
    server: ScriptedServer, calls: Calls, more: bytes
) -> None:
    server.will(sends(WHOLE + more), says(200, b"mine"))
    assert (await calls.ask()).body == b"whole"
    assert (await calls.ask()).body == b"mine"


async def test_what_comes_while_nobody_waits_ends_the_connection(
    server: ScriptedServer, calls: Calls
) -> None:
    gate = asyncio.Event()

    async def late(writer: asyncio.StreamWriter) -> None:
        writer.write(WHOLE)
        await gate.wait()
        writer.write(http(200, b"nobody asked"))

    server.will(late, says(200, b"mine"))
    assert (await calls.ask()).body == b"whole"
    gate.set()
    await calls.dialed[0].lost
    assert (await calls.ask()).body == b"mine"


# --- how answers end -----------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "body"),
    [
        ([HEAD + b"Content-Length: 0\r\n\r\n"], b""),
        ([HEAD + b"content-length: 3\r\n\r\n", b"o", b"n", b"e"], b"one"),
        ([bytes([byte]) for byte in http(200, b"one")], b"one"),
        (
            [
                HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
                b"3;why=not\r\none\r\n",
                b"3\r\ntwo\r\n0\r\nX-Trailer: 1\r\n\r\n",
            ],
            b"onetwo",
        ),
        ([b"HTTP/1.1 204 No Content\r\n\r\n"], b""),
        ([b"HTTP/1.1 100 Continue\r\n\r\n" + WHOLE], b"whole"),
        ([b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", WHOLE], b"whole"),
    ],
)
async def test_an_answer_ends_where_it_says(
    server: ScriptedServer, calls: Calls, parts: list[bytes], body: bytes
) -> None:
    server.will(sends(*parts))
    for _ in range(2):
        answer = await calls.ask()
        assert (answer.body, answer.whole) == (body, True)
    assert server.connections == 1


@pytest.mark.parametrize("head", [HEAD, b"HTTP/1.0 200 OK\r\n"])
async def test_an_answer_without_an_end_goes_on_until_the_connection_ends(
    server: ScriptedServer, calls: Calls, head: bytes
) -> None:
    server.will(sends(head + b"\r\n", b"one", b"two", then_close=True))
    answer = await calls.ask()
    assert (answer.body, answer.whole) == (b"onetwo", True)


@pytest.mark.parametrize(
    "cut",
    [
        b"",
        b"HTTP/1.1 2",
        HEAD + b"Content-Length: 9\r\n",
        http(200, b"cut", length=9),
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n9\r\none",
    ],
)
async def test_an_answer_that_ends_too_early_is_none(
    server: ScriptedServer, calls: Calls, cut: bytes
) -> None:
    server.will(sends(cut, then_close=True))
    with pytest.raises(NetworkError) as caught:
        await calls.ask()
    assert not isinstance(caught.value, NotSentError | TimedOut)


@pytest.mark.parametrize(
    "nonsense",
    [
        b"SSH-2.0-hello\r\n\r\n",
        b"HTTP/1.1 101 Well\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\none",
        HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nten\r\n",
    ],
)
async def test_what_is_not_http_is_garbled(
    server: ScriptedServer, calls: Calls, nonsense: bytes
) -> None:
    server.will(sends(nonsense), says(200, b"well"))
    with pytest.raises(GarbledError):
        await calls.ask()
    assert (await calls.ask()).body == b"well"


# --- how much they may be ------------------------------------------------------


async def test_of_a_long_answer_comes_one_byte_more_than_wanted(
    server: ScriptedServer, calls: Calls
) -> None:
    server.will(says(200, b"x" * 100_000))
    enough = await calls.ask(most=100_000)
    assert (enough.whole, len(enough.body)) == (True, 100_000)
    cut = await calls.ask(most=99_999)
    assert len(cut.body) == 100_000
    endless = sends(http(200, b"x" * 500_000, length=10**12))
    server.will(endless)
    cut = await calls.ask(most=1000)
    assert (cut.whole, len(cut.body)) == (False, 1001)


@pytest.mark.parametrize(
    ("start", "again"),
    [
        (HEAD, b"X-More: %b\r\n" % (b"x" * 1000)),
        (HEAD + b"X-Endless: ", b"x" * 1000),
        (
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n",
            b"X-More: %b\r\n" % (b"x" * 1000),
        ),
    ],
)
async def test_a_head_without_an_end_is_not_read_for_ever(
    server: ScriptedServer, calls: Calls, start: bytes, again: bytes
) -> None:
    server.will(sends(start, *[again] * 2000))
    with pytest.raises(GarbledError):
        await calls.ask()


# --- waiting -------------------------------------------------------------------


async def test_more_calls_than_connections_take_turns(
    server: ScriptedServer, calls: Calls
) -> None:
    server.will(says(200, b"hello"))
    answers = await asyncio.gather(*(calls.ask() for _ in range(20)))
    assert {answer.body for answer in answers} == {b"hello"}
    assert server.connections == 2


async def test_a_call_without_a_connection_was_not_sent_and_the_others_go_on(
    server: ScriptedServer, calls: Calls
) -> None:
    silence = Silence()
    server.will(silence)
    busy = [asyncio.create_task(calls.ask(deadline=1)) for _ in range(2)]
    await silence.meets(len(busy))
    with pytest.raises(NotSentError):
        await calls.ask()
    for task in busy:
        with pytest.raises(TimedOut):
            await task
    server.will(says(200, b"hello"))
    assert (await calls.ask()).body == b"hello"


async def test_a_cancelled_call_ends_its_connection_and_frees_its_place(
    server: ScriptedServer, calls: Calls
) -> None:
    silence = Silence()
    server.will(silence)
    busy = [asyncio.create_task(calls.ask()) for _ in range(2)]
    await silence.meets(len(busy))
    waiting = asyncio.create_task(calls.ask())
    await asyncio.sleep(0)
    for task in [waiting, *busy]:
        task.cancel()
    ends = await asyncio.gather(waiting, *busy, return_exceptions=True)
    assert all(isinstance(end, asyncio.CancelledError) for end in ends)
    await asyncio.wait([connection.lost for connection in calls.dialed])
    server.will(says(200, b"hello"))
    answers = await asyncio.gather(*(calls.ask() for _ in range(3)))
    assert [answer.body for answer in answers] == [b"hello"] * 3
    assert len(server.calls) == 5  # who waited for a connection never had one


async def test_a_call_that_is_cancelled_while_it_connects_frees_its_place() -> None:
    dials = 0

    async def dial() -> Connection:
        nonlocal dials
        dials += 1
        await asyncio.Event().wait()
        raise AssertionError

    pool = Pool(dial, size=1, patience=60)
    for _ in range(2):
        task = asyncio.create_task(pool.ask(REQUEST, PLENTY, 60))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert dials == 2


async def test_a_pool_that_is_closed_ends_what_is_under_way(
    server: ScriptedServer, calls: Calls
) -> None:
    silence = Silence()
    server.will(silence)
    task = asyncio.create_task(calls.ask())
    await silence.meets(1)
    await calls.pool.close()
    with pytest.raises(NetworkError):
        await task
    with pytest.raises(NotSentError):
        await calls.ask()


# --- finding the server --------------------------------------------------------


async def test_an_address_that_refuses_gives_way_to_the_next(
    server: ScriptedServer,
) -> None:
    server.will(says(200, b"hello"))
    dialer = Dialer("two-addresses.invalid", 0, None)
    with socket.socket(socket.AF_INET6) as unheard:
        unheard.bind(("::1", 0))
        dialer._addresses = [
            (socket.AF_INET6, socket.SOCK_STREAM, 0, "", unheard.getsockname()),
            (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port_of(server))),
        ]
        dialer._valid_until = float("inf")
        connection = await dialer.dial()
    until = asyncio.get_running_loop().time() + 5
    assert (await connection.ask(REQUEST, PLENTY, until)).body == b"hello"
    connection.close()
    await connection.lost


async def test_an_address_that_is_silent_gives_way_to_the_next(
    server: ScriptedServer,
) -> None:
    server.will(says(200, b"hello"))
    dialer = Dialer("two-addresses.invalid", 0, None)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:  # nobody takes them, so that there is no room for more
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        dialer._addresses = [
            (socket.AF_INET, socket.SOCK_STREAM, 0, "", full.getsockname()),
            (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port_of(server))),
        ]
        dialer._valid_until = float("inf")
        began = time.monotonic()
        connection = await dialer.dial()
        assert time.monotonic() - began < 5
        for one in waiting:
            one.close()
    connection.close()
    await connection.lost


async def test_calls_at_once_look_a_name_up_once(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, asked = asyncio.get_running_loop(), 0
    find = loop.getaddrinfo

    async def counted(host: str, *args: Any, **kwargs: Any) -> Any:
        nonlocal asked
        asked += host == "localhost"
        return await find("127.0.0.1", *args, **kwargs)

    monkeypatch.setattr(loop, "getaddrinfo", counted)
    dialer = Dialer("localhost", port_of(server), None)
    connections = await asyncio.gather(*(dialer.dial() for _ in range(20)))
    assert asked == 1
    for connection in connections:
        connection.close()
        await connection.lost


@pytest.mark.parametrize(
    "url", ["https://", "ftp://there/x", "http://[::1/x", "http://a:99999/", "there"]
)
async def test_what_is_no_address_is_not_called(url: str) -> None:
    client = HttpClient(1, 1, "test")
    with pytest.raises(NotSentError) as caught:
        await client.ask("GET", url, None, PLENTY, 1)
    assert url not in str(caught.value)
    assert caught.value.__suppress_context__


# --- over HTTP, and encrypted --------------------------------------------------


async def heard(url: str, tls: Any = None, path: str = "") -> bytes:
    """What a server at `url` (without its port) hears of a call."""
    asked = asyncio.get_running_loop().create_future()

    async def listen(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        asked.set_result(await reader.readuntil(b"{}"))
        writer.write(WHOLE)
        await writer.drain()
        writer.close()

    listener = await asyncio.start_server(listen, "127.0.0.1", 0, ssl=tls)
    port = listener.sockets[0].getsockname()[1]
    client = HttpClient(1, 5, "test/1")
    try:
        answer = await client.ask(
            "POST", f"{url}:{port}{path}", as_json({}), PLENTY, 10
        )
        assert answer.body == b"whole"
        return bytes(await asked).replace(b":%d" % port, b":PORT")
    finally:
        await client.close()
        listener.close()


async def test_a_call_says_what_servers_want_to_know() -> None:
    assert await heard("http://127.0.0.1", path="/bot4:2/do") == (
        b"POST /bot4:2/do HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nUser-Agent: test/1\r\n"
        b"Accept: */*\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    )


async def test_what_may_not_stand_in_a_target_is_quoted_once() -> None:
    said = await heard("http://127.0.0.1", path="/ü\r\nX: y/a b%20c?q=1")
    assert said.startswith(b"POST /%C3%BCX:%20y/a%20b%20c?q=1 HTTP/1.1\r\nHost")


async def test_a_name_and_a_password_in_an_address_are_told() -> None:
    said = await heard("http://ada:a%40b@127.0.0.1")
    assert b"POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n" in said
    assert b"Authorization: Basic YWRhOmFAYg==\r\n" in said  # ada:a@b


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make a certificate for a name, and the system trust it."""

    def made(name: str, trusted: bool = True) -> Any:
        context, file = certificate_for(name, tmp_path)
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(file))
        http_client._tls.cache_clear()
        return context

    yield made
    http_client._tls.cache_clear()


async def test_calls_are_encrypted(trust: Any) -> None:
    said = await heard("https://localhost", trust("localhost"), path="/secret")
    assert said.startswith(b"POST /secret HTTP/1.1\r\nHost: localhost:PORT\r\n")


@pytest.mark.parametrize(
    ("name", "trusted"), [("localhost", False), ("elsewhere.example", True)]
)
async def test_nothing_is_sent_to_a_server_that_cannot_prove_its_name(
    trust: Any, name: str, trusted: bool
) -> None:
    with pytest.raises(NotSentError) as caught:
        await heard("https://localhost", trust(name, trusted), path="/secret")
    assert "secret" not in str(caught.value)
