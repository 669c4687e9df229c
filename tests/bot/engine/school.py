"""A group and its people at an engine without HTTP: what Telegram would tell of them.

Updates are read as they come from Telegram. Tom begins exercises and administers the
group; who else does is in `admins`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.arrivals import Arrival
from bot.deeds import AdminsKnown
from bot.errands import LookUpAdmins
from bot.links import Link, Links, Purpose
from bot.outgoing import Outgoing
from bot.telegram.incoming import Reader
from conversations.exercise.exercise import Exercise
from storage.snapshots import exercise_of
from tests.bot.engine.chats import Chats
from tests.bot.engine.engine import BOT, Engine, Updates
from tests.transactions import column_of

TOM, ZOE = 7101, 7102
GROUP = -1001
LINKS = Links("a secret", "a_bot")

NAMES = {TOM: "Tom", ZOE: "Zoe"}


def students(count: int) -> tuple[int, ...]:
    """So many people of a class."""
    return tuple(range(7201, 7201 + count))


@dataclass(slots=True)
class School:
    """One group; `admins` are those that Telegram names, None if it does not."""

    updates: Updates
    chat: int = GROUP
    admins: frozenset[int] | None = frozenset({TOM})
    read: Reader = field(default_factory=lambda: Reader(BOT, "a_bot", LINKS))

    @property
    def chats(self) -> Chats:
        return self.updates.chats

    def look_up(self, wish: LookUpAdmins) -> tuple[Arrival, ...]:
        """Who administers the group, and the update that waits for that."""
        known = Arrival(0, "", deed=AdminsKnown(wish.exercise, self.admins))
        again = self.read(json.loads(wish.update)) if wish.update else None
        return (known,) if again is None else (known, again)

    # --- updates --------------------------------------------------------------------

    def begins(self, person: int = TOM) -> Arrival:
        return self._message(person, "/exercise@a_bot", self._group)

    def starts(self, person: int) -> Arrival:
        return self._message(person, "/start", _private(person))

    def follows(self, person: int, exercise: int) -> Arrival:
        """The link that invites into an exercise."""
        code = LINKS.code(Link(Purpose.JOIN, exercise, 1))
        return self._message(person, f"/start {code}", _private(person))

    def writes(self, person: int, words: str, *, ago: float = 0) -> Arrival:
        """A private text, written so many seconds ago."""
        return self._message(person, words, _private(person), ago)

    def replies(self, person: int, words: str, to: int) -> Arrival:
        """A reply in the group to a message of the bot."""
        original = {"message_id": to, "from": {"id": BOT, "is_bot": True}}
        about = {"from": _user(person), "text": words, "reply_to_message": original}
        return self._told(self._group, about)

    def taps(self, person: int, label: str, *, in_group: bool = False) -> Arrival:
        """A tap on the newest button whose label has these words."""
        chat = self.chat if in_group else person
        data = self.button(label, chat)
        return self.data(person, data, in_group=in_group)

    def button(self, label: str, chat: int) -> str:
        """The data of the newest button in a chat that has these words."""
        found = [b for b in self.chats.screens[chat].buttons() if label in b.label]
        assert found, (label, self.chats.screens[chat].texts())
        return found[-1].data

    def data(
        self, person: int, data: str, *, in_group: bool = False, under: str = "A card"
    ) -> Arrival:
        """A tap on a button that carries this data, real or forged.

        It stands under a message with these words.
        """
        number = self.updates.number()
        chat = self._group if in_group else _private(person)
        query = {
            "id": f"tap {number}",
            "from": _user(person),
            "message": {"chat": chat, "message_id": 1, "date": 0, "text": under},
            "data": data,
        }
        return self.read({"update_id": number, "callback_query": query})

    def leaves(self, person: int) -> Arrival:
        """Telegram tells an administrator's bot who left the group."""
        member = {"user": _user(person), "status": "left"}
        changed = {
            "chat": self._group,
            "from": _user(person),
            "old_chat_member": {**member, "status": "member"},
            "new_chat_member": member,
        }
        return self.read({"update_id": self.updates.number(), "chat_member": changed})

    def moves(self, to: int, *, told_there: bool = False) -> Arrival:
        """One of the two messages that say that the group has another number."""
        if told_there:
            new = {**self._group, "id": to}
            return self._told(new, {"migrate_from_chat_id": self.chat})
        return self._told(self._group, {"migrate_to_chat_id": to})

    def _message(
        self, person: int, words: str, chat: dict[str, Any], ago: float = 0
    ) -> Arrival:
        return self._told(chat, {"from": _user(person), "text": words}, ago)

    def _told(
        self, chat: dict[str, Any], about: dict[str, Any], ago: float = 0
    ) -> Arrival:
        written = self.chats.clock.now() - timedelta(seconds=ago)
        message = {
            "message_id": self.chats.new_message(),
            "date": int(written.timestamp()),
            "chat": chat,
            **about,
        }
        return self.read({"update_id": self.updates.number(), "message": message})

    @property
    def _group(self) -> dict[str, Any]:
        return {"id": self.chat, "type": "supergroup", "title": "Class 3b"}

    # --- what is seen ---------------------------------------------------------

    @property
    def card(self) -> Outgoing:
        """The newest message in the group that has buttons."""
        return newest(self.chats, self.chat)

    @property
    def card_number(self) -> int:
        """Its number among the group's messages."""
        shown = self.chats.screens[self.chat].messages
        return max(number for number, each in shown.items() if each.keyboard)


def newest(chats: Chats, chat: int) -> Outgoing:
    """The newest message in a chat that has buttons."""
    shown = sorted(chats.screens[chat].messages.items())
    return [message for _, message in shown if message.keyboard][-1]


def _user(person: int) -> dict[str, Any]:
    name = NAMES.get(person, f"Student {person}")
    return {"id": person, "is_bot": False, "first_name": name}


def _private(person: int) -> dict[str, Any]:
    return {"id": person, "type": "private"}


# --- what several taps belong to ----------------------------------------------


async def opened(engine: Engine, school: School) -> int:
    """Tom has an exercise that can be joined; its number."""
    engine.look_up = school.look_up
    await engine.hears(school.starts(TOM))
    await engine.hears(school.begins())
    await engine.hears(school.taps(TOM, "👤 Customer"))
    await engine.hears(school.writes(TOM, "owners of cafés"))
    await engine.hears(school.taps(TOM, "Open for joining"))
    return max(await numbers(engine))


async def running(engine: Engine, school: School, *people: int) -> int:
    """An exercise at its first card, with these people."""
    exercise = await opened(engine, school)
    await engine.hears(*(school.starts(person) for person in people))
    taps = [school.taps(person, "✋ Join", in_group=True) for person in people]
    await engine.hears(*taps)
    await engine.hears(school.taps(TOM, "▶ Start"))
    return exercise


# --- what is stored -----------------------------------------------------------


async def numbers(engine: Engine) -> list[int]:
    """The exercises that there are."""
    return await column_of(engine.storage, "SELECT id FROM exercises ORDER BY id")


async def stored(engine: Engine, exercise: int) -> Exercise:
    """An exercise as it is kept."""
    row = await exercise_of(engine.storage, exercise)
    assert row is not None
    return row.exercise


async def texts(engine: Engine, exercise: int) -> list[str]:
    """The notes of an exercise, in the order in which they were written."""
    return [note.text for note in (await stored(engine, exercise)).notes.values()]
