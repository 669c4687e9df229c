"""The tables, in portable SQLAlchemy Core; what each row means stands here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept and given back in UTC; one without a time zone is refused.

    SQLite keeps a text without the zone, as SQLAlchemy writes it there.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """The moment in UTC."""
        return None if value is None else _in_utc(value)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """The moment in UTC."""
        return None if value is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """How moments are handed over: most rows of a transaction have the same."""
        if dialect.name == "sqlite":
            return _written
        return super().bind_processor(dialect)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], Any] | None:
        """How moments are taken: several times faster than SQLAlchemy for SQLite."""
        if dialect.name == "sqlite":
            return _read
        return super().result_processor(dialect, coltype)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


@lru_cache(maxsize=64)
def _written(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return _in_utc(moment).replace(tzinfo=None).isoformat(" ", "microseconds")


def _read(text: str | None) -> datetime | None:
    return None if text is None else moment(text)


def moment(text: str) -> datetime:
    """A moment that a database wrote; SQLite keeps no time zone, all are in UTC."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:  # reading it again is quicker than `replace`
        return datetime.fromisoformat(f"{text}+00:00")
    return found.astimezone(UTC)


#: SQLite counts up by itself only in a column whose type is exactly INTEGER.
_OwnId = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", _OwnId, primary_key=True)


