"""Whatever Telegram or anybody else may send: it is read, or known to be unreadable."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.deeds import Who
from bot.links import Link, Links, Purpose
from bot.telegram.incoming import WANTED, Reader
from conversations.interview.events import OtherSent, TextSent, Unreadable

READ = Reader(42, "playground_bot", Links("a secret", "playground_bot"))

#: Small values that mean something, so that updates nearly make sense.
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([42, -100123, 7, 1087968824, 0, 2**60]),
    st.sampled_from(
        [
            "group",
            "supergroup",
            "private",
            "channel",
            "left",
            "restricted",
            "/exercise",
            "/start exercise",
            "/start@playground_bot j7-1-x",
            "e:7:J",
            "eb",
            "\ud800",
        ]
    ),
    st.text(max_size=8),
)
FIELDS = (
    "id",
    "type",
    "title",
    "from",
    "chat",
    "date",
    "text",
    "caption",
    "data",
    "message",
    "message_id",
    "message_thread_id",
    "is_topic_message",
    "sender_chat",
    "reply_to_message",
    "forum_topic_created",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "new_chat_member",
    "status",
    "user",
    "is_bot",
    "is_member",
    "can_send_messages",
    "edit_date",
)
OBJECTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6),
    ),
    max_leaves=12,
)


@given(kind=st.sampled_from([*WANTED, "poll_answer"]), content=OBJECTS)
def test_any_update_becomes_one_arrival(kind: str, content: Any) -> None:
    arrival = READ({"update_id": 5, kind: content})
    assert arrival.update == 5
    assert json.loads(arrival.payload) == {"update_id": 5, kind: content}
    if arrival.broken is not None:
        assert arrival.deed is None


def test_what_is_nested_too_deep_is_an_arrival_without_text() -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    arrival = READ({"update_id": 5, "message": deep})
    assert (arrival.update, arrival.payload) == (5, "")
    assert arrival.broken is not None


USERS = st.fixed_dictionaries(
    {"id": st.sampled_from([7, 8, 42]), "is_bot": st.booleans()},
    optional={"first_name": st.text(max_size=90), "last_name": st.text(max_size=90)},
)
MESSAGES = st.fixed_dictionaries(
    {
        "message_id": st.integers(0, 2**31 - 1),
        "date": st.just(1_800_000_000),
        "chat": st.fixed_dictionaries(
            {
                "id": st.sampled_from([7, -100123]),
                "type": st.sampled_from(["private", "group", "supergroup", "channel"]),
            },
            optional={"title": st.text(max_size=200)},
        ),
    },
    optional={
        "from": USERS,
        "text": st.one_of(
            st.text(),
            st.sampled_from(["/exercise", "/start j7-1-", "/exercise@playground_bot"]),
        ),
        "caption": st.text(),
        "sender_chat": st.just({"id": -100123}),
        "message_thread_id": st.integers(1, 99),
        "is_topic_message": st.booleans(),
        "reply_to_message": st.fixed_dictionaries(
            {"message_id": st.integers(1, 99), "from": USERS}
        ),
        "left_chat_member": USERS,
    },
)


@given(kind=st.sampled_from(["message", "edited_message"]), message=MESSAGES)
def test_any_message_is_of_one_chat_at_most(kind: str, message: dict[str, Any]) -> None:
    arrival = READ({"update_id": 5, kind: message})
    assert arrival.broken is None
    is_private = message["chat"]["type"] == "private"
    assert (arrival.chat is not None) == is_private
    if arrival.place is None:
        assert is_private or (arrival.deed, arrival.message) == (None, 0)
    else:
        assert arrival.deed is not None
        assert arrival.event is None
        assert len(arrival.place.title) <= 80
    if message.get("sender_chat") and not message.get("left_chat_member"):
        assert is_private or arrival.who is None
    if arrival.who is not None:
        assert arrival.who.id != 42 or not message.get("from", {}).get("is_bot")
        assert arrival.who.name.isprintable() or "\n" not in arrival.who.name


def test_halves_of_characters_are_cleaned_away_and_no_word_is_no_trouble() -> None:
    user = {"id": 7, "is_bot": False, "first_name": "A\ud800da", "last_name": None}
    chat = {"id": 7, "type": "private", "title": None}
    message = {"message_id": 9, "date": 1_800_000_000, "from": user, "chat": chat}
    arrival = READ({"update_id": 5, "message": {**message, "text": "b\ud800eans\0"}})
    assert arrival.event == TextSent("beans", 9)
    assert arrival.who == Who(7, "Ada")
    assert json.loads(arrival.payload)["message"]["text"] == "b\ud800eans\0"
    silent = READ({"update_id": 5, "message": {**message, "text": None}})
    assert silent.event == OtherSent(Unreadable.OTHER)


@given(
    purpose=st.sampled_from(Purpose),
    exercise=st.integers(1, 10**12 - 1),
    edition=st.integers(1, 10**6 - 1),
    change=st.text(max_size=3),
)
def test_links_are_ours_or_nobodys(
    purpose: Purpose, exercise: int, edition: int, change: str
) -> None:
    links = Links("a secret", "playground_bot")
    link = Link(purpose, exercise, edition)
    code = links.code(link)
    assert len(code) <= 64
    assert links.is_meant(code)
    assert links.read(code) == link
    assert Links("another", "playground_bot").read(code) is None
    if change:
        assert links.read(code + change) is None
        assert links.read(change + code) is None
