"""The web server itself: uvicorn, without its own ideas about signals and logs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.web.asgi import Answer, Page, Receive, Scope, Send
from bot.web.health import Health
from bot.web.webhook import Webhook

#: Seconds an idle connection stays open: longer than proxies keep theirs, since a
#: request that meets a connection just being closed is lost.
KEEP_ALIVE = 75

#: Connections beyond this are answered with 503; Telegram opens a hundred at most.
MOST_CONNECTIONS = 1000

#: Bytes that the head of a request may have, if they do not come all at once.
LARGEST_HEAD = 65_536

#: Seconds that requests may still take when the server stops.
GRACE = 1


_GET = ("GET", "HEAD")
_POST = ("POST",)


class WebApp:
    """The addresses we answer: the webhook's path, /healthz and /readyz."""

    def __init__(self, path: str, webhook: Webhook, health: Health) -> None:
        self._pages: dict[str, tuple[tuple[str, ...], Page]] = {
            "/healthz": (_GET, health.live),
            "/readyz": (_GET, health.ready),
            path: (_POST, webhook.take),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (this is an application of ASGI)."""
        answer = await self._answer(scope, receive)
        await answer.give(send)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        if scope["path"] not in self._pages:
            return Answer(404)
        methods, page = self._pages[scope["path"]]
        if scope["method"] not in methods:
            return Answer(405, ((b"allow", ", ".join(methods).encode()),))
        return await page(scope, receive)


class WebServer:
    """Serves an application; the address is taken at once, or OSError is raised."""

    def __init__(self, app: WebApp, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family)
        self._server = _Server(
            uvicorn.Config(
                app,
                http=_Requests,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=MOST_CONNECTIONS,
                timeout_keep_alive=KEEP_ALIVE,
                timeout_graceful_shutdown=GRACE,
            )
        )

    async def run(self) -> None:
        """Serve for ever; cancel it to stop, which lets requests end."""
        serving = asyncio.create_task(self._server.serve([self._socket]))
        try:
            await asyncio.shield(serving)
        finally:
            self._server.should_exit = True
            await asyncio.wait({serving})
            self._socket.close()


class _Server(uvicorn.Server):
    """Uvicorn, which leaves signals to the one who runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


class _Requests(HttpToolsProtocol):
    """Reads requests; the parser alone would take a head without an end."""

    _head: int | None = None  # bytes of a head that is under way

    def on_message_begin(self) -> None:
        """Count from here."""
        super().on_message_begin()
        self._head = 0

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._head = None
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Read on, or refuse what has gone on for too long."""
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                self._head = None
                self.send_400_response("The head of the request is too long.")
