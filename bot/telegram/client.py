"""Our calls of the Bot API.

One rule: answers stay raw JSON. A send needs two numbers of its answer, and one
update that cannot be read must not hide the others of its batch.
"""

from __future__ import annotations

import html
import logging
import os
import re
from collections.abc import Awaitable, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, Self

from telegram import Bot, User
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.clock import Clock
from bot.outgoing import (
    Accepted,
    Attachment,
    Files,
    Keyboard,
    Outcome,
    Outgoing,
    Poll,
    PollStands,
    Refusal,
    Refused,
    Stored,
    Unknown,
)
from bot.telegram.http.bodies import Upload
from bot.telegram.http.errors import GarbledError
from bot.telegram.outcomes import is_unchanged, outcome_of
from bot.telegram.transport import PooledRequest

__all__ = [
    "InvalidToken",
    "TelegramClient",
    "TelegramError",
    "User",
    "plain_text",
]

_log = logging.getLogger(__name__)

# At debug level the library writes the token and people's words into the log.
logging.getLogger("telegram").setLevel(logging.INFO)

# The library's coming way to tell spans of time; the old one warns at each use.
os.environ.setdefault("PTB_TIMEDELTA", "true")

#: What a message gets that is well.
_NOD: Final = "👍"

# A tap's toast is worthless later; Telegram takes it for about 15 s.
_TOAST_DEADLINE: Final = 5.0

# The topic of a forum that messages go to when they name none; naming it is refused.
_GENERAL: Final = 1

