"""The webhook: updates that Telegram pushes, acknowledged after they are committed.

Whatever is not answered with 200 Telegram delivers again, so nothing has to be kept
here. Before anything else a request must show the secret that only Telegram knows;
until then not a byte of its body is read. Nothing a request says is ever logged.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, Protocol, cast

from msgspec import DecodeError, Struct
from msgspec.json import decode

from bot.arrivals import Arrival, Read
from bot.web.asgi import Answer, Receive, Scope, header

SECRET_HEADER = b"x-telegram-bot-api-secret-token"

#: Seconds a request waits for its commit: more than one attempt at a locked database
#: takes, and far less than the minute after which Telegram gives up on an answer.
PATIENCE = 10.0

#: Seconds after which Telegram is asked to deliver what we could not take; a start
#: is soon over.
RETRY_AFTER, RETRY_AFTER_START = 5, 1

#: Seconds within which a body must have arrived.
BODY_WITHIN = 10.0

#: Seconds that a clean stop waits for requests under way.
GRACE = 2.0

#: Seconds after which most of what waited for the start has been delivered.
CATCHING_UP = 3.0

#: Update ids are smaller than this; no database holds a larger number.
TOO_LARGE_AN_ID = 2**63


class Door(Protocol):
    """Where arrivals go; returns when they are committed."""

    async def submit(self, happenings: Sequence[Arrival]) -> None:
        """Apply these, in order."""
        ...

    @property
    def is_holding(self) -> bool:
        """Whether the database is away."""
        ...


class _Stage(Enum):
    """Why nothing is taken, if so."""

    STARTING = "starting"
    OPEN = "open"
    STOPPING = "stopping"


class _BadRequestError(Exception):
    """What was sent is no update; the status says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Taking(Struct, frozen=True):
    """Where updates go while they are taken, and how they are read."""

    door: Door
    read: Read


class Webhook:
    """Answers Telegram's requests; takes updates between `open` and `close`.

    `secret` is what a request must show, `max_body` how many bytes it may have.
    """

    def __init__(self, secret: str, max_body: int) -> None:
        self._secret = secret.encode()
        self._max_body = max_body
        self._stage = _Stage.STARTING
        self._taking: _Taking | None = None
        self._under_way: set[asyncio.Task[Any]] = set()

    def open(self, door: Door, read: Read) -> None:
        """Take updates from now on; `read` makes an arrival of a raw one."""
        self._stage, self._taking = _Stage.OPEN, _Taking(door, read)

    async def close(self) -> None:
        """Take no more; what is under way has a moment to be committed."""
        self._stage, self._taking = _Stage.STOPPING, None
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=GRACE)
        for work in self._under_way:
            work.cancel()

    async def trouble(self) -> str | None:
        """Say why no update can be taken just now, if so."""
        if self._taking is None:
            return self._stage.value
        return "the database is away" if self._taking.door.is_holding else None

    async def take(self, scope: Scope, receive: Receive) -> Answer:
        """Answer one request, in a task of its own."""
        if not self._knows(scope):
            return _refusal(401)
        if self._taking is None:
            starting = self._stage is _Stage.STARTING
            return _later(RETRY_AFTER_START if starting else RETRY_AFTER)
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        self._under_way.add(task)
        try:
            return await self._answer(scope, receive, self._taking)
        except asyncio.CancelledError:  # by `close`
            return _later(RETRY_AFTER)
        finally:
            self._under_way.discard(task)

    def _knows(self, scope: Scope) -> bool:
        """Whether the request comes from Telegram; tells nothing by its duration."""
        return hmac.compare_digest(header(scope, SECRET_HEADER), self._secret)

    async def _answer(self, scope: Scope, receive: Receive, taking: _Taking) -> Answer:
        try:
            arrival = taking.read(_update_in(await self._body(scope, receive)))
        except _BadRequestError as error:
            return _refusal(error.status)
        except RecursionError:
            return _refusal(400)  # nested deeper than anything Telegram makes
        try:
            async with asyncio.timeout(PATIENCE):
                await taking.door.submit([arrival])
        except TimeoutError:
            return _later(RETRY_AFTER)
        return _TAKEN

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body, if it is not too large, too slow or cut."""
        if int(header(scope, b"content-length", b"0")) > self._max_body:
            raise _BadRequestError(413)
        body, more = b"", True
        try:
            async with asyncio.timeout(BODY_WITHIN):
                while more:
                    piece = await receive()
                    if piece["type"] == "http.disconnect":
                        raise _BadRequestError(400)
                    body += piece.get("body", b"")
                    more = piece.get("more_body", False)
                    if len(body) > self._max_body:
                        raise _BadRequestError(413)
        except TimeoutError:
            raise _BadRequestError(408) from None
        return body


class WebhookIntake:
    """The webhook as an intake of the engine: open while `run` runs.

    `caught_up` is called when what waited before the start should be here.
    """

    def __init__(
        self, webhook: Webhook, door: Door, read: Read, caught_up: Callable[[], None]
    ) -> None:
        self._webhook = webhook
        self._door = door
        self._read = read
        self._caught_up = caught_up

    async def run(self) -> None:
        """Take updates for ever; cancel it to stop."""
        self._webhook.open(self._door, self._read)
        try:
            await asyncio.sleep(CATCHING_UP)
            self._caught_up()
            await asyncio.Event().wait()
        finally:
            await self._webhook.close()


def _update_in(body: bytes) -> dict[str, Any]:
    """The update that a body holds: an object with a number, whatever else."""
    try:
        update = _loaded(body)
    except ValueError:
        raise _BadRequestError(400) from None
    if not isinstance(update, dict):
        raise _BadRequestError(400)
    number = update.get("update_id")
    if type(number) is not int or not 0 <= number < TOO_LARGE_AN_ID:
        raise _BadRequestError(400)
    return update


def _loaded(body: bytes) -> Any:
    """What JSON holds; halves of characters are left for who cleans text."""
    try:
        return decode(body)
    except DecodeError:
        return json.loads(body, parse_constant=_no_number)


def _no_number(name: str) -> None:
    """JSON has no NaN and no Infinity, and neither have databases."""
    raise ValueError(name)


_TAKEN = Answer()


def _refusal(status: int) -> Answer:
    """Refuse, and read nothing more of what is being sent."""
    return Answer(status, ((b"connection", b"close"),))


def _later(seconds: int) -> Answer:
    """Have Telegram deliver it again, a little later."""
    return Answer(503, ((b"retry-after", b"%d" % seconds),))
