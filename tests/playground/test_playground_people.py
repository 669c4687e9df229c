"""People act in one line: they write, tap, look, and their chat can be read aloud."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Update

from bot.playground import Button, Message, Person, Simulator, Toast

Api = Callable[..., Coroutine[Any, Any, Any]]
ROWS = [
    [{"text": "▶ Next", "callback_data": "n"}, {"text": "⏭ Skip", "callback_data": "s"}]
]
KEYBOARD = {"inline_keyboard": ROWS}


async def answer(api: Api, update: dict[str, Any]) -> None:
    """Greet whoever writes; turn the page for whoever taps."""
    if "message" in update:
        chat = update["message"]["chat"]["id"]
        text = "<b>Welcome</b>\nReady?"
        await api(
            "sendMessage",
            chat_id=chat,
            text=text,
            parse_mode="HTML",
            reply_markup=KEYBOARD,
        )
    elif "callback_query" in update:
        query = update["callback_query"]
        number = query["id"]
        await api("answerCallbackQuery", callback_query_id=number, text=query["data"])
        message = query["message"]
        await api(
            "editMessageText",
            chat_id=message["chat"]["id"],
            message_id=message["message_id"],
            text="Done",
        )


@asynccontextmanager
async def serving(api: Api) -> AsyncIterator[None]:
    """Run a small bot."""

    async def serve() -> None:
        offset = 0
        while True:
            for update in await api("getUpdates", offset=offset, timeout=30):
                await answer(api, update)
                offset = update["update_id"] + 1

    task = asyncio.create_task(serve())
    try:
        yield
    finally:
        task.cancel()


async def test_a_conversation_reads_like_one(
    sim: Simulator, api: Api, ada: Person
) -> None:
    async with serving(api):
        toast = await ada.taps("next")
        await ada.sees("Done")
        await ada.sends("Thanks.\nThat was good")
        await ada.sees("Ready?")
        await sim.settled()

    assert toast == Toast("n", alert=False)
    assert (ada.actions, ada.bot_messages) == (3, 2)
    assert sim.transcript(ada) == (
        "Ada Lovelace: /start\n"
        "Bot: Welcome\n"
        "  Ready?\n"
        "  [▶ Next] [⏭ Skip]\n"
        "Ada Lovelace taps ▶ Next\n"
        "Bot (toast): n\n"
        "Bot (edits): Done\n"
        "Ada Lovelace: Thanks.\n"
        "  That was good\n"
        "Bot: Welcome\n"
        "  Ready?\n"
        "  [▶ Next] [⏭ Skip]"
    )


async def test_every_act_has_its_line(sim: Simulator, api: Api, ada: Person) -> None:
    place: dict[str, Any] = {"chat_id": ada.id, "message_id": 2}
    await api("sendMessage", chat_id=ada.id, text="x", reply_markup=KEYBOARD)
    await api("editMessageReplyMarkup", **place)
    await api("editMessageReplyMarkup", **place, reply_markup=KEYBOARD)
    await api("pinChatMessage", **place)
    face = [{"type": "emoji", "emoji": "👍"}]
    await api("setMessageReaction", chat_id=ada.id, message_id=1, reaction=face)
    await api("setMessageReaction", chat_id=ada.id, message_id=1)
    await ada.sends_photo("my dog")
    await ada.edits(ada.chat.messages[-1], "my cat")
    await ada.deletes(ada.chat.messages[-1])
    await api("deleteMessage", **place)
    await ada.blocks()
    await ada.unblocks()

    assert sim.transcript(ada).splitlines()[1:] == [
        "Bot: x",
        "  [▶ Next] [⏭ Skip]",
        "Bot takes the buttons away",
        "Bot (edits the buttons): [▶ Next] [⏭ Skip]",
        "Bot pins: x",
        "Bot reacts 👍 to: /start",
        "Bot takes the reaction back from: /start",
        "Ada Lovelace: (photo) my dog",
        "Ada Lovelace (edits): (photo) my cat",
        "Ada Lovelace deletes: (photo) my cat",
        "Bot deletes: x",
        "Ada Lovelace blocks the bot",
        "Ada Lovelace unblocks the bot",
    ]


async def test_a_message_shows_what_telegram_shows(api: Api, ada: Person) -> None:
    async with serving(api):
        shown = await ada.sees("Ready?")

    assert shown == ada.last
    assert (shown.from_bot, shown.sender.name, shown.text) == (
        True,
        "Playground bot",
        "Welcome\nReady?",
    )
    assert shown.entities == ({"type": "bold", "offset": 0, "length": 7},)
    assert shown.keyboard == ((Button("▶ Next", "n"), Button("⏭ Skip", "s")),)
    assert ada.buttons == ["▶ Next", "⏭ Skip"]


async def test_an_old_button_can_be_tapped_when_it_is_gone(
    api: Api, ada: Person
) -> None:
    async with serving(api):
        await ada.taps("Skip")
        done = await ada.sees("Done")
        toast = await ada.taps("Next", on=done)

    assert done.buttons == ()
    assert toast == Toast("n")


async def test_an_exact_label_is_preferred_to_a_longer_one(
    api: Api, ada: Person
) -> None:
    rows = [[{"text": text, "callback_data": text}] for text in ("Next week", "Next")]
    async with serving(api):
        await ada.sees("Ready?")
        markup = {"inline_keyboard": rows}
        await api("sendMessage", chat_id=ada.id, text="When?", reply_markup=markup)

        assert await ada.taps("next") == Toast("Next")


async def test_a_missing_button_is_explained(api: Api, ada: Person) -> None:
    await api("sendMessage", chat_id=ada.id, text="x", reply_markup=KEYBOARD)

    with pytest.raises(AssertionError) as complaint:
        await ada.taps("Back", timeout=0)
    assert str(complaint.value) == (
        "Ada Lovelace sees no button with 'Back' but [▶ Next] [⏭ Skip] in:\n"
        "Ada Lovelace: /start\nBot: x\n  [▶ Next] [⏭ Skip]"
    )


async def test_a_button_with_a_link_is_followed_not_tapped(
    sim: Simulator, api: Api, ada: Person
) -> None:
    here = "https://t.me/playground_bot"
    group = sim.group("Class 3b", ada)
    row = [
        {"text": "Open the controls", "url": f"{here}?start=c1"},
        {"text": "Controls!", "callback_data": "?"},
        {"text": "Add me elsewhere", "url": f"{here}?startgroup=x"},
    ]
    markup = {"inline_keyboard": [row]}
    await api("sendMessage", chat_id=group.id, text="Here", reply_markup=markup)

    with pytest.raises(AssertionError, match="“Open the controls” opens a link"):
        await ada.taps("Open", in_=group, timeout=0)
    with pytest.raises(
        AssertionError, match="did not answer Ada Lovelace's tap on Controls!"
    ):
        await ada.taps("controls", in_=group, timeout=0)
    with pytest.raises(AssertionError, match="sees no button with 'Controls!'"):
        await ada.follows("Controls!", in_=group, timeout=0)
    for elsewhere in ("elsewhere", "https://example.com/?start=c1"):
        with pytest.raises(AssertionError, match="does not lead into the chat"):
            await ada.follows(elsewhere, in_=group, timeout=0)
    sent = await ada.follows("controls", in_=group)
    again = await ada.follows("controls", on=group.messages[-1])
    assert [sent.text, again.text] == ["/start c1"] * 2
    assert sent.chat_id == ada.id


async def test_a_missing_text_is_explained_with_the_chat(ada: Person) -> None:
    with pytest.raises(AssertionError) as complaint:
        await ada.sees("Hello", timeout=0)

    assert str(complaint.value) == (
        "Ada Lovelace does not see 'Hello' but:\nAda Lovelace: /start"
    )


async def test_somebody_else_can_tap_a_forged_button(
    sim: Simulator, api: Api, ada: Person
) -> None:
    bob = sim.person("Bob")
    async with serving(api):
        hers = await ada.sees("Ready?")
        toast = await bob.taps_data("forged", on=hers)
        await sim.settled()

    query = sim.updates.history[-1]["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (bob.id, ada.id)
    assert toast == Toast("forged")


async def test_nobody_speaks_through_a_block_or_sends_what_the_app_would_not(
    ada: Person,
) -> None:
    for text in ("", "x" * 4097):
        with pytest.raises(AssertionError, match="1 to 4096"):
            await ada.sends(text)
    await ada.blocks()
    with pytest.raises(AssertionError, match="blocked the bot"):
        await ada.sends("hello?")


async def test_only_her_own_words_can_be_edited(sim: Simulator, ada: Person) -> None:
    bob = sim.person("Bob")
    theirs = await bob.sends("hi")

    with pytest.raises(AssertionError, match="no such message"):
        await ada.edits(theirs, "bye")
    for message in (await ada.sends_poll(), await ada.forwards("hers")):
        with pytest.raises(AssertionError, match="cannot edit that"):
            await ada.edits(message, "mine")


async def test_what_she_pins_in_private_the_bot_is_not_told_of(
    api: Api, ada: Person
) -> None:
    [message] = ada.chat.messages
    before = len(await api("getUpdates"))
    await ada.pins(message)
    chat = await api("getChat", chat_id=ada.id)
    await ada.unpins(message)

    assert chat["pinned_message"]["message_id"] == message.id
    assert ada.chat.pinned == []
    assert len(await api("getUpdates")) == before


async def test_what_is_deleted_cannot_be_deleted_again(ada: Person) -> None:
    [message] = ada.chat.messages
    await ada.deletes(message)

    with pytest.raises(AssertionError, match="any more"):
        await ada.deletes(message)


async def test_a_person_without_messages_from_the_bot_has_no_last_one(
    ada: Person,
) -> None:
    assert ada.buttons == []
    with pytest.raises(AssertionError, match="the bot wrote nothing to Ada"):
        _ = ada.last


async def test_a_bot_that_does_not_come_to_rest_is_reported(
    sim: Simulator, ada: Person
) -> None:
    with pytest.raises(AssertionError, match="still 1 updates unconfirmed"):
        await sim.settled(timeout=0.01)


async def test_everything_people_send_can_be_parsed(
    sim: Simulator, ada: Person
) -> None:
    sent: list[Message] = [
        await ada.sends("/help me", reply_to=ada.chat.messages[0]),
        await ada.sends_photo("caption with /command"),
        await ada.sends_video(),
        await ada.sends_document("notes"),
        await ada.sends_voice(),
        await ada.sends_sticker(),
        await ada.sends_poll(),
        await ada.sends_location(),
        await ada.sends_contact(),
        await ada.forwards("somebody said"),
    ]
    await ada.edits(sent[1], "new caption")
    await ada.blocks()
    await ada.unblocks()

    updates = [Update.de_json(raw, None) for raw in sim.updates.history]
    messages = [update.message for update in updates if update.message]
    assert [m.message_id for m in messages[1:]] == [m.id for m in sent]
    assert messages[1].reply_to_message is not None
    assert messages[2].caption_entities[0].type == "bot_command"
    assert all(m.effective_attachment for m in messages[2:10])
    assert messages[10].forward_origin is not None
    edited = updates[-3].edited_message
    assert edited is not None
    assert (edited.caption, edited.edit_date) == ("new caption", edited.date)
    assert [not u.my_chat_member for u in updates[-2:]] == [False, False]
    assert not any(update.api_kwargs for update in updates)


async def test_a_link_carries_a_payload_to_a_private_chat(
    sim: Simulator, ada: Person
) -> None:
    message = await ada.starts("class-3b_x")
    plain = await ada.starts()

    assert (message.text, plain.text) == ("/start class-3b_x", "/start")
    for payload in ("x" * 65, "with space", "ä"):
        with pytest.raises(AssertionError, match="no link can carry"):
            await ada.starts(payload)


async def test_a_reaction_in_private_is_told_to_a_bot_that_asked_for_it(
    sim: Simulator, api: Api, ada: Person
) -> None:
    [message] = ada.chat.messages
    await ada.reacts("🔥", on=message)
    await api("getUpdates", allowed_updates=["message_reaction"])
    await ada.reacts("👍", on=message)
    *_, update = await api("getUpdates")

    reaction = Update.de_json(update, None).message_reaction
    assert reaction is not None
    assert reaction.user is not None
    assert (reaction.user.id, reaction.message_id) == (ada.id, message.id)
    assert [len(reaction.old_reaction), len(reaction.new_reaction)] == [1, 1]
