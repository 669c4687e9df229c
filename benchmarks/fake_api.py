"""A light Bot API with founders in closed loop: each acts when the last reply came.

One rule: whatever the bot does wrong ends the measurement, with what was wrong.
"""

from __future__ import annotations

import asyncio
import html
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from benchmarks.feed import Feed
from benchmarks.founders import (
    Founder,
    Newcomer,
    Says,
    Shown,
    Taps,
    WrongAnswerError,
)
from benchmarks.wire import Connection, Parameters, Reply

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"

_BOT = '{"id":110201543,"is_bot":true,"first_name":"Bot","username":"bench_bot"}'
_TRUE = b'{"ok":true,"result":true}'
_ANSWERS = {
    "getMe": f'{{"ok":true,"result":{_BOT}}}'.encode(),
    "getWebhookInfo": b'{"ok":true,"result":{"url":""}}',
    "deleteWebhook": _TRUE,
    "getMyCommands": b'{"ok":true,"result":[]}',
    "setMyCommands": _TRUE,
    "getMyDescription": b'{"ok":true,"result":{"description":""}}',
    "setMyDescription": _TRUE,
    "getMyShortDescription": b'{"ok":true,"result":{"short_description":""}}',
    "setMyShortDescription": _TRUE,
}


@dataclass(slots=True)
class _Seat:
    """A place in the load, taken by one founder after another."""

    place: int
    founder: Founder
    allowed: float = 0


@dataclass(slots=True)
class Tally:
    """What happened since the last count: seconds per reply, calls made."""

    waits: list[float] = field(default_factory=list)
    calls: int = 0


class FakeApi:
    """Serves one bot, and the founders who talk to it, on a port of its own."""

    def __init__(self, founders: int, newcomer: Newcomer) -> None:
        """Have so many founders at a time; `newcomer` makes each for a chat."""
        self._newcomer = newcomer
        self._feed = Feed()
        self._founders: dict[int, Founder] = {}
        self._seats = [_Seat(at, self._new_founder()) for at in range(founders)]
        self._awaited: dict[int, tuple[_Seat, float]] = {}  # by chat, since when
        self._open_taps: set[str] = set()
        self._messages = 0
        self._server: asyncio.Server | None = None
        self.tally = Tally()
        self.broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(
            lambda: Connection(self._called), "127.0.0.1", 0, backlog=1024
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        self.broken.cancel()

    @property
    def url(self) -> str:
        """Where the bot finds this API."""
        if self._server is None:
            raise RuntimeError("the API is not open")
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    # --- the founders ----------------------------------------------------------

    async def polled(self) -> None:
        """Return when the bot has asked for updates."""
        await self._feed.polled.wait()

    def allow(self, actions: Callable[[int], float]) -> None:
        """Let the founder at each place (from 0) act so often from now on."""
        for seat in self._seats:
            seat.allowed = actions(seat.place)
            if seat.founder.chat not in self._awaited:
                self._act(seat)

    def unanswered(self) -> int:
        """How many replies, and answers to taps, are still to come."""
        return len(self._awaited) + len(self._open_taps)

    def give_up(self) -> None:
        """Let nobody wait any more."""
        self._awaited.clear()
        self._open_taps.clear()

    def _new_founder(self) -> Founder:
        founder = self._newcomer(1_000_000_000 + len(self._founders))
        self._founders[founder.chat] = founder
        return founder

    def _act(self, seat: _Seat) -> None:
        """One action; the first of a new founder where the old one is through."""
        if seat.allowed < 1:
            return
        seat.allowed -= 1
        action = seat.founder.acts()
        if action is None:
            seat.founder = self._new_founder()
            action = seat.founder.acts()
        match action:
            case Says(text):
                self._say(seat.founder.chat, text)
            case Taps(label):
                self._tap(seat.founder, label)
        self._awaited[seat.founder.chat] = seat, time.perf_counter()

    def _say(self, chat: int, text: str) -> None:
        said = Shown(self._new_message(), text, "")
        self._feed.put("message", _message(chat, said, _user(chat)))

    def _tap(self, founder: Founder, label: str) -> None:
        chat, card = founder.chat, founder.card
        if card is None:
            raise WrongAnswerError(f"there is no card to tap {label!r} on")
        query = f"{chat}{self._new_message():09}"
        self._open_taps.add(query)
        data = json.dumps(card.button(label))
        self._feed.put(
            "callback_query",
            f'{{"id":"{query}","from":{_user(chat)},'
            f'"message":{_message(chat, card, _BOT)},'
            f'"chat_instance":"-384756","data":{data}}}',
        )

    def _new_message(self) -> int:
        self._messages += 1
        return self._messages

    # --- the calls of the bot --------------------------------------------------

    def _called(self, method: str, given: Parameters, reply: Reply) -> None:
        try:
            self._answer(method, given, reply)
        except Exception as error:  # noqa: BLE001 (whatever it is ends the measurement)
            if not self.broken.done():
                self.broken.set_exception(error)

    def _answer(self, method: str, given: Parameters, reply: Reply) -> None:
        if method == "getUpdates":
            wait = float(given.get("timeout", 0))
            self._feed.take(int(given.get("offset", 0)), wait, reply)
            return
        self.tally.calls += 1
        if method in ("sendMessage", "editMessageText"):
            reply(self._shown(given))
        elif method == "answerCallbackQuery":
            self._open_taps.remove(given["callback_query_id"])
            reply(_TRUE)
        elif method in _ANSWERS:
            reply(_ANSWERS[method])
        else:
            raise WrongAnswerError(f"nobody expected a call of {method}")

    def _shown(self, given: Parameters) -> bytes:
        """Show a message to its founder, who acts again if it is the reply."""
        chat = int(given["chat_id"])
        number = int(given.get("message_id", 0)) or self._new_message()
        text = html.unescape(given["text"])
        shown = Shown(number, text, given.get("reply_markup", ""))
        if self._founders[chat].sees(shown):
            if chat not in self._awaited:
                raise WrongAnswerError(f"nobody waited for {shown}")
            seat, since = self._awaited.pop(chat)
            self.tally.waits.append(time.perf_counter() - since)
            self._act(seat)
        return f'{{"ok":true,"result":{_message(chat, shown, _BOT)}}}'.encode()


def _user(chat: int) -> str:
    return (
        f'{{"id":{chat},"is_bot":false,"first_name":"Ada","last_name":"Founder",'
        f'"username":"ada{chat}","language_code":"en"}}'
    )


def _message(chat: int, shown: Shown, author: str) -> str:
    """A message as JSON (Bot API, Message); its tags are left in."""
    more = f',"reply_markup":{shown.markup}' if shown.markup else ""
    if shown.text.startswith("/"):
        length = len(shown.text)
        more = f',"entities":[{{"offset":0,"length":{length},"type":"bot_command"}}]'
    return (
        f'{{"message_id":{shown.message},"from":{author},"chat":{{"id":{chat},'
        f'"first_name":"Ada","last_name":"Founder","username":"ada{chat}",'
        f'"type":"private"}},"date":{int(time.time())},'
        f'"text":{json.dumps(shown.text)}{more}}}'
    )
