"""A peer: python-telegram-bot's ConversationHandler with PicklePersistence.

Its sequential mode (the one that the library supports for conversations) and its
default transport; what has changed is written to `pickle` in the current folder
every second. The Bot API's address is in API_BASE_URL, the token in
TELEGRAM_BOT_TOKEN.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
)
from telegram.ext.filters import TEXT

from benchmarks.questions import QUESTIONS

#: Seconds between two writes of the file.
INTERVAL = 1.0

_Step = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, int]]


def _asking(number: int) -> _Step:
    """The step that asks a question, and goes on to the state of its answer."""

    async def step(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        if update.message is not None:
            await update.message.reply_text(f"question {number}")
        return ConversationHandler.END if number == QUESTIONS else number

    return step


def main() -> None:
    """Ask until the process is asked to stop."""
    conversation: ConversationHandler[Any] = ConversationHandler(
        entry_points=[MessageHandler(TEXT, _asking(1))],
        states={
            number: [MessageHandler(TEXT, _asking(number + 1))]
            for number in range(1, QUESTIONS)
        },
        fallbacks=[],
        persistent=True,
        name="interview",
    )
    application = (
        ApplicationBuilder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(f"{os.environ['API_BASE_URL']}/bot")
        .persistence(PicklePersistence(Path("pickle"), update_interval=INTERVAL))
        .build()
    )
    application.add_handler(conversation)
    application.run_polling()


if __name__ == "__main__":
    main()
