"""How calls of the Bot API travel: aiohttp under python-telegram-bot.

One rule: an error says whether the call can have reached Telegram, and never
holds the address, because the bot's token is part of it. For that reason errors
of aiohttp are not chained either: some of them print the address.
"""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# Telegram's servers keep idle connections a little longer than this.
_KEEP_ALIVE = 50.0
# JSON is several times cheaper to write than a form that holds JSON.
_JSON = {"Content-Type": "application/json"}
_CHUNK = 65_536
_as_json = json.JSONEncoder(ensure_ascii=False).encode


class NotSentError(NetworkError):
    """The call certainly did not reach Telegram."""


class GarbledError(NetworkError):
    """Something answered, but not in the way of the Bot API: a gateway, a cut."""


class AiohttpRequest(BaseRequest):
    """Calls over one pool of at most `connections` connections.

    A call gets `deadline` seconds for everything together, so that an answer
    dripping in cannot hold it for ever; half of that to get a connection.
    """

    __slots__ = ("_connections", "_deadline", "_session")

    def __init__(self, deadline: float, connections: int) -> None:
        self._deadline = deadline
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that a call may take."""
        return self._deadline

    async def initialize(self) -> None:
        """Open the pool; connections are made as they are needed."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=_KEEP_ALIVE
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
        )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

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
        """Make one call; `read_timeout`, if given, is its deadline.

        The other timeouts are part of the deadline. Raises NotSentError, or
        TimedOut and NetworkError when the call may have been carried out.
        """
        if self._session is None:
            raise NotSentError("The connection pool is not open")
        given = read_timeout is not BaseRequest.DEFAULT_NONE
        try:
            async with self._session.request(
                method,
                url,
                timeout=aiohttp.ClientTimeout(
                    total=read_timeout if given else self._deadline,
                    connect=self._deadline / 2,
                ),
                allow_redirects=False,
                **_body(request_data),
            ) as response:
                return response.status, await response.read()
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise _without_address(error) from None

    async def download(self, url: str, most: int) -> bytes | None:
        """The bytes at an address; None if there are none.

        Of what is longer than `most` bytes only the beginning, longer than `most`.
        Raises NetworkError as `do_request` does.
        """
        if self._session is None:
            raise NotSentError("The connection pool is not open")
        limit = aiohttp.ClientTimeout(total=self._deadline, connect=self._deadline / 2)
        try:
            async with self._session.get(
                url, timeout=limit, allow_redirects=False
            ) as response:
                if response.status != HTTPStatus.OK:
                    return None
                content = bytearray()
                async for chunk in response.content.iter_chunked(_CHUNK):
                    content += chunk
                    if len(content) > most:
                        break
                return bytes(content)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise _without_address(error) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """An answer; raises GarbledError where the library would log it whole."""
        try:
            answer: dict[str, Any] = json.loads(payload)
        except ValueError:
            raise GarbledError("The answer is not JSON") from None
        return answer


def _body(request_data: RequestData | None) -> dict[str, Any]:
    """The arguments of aiohttp that carry a call's parameters and files."""
    if request_data is None:
        return {}
    if not request_data.contains_files:
        # A lone surrogate must not make a message unsendable for ever.
        text = _as_json(request_data.parameters)
        return {"data": text.encode(errors="replace"), "headers": _JSON}
    # A name of letters of any script goes as it is, like in the library's own forms.
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for name, (filename, content, mime_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return {"data": form}


def _without_address(error: Exception) -> NetworkError:
    """The same error in the library's terms."""
    kind = type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotSentError(f"{kind}: {error.os_error}")
    if isinstance(error, aiohttp.ConnectionTimeoutError):  # to connect, or for the pool
        return NotSentError(kind)
    if isinstance(error, asyncio.TimeoutError):
        return TimedOut(kind)
    return NetworkError(kind)
