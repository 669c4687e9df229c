"""What the client says to Telegram, and how it takes the answers."""

import json
import logging
import traceback
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram.error import InvalidToken, TelegramError

from bot.outgoing import (
    Accepted,
    Button,
    Outcome,
    Outgoing,
    Refusal,
    Refused,
    Unknown,
    Unsent,
)
from bot.playground import Person, Simulator
from bot.playground.faults import (
    Action,
    Fault,
    accept_then_drop,
    gateway_page,
    half_body,
    refuse,
    reset,
)
from bot.telegram.client import TelegramClient, plain_text
from tests.bot.telegram_client.scripted_server import (
    Answer,
    ScriptedServer,
    refuses,
    result,
    says,
)

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
THEN = 1_700_000_000
ASK = Outgoing("<b>Who</b> is it?", keyboard=((Button("Nobody", "n"),),))
DONE = Outgoing("Thank you")


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as server:
        yield server


@pytest.fixture
async def client(server: ScriptedServer) -> AsyncIterator[TelegramClient]:
    async with TelegramClient("42:T", server.url, StoppedClock()) as client:
        yield client


def gone(detail: str) -> Refused:
    return Refused(Refusal.MESSAGE_GONE, detail)


async def test_a_message_goes_as_html_with_its_buttons_and_no_preview(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(result({"message_id": 7, "date": THEN}))
    outcome = await client.post(1, ASK)
    assert outcome == Accepted(7, datetime.fromtimestamp(THEN, UTC))
    method, parameters = server.calls[-1]
    assert method == "sendMessage"
    assert parameters == {
        "chat_id": "1",
        "text": "<b>Who</b> is it?",
        "parse_mode": "HTML",
        "link_preview_options": '{"is_disabled": true}',
        "reply_markup": json.dumps(
            {"inline_keyboard": [[{"text": "Nobody", "callback_data": "n"}]]}
        ),
    }


async def test_an_edit_is_dated_by_the_edit(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(result({"message_id": 7, "date": THEN, "edit_date": THEN + 60}))
    outcome = await client.edit(1, 7, ASK)
    assert outcome == Accepted(7, datetime.fromtimestamp(THEN + 60, UTC))
    assert server.parameters()["message_id"] == "7"


async def test_an_edit_without_buttons_names_none_so_that_the_old_ones_go(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(result({"message_id": 7, "date": THEN}))
    await client.edit(1, 7, DONE)
    assert "reply_markup" not in server.parameters()


async def test_a_plain_message_has_no_markup(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(result({"message_id": 7, "date": THEN}))
    await client.post(1, ASK, plain=True)
    assert server.parameters()["text"] == "Who is it?"
    assert "parse_mode" not in server.parameters()


async def test_a_lone_surrogate_cannot_stop_a_message(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(result({"message_id": 7, "date": THEN}))
    await client.post(1, Outgoing("half a smile \ud83d"))
    assert server.parameters()["text"] == "half a smile ?"


@pytest.mark.parametrize(
    ("code", "words", "outcome"),
    [
        (
            400,
            "Bad Request: message is not modified: specified new message content",
            Accepted(7, NOW),
        ),
        (
            400,
            "Bad Request: message to edit not found",
            gone("Message to edit not found"),
        ),
        (400, "Bad Request: message can't be edited", gone("Message can't be edited")),
        (400, "Bad Request: MESSAGE_ID_INVALID", gone("Message_id_invalid")),
        (
            400,
            "Bad Request: can't parse entities: Can't find end tag",
            Refused(Refusal.BAD_MARKUP, "Can't parse entities: can't find end tag"),
        ),
        (
            400,
            "Bad Request: chat not found",
            Refused(Refusal.UNREACHABLE, "Chat not found"),
        ),
        (
            400,
            "Bad Request: PEER_ID_INVALID",
            Refused(Refusal.UNREACHABLE, "Peer_id_invalid"),
        ),
        (
            400,
            "Bad Request: BUTTON_DATA_INVALID",
            Refused(Refusal.OTHER, "Button_data_invalid"),
        ),
        (
            403,
            "Forbidden: bot was blocked by the user",
            Refused(Refusal.UNREACHABLE, "Forbidden: bot was blocked by the user"),
        ),
        (401, "Unauthorized", Refused(Refusal.TOKEN_REVOKED, "Unauthorized")),
        (404, "Not Found", Refused(Refusal.TOKEN_REVOKED, "Not Found")),
    ],
)
async def test_a_refusal_means(
    server: ScriptedServer,
    client: TelegramClient,
    code: int,
    words: str,
    outcome: Outcome,
) -> None:
    server.will(refuses(code, words))
    assert await client.edit(1, 7, ASK) == outcome


async def test_a_flood_is_unsent_and_says_how_long_to_wait(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(refuses(429, "Too Many Requests: retry after 5", retry_after=5))
    assert await client.post(1, ASK) == Unsent(wait=5.0, flood=True)


async def test_an_upgraded_group_has_another_number(
    server: ScriptedServer, client: TelegramClient
) -> None:
    """K01: the refusal of a send says which."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    server.will(refuses(400, words, migrate_to_chat_id=-1001))
    outcome = await client.post(-1, ASK)
    assert isinstance(outcome, Refused)
    assert (outcome.why, outcome.to) == (Refusal.MOVED, -1001)


@pytest.mark.parametrize(
    ("code", "words", "why"),
    [
        (400, "Bad Request: message thread not found", Refusal.TOPIC_GONE),
        (400, "Bad Request: TOPIC_CLOSED", Refusal.TOPIC_GONE),
        (400, "Bad Request: TOPIC_DELETED", Refusal.TOPIC_GONE),
        (
            400,
            "Bad Request: not enough rights to send text messages to the chat",
            Refusal.NO_RIGHTS,
        ),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", Refusal.NO_RIGHTS),
        (400, "Bad Request: CHAT_ADMIN_REQUIRED", Refusal.NO_RIGHTS),
        (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", Refusal.NO_RIGHTS),
        (
            400,
            "Bad Request: need administrator rights in the channel chat",
            Refusal.NO_RIGHTS,
        ),
        (403, "Forbidden: CHAT_WRITE_FORBIDDEN", Refusal.NO_RIGHTS),
        (
            403,
            "Forbidden: bot was kicked from the supergroup chat",
            Refusal.UNREACHABLE,
        ),
        (
            403,
            "Forbidden: bot is not a member of the group chat",
            Refusal.UNREACHABLE,
        ),
        (403, "Forbidden: the group chat was deleted", Refusal.UNREACHABLE),
        (
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            Refusal.MOVED,
        ),
    ],
)
async def test_a_refusal_of_a_group_means(
    server: ScriptedServer, client: TelegramClient, code: int, words: str, why: Refusal
) -> None:
    """K02 and K03: Telegram's own words, whose case the library changes."""
    server.will(refuses(code, words))
    outcome = await client.post(-1, ASK, topic=5)
    assert isinstance(outcome, Refused)
    assert (outcome.why, outcome.to) == (why, None)


@pytest.mark.parametrize(("topic", "told"), [(0, None), (1, None), (7, "7")])
async def test_a_message_names_its_topic_unless_that_is_the_general_one(
    server: ScriptedServer, client: TelegramClient, topic: int, told: str | None
) -> None:
    server.will(result({"message_id": 7, "date": THEN}))
    await client.post(-1, ASK, topic=topic)
    assert server.parameters().get("message_thread_id") == told


async def test_a_reply_stands_alone_if_what_it_replies_to_is_gone(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(result({"message_id": 7, "date": THEN}))
    await client.post(-1, Outgoing("Set up", replies_to=6))
    assert json.loads(server.parameters()["reply_parameters"]) == {
        "message_id": 6,
        "allow_sending_without_reply": True,
    }


async def test_an_edit_names_no_topic_and_no_reply(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(result({"message_id": 7, "date": THEN}))
    await client.edit(-1, 7, Outgoing("Set up", replies_to=6))
    assert set(server.parameters()) == {
        *("chat_id", "message_id", "text", "parse_mode", "link_preview_options")
    }


async def test_a_button_can_open_an_address(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(result({"message_id": 7, "date": THEN}))
    console = Button("Your console", "", url="https://t.me/bot?start=x")
    await client.post(-1, Outgoing("Set up", keyboard=((console,),)))
    assert json.loads(server.parameters()["reply_markup"]) == {
        "inline_keyboard": [
            [{"text": "Your console", "url": "https://t.me/bot?start=x"}]
        ]
    }


async def test_a_message_is_pinned_without_a_sound_instead_of_another(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(result(True), result(True))
    assert await client.pin(-1, 7, 5)
    assert server.calls == [
        (
            "pinChatMessage",
            {"chat_id": "-1", "message_id": "7", "disable_notification": "true"},
        ),
        ("unpinChatMessage", {"chat_id": "-1", "message_id": "5"}),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        refuses(400, "Bad Request: not enough rights to manage pinned messages"),
        refuses(429, "Too Many Requests: retry after 5", retry_after=5),
        says(200, b"{}"),
    ],
)
async def test_a_message_that_may_not_be_pinned_is_not_pinned(
    server: ScriptedServer, client: TelegramClient, answer: Answer
) -> None:
    """K02: whatever the reason, it is no error."""
    server.will(answer)
    assert not await client.pin(-1, 7, None)


async def test_people_who_run_a_group_are_known_by_their_numbers(
    server: ScriptedServer, client: TelegramClient
) -> None:
    people = [{"id": 5, "is_bot": False}, {"id": 42, "is_bot": True}]
    members = [{"user": user, "status": "administrator"} for user in people]
    server.will(result(members))
    assert await client.administrators(-1) == {5}
    assert server.calls == [("getChatAdministrators", {"chat_id": "-1"})]


@pytest.mark.parametrize(
    "answer",
    [
        refuses(403, "Forbidden: bot was kicked from the group chat"),
        result(True),
        result([{"status": "creator"}]),
        says(200, b"{}"),
    ],
)
async def test_who_runs_a_group_may_not_be_known(
    server: ScriptedServer, client: TelegramClient, answer: Answer
) -> None:
    server.will(answer)
    with pytest.raises(TelegramError):
        await client.administrators(-1)


@pytest.mark.parametrize(
    "answer",
    [result(True), refuses(400, "Bad Request: REACTION_INVALID"), says(200, b"{}")],
)
async def test_a_message_gets_a_sign_where_that_is_allowed(
    server: ScriptedServer, client: TelegramClient, answer: Answer
) -> None:
    server.will(answer)
    await client.nod(-1, 7)
    ((method, parameters),) = server.calls
    assert (method, parameters["message_id"]) == ("setMessageReaction", "7")
    assert json.loads(parameters["reaction"]) == [{"type": "emoji", "emoji": "👍"}]


async def test_a_tap_can_be_answered_with_a_link_or_a_notice(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(result(True))
    await client.answer_tap("1", url="https://t.me/bot?start=x")
    await client.answer_tap("2", "Time is over", alert=True)
    assert [parameters for _, parameters in server.calls] == [
        {"callback_query_id": "1", "url": "https://t.me/bot?start=x"},
        {"callback_query_id": "2", "text": "Time is over", "show_alert": "true"},
    ]


@pytest.mark.parametrize(
    "answer",
    [
        refuses(400, "Bad Request: query is too old and response timeout expired"),
        refuses(429, "Too Many Requests: retry after 5", retry_after=5),
        says(200, b"{}"),
        result(True),
    ],
)
async def test_answering_a_tap_never_fails(
    server: ScriptedServer, client: TelegramClient, answer: Answer
) -> None:
    server.will(answer)
    await client.answer_tap("1", "Saved")
    assert server.calls == [
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "Saved"})
    ]


async def test_updates_stay_as_they_came(
    server: ScriptedServer, client: TelegramClient
) -> None:
    odd = [{"update_id": 5, "from_the_future": {}}, {"update_id": 6, "message": 7}]
    server.will(result(odd))
    assert await client.get_updates(5, 0, ["message", "callback_query"]) == odd
    assert server.parameters() == {
        "offset": "5",
        "timeout": "0",
        "allowed_updates": '["message", "callback_query"]',
    }


async def test_a_wrong_token_is_told_without_saying_it(
    server: ScriptedServer, client: TelegramClient
) -> None:
    server.will(refuses(401, "Unauthorized"))
    with pytest.raises(InvalidToken, match=r"^Unauthorized$"):
        await client.me()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>Fish &amp; <i>chips</i></b>", "Fish & chips"),
        ("a &lt; b &gt; c", "a < b > c"),
        ("1 < 2 and <unknown> 3 > 2", "1 < 2 and <unknown> 3 > 2"),
        ('<a href="x">here</a> <blockquote expandable>more</blockquote>', "here more"),
        ("<b>never closed", "never closed"),
    ],
)
def test_plain_text_keeps_the_words(html: str, words: str) -> None:
    assert plain_text(html) == words


# --- against the simulated Telegram ------------------------------------------


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator() as sim:
        yield sim


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[TelegramClient]:
    async with TelegramClient(sim.token, sim.url, StoppedClock()) as bot:
        yield bot


@pytest.fixture
async def ada(sim: Simulator) -> Person:
    ada = sim.person("Ada")
    await ada.sends("/start")
    return ada


async def test_a_card_is_posted_edited_and_edited_in_vain(
    bot: TelegramClient, ada: Person
) -> None:
    posted = await bot.post(ada.id, ASK)
    assert isinstance(posted, Accepted)
    assert ada.last.text == "Who is it?"
    assert ada.buttons == ["Nobody"]
    edited = await bot.edit(ada.id, posted.message, DONE)
    assert isinstance(edited, Accepted)
    assert (ada.last.text, ada.buttons) == ("Thank you", [])
    again = await bot.edit(ada.id, posted.message, DONE)
    assert again == Accepted(posted.message, NOW)


async def test_a_person_who_blocked_the_bot_cannot_be_reached(
    bot: TelegramClient, ada: Person
) -> None:
    await ada.blocks()
    outcome = await bot.post(ada.id, ASK)
    assert isinstance(outcome, Refused)
    assert outcome.why is Refusal.UNREACHABLE


async def test_broken_html_is_refused_and_goes_plain(
    bot: TelegramClient, ada: Person
) -> None:
    broken = Outgoing("<b>1 < 2")
    outcome = await bot.post(ada.id, broken)
    assert isinstance(outcome, Refused)
    assert outcome.why is Refusal.BAD_MARKUP
    assert isinstance(await bot.post(ada.id, broken, plain=True), Accepted)
    assert ada.last.text == "1 < 2"


async def test_a_message_that_the_person_deleted_is_gone(
    bot: TelegramClient, ada: Person
) -> None:
    await bot.post(ada.id, ASK)
    message = ada.last
    await ada.deletes(message)
    outcome = await bot.edit(ada.id, message.id, DONE)
    assert isinstance(outcome, Refused)
    assert outcome.why is Refusal.MESSAGE_GONE


async def test_a_message_is_polled(bot: TelegramClient, ada: Person) -> None:
    await bot.post(ada.id, ASK)
    [start] = await bot.get_updates(None, 0, ["message", "callback_query"])
    assert start["message"]["text"] == "/start"


@pytest.mark.parametrize("fault", [accept_then_drop(), reset()])
async def test_a_lost_answer_does_not_tell_whether_the_message_is_there(
    sim: Simulator, bot: TelegramClient, ada: Person, fault: Action
) -> None:
    sim.faults.add(Fault(fault, method="sendMessage"))
    assert await bot.post(ada.id, ASK) == Unknown()


@pytest.mark.parametrize(
    "fault",
    [
        refuse(401, "Unauthorized"),
        refuse(409, "Conflict"),
        refuse(429, retry_after=1),
        refuse(500),
        gateway_page(),
        half_body(),
        accept_then_drop(),
        reset(),
    ],
    ids=["401", "409", "429", "500", "page", "half", "drop", "reset"],
)
async def test_the_token_is_in_no_log_and_no_error_whichever_call_fails(
    sim: Simulator, bot: TelegramClient, fault: Action, caplog: pytest.LogCaptureFixture
) -> None:
    """M10: at the lowest level, and before any filter of ours."""
    caplog.set_level(logging.DEBUG)
    calls = (
        lambda: bot.me(),
        lambda: bot.webhook_url(),
        lambda: bot.set_webhook("https://example.org/", "s", [], 1),
        lambda: bot.remove_webhook(),
        lambda: bot.describe({"default": [("start", "Begin")]}, "long", "short"),
        lambda: bot.get_updates(None, 0, []),
        lambda: bot.post(1, ASK),
        lambda: bot.edit(1, 7, ASK),
        lambda: bot.pin(1, 7, None),
        lambda: bot.administrators(1),
        lambda: bot.answer_tap("1"),
        lambda: bot.nod(1, 7),
    )
    sim.faults.add(Fault(fault, times=None))
    told = []
    for call in calls:
        try:
            await call()
        except TelegramError as error:
            told += traceback.format_exception(error)
    assert len(sim.ledger.calls()) == len(calls)
    assert told != []
    assert sim.token not in "".join(told) + caplog.text


async def test_the_bot_is_described_once(sim: Simulator, bot: TelegramClient) -> None:
    commands = {
        "all_private_chats": [("start", "Begin"), ("help", "Help")],
        "all_group_chats": [("exercise", "Begin an exercise here")],
    }
    for _ in range(2):
        await bot.describe(commands, "Interviews you", "An interviewer", "en")
    for method in ("setMyDescription", "setMyShortDescription"):
        assert len(sim.ledger.calls(method)) == 1
    assert len(sim.ledger.calls("setMyCommands")) == 2


async def test_the_bot_knows_itself_and_its_webhook(bot: TelegramClient) -> None:
    me = await bot.me()
    assert (me.id, me.username) == (42, "playground_bot")
    assert await bot.webhook_url() == ""
    await bot.remove_webhook()
