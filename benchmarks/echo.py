"""The peers: the smallest echo bot on python-telegram-bot, which keeps nothing.

`python -m benchmarks.echo default` speaks through the library's own transport
(httpx on asyncio's loop), `… ours` through this project's (httptools on uvloop).
The address of the Bot API is in API_BASE_URL, the token in TELEGRAM_BOT_TOKEN.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler
from telegram.ext.filters import TEXT

from benchmarks.machine import loop_factory
from bot.stopping import stopped_by_signal
from bot.telegram.transport import PooledRequest

#: As many calls at once as the library's own pool makes by default.
CONNECTIONS = 256


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def _application(transport: str) -> Application[Any, Any, Any, Any, Any, Any]:
    builder = (
        ApplicationBuilder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(f"{os.environ['API_BASE_URL']}/bot")
        .concurrent_updates(True)
    )
    if transport == "ours":
        builder = builder.request(PooledRequest(15.0, CONNECTIONS))
        builder = builder.get_updates_request(PooledRequest(15.0, 2))
    application = builder.build()
    application.add_handler(MessageHandler(TEXT, _echo))
    return application


async def _run(transport: str) -> None:
    application = _application(transport)
    async with application:
        if application.updater is None:
            raise RuntimeError("an application that polls has an updater")
        await application.updater.start_polling()
        await application.start()
        await stopped_by_signal()
        await application.updater.stop()
        await application.stop()


def main(transport: str) -> None:
    """Echo until the process is asked to stop."""
    factory = loop_factory() if transport == "ours" else None
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(_run(transport))


if __name__ == "__main__":
    main(sys.argv[1])
