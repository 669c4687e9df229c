"""The HTTP door of the simulated Bot API: `/bot<token>/<method>`.

It reads parameters in all the ways Telegram does, runs the method, applies ordered
faults, keeps the ledger, and wraps everything in Telegram's envelope.
"""

import asyncio
import inspect
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from msgspec.structs import replace

from bot.playground.errors import ApiError, bad_request
from bot.playground.faults import Action, Answer, Faults, Sending, refusal
from bot.playground.ledger import Call, Ledger
from bot.playground.methods import METHODS
from bot.playground.spec import Params, bot_api
from bot.playground.uploads import Upload
from bot.playground.world import World

ORDINARY = Action()
NO_ANSWER = Answer(500, b"")  # for a connection that breaks before any answer
NEVER = float("-inf")
ONLINE_FOR = 5.0
DRIP_EVERY = 1.0


class BotApiServer:
    """Answers the bot's calls, and lets it download files."""

    def __init__(self, world: World, token: str) -> None:
        """Serve one bot."""
        self.world = world
        self.token = token
        self.faults = Faults()
        self.ledger = Ledger()
        self._in_flight = 0
        self._delayed: set[asyncio.Task[Answer]] = set()
        self.last_call = NEVER
        self._last_poll = NEVER

    def add_routes(self, app: web.Application) -> None:
        """Take the addresses `/bot<token>/<method>` and `/file/bot<token>/<path>`."""
        app.router.add_route("*", "/bot{token}/{method}", self.handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)

    @property
    def in_flight(self) -> int:
        """Count the calls that are not answered or not done yet, polls left out."""
        return self._in_flight + len(self._delayed)

    def is_online(self) -> bool:
        """Tell whether the bot takes updates, or asked for some five seconds ago."""
        silence = asyncio.get_running_loop().time() - self._last_poll
        world = self.world
        return world.updates.is_polled or world.pusher.is_heard or silence < ONLINE_FOR

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        if request.match_info["token"] != self.token:
            return _response(refusal(401, "Unauthorized"))
        name = request.match_info["method"]
        method = bot_api().method(name) or name
        if method == "getUpdates":
            try:
                return await self._answer(request, method)
            finally:
                self._last_poll = asyncio.get_running_loop().time()
        self._in_flight += 1
        try:
            return await self._answer(request, method)
        finally:
            self._in_flight -= 1
            self.last_call = asyncio.get_running_loop().time()

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give the bytes of a file for which the bot got a path."""
        if request.match_info["token"] != self.token:
            return _response(refusal(401, "Unauthorized"))
        file = self.world.files.at(request.match_info["path"])
        if file is None:
            return _response(refusal(404, "Not Found"))
        return web.Response(body=file.data, content_type="application/octet-stream")

    def close(self) -> None:
        """Give up the calls that were ordered to take effect later."""
        for task in self._delayed:
            task.cancel()

    async def _answer(self, request: web.Request, method: str) -> web.StreamResponse:
        given, unreadable = await _given(request)
        chat = _chat_id(given)
        action = self.faults.action_for(method, chat) or ORDINARY
        call = Call(method, given, chat, self.world.clock.now(), False, None)
        if action.wait_before:
            answer = await self._perform_later(call, unreadable, action)
        else:
            answer = await self._perform(call, unreadable, action)
        if action.wait_after:
            await asyncio.sleep(action.wait_after)
        return await _send(request, answer, action.sending)

    async def _perform_later(
        self, call: Call, unreadable: ApiError | None, action: Action
    ) -> Answer:
        """Wait, then let the call take effect even if the client has gone by then."""

        async def perform() -> Answer:
            await asyncio.sleep(action.wait_before)
            return await self._perform(call, unreadable, action)

        task = asyncio.create_task(perform())
        self._delayed.add(task)
        task.add_done_callback(self._delayed.discard)
        return await asyncio.shield(task)

    async def _perform(
        self, call: Call, unreadable: ApiError | None, action: Action
    ) -> Answer:
        """Let the call take effect, unless the fault forbids it, and write it down."""
        if action.takes_effect:
            call, answer = await self._run(call, unreadable)
            answer = action.answer or answer
        else:
            answer = action.answer or NO_ANSWER
        told = None if action.sending is Sending.NOTHING else answer.status
        self.ledger.entries.append(replace(call, status=told))
        return answer

    async def _run(
        self, call: Call, unreadable: ApiError | None
    ) -> tuple[Call, Answer]:
        """Check the parameters and let the method take effect."""
        try:
            params = _checked(call, unreadable)
            call = replace(call, params=params)
            result = METHODS[call.method](self.world, params)
            if inspect.isawaitable(result):
                result = await result
        except ApiError as error:
            answer = refusal(error.code, error.description, error.parameters)
            return replace(call, description=error.description), answer
        body = json.dumps({"ok": True, "result": result}).encode()
        return replace(call, accepted=True), Answer(200, body)


def _checked(call: Call, unreadable: ApiError | None) -> Params:
    if call.method not in METHODS:
        raise ApiError(404, "Not Found: method not found")
    if unreadable:
        raise unreadable
    return bot_api().checked(call.method, call.params)


async def _given(request: web.Request) -> tuple[Params, ApiError | None]:
    """Collect the parameters of query and body, whatever their form."""
    given: Params = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return given, bad_request("can't parse JSON object")
        return given | body, None
    if request.can_read_body:
        try:
            form = await request.post()
        except web.HTTPRequestEntityTooLarge:
            return given, ApiError(413, "Request Entity Too Large")
        given.update({name: _part(value) for name, value in form.items()})
    return given, None


def _part(value: Any) -> Any:
    """Read a part of a form, which is a text or a file."""
    if isinstance(value, web.FileField):
        return Upload(value.filename, value.file.read())
    return value


def _chat_id(given: Mapping[str, Any]) -> int | None:
    value = str(given.get("chat_id", ""))
    return int(value) if value.lstrip("-").isdecimal() else None


async def _send(
    request: web.Request, answer: Answer, sending: Sending
) -> web.StreamResponse:
    """Send the answer, or as much of it as a fault lets through."""
    if sending is Sending.WHOLE:
        return _response(answer)
    response = web.StreamResponse(
        status=answer.status, headers={"Content-Type": answer.content_type}
    )
    if sending is not Sending.NOTHING:
        response.content_length = len(answer.body)
        await response.prepare(request)
    if sending is Sending.HALF:
        await response.write(answer.body[: len(answer.body) // 2])
    if sending is Sending.DRIPS:
        for byte in answer.body:
            await response.write(bytes([byte]))
            await asyncio.sleep(DRIP_EVERY)
    if request.transport:
        request.transport.close()
    return response


def _response(answer: Answer) -> web.Response:
    return web.Response(
        status=answer.status,
        body=answer.body,
        content_type=answer.content_type,
        headers=dict(answer.headers),
    )
