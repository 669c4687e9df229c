"""Behind the scenes of the page: the bot's calls, faults to order, and the bot's life.

Faults are ordered by name, one at a time. Whoever runs both the simulator and the bot
may lend the page a `BotSwitch`; without it the page cannot touch the bot.
"""

import json
from collections.abc import Callable
from typing import Protocol

from aiohttp import web

from bot.playground.faults import Fault, Faults, delay, gateway_page, refuse
from bot.playground.guard import body_of, guarded, number_in, refusal, text_in
from bot.playground.ledger import Call, Ledger
from bot.playground.model import Json

SHOWN_CALLS = 40
SLOW_SECONDS = 1.5
FLOOD_SECONDS = 5
WORKS = "works"


class BotSwitch(Protocol):
    """The power switch of a bot."""

    def is_running(self) -> bool:
        """Tell whether the bot's process lives."""

    async def kill(self) -> None:
        """End it at once, whatever it is doing."""

    async def start(self) -> None:
        """Start it with what it had stored, unless it runs."""


def _slow(_: int) -> Fault:
    return Fault(delay(SLOW_SECONDS), times=None)


def _flood(chat: int) -> Fault:
    return Fault(refuse(429, retry_after=FLOOD_SECONDS), chat=chat, times=None)


def _lost_answer(chat: int) -> Fault:
    """Once: a bot that is never told of success may send again without end."""
    return Fault(gateway_page(accepted=True), chat=chat)


ORDERS: dict[str, Callable[[int], Fault]] = {
    "slow": _slow,
    "flood": _flood,
    "lost": _lost_answer,
}


class Backstage:
    """Serves what the curious want to see and to break."""

    def __init__(
        self, faults: Faults, ledger: Ledger, changed: Callable[[], None]
    ) -> None:
        """Look at the calls; `changed` is told when something was switched."""
        self.switch: BotSwitch | None = None
        self._faults = faults
        self._ledger = ledger
        self._changed = changed
        self._name = WORKS
        self._order: Fault | None = None

    def add_routes(self, app: web.Application) -> None:
        """Take `/api/backstage…`."""
        app.router.add_get("/api/backstage", guarded(self._show))
        app.router.add_post("/api/backstage/fault", guarded(self._order_fault))
        app.router.add_post("/api/backstage/bot", guarded(self._switch_bot))

    def is_bot_running(self) -> bool:
        """Tell whether the bot may be alive: certain only if there is a switch."""
        return self.switch is None or self.switch.is_running()

    def count_calls(self) -> int:
        """Count all calls so far."""
        return len(self._ledger.entries)

    async def _show(self, _: web.Request) -> web.Response:
        return web.json_response(self._shown(), dumps=_dumps)

    async def _order_fault(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        name, chat = text_in(body, "fault"), number_in(body, "chat")
        if name != WORKS and name not in ORDERS:
            raise refusal(web.HTTPNotFound, "no such fault")
        self._faults.clear()
        self._name, self._order = name, None
        if name in ORDERS:
            self._order = ORDERS[name](chat)
            self._faults.add(self._order)
        self._changed()
        return web.json_response(self._shown(), dumps=_dumps)

    async def _switch_bot(self, request: web.Request) -> web.Response:
        on = (await body_of(request)).get("on")
        if self.switch is None or not isinstance(on, bool):
            raise refusal(web.HTTPNotFound, "there is no such switch")
        await (self.switch.start() if on else self.switch.kill())
        self._changed()
        return web.json_response(self._shown(), dumps=_dumps)

    def _shown(self) -> Json:
        entries = self._ledger.entries
        first = max(0, len(entries) - SHOWN_CALLS)
        newest = [
            call_shown(number, call)
            for number, call in enumerate(entries[first:], start=first)
        ]
        switch = self.switch
        return {
            "calls": newest[::-1],
            "fault": WORKS if self._is_over() else self._name,
            "bot": {"running": switch.is_running()} if switch else None,
        }

    def _is_over(self) -> bool:
        order = self._order
        return order is None or (order.times is not None and order.seen >= order.times)


def call_shown(number: int, call: Call) -> Json:
    """Render a call; its number is its place in the ledger."""
    return {
        "id": number,
        "method": call.method,
        "at": call.at.timestamp(),
        "accepted": call.accepted,
        "status": call.status,
        "description": call.description,
        "params": dict(call.params),
    }


def _dumps(value: object) -> str:
    """Write JSON; files among the parameters of a call become words."""
    return json.dumps(value, default=str)
