"""A light Bot API for one bot: founders' actions go in, the bot's calls come back.

One rule: whatever the bot does wrong ends the measurement, with what was wrong.
"""

from __future__ import annotations

import asyncio
import html
import json
import time
from typing import Self

from benchmarks.feed import Feed
from benchmarks.founders import (
    LAST,
    Action,
    Founder,
    Newcomer,
    Says,
    Shown,
    Taps,
    WrongAnswerError,
)
from benchmarks.push import Push
from benchmarks.seats import FIRST_CHAT, Seats
from benchmarks.wire import Connection, Parameters, Reply

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"

_BOT = '{"id":110201543,"is_bot":true,"first_name":"Bot","username":"bench_bot"}'
_TRUE = b'{"ok":true,"result":true}'
_ANSWERS = {
    "getMe": f'{{"ok":true,"result":{_BOT}}}'.encode(),
    "getWebhookInfo": b'{"ok":true,"result":{"url":""}}',
    "deleteWebhook": _TRUE,
    "sendChatAction": _TRUE,
    "getMyCommands": b'{"ok":true,"result":[]}',
    "setMyCommands": _TRUE,
    "getMyDescription": b'{"ok":true,"result":{"description":""}}',
    "setMyDescription": _TRUE,
    "getMyShortDescription": b'{"ok":true,"result":{"short_description":""}}',
    "setMyShortDescription": _TRUE,
}


class FakeApi:
    """Serves one bot, and the founders who talk to it, on a port of its own.

    `calls` counts calls besides getUpdates, `pictures` those that bring one, and
    `canvases` how many should; `asked` is set when the bot wants updates. Others may
    come beside the founders in `seats`.
    """

    def __init__(self, founders: int, newcomer: Newcomer) -> None:
        """Have so many founders at a time; `newcomer` makes each for a chat."""
        self.seats = Seats(founders, newcomer, self._acted)
        self._all_seats = [self.seats]
        self.calls = 0
        self.pictures = 0
        self.canvases = 0
        self.asked = asyncio.Event()
        self.broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._feed = Feed()
        self._push: Push | None = None
        self._open_taps: set[str] = set()
        self._updates = 0
        self._messages = 0
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(
            lambda: Connection(self._called), "127.0.0.1", 0, backlog=1024
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        if self._push is not None:
            self._push.close()
        self.broken.cancel()

    @property
    def url(self) -> str:
        """Where the bot finds this API."""
        if self._server is None:
            raise RuntimeError("the API is not open")
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def invite(self, count: int, newcomer: Newcomer) -> Seats:
        """Have so many others from now on, whose waits do not count as the load's."""
        first = FIRST_CHAT * (len(self._all_seats) + 1)
        others = Seats(count, newcomer, self._acted, first)
        self._all_seats.append(others)
        return others

    def unanswered(self) -> int:
        """How many replies, and answers to taps, are still to come."""
        waiting = sum(seats.unanswered() for seats in self._all_seats)
        return waiting + len(self._open_taps)

    def give_up(self) -> None:
        """Let nobody wait any more."""
        for seats in self._all_seats:
            seats.give_up()
        self._open_taps.clear()

    def _fail(self, error: BaseException) -> None:
        if not self.broken.done():
            self.broken.set_exception(error)

    # --- updates ---------------------------------------------------------------

    def _acted(self, founder: Founder, action: Action) -> None:
        chat = founder.chat
        self.canvases += action == LAST
        match action:
            case Says(text):
                said = Shown(self._new_message(), text, "")
                self._put(chat, "message", _message(chat, said, _user(chat)))
            case Taps(label):
                try:
                    self._put(chat, "callback_query", self._tap(founder, label))
                except WrongAnswerError as error:
                    self._fail(error)

    def _put(self, chat: int, kind: str, content: str) -> None:
        self._updates += 1
        update = f'{{"update_id":{self._updates},"{kind}":{content}}}'
        if self._push is None:
            self._feed.put(self._updates, update)
        else:
            self._push.put(chat, update.encode())

    def _tap(self, founder: Founder, label: str) -> str:
        chat, card = founder.chat, founder.card
        if card is None:
            raise WrongAnswerError(f"there is no card to tap {label!r} on")
        query = f"{chat}{self._new_message():09}"
        self._open_taps.add(query)
        data = json.dumps(card.button(label))
        return (
            f'{{"id":"{query}","from":{_user(chat)},'
            f'"message":{_message(chat, card, _BOT)},'
            f'"chat_instance":"-384756","data":{data}}}'
        )

    def _new_message(self) -> int:
        self._messages += 1
        return self._messages

    # --- the calls of the bot --------------------------------------------------

    def _called(self, method: str, given: Parameters, reply: Reply) -> None:
        try:
            self._answer(method, given, reply)
        except Exception as error:  # noqa: BLE001 (whatever it is ends the measurement)
            self._fail(error)

    def _answer(self, method: str, given: Parameters, reply: Reply) -> None:
        if method == "getUpdates":
            wait = float(given.get("timeout", 0))
            self._feed.take(int(given.get("offset", 0)), wait, reply)
            self.asked.set()
            return
        self.calls += 1
        if method in ("sendMessage", "editMessageText"):
            reply(self._shown(given))
        elif method == "sendPhoto":
            reply(self._photo(given))
        elif method == "answerCallbackQuery":
            self._open_taps.remove(given["callback_query_id"])
            reply(_TRUE)
        elif method == "setWebhook":
            self._set_webhook(given)
            reply(_TRUE)
        elif method in _ANSWERS:
            reply(_ANSWERS[method])
        else:
            raise WrongAnswerError(f"nobody expected a call of {method}")

    def _shown(self, given: Parameters) -> bytes:
        """Show a message to its founder."""
        chat = int(given["chat_id"])
        number = int(given.get("message_id", 0)) or self._new_message()
        text = html.unescape(given["text"])
        shown = Shown(number, text, given.get("reply_markup", ""))
        # Dated before its founder acts: what they write then was not written earlier.
        message = _message(chat, shown, _BOT)
        next(s for s in self._all_seats if s.has(chat)).see(chat, shown)
        return f'{{"ok":true,"result":{message}}}'.encode()

    def _photo(self, given: Parameters) -> bytes:
        """Take a picture; nobody waits for it, and nobody acts on it."""
        message = json.loads(
            _message(int(given["chat_id"]), Shown(self._new_message(), "", ""), _BOT)
        )
        del message["text"]
        self.pictures += 1
        unique = f"{message['message_id']:06}"
        size = {"file_id": unique, "file_unique_id": unique, "width": 1, "height": 1}
        return json.dumps({"ok": True, "result": message | {"photo": [size]}}).encode()

    def _set_webhook(self, given: Parameters) -> None:
        connections = int(given["max_connections"])
        self._push = Push(given["url"], given["secret_token"], connections, self._fail)
        self.asked.set()


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