_TAG: Final = re.compile(
    r"</?(?:b|strong|i|em|u|ins|s|strike|del|a|code|pre|blockquote|span|"
    r"tg-spoiler|tg-emoji)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)


class _RawBot(Bot):
    """The library's bot, with calls that leave the answer as it came."""

    __slots__ = ("_calling", "_polling")

    def __init__(
        self, token: str, server: str, polling: PooledRequest, calling: PooledRequest
    ) -> None:
        super().__init__(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=calling,
            get_updates_request=polling,
        )
        self._polling = polling
        self._calling = calling

    async def call(
        self,
        method: str,
        deadline: float | None = None,
        files: Mapping[str, Upload] | None = None,
        **parameters: Any,
    ) -> Any:
        """The result of a method; `deadline` in seconds if not the usual one.

        Parameters speak of `files` by their names, as attach://NAME.
        """
        given = {name: value for name, value in parameters.items() if value is not None}
        request = self._polling if method == "getUpdates" else self._calling
        url = f"{self.base_url}/{method}"
        return await _clear(request.call(url, given, deadline, files))


async def _clear(result: Awaitable[Any]) -> Any:
    """A result; GarbledError if the answer is none of the Bot API."""
    try:
        return await result
    except TelegramError as error:
        if isinstance(error.__cause__, GarbledError):
            raise error.__cause__ from None  # a gateway's, whatever its status
        raise
    except (LookupError, AttributeError, TypeError):
        raise GarbledError("JSON, but not an answer of the Bot API") from None


class TelegramClient:
    """One bot on one Bot API server; open between `async with` and its end.

    Implements `bot.outgoing.Sender`. A call may take `deadline` seconds, and
    `connections` calls may be under way at once. Everything but `post`, `edit`,
    `pin`, `answer_tap` and `nod` raises the library's TelegramError.
    """

    def __init__(
        self,
        token: str,
        api_base_url: str,
        clock: Clock,
        files: Files | None = None,
        *,
        deadline: float = 15.0,
        connections: int = 64,
    ) -> None:
        self._clock = clock
        self._files = files
        self._deadline = deadline
        # Polls have a pool of their own, so that no send waits behind one.
        self._requests = (
            PooledRequest(deadline, connections=2),
            PooledRequest(deadline, connections),
        )
        polling, calling = self._requests
        self._bot = _RawBot(token, api_base_url.rstrip("/"), polling, calling)

    async def __aenter__(self) -> Self:
        # Not the library's way in: its error for a wrong token holds the token.
        for request in self._requests:
            await request.initialize()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for request in self._requests:
            await request.shutdown()

    # --- sending ---------------------------------------------------------------

    async def post(
        self, chat: int, outgoing: Outgoing, *, topic: int = 0, plain: bool = False
    ) -> Outcome:
        """Send a new message (sendMessage, sendPoll, or what its files need)."""
        place = _place(chat, topic, outgoing.replies_to)
        if outgoing.poll is not None:
            quiz = _quiz(outgoing.poll)
            return await self._sent(self._bot.call("sendPoll", **place, **quiz))
        if outgoing.files:
            return await self._post_files(place, outgoing, plain)
        content = _content(outgoing, plain)
        return await self._sent(self._bot.call("sendMessage", **place, **content))

    async def edit(
        self, chat: int, message: int, outgoing: Outgoing, *, plain: bool = False
    ) -> Outcome:
        """Change a message and its buttons (editMessageText), or close its poll.

        One that looks like that already counts as accepted now.
        """
        if outgoing.poll is not None:
            return await self._stop(chat, message)
        content = _content(outgoing, plain)
        call = self._bot.call(
            "editMessageText", chat_id=chat, message_id=message, **content
        )
        return await self._sent(call, message)

    async def _stop(self, chat: int, message: int) -> Outcome:
        """Close a poll, and learn what it came to (stopPoll)."""
        try:
            answer = await self._bot.call("stopPoll", chat_id=chat, message_id=message)
            return Accepted(message, self._clock.now(), poll=_stands(answer))
        except TelegramError as error:
            return outcome_of(error)
        except (LookupError, TypeError):
            return Unknown()  # a result, but not a poll

    async def pin(self, chat: int, message: int, instead: int | None) -> bool:
        """Pin a message without a sound (pinChatMessage); False if that failed.

        The one that it stands there `instead` of is not pinned any more
        (unpinChatMessage).
        """
        try:
            await self._bot.call(
                "pinChatMessage",
                chat_id=chat,
                message_id=message,
                disable_notification=True,
            )
        except TelegramError as error:
            _log.info("A message was not pinned: %s", type(error).__name__)
            return False
        if instead is not None:
            await self._signal("unpinChatMessage", chat_id=chat, message_id=instead)
        return True

    async def _post_files(
        self, place: Mapping[str, Any], outgoing: Outgoing, plain: bool
    ) -> Outcome:
        """Send files (sendPhoto, sendDocument or sendMediaGroup)."""
        words = _caption(outgoing, plain)
        files: list[str] = []
        uploads: dict[str, Upload] = {}
        for file in outgoing.files:
            match await self._stored(file, outgoing.photo):
                case Stored(telegram=str(known)):
                    files.append(known)
                case Stored(content=bytes(content)):
                    name = f"file{len(files)}"
                    files.append(f"attach://{name}")
                    uploads[name] = Upload(file.name, content)
                case _:
                    return Refused(Refusal.FILE_GONE, "a file is gone")
        match files:
            case [one] if outgoing.photo:
                method, what = "sendPhoto", {"photo": one, **words}
            case [one]:
                method, what = "sendDocument", {"document": one, **words}
            case several:
                method, what = "sendMediaGroup", {"media": _album(several, words)}
        return await self._sent(self._bot.call(method, files=uploads, **place, **what))

    async def _stored(self, file: Attachment, photo: bool) -> Stored | None:
        """A file as it is kept, to be sent as a photo or not."""
        return await self._files.file(file.key, photo=photo) if self._files else None

    async def _sent(self, answering: Awaitable[Any], edited: int = 0) -> Outcome:
        """What became of a message that is sent, or of one that is edited."""
        try:
            answer = await answering
            messages = answer if isinstance(answer, list) else [answer]
            last = max(messages, key=lambda message: message["message_id"])
            files = tuple(filter(None, map(_file_id, messages)))
            poll = _stands(last["poll"]) if "poll" in last else None
            return Accepted(last["message_id"], _date(last), files=files, poll=poll)
        except TelegramError as error:
            if is_unchanged(error):
                return Accepted(edited, self._clock.now())
            return outcome_of(error)
        except (LookupError, TypeError, AttributeError, ValueError):
            return Unknown()  # a result, but not a message

    # --- receiving -------------------------------------------------------------

    async def get_updates(
        self,
        offset: int | None,
        timeout: int,  # noqa: ASYNC109 (it is Telegram that waits)
        allowed: Sequence[str],
    ) -> list[dict[str, Any]]:
        """The waiting updates from id `offset` on, as they came (getUpdates).

        Confirms all updates before `offset`. Waits up to `timeout` seconds
        (at most 50) for one; asks for the kinds in `allowed`.
        """
        updates = await self._bot.call(
            "getUpdates",
            deadline=timeout + self._deadline,
            offset=offset,
            timeout=timeout,
            allowed_updates=list(allowed),
        )
        if not isinstance(updates, list):
            raise GarbledError("getUpdates answered with something else")
        return updates

    async def answer_tap(
        self, query_id: str, text: str = "", url: str = "", *, alert: bool = False
    ) -> None:
        """Stop a button's spinner, with a toast if `text` (answerCallbackQuery).

        An `alert` has to be closed. A `url` is opened: a link to this bot. Best
        effort: refusals are ignored, and it takes a few seconds at most.
        """
        await self._signal(
            "answerCallbackQuery",
            callback_query_id=query_id,
            text=text or None,
            url=url or None,
            show_alert=alert or None,
        )

    async def nod(self, chat: int, message: int) -> None:
        """Show that a message of a group is well (setMessageReaction).

        Best effort like `answer_tap`.
        """
        await self._signal(
            "setMessageReaction",
            chat_id=chat,
            message_id=message,
            reaction=[{"type": "emoji", "emoji": _NOD}],
        )

    async def _signal(self, method: str, **parameters: Any) -> None:
        """Make a call that is worth nothing later, and whose failure harms nobody."""
        try:
            await self._bot.call(method, deadline=_TOAST_DEADLINE, **parameters)
        except TelegramError as error:
            _log.debug("%s failed: %s", method, type(error).__name__)

    async def download(self, file: str, most: int) -> bytes | None:
        """The bytes of a file that somebody sent (getFile); None if it is lost.

        Of one that is longer than `most` bytes not all is read, but more than `most`.
        """
        try:
            found = await self._bot.call("getFile", file_id=file)
            path = found["file_path"]
        except (BadRequest, LookupError, TypeError):
            return None
        _, calling = self._requests
        return await calling.download(f"{self._bot.base_file_url}/{path}", most)

    async def show_doing(self, chat: int, action: str) -> None:
        """Show in a chat what the bot is doing, for 5 seconds (sendChatAction)."""
        await self._bot.call(
            "sendChatAction", deadline=_TOAST_DEADLINE, chat_id=chat, action=action
        )

    async def administrators(self, chat: int) -> frozenset[int]:
        """The numbers of the people who run a group (getChatAdministrators)."""
        answer = await self._bot.call("getChatAdministrators", chat_id=chat)
        try:
            users = [member["user"] for member in answer]
            return frozenset(user["id"] for user in users if not user["is_bot"])
        except (LookupError, TypeError):
            raise GarbledError("getChatAdministrators: no list of members") from None

    # --- the bot itself --------------------------------------------------------

    async def me(self) -> User:
        """Who the bot is (getMe); InvalidToken if Telegram does not know it."""
        return User.de_json(await self._bot.call("getMe"), self._bot)

    async def webhook_url(self) -> str:
        """Where Telegram pushes updates; empty if nowhere (getWebhookInfo)."""
        info = await self._bot.call("getWebhookInfo")
        return str(info["url"])

    async def set_webhook(
        self, url: str, secret: str, allowed: Sequence[str], max_connections: int
    ) -> None:
        """Have updates pushed to `url`, each with `secret` (setWebhook).

        Those that wait already are pushed too. Asks for the kinds in `allowed`, and
        for at most `max_connections` of them at the same time.
        """
        await self._bot.call(
            "setWebhook",
            url=url,
            secret_token=secret,
            allowed_updates=list(allowed),
            max_connections=max_connections,
        )

    async def remove_webhook(self) -> None:
        """Take updates by polling again; none is dropped (deleteWebhook)."""
        await self._bot.call("deleteWebhook")

    async def describe(
        self,
        commands: Mapping[str, Sequence[tuple[str, str]]],
        description: str,
        short_description: str,
        language: str = "",
    ) -> None:
        """Tell people what the bot does, where Telegram does not say so yet.

        `commands` gives per scope (all_private_chats …) the commands, each with
        what it does. `description` (at most 512 characters) greets in an empty
        chat, `short_description` (at most 120) stands on the bot's page.
        `language` is a two-letter code, or empty for everybody else.
        """
        for scope, wanted in commands.items():
            await self._settle(
                "MyCommands",
                "commands",
                [{"command": name, "description": about} for name, about in wanted],
                scope={"type": scope},
                language_code=language,
            )
        for method, name, text in (
            ("MyDescription", "description", description),
            ("MyShortDescription", "short_description", short_description),
        ):
            await self._settle(method, name, text, language_code=language)

    async def _settle(
        self, method: str, name: str, wanted: Any, **context: Any
    ) -> None:
        """Set a property of the bot unless it has that value already."""
        held = await self._bot.call(f"get{method}", **context)
        if isinstance(held, dict):
            held = held.get(name)
        if held != wanted:
            await self._bot.call(f"set{method}", **{name: wanted}, **context)


def plain_text(text: str) -> str:
    """The words of a text in Telegram's HTML."""
    return html.unescape(_TAG.sub("", text))


def _place(chat: int, topic: int, replies_to: int | None) -> dict[str, Any]:
    """The parameters that say where a message goes."""
    reply = {"message_id": replies_to, "allow_sending_without_reply": True}
    return {
        "chat_id": chat,
        "message_thread_id": None if topic in (0, _GENERAL) else topic,
        "reply_parameters": None if replies_to is None else reply,
    }


def _content(outgoing: Outgoing, plain: bool) -> dict[str, Any]:
    """The parameters that say what a message holds.

    An edit without a keyboard takes the old one away, so none is left out.
    """
    return {
        "text": plain_text(outgoing.text) if plain else outgoing.text,
        "parse_mode": None if plain else "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": _markup(outgoing.keyboard),
    }


def _quiz(poll: Poll) -> dict[str, Any]:
    """The parameters of a question that has one right answer."""
    return {
        "question": poll.ask,
        "options": [{"text": option} for option in poll.options],
        "type": "quiz",
        "correct_option_ids": [poll.right],
        "explanation": poll.why or None,
        "is_anonymous": poll.anonymous,
    }


def _stands(poll: Mapping[str, Any]) -> PollStands:
    votes = tuple(int(option["voter_count"]) for option in poll["options"])
    return PollStands(str(poll["id"]), votes)


def _caption(outgoing: Outgoing, plain: bool) -> dict[str, Any]:
    """The parameters that say what stands under files."""
    return {
        "caption": plain_text(outgoing.text) if plain else outgoing.text,
        "parse_mode": None if plain else "HTML",
        "reply_markup": _markup(outgoing.keyboard),
    }


def _album(files: Sequence[str], words: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Files side by side; what belongs under them stands under the last."""
    media = [{"type": "document", "media": file} for file in files]
    under = {name: words[name] for name in ("caption", "parse_mode") if words[name]}
    return [*media[:-1], media[-1] | under]


def _file_id(message: Mapping[str, Any]) -> str | None:
    """Telegram's id of the file in a message: of a photo, its largest size."""
    photo, document = message.get("photo"), message.get("document")
    found = photo[-1] if photo else document
    return None if found is None else str(found["file_id"])


def _markup(keyboard: Keyboard) -> dict[str, Any] | None:
    if not keyboard:
        return None
    return {
        "inline_keyboard": [
            [
                {"text": button.label, "url": button.url}
                if button.url
                else {"text": button.label, "callback_data": button.data}
                for button in row
            ]
            for row in keyboard
        ]
    }


def _date(message: Mapping[str, Any]) -> datetime:
    """When a message got its present text, by Telegram's clock."""
    return datetime.fromtimestamp(message.get("edit_date") or message["date"], UTC)
