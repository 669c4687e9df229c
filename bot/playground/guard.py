"""Who may ask the page's API, how a question is read, and how a no is worded.

Only a page of this machine may use it: a foreign Host header is refused (a name that
someone else lets point here), and a POST must be JSON (which no foreign form can send).
"""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.playground.model import Json

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
HERE = {"127.0.0.1", "localhost"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(handler: Handler) -> Handler:
    """Refuse strangers, and word what a person cannot do as a 400."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        if request.host.rpartition(":")[0] not in HERE and request.host not in HERE:
            raise refusal(web.HTTPForbidden, "only for pages of this machine")
        if request.method == "POST" and request.content_type != "application/json":
            raise refusal(web.HTTPUnsupportedMediaType, "JSON only")
        try:
            response = await handler(request)
        except AssertionError as error:
            raise refusal(web.HTTPBadRequest, str(error)) from error
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    return guarded


async def body_of(request: web.Request) -> Json:
    """Read the JSON object of a POST."""
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise refusal(web.HTTPBadRequest, "a JSON object is wanted")
    return body


def text_in(body: Json, name: str) -> str:
    """Take a text that says something out of a body."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise refusal(web.HTTPBadRequest, f'"{name}" must be a text')
    return value.strip()


def texts_in(body: Json, name: str) -> list[str]:
    """Take a list of texts out of a body."""
    value = body.get(name)
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise refusal(web.HTTPBadRequest, f'"{name}" must be a list of texts')
    return value


def number_in(body: Json, name: str) -> int:
    """Take a whole number out of a body."""
    value = body.get(name)
    if not isinstance(value, int):
        raise refusal(web.HTTPBadRequest, f'"{name}" must be a number')
    return value


def refusal(kind: type[web.HTTPError], words: str) -> web.HTTPError:
    """Word a refusal so that the page can show it."""
    body = json.dumps({"error": words})
    return kind(text=body, content_type="application/json")
