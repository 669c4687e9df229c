"""The demo's page and its JSON API: the same people, moved from a browser."""

from collections.abc import Callable
from importlib import resources

from aiohttp import web
from msgspec.structs import asdict

from bot.playground.backstage import Backstage
from bot.playground.feed import Feed
from bot.playground.file_desk import FileDesk, hand_in
from bot.playground.grouppage import GroupPage
from bot.playground.groups import Group
from bot.playground.guard import (
    body_of,
    guarded,
    number_in,
    refusal,
    text_in,
    texts_in,
)
from bot.playground.lookup import Lookup, topic_in
from bot.playground.model import Chat, Json, Message
from bot.playground.people import Person
from bot.playground.reading import ReadMarks
from bot.playground.server import BotApiServer
from bot.playground.taps import ANSWER_WINDOW, Toast
from bot.playground.theatre import Theatre
from bot.playground.views import (
    chat_listed,
    chat_shown,
    message_shown,
    person_shown,
)
from bot.playground.world import World

TYPES = {
    "html": "text/html",
    "js": "text/javascript",
    "css": "text/css",
    "svg": "image/svg+xml",
}


class WebPage:
    """Serves the page and lets it act for people."""

    def __init__(
        self,
        world: World,
        people: dict[int, Person],
        server: BotApiServer,
        new_person: Callable[[str], Person],
        new_group: Callable[..., Group],
        theatre: Theatre,
    ) -> None:
        """Look at a world and act through its people."""
        self._world = world
        self._people = people
        self._server = server
        self._new_person = new_person
        self._theatre = theatre
        self._lookup = Lookup(world, people)
        self._groups = GroupPage(world, self._lookup, new_group)
        self._marks = ReadMarks()
        self.backstage = Backstage(
            server.faults, server.ledger, lambda: world.changed(None)
        )
        self._feed = Feed(
            world,
            {"state": self._is_online, "calls": self.backstage.count_calls},
        )

    def add_routes(self, app: web.Application) -> None:
        """Take `/`, `/watch`, `/page/…`, `/files/…` and `/api/…`."""
        app.router.add_get("/", guarded(_index))
        app.router.add_get("/watch", guarded(_player))
        app.router.add_get("/page/{file}", guarded(_file))
        self.backstage.add_routes(app)
        self._theatre.add_routes(app)
        self._groups.add_routes(app)
        FileDesk(self._world.files).add_routes(app)
        app.router.add_get("/api/state", guarded(self._state))
        app.router.add_get("/api/events", guarded(self._feed.stream))
        app.router.add_post("/api/people", guarded(self._add_person))
        app.router.add_post("/api/scenes", guarded(self._begin))
        chat = "/api/chats/{chat:-?[0-9]+}"
        message = chat + "/messages/{message:[0-9]+}"
        app.router.add_get(chat, guarded(self._chat))
        app.router.add_post(chat + "/read", guarded(self._read))
        app.router.add_post(chat + "/block", guarded(self._block))
        app.router.add_post(chat + "/typing", guarded(self._type))
        app.router.add_post(chat + "/polls", guarded(self._ask))
        app.router.add_post(chat + "/messages", guarded(self._write))
        app.router.add_post(chat + "/files", guarded(self._hand_in))
        app.router.add_post(message + "/edit", guarded(self._edit))
        app.router.add_post(message + "/delete", guarded(self._delete))
        app.router.add_post(message + "/react", guarded(self._react))
        app.router.add_post(message + "/vote", guarded(self._vote))
        app.router.add_post(message + "/close", guarded(self._close_poll))
        app.router.add_post(message + "/pin", guarded(self._pin))
        app.router.add_post(message + "/tap", guarded(self._tap))

    def close(self) -> None:
        """Let the event streams of open pages end."""
        self._feed.close()

    async def _state(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "bot": self._bot(),
                **self._theatre.programme(),
                "people": [person_shown(person) for person in self._people.values()],
                "chats": [
                    chat_listed(self._world, chat, self._marks)
                    for chat in self._world.chats.values()
                ],
            }
        )

    def _bot(self) -> Json:
        bot, profile = self._world.bot, self._world.profile
        return {
            "id": bot.id,
            "name": bot.name,
            "username": bot.username,
            "description": profile.description.get(),
            "short_description": profile.short_description.get(),
            "commands": profile.commands_in_private(),
            "group_commands": profile.commands_in_groups(),
            "online": self._is_online(),
        }

    def _is_online(self) -> bool:
        return self.backstage.is_bot_running() and self._server.is_online()

    async def _add_person(self, request: web.Request) -> web.Response:
        person = self._new_person(text_in(await body_of(request), "name"))
        return web.json_response({**person_shown(person), "chat_id": person.chat.id})

    async def _begin(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        seats = await self._theatre.begin(body, self._lookup.person(body))
        return web.json_response({"places": [seat.as_json() for seat in seats]})

    async def _chat(self, request: web.Request) -> web.Response:
        return web.json_response(chat_shown(self._lookup.chat(request)))

    async def _read(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        person = self._lookup.person(body)
        up_to, topic = number_in(body, "up_to"), topic_in(chat, body)
        self._marks.read(person.id, chat, up_to, topic.id if topic else 0)
        self._world.changed(None)
        return web.json_response({})

    async def _write(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        person, text = self._lookup.person(body), text_in(body, "text")
        message = await person.sends(
            text,
            to=chat,
            topic=topic_in(chat, body),
            reply_to=_original(chat, body),
            quote=text_in(body, "quote") if "quote" in body else "",
        )
        return web.json_response(message_shown(chat, message))

    async def _block(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        person = self._lookup.person(body)
        await (person.blocks() if body.get("on") is True else person.unblocks())
        return web.json_response({})

    async def _type(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        self._lookup.person(body).types(to=chat)
        return web.json_response({})

    async def _hand_in(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        message = await hand_in(self._lookup.person(body), chat, body)
        return web.json_response(message_shown(chat, message))

    async def _edit(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        message = self._lookup.message(chat, request)
        edited = await self._lookup.person(body).edits(message, text_in(body, "text"))
        return web.json_response(message_shown(chat, edited))

    async def _delete(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        await self._lookup.person(body).deletes(self._lookup.message(chat, request))
        return web.json_response({})

    async def _react(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        emoji = text_in(body, "emoji") if body.get("emoji") else ""
        message = self._lookup.message(chat, request)
        await self._lookup.person(body).reacts(emoji, on=message)
        return web.json_response({})

    async def _ask(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        message = await self._lookup.person(body).sends_poll(
            text_in(body, "question"),
            tuple(texts_in(body, "options")),
            to=chat,
            topic=topic_in(chat, body),
            correct=(number_in(body, "correct"),) if "correct" in body else (),
            is_anonymous=body.get("is_anonymous") is True,
        )
        return web.json_response(message_shown(chat, message))

    async def _vote(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        message = self._lookup.message(chat, request)
        await self._lookup.person(body).votes(*texts_in(body, "options"), on=message)
        return web.json_response({})

    async def _close_poll(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        message = self._lookup.message(chat, request)
        await self._lookup.person(body).closes_poll(message)
        return web.json_response({})

    async def _pin(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        message, person = self._lookup.message(chat, request), self._lookup.person(body)
        await (person.pins if body.get("on") is True else person.unpins)(message)
        return web.json_response({})

    async def _tap(self, request: web.Request) -> web.Response:
        chat, body = self._lookup.chat(request), await body_of(request)
        message, person = self._lookup.message(chat, request), self._lookup.person(body)
        data, wait = text_in(body, "data"), ANSWER_WINDOW.total_seconds()
        try:
            toast = await person.taps_data(data, on=message, timeout=wait)
        except AssertionError:
            toast = Toast()  # no answer came: the app just stops waiting, too
        return web.json_response({"toast": asdict(toast)})


async def _index(_: web.Request) -> web.Response:
    return _page_file("index.html")


async def _player(_: web.Request) -> web.Response:
    return _page_file("player.html")


async def _file(request: web.Request) -> web.Response:
    return _page_file(request.match_info["file"])


def _page_file(name: str) -> web.Response:
    folder = resources.files(__package__).joinpath("page")
    kind = TYPES.get(name.rpartition(".")[2])
    names = {entry.name for entry in folder.iterdir()}
    if kind is None or name not in names:  # the list keeps ".." and the like out
        raise refusal(web.HTTPNotFound, "no such file")
    return web.Response(
        body=folder.joinpath(name).read_bytes(), content_type=kind, charset="utf-8"
    )


def _original(chat: Chat, body: Json) -> Message | None:
    """Find the message that is replied to; one deleted meanwhile is left out."""
    return chat.get(number_in(body, "reply_to")) if "reply_to" in body else None
