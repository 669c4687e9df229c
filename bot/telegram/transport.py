"""How calls of the Bot API travel: our HTTP client under python-telegram-bot.

One rule: an error says whether the call can have reached Telegram, and never
holds the address, because the bot's token is part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from telegram.error import BadRequest
from telegram.request import BaseRequest, RequestData

from bot.telegram.http.answers import Answer
from bot.telegram.http.bodies import Upload, as_form, as_json, from_json
from bot.telegram.http.client import Content, HttpClient
from bot.telegram.http.errors import GarbledError, NotSentError

# Bytes. A hundred updates of the largest kind are far below.
_LONGEST_ANSWER = 67_108_864


class PooledRequest(BaseRequest):
    """Calls over one pool of at most `connections` connections.

    A call gets `deadline` seconds for everything together, so that an answer
    dripping in cannot hold it for ever; half of that to get a connection.
    """

    __slots__ = ("_client", "_connections", "_deadline")

    def __init__(self, deadline: float, connections: int) -> None:
        self._deadline = deadline
        self._connections = connections
        self._client: HttpClient | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that a call may take."""
        return self._deadline

    async def initialize(self) -> None:
        """Open the pool; connections are made as they are needed."""
        self._client = HttpClient(
            self._connections, self._deadline / 2, self.USER_AGENT
        )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    async def call(
        self,
        url: str,
        parameters: dict[str, Any],
        deadline: float | None = None,
        files: Mapping[str, Upload] | None = None,
    ) -> Any:
        """The result of a method; `deadline` in seconds if not the usual one.

        Parameters speak of `files` by their names, as attach://NAME. Does what `post`
        does, at a third of the cost. Raises the same errors.
        """
        content = as_form(parameters, files) if files else as_json(parameters)
        answer = await self._answer("POST", url, content, deadline)
        if answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            # Whoever says so, Telegram or a gateway: it will not be smaller next time.
            raise BadRequest("Request Entity Too Large")
        if not HTTPStatus.OK <= answer.status <= 299:
            return await _Received(answer).post(url="")  # raises what it means
        return from_json(answer.body)["result"]

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call without files; `read_timeout`, if given, is its deadline.

        The other timeouts are part of the deadline. Raises NotSentError, or
        TimedOut and NetworkError when the call may have been carried out.
        """
        given = read_timeout is not BaseRequest.DEFAULT_NONE
        content = None if request_data is None else as_json(request_data.parameters)
        limit = read_timeout if given else None
        answer = await self._answer(method, url, content, limit)
        return answer.status, answer.body

    async def download(self, url: str, most: int) -> bytes | None:
        """The bytes at an address; None if there are none.

        Of what is longer than `most` bytes only the beginning, longer than `most`.
        Raises NetworkError as `do_request` does.
        """
        answer = await self._open.ask("GET", url, None, most, self._deadline)
        return answer.body if answer.status == HTTPStatus.OK else None

    async def _answer(
        self, method: str, url: str, content: Content | None, deadline: float | None
    ) -> Answer:
        """The whole answer to a call."""
        limit = self._deadline if deadline is None else deadline
        answer = await self._open.ask(method, url, content, _LONGEST_ANSWER, limit)
        if not answer.whole:
            raise GarbledError("The answer is too long")
        return answer

    @property
    def _open(self) -> HttpClient:
        if self._client is None:
            raise NotSentError("The connection pool is not open")
        return self._client

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """An answer; raises GarbledError where the library would log it whole.

        So it does of what a gateway says in JSON: a refusal of its own is none of
        Telegram's, who may say otherwise a moment later.
        """
        answer = from_json(payload)
        if not isinstance(answer, dict) or "ok" not in answer:
            raise GarbledError("JSON, but not an answer of the Bot API")
        return answer


class _Received(PooledRequest):
    """An answer that is here already, for the library to say what it means."""

    __slots__ = ("_received",)

    def __init__(self, answer: Answer) -> None:
        self._received = answer

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        """The answer, without a call."""
        return self._received.status, self._received.body
