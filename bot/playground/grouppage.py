"""What people do about groups from the page: make one, and act in it.

Whatever Telegram's app would not let them do is refused in the words of `members.py`.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.playground.groups import Group
from bot.playground.guard import body_of, guarded, number_in, refusal, text_in
from bot.playground.lookup import Lookup, topic_in
from bot.playground.model import Json, User
from bot.playground.people import Person
from bot.playground.topics import Topic
from bot.playground.world import World

KINDS = {"group": "group", "supergroup": "supergroup", "forum": "supergroup"}
Act = Callable[[Person, Group, Json], Awaitable[object]]


class GroupPage:
    """Makes groups and acts in them for people."""

    def __init__(
        self, world: World, lookup: Lookup, new_group: Callable[..., Group]
    ) -> None:
        """Act in a world; `new_group` is `Simulator.group`."""
        self._world = world
        self._lookup = lookup
        self._new_group = new_group
        self._acts: dict[str, Act] = {
            "join": lambda who, group, _: who.joins(group),
            "leave": lambda who, group, _: who.leaves(group),
            "add": lambda who, group, body: who.adds(self._whom(body), to=group),
            "remove": lambda who, group, body: who.removes(
                self._whom(body), from_=group
            ),
            "promote": lambda who, group, body: who.promotes(
                self._whom(body), in_=group
            ),
            "promote anonymously": lambda who, group, body: who.promotes(
                self._whom(body), in_=group, is_anonymous=True
            ),
            "demote": lambda who, group, body: who.demotes(self._whom(body), in_=group),
            "upgrade": lambda who, group, _: who.upgrades(group),
            "start": lambda who, group, body: who.starts_in(
                group, str(body.get("payload", ""))
            ),
            "open topic": lambda who, group, body: who.opens_topic(
                text_in(body, "name"), in_=group
            ),
            "close topic": lambda who, group, body: who.closes_topic(
                _topic(group, body), in_=group
            ),
            "reopen topic": lambda who, group, body: who.reopens_topic(
                _topic(group, body), in_=group
            ),
        }

    def add_routes(self, app: web.Application) -> None:
        """Take `/api/groups` and what is done in one."""
        app.router.add_post("/api/groups", guarded(self._make))
        app.router.add_post("/api/chats/{chat:-[0-9]+}/act", guarded(self._act))

    async def _make(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        kind = text_in(body, "kind")
        if kind not in KINDS:
            raise refusal(web.HTTPBadRequest, "no such kind of group")
        members = [self._lookup.person({"person": n}) for n in body.get("members", [])]
        group = self._new_group(
            text_in(body, "title"),
            self._lookup.person(body),
            *members,
            kind=KINDS[kind],
            is_forum=kind == "forum",
            with_bot=body.get("with_bot") is True,
        )
        return web.json_response({"chat_id": group.id})

    async def _act(self, request: web.Request) -> web.Response:
        group, body = self._lookup.group(request), await body_of(request)
        act = self._acts.get(text_in(body, "act"))
        if act is None:
            raise refusal(web.HTTPNotFound, "nobody can do that in a group")
        await act(self._lookup.person(body), group, body)
        return web.json_response({"chat_id": group.upgraded_to or group.id})

    def _whom(self, body: Json) -> Person | User:
        if number_in(body, "whom") == self._world.bot.id:
            return self._world.bot
        return self._lookup.person(body, "whom")


def _topic(group: Group, body: Json) -> Topic:
    topic = topic_in(group, body)
    if topic is None:
        raise refusal(web.HTTPBadRequest, '"topic" must be a number')
    return topic
