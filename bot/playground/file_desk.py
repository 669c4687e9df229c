"""Where the page takes photos and files from, and hands in those that people send."""

import base64
import binascii
from urllib.parse import quote

from aiohttp import web

from bot.playground.errors import ApiError
from bot.playground.files import File, Files, photo_in
from bot.playground.guard import guarded, refusal, text_in
from bot.playground.lookup import topic_in
from bot.playground.model import Chat, Json, Message
from bot.playground.people import Person


class FileDesk:
    """Serves files to the page; only photos may be shown, all else is saved."""

    def __init__(self, files: Files) -> None:
        """Serve from a store."""
        self._files = files

    def add_routes(self, app: web.Application) -> None:
        """Take `/files/…`."""
        app.router.add_get("/files/{file}", guarded(self._give))

    async def _give(self, request: web.Request) -> web.Response:
        file = self._files.find(request.match_info["file"])
        if file is None:
            raise refusal(web.HTTPNotFound, "no such file")
        return web.Response(body=file.data, headers=_headers(file))


def _headers(file: File) -> dict[str, str]:
    """Let a browser show a photo and save anything else, whatever it may contain."""
    if file.image:
        return {"Content-Type": file.image.mime, "Content-Disposition": "inline"}
    name = quote(file.name or "file", safe="")
    return {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
    }


async def hand_in(person: Person, chat: Chat, body: Json) -> Message:
    """Let a person send what her page read from her disk.

    It comes as JSON, in base64: a foreign page could send a form, but no JSON. What
    may be a photo is sent as one.
    """
    name, data, topic = text_in(body, "name"), _bytes_in(body), topic_in(chat, body)
    caption = text_in(body, "caption") if body.get("caption") else ""
    try:
        photo_in(data)
    except ApiError:
        return await person.sends_document(
            caption, name, data=data, to=chat, topic=topic
        )
    return await person.sends_photo(caption, data=data, to=chat, topic=topic)


def _bytes_in(body: Json) -> bytes:
    try:
        return base64.b64decode(body.get("data", ""), validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise refusal(web.HTTPBadRequest, '"data" must be base64') from error
