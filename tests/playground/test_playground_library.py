"""python-telegram-bot itself as the client: it must understand all answers."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    ChatMemberAdministrator,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TimedOut

from bot.playground import Fault, Person, Simulator, answer_late, refuse

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    async with Bot(sim.token, base_url=f"{sim.url}/bot") as bot:
        yield bot


async def test_messages_are_sent_edited_pinned_and_deleted(
    bot: Bot, ada: Person
) -> None:
    sent = await bot.send_message(
        ada.id,
        "<b>Hi</b>",
        parse_mode="HTML",
        reply_markup=KEYBOARD,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(1),
    )
    edited = await sent.edit_text("Bye")
    await sent.pin()
    chat = await bot.get_chat(ada.id)
    await sent.unpin()
    await bot.set_message_reaction(ada.id, 1, ReactionEmoji.RED_HEART)
    await bot.send_chat_action(ada.id, "typing")
    await bot.delete_messages(ada.id, [1, sent.message_id])

    assert sent.text_html == "<b>Hi</b>"
    assert sent.reply_markup == KEYBOARD
    assert (sent.reply_to_message and sent.reply_to_message.text) == "/start"
    assert isinstance(edited, type(sent))
    assert (edited.text, edited.reply_markup) == ("Bye", None)
    assert (chat.pinned_message and chat.pinned_message.text) == "Bye"
    assert ada.chat.messages == []


async def test_the_profile_is_written_and_read(bot: Bot, ada: Person) -> None:
    scope = BotCommandScopeChat(ada.id)
    await bot.set_my_commands([("start", "Begin")], scope=scope, language_code="de")
    await bot.set_my_description("Long")
    await bot.set_my_short_description("Short")
    commands = await bot.get_my_commands(scope=scope, language_code="de")

    assert commands == (BotCommand("start", "Begin"),)
    assert (await bot.get_my_description()).description == "Long"
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert await bot.delete_my_commands(scope=scope, language_code="de") is True


async def test_updates_are_fetched_and_taps_answered(
    bot: Bot, sim: Simulator, ada: Person
) -> None:
    await bot.send_message(ada.id, "x", reply_markup=KEYBOARD)
    with pytest.raises(AssertionError):
        await ada.taps_data("go", on=ada.last, timeout=0)
    start, tap = await bot.get_updates(allowed_updates=["message", "callback_query"])
    again = await bot.get_updates(offset=tap.update_id, timeout=1)

    assert start.message is not None
    assert start.message.text == "/start"
    assert tap.callback_query is not None
    assert (tap.callback_query.data, again) == ("go", (tap,))
    assert await tap.callback_query.answer("Done", show_alert=True) is True
    assert (await bot.get_webhook_info()).pending_update_count == 1
    assert await bot.delete_webhook(drop_pending_updates=True) is True
    assert sim.updates.pending == 0


async def test_refusals_become_the_errors_of_the_library(
    bot: Bot, sim: Simulator, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library's coming default
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")
    sim.faults.add(Fault(refuse(429, retry_after=3), method="sendMessage"))
    with pytest.raises(RetryAfter, match="Flood control exceeded"):
        await bot.send_message(ada.id, "x")
    await ada.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ada.id, "x")


async def test_a_late_answer_times_out_after_the_message_was_sent(
    bot: Bot, sim: Simulator, ada: Person
) -> None:
    sim.faults.add(Fault(answer_late(30), method="sendMessage"))
    with pytest.raises(TimedOut):
        await bot.send_message(ada.id, "x", read_timeout=0.1)

    assert ada.bot_messages == 1


async def test_a_group_is_read_and_left(bot: Bot, sim: Simulator, ada: Person) -> None:
    group = sim.group("Class 3b", ada, kind="supergroup", is_forum=True)
    await ada.promotes(sim.bot, in_=group, rights={"can_manage_topics"})
    chat = await bot.get_chat(group.id)
    owner, me = await bot.get_chat_administrators(group.id)
    same = await bot.get_chat_member(group.id, ada.id)
    topic = await bot.create_forum_topic(group.id, "Team 1")
    thread = topic.message_thread_id
    sent = await bot.send_message(group.id, "Hi", message_thread_id=thread)
    await bot.close_forum_topic(group.id, thread)

    assert (chat.title, chat.type, chat.is_forum) == ("Class 3b", "supergroup", True)
    assert chat.permissions is not None
    assert chat.permissions.can_send_messages is True
    assert (owner, owner.status) == (same, "creator")
    assert isinstance(me, ChatMemberAdministrator)
    assert (me.can_manage_topics, me.can_pin_messages) == (True, False)
    assert (sent.is_topic_message, sent.message_thread_id) == (True, thread)
    assert await bot.leave_chat(group.id) is True
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "x")


async def test_an_upgrade_becomes_an_error_with_the_new_id(
    bot: Bot, sim: Simulator, ada: Person
) -> None:
    group = sim.group("Class 3b", ada)
    large = await ada.upgrades(group)

    with pytest.raises(ChatMigrated) as refusal:
        await bot.send_message(group.id, "x")
    assert refusal.value.new_chat_id == large.id
    *_, here, _, there = await bot.get_updates()
    assert here.message is not None
    assert there.message is not None
    assert here.message.migrate_to_chat_id == there.message.chat_id == large.id
    assert there.message.migrate_from_chat_id == group.id
