"""What the bot may send, edit and delete, and Telegram's words when it may not."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from telegram.constants import ReactionEmoji

from bot.playground import Person, Simulator, SteppedClock
from bot.playground.methods.messages import REACTIONS

Api = Callable[..., Coroutine[Any, Any, Any]]
Refused = Callable[..., Coroutine[Any, Any, tuple[int, str]]]
NOT_MODIFIED = (
    400,
    (
        "Bad Request: message is not modified: specified new message content and "
        "reply markup are exactly the same as a current content and reply markup of "
        "the message"
    ),
)


def keyboard(*rows: list[str]) -> dict[str, Any]:
    """Build an inline keyboard whose buttons carry their labels as data."""
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": label} for label in row] for row in rows
        ]
    }


def bad(words: str) -> tuple[int, str]:
    return 400, f"Bad Request: {words}"


async def test_a_sent_message_is_rendered_as_telegram_does(
    api: Api, ada: Person, clock: SteppedClock
) -> None:
    sent = await api(
        "sendMessage", chat_id=ada.id, text="Hi", reply_markup=keyboard(["Go"])
    )

    assert sent == {
        "message_id": 2,
        "from": {
            "id": 42,
            "is_bot": True,
            "first_name": "Playground bot",
            "username": "playground_bot",
        },
        "chat": {
            "id": ada.id,
            "type": "private",
            "first_name": "Ada",
            "last_name": "Lovelace",
        },
        "date": int(clock.now().timestamp()),
        "text": "Hi",
        "reply_markup": keyboard(["Go"]),
    }


@pytest.mark.parametrize("text", ["", " \n ", "<b></b>"])
async def test_an_empty_text_is_refused(
    refused: Refused, ada: Person, text: str
) -> None:
    answer = await refused("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")

    assert answer == bad("message text is empty")


async def test_4096_characters_fit_whatever_their_size(api: Api, ada: Person) -> None:
    sent = await api("sendMessage", chat_id=ada.id, text="🙂" * 4096)

    assert len(sent["text"]) == 4096


async def test_markup_does_not_count_as_text(api: Api, ada: Person) -> None:
    text = f"<b>{'&amp;' * 4096}</b>"
    sent = await api("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")

    assert sent["text"] == "&" * 4096


async def test_4097_characters_are_too_long(
    api: Api, refused: Refused, ada: Person
) -> None:
    sent = await api("sendMessage", chat_id=ada.id, text="x")
    place = {"chat_id": ada.id, "text": "ж" * 4097}

    assert await refused("sendMessage", **place) == bad("message is too long")
    edit = await refused("editMessageText", message_id=sent["message_id"], **place)
    assert edit == bad("MESSAGE_TOO_LONG")


async def test_markdown_is_not_played(refused: Refused, ada: Person) -> None:
    answer = await refused(
        "sendMessage", chat_id=ada.id, text="x", parse_mode="MarkdownV2"
    )

    assert answer == bad("unsupported parse_mode")


BUTTON = "can't parse inline keyboard button: "


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "callback_data": "ж" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x"}, BUTTON + "Text buttons are unallowed in the inline keyboard"),
        (
            {"text": "x", "callback_data": "x", "url": "https://x.org"},
            BUTTON + "exactly one action is allowed",
        ),
        (
            {"text": "", "callback_data": "x"},
            BUTTON + 'Field "text" must be non-empty',
        ),
        ({"text": "x", "url": "x y"}, "BUTTON_URL_INVALID"),
    ],
)
async def test_a_bad_button_is_refused(
    refused: Refused, ada: Person, button: dict[str, str], words: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = await refused("sendMessage", chat_id=ada.id, text="x", reply_markup=markup)

    assert answer == bad(words)


@pytest.mark.parametrize(
    "markup",
    [
        keyboard(["x"] * 9),
        keyboard(*[["x"]] * 101),
        {"inline_keyboard": [[{"text": "ж" * 6000, "callback_data": "x"}]]},
    ],
)
async def test_a_keyboard_that_is_too_large_is_refused(
    refused: Refused, ada: Person, markup: dict[str, Any]
) -> None:
    answer = await refused("sendMessage", chat_id=ada.id, text="x", reply_markup=markup)

    assert answer == bad("reply markup is too long")


async def test_other_reply_markups_are_accepted_and_not_part_of_the_message(
    api: Api, ada: Person
) -> None:
    markups: list[dict[str, Any]] = [
        {"keyboard": [[{"text": "Yes"}]], "resize_keyboard": True},
        {"remove_keyboard": True},
        {"force_reply": True},
        {"inline_keyboard": []},
    ]
    for markup in markups:
        sent = await api("sendMessage", chat_id=ada.id, text="x", reply_markup=markup)
        assert "reply_markup" not in sent


async def test_an_unknown_chat_is_not_found(refused: Refused) -> None:
    answer = bad("chat not found")

    assert await refused("sendMessage", chat_id=1, text="x") == answer
    assert await refused("sendMessage", chat_id="@nobody", text="x") == answer


async def test_a_person_who_never_wrote_cannot_be_written_to(
    refused: Refused, sim: Simulator
) -> None:
    bob = sim.person("Bob")
    answer = await refused("sendMessage", chat_id=bob.id, text="x")

    words = "Forbidden: bot can't initiate conversation with a user"
    assert answer == (403, words)


async def test_a_person_who_blocked_the_bot_cannot_be_written_to_until_she_unblocks(
    api: Api, refused: Refused, ada: Person
) -> None:
    await ada.blocks()
    answer = await refused("sendMessage", chat_id=ada.id, text="x")
    await ada.unblocks()
    await api("sendMessage", chat_id=ada.id, text="x")

    assert answer == (403, "Forbidden: bot was blocked by the user")
    assert ada.bot_messages == 1


async def test_a_reply_carries_the_original_one_level_deep(
    api: Api, ada: Person
) -> None:
    for number in (1, 2):
        reply = {"message_id": number}
        sent = await api(
            "sendMessage", chat_id=ada.id, text="x", reply_parameters=reply
        )

    assert sent["reply_to_message"]["message_id"] == 2
    assert "reply_to_message" not in sent["reply_to_message"]


async def test_a_reply_to_nothing_is_refused_unless_allowed(
    api: Api, refused: Refused, ada: Person
) -> None:
    reply: dict[str, Any] = {"message_id": 99}
    send = {"chat_id": ada.id, "text": "x"}

    answer = await refused("sendMessage", **send, reply_parameters=reply)
    assert answer == bad("message to be replied not found")
    elsewhere = {"message_id": 1, "chat_id": 5}
    answer = await refused("sendMessage", **send, reply_parameters=elsewhere)
    assert answer == bad("message to be replied not found")
    reply["allow_sending_without_reply"] = True
    sent = await api("sendMessage", **send, reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_a_quote_must_be_in_the_original(
    api: Api, refused: Refused, ada: Person
) -> None:
    said = await ada.sends("🙂 keep regulars")
    send = {"chat_id": ada.id, "text": "x"}
    reply = {"message_id": said.id, "quote": "never said"}
    answer = await refused("sendMessage", **send, reply_parameters=reply)
    sent = await api("sendMessage", **send, reply_parameters=reply | {"quote": "keep"})
    with pytest.raises(AssertionError, match="it is not there"):
        await ada.sends("What?", reply_to=said, quote="never said")
    await ada.sends("What?", reply_to=said, quote="keep")
    told = (await api("getUpdates"))[-1]["message"]

    assert answer == bad("QUOTE_TEXT_INVALID")
    assert sent["quote"] == {"text": "keep", "position": 3, "is_manual": True}
    assert told["quote"] == sent["quote"]
    assert told["reply_to_message"]["message_id"] == said.id


async def test_an_edit_without_keyboard_removes_it(api: Api, ada: Person) -> None:
    markup = keyboard(["Go"])
    sent = await api("sendMessage", chat_id=ada.id, text="x", reply_markup=markup)
    edited = await api(
        "editMessageText", chat_id=ada.id, message_id=sent["message_id"], text="x"
    )

    assert "reply_markup" not in edited
    assert edited["edit_date"] == edited["date"]
    assert ada.buttons == []


async def test_the_keyboard_alone_can_be_edited(api: Api, ada: Person) -> None:
    sent = await api("sendMessage", chat_id=ada.id, text="x")
    place = {"chat_id": ada.id, "message_id": sent["message_id"]}
    await api("editMessageReplyMarkup", **place, reply_markup=keyboard(["Go"]))

    assert ada.buttons == ["Go"]
    await api("editMessageReplyMarkup", **place)
    assert ada.buttons == []


async def test_an_edit_that_changes_nothing_is_refused(
    api: Api, refused: Refused, ada: Person
) -> None:
    content = {
        "text": "<b>x</b>",
        "parse_mode": "HTML",
        "reply_markup": keyboard(["A"]),
    }
    sent = await api("sendMessage", chat_id=ada.id, **content)
    place = {"chat_id": ada.id, "message_id": sent["message_id"]}

    assert await refused("editMessageText", **place, **content) == NOT_MODIFIED
    same = await refused(
        "editMessageReplyMarkup", **place, reply_markup=keyboard(["A"])
    )
    assert same == NOT_MODIFIED
    await api("editMessageText", **place, **{**content, "text": "<i>x</i>"})
    again = await refused("editMessageText", **place, **{**content, "text": "<i>x</i>"})
    assert again == NOT_MODIFIED


async def test_only_existing_messages_of_the_bot_can_be_edited(
    refused: Refused, ada: Person
) -> None:
    place = {"chat_id": ada.id, "text": "x"}

    missing = await refused("editMessageText", message_id=99, **place)
    hers = await refused("editMessageText", message_id=1, **place)
    unnamed = await refused("editMessageText", **place)
    nowhere = await refused("editMessageText", message_id=1, text="x")

    assert missing == bad("message to edit not found")
    assert hers == bad("message can't be edited")
    assert unnamed == bad("message identifier is not specified")
    assert nowhere == bad("chat_id is empty")


async def test_messages_younger_than_two_days_can_be_deleted(
    api: Api, refused: Refused, ada: Person, clock: SteppedClock
) -> None:
    await ada.sends("mine")
    clock.advance(hours=48, seconds=1)
    young = await api("sendMessage", chat_id=ada.id, text="x")
    place = {"chat_id": ada.id}

    await api("deleteMessage", message_id=young["message_id"], **place)
    gone = await refused("deleteMessage", message_id=young["message_id"], **place)
    old = await refused("deleteMessage", message_id=1, **place)

    assert gone == bad("message to delete not found")
    assert old == bad("message can't be deleted")
    assert [message.text for message in ada.chat.messages] == ["/start", "mine"]


async def test_many_messages_are_deleted_at_once_and_missing_ones_skipped(
    api: Api, refused: Refused, ada: Person
) -> None:
    await ada.sends("another")
    await api("deleteMessages", chat_id=ada.id, message_ids=[1, 2, 99])

    assert ada.chat.messages == []
    for numbers, words in (
        ([], "message identifiers are not specified"),
        (list(range(101)), "too many message identifiers specified"),
    ):
        answer = await refused("deleteMessages", chat_id=ada.id, message_ids=numbers)
        assert answer == bad(words)


async def test_a_chat_knows_its_newest_pinned_message(
    api: Api, refused: Refused, ada: Person
) -> None:
    for number in (1, 2):
        await ada.sends("more")
        await api("pinChatMessage", chat_id=ada.id, message_id=number)

    chat = await api("getChat", chat_id=ada.id)
    assert chat["pinned_message"]["message_id"] == 2
    await api("unpinChatMessage", chat_id=ada.id)
    await api("unpinChatMessage", chat_id=ada.id, message_id=1)
    assert "pinned_message" not in await api("getChat", chat_id=ada.id)
    for method, words in (
        ("pinChatMessage", "message to pin not found"),
        ("unpinChatMessage", "message to unpin not found"),
    ):
        answer = await refused(method, chat_id=ada.id, message_id=99)
        assert answer == bad(words)


async def test_the_bot_reacts_with_one_known_emoji(
    api: Api, refused: Refused, ada: Person
) -> None:
    def emoji(*faces: str) -> list[dict[str, str]]:
        return [{"type": "emoji", "emoji": face} for face in faces]

    place = {"chat_id": ada.id, "message_id": 1}
    await api("setMessageReaction", **place, reaction=emoji("👍"))
    await api("setMessageReaction", **place)
    unknown = await refused("setMessageReaction", **place, reaction=emoji("🥦"))
    two = await refused("setMessageReaction", **place, reaction=emoji("👍", "👎"))

    assert unknown == bad("REACTION_INVALID")
    assert two == bad("REACTIONS_TOO_MANY")


def test_the_known_reactions_are_those_of_the_bot_api() -> None:
    known = [emoji.value.replace("\ufe0f", "") for emoji in ReactionEmoji]

    assert sorted(REACTIONS.split()) == sorted(known)


async def test_a_chat_action_is_one_of_the_known(
    api: Api, refused: Refused, ada: Person
) -> None:
    assert await api("sendChatAction", chat_id=ada.id, action="typing") is True
    answer = await refused("sendChatAction", chat_id=ada.id, action="dancing")
    assert answer == bad("wrong parameter action in request")