def _key(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _number(name: str, default: int | None = None) -> Column[int]:
    shown = None if default is None else str(default)
    return Column(name, BigInteger, nullable=False, server_default=shown)


def _conversation(**options: Any) -> Column[int]:
    """Whose row it is; it goes when the conversation goes."""
    owner = ForeignKey("conversations.id", ondelete="CASCADE")
    return Column("conversation_id", _OwnId, owner, **options)


def _exercise(**options: Any) -> Column[int]:
    """Which exercise it is of; it goes when the exercise goes."""
    owner = ForeignKey("exercises.id", ondelete="CASCADE")
    return Column("exercise_id", _OwnId, owner, **options)


#: Ids are never given twice, not even after rows were removed: buttons in old
#: messages and sends under way still speak of them.
_NEVER_AGAIN: dict[str, Any] = {"sqlite_autoincrement": True}

#: The updates a bot was given already. Ids restart at random after a quiet week,
#: so this is a set that forgets the old, and not the highest id.
seen_updates = Table(
    "seen_updates",
    metadata,
    _key("bot"),
    _key("update_id"),
    Column("seen_at", UtcDateTime, nullable=False, index=True),
)

#: A chat, whatever number the messenger knows it by at the moment.
chats = Table(
    "chats",
    metadata,
    _id(),
    _number("last_message", 0),
    Column("reachable", Boolean, nullable=False),
    **_NEVER_AGAIN,
)

#: Which chat a bot means by a number of the messenger. A group that became a
#: supergroup has an older number too, which is not the `present` one.
chat_aliases = Table(
    "chat_aliases",
    metadata,
    _key("bot"),
    _key("telegram_id"),
    Column(
        "chat_id",
        _OwnId,
        ForeignKey("chats.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("present", Boolean, nullable=False, server_default=true()),
)

#: One conversation. `topic` and `person` are 0 where they make no difference;
#: `forgotten_at` is when the person had everything deleted that was there before,
#: `desk` what lies before the person of exercises, empty when nothing does. `slots`
#: says which messages are cards, as JSON by slot; empty when none is.
conversations = Table(
    "conversations",
    metadata,
    _id(),
    Column(
        "chat_id", _OwnId, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False
    ),
    _number("topic", 0),
    _number("person", 0),
    _text("session"),
    _number("version", 1),
    Column("forgotten_at", UtcDateTime, index=True),
    Column("desk", Text, nullable=False, server_default=text("''")),
    Column("slots", Text, nullable=False, server_default=text("''")),
    UniqueConstraint("chat_id", "topic", "person"),
    **_NEVER_AGAIN,
)

#: A customer profile and where its interview stands; `details` is what else is known
#: of it, empty when nothing is.
profiles = Table(
    "profiles",
    metadata,
    _conversation(primary_key=True, autoincrement=False),
    _key("number"),
    _text("guide"),
    _number("guide_version"),
    _text("name"),
    Column("named_by_hand", Boolean, nullable=False),
    _text("place"),
    _number("step"),
    _text("orders"),
    _number("next_note"),
    Column("finished_at", UtcDateTime),
    Column("deleted_at", UtcDateTime, index=True),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("archived", Boolean, nullable=False, server_default=false()),
    Column("details", Text, nullable=False, server_default=text("''")),
)

#: A note of a profile; `message` and `line` say where it was written, `details` what
#: else is known of it (empty when nothing is). One that is
#: deleted keeps its row, and its words only as long as they can be brought back:
#: when its message is edited it must not come back.
notes = Table(
    "notes",
    metadata,
    Column("conversation_id", _OwnId, primary_key=True, autoincrement=False),
    _key("profile"),
    _key("number"),
    _text("section"),
    _text("prompt"),
    _text("text"),
    Column("message", BigInteger),
    Column("line", BigInteger),
    _text("ratings"),
    Column("for_job", BigInteger),
    Column("reworded_in", BigInteger),
    Column("deleted_at", UtcDateTime, index=True),
    Column("details", Text, nullable=False, server_default=text("''")),
    ForeignKeyConstraint(
        ["conversation_id", "profile"],
        ["profiles.conversation_id", "profiles.number"],
        ondelete="CASCADE",
    ),
)

#: Messages on their way, in the order of their ids.
outbox = Table(
    "outbox",
    metadata,
    _id(),
    _conversation(nullable=False, index=True),
    Column("slot", Text),
    _text("payload"),
    Column("created_at", UtcDateTime, nullable=False),
    **_NEVER_AGAIN,
)

#: Work that takes its time, asked for in a conversation: what it is, and the rest of
#: it as JSON. The same is never asked for twice at the same time; no constraint says
#: so, as it may be longer than a row of an index.
errands = Table(
    "errands",
    metadata,
    _id(),
    _conversation(nullable=False, index=True),
    _text("kind"),
    _text("data"),
    Column("created_at", UtcDateTime, nullable=False),
    **_NEVER_AGAIN,
)

#: Files made for a conversation. `key` follows from what is in them, so that the same
#: is made once. Telegram keeps what was sent, by its ids; what is lost before is made
#: again: `kind` and `data` are those of the errand that made it.
files = Table(
    "files",
    metadata,
    Column("key", Text, primary_key=True),
    _conversation(nullable=False, index=True),
    Column("profile", BigInteger),
    Column("kind", Text, nullable=False, server_default=text("''")),
    Column("data", Text, nullable=False, server_default=text("''")),
    Column("photo_id", Text),
    Column("document_id", Text),
    Column("made_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(
        ["conversation_id", "profile"],
        ["profiles.conversation_id", "profiles.number"],
        ondelete="CASCADE",
    ),
)

#: An exercise of a class, done in the conversation of a group or of one of its topics.
#: `data` is the exercise without its people and notes; `host` and `state` stand in it
#: too. `title` is that of the group, `admins_at` when its admins were looked up.
#: People are known by the numbers of their private chats, which may be gone by now.
exercises = Table(
    "exercises",
    metadata,
    _id(),
    _conversation(nullable=False, index=True),
    _text("title"),
    Column("host", BigInteger, nullable=False, index=True),
    _text("state"),
    _text("data"),
    Column("admins_at", UtcDateTime),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False, index=True),
    **_NEVER_AGAIN,
)

#: Somebody's part in an exercise; `position` says who joined before whom. The name is
#: empty when it was forgotten.
participants = Table(
    "participants",
    metadata,
    _exercise(primary_key=True, autoincrement=False),
    Column("person", BigInteger, primary_key=True, autoincrement=False, index=True),
    _number("position"),
    _text("name"),
    _text("data"),
)

#: A note of an exercise. `chat` (the messenger's), `message` and `line` say where it
#: was written; `data` is the rest.
exercise_notes = Table(
    "exercise_notes",
    metadata,
    _exercise(primary_key=True, autoincrement=False),
    _key("number"),
    _text("text"),
    Column("author", BigInteger, index=True),
    Column("chat", BigInteger),
    Column("message", BigInteger),
    Column("line", BigInteger),
    _text("data"),
    Index(None, "chat", "message"),
)

#: A message of a group, by the messenger's number, that is the card of a step.
room_cards = Table(
    "room_cards",
    metadata,
    _conversation(primary_key=True, autoincrement=False),
    _key("message"),
    _exercise(nullable=False, index=True),
    _number("step"),
)

#: A poll by the messenger's id, which asks a question of an exercise's quiz. `message`
#: is 0 where it is not known; of one sent `in_doubt` there may be another copy.
quiz_polls = Table(
    "quiz_polls",
    metadata,
    Column("poll", Text, primary_key=True),
    _exercise(nullable=False, index=True),
    _number("quiz"),
    _number("question"),
    _number("message"),
    Column("in_doubt", Boolean, nullable=False),
)

#: An event that an exercise will meet at a time; `data` is the event as JSON.
timers = Table(
    "timers",
    metadata,
    _id(),
    _exercise(nullable=False, index=True),
    Column("due_at", UtcDateTime, nullable=False),
    _text("data"),
    **_NEVER_AGAIN,
)

#: Updates that our code could not process, kept to be looked at.
quarantine = Table(
    "quarantine",
    metadata,
    _id(),
    _number("bot"),
    _number("update_id"),
    _conversation(nullable=True, index=True),
    _text("payload"),
    _text("error"),
    Column("at", UtcDateTime, nullable=False, index=True),
    **_NEVER_AGAIN,
)

#: Every version of a guide that an interview was begun with.
guides = Table(
    "guides",
    metadata,
    Column("id", Text, primary_key=True),
    _key("version"),
    Column("language", Text, primary_key=True),
    _text("structure"),
    _text("words"),
)
