"""What each method of the Bot API does to the world, one function a method.

A function gets the world and parameters already checked against the table, and returns
the result or raises `ApiError` in Telegram's words.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.methods import about, delivery, messages
from bot.playground.spec import Params
from bot.playground.world import World

Method = Callable[[World, Params], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": about.get_me,
    "setMyCommands": about.set_my_commands,
    "getMyCommands": about.get_my_commands,
    "deleteMyCommands": about.delete_my_commands,
    "setMyDescription": about.set_my_description,
    "getMyDescription": about.get_my_description,
    "setMyShortDescription": about.set_my_short_description,
    "getMyShortDescription": about.get_my_short_description,
    "getUpdates": delivery.get_updates,
    "setWebhook": delivery.set_webhook,
    "deleteWebhook": delivery.delete_webhook,
    "getWebhookInfo": delivery.get_webhook_info,
    "answerCallbackQuery": delivery.answer_callback_query,
    "getChat": messages.get_chat,
    "sendMessage": messages.send_message,
    "sendChatAction": messages.send_chat_action,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "pinChatMessage": messages.pin_chat_message,
    "unpinChatMessage": messages.unpin_chat_message,
    "setMessageReaction": messages.set_message_reaction,
}
