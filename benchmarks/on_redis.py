"""A peer: aiogram, with each person's state in Redis.

Runs in an environment of its own, with what makes aiogram fast (uvloop, hiredis).
The Bot API's address is in API_BASE_URL, the token in TELEGRAM_BOT_TOKEN, the
server in REDIS_URL.
"""

from __future__ import annotations

import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import Message

from benchmarks.questions import QUESTIONS

#: With the usual hundred, updates of more people at once fail.
CONNECTIONS = 10_000


async def _ask(message: Message, state: FSMContext, raw_state: str | None) -> None:
    """The question after the one that was answered, or the first again."""
    number = int(raw_state or 0) % QUESTIONS + 1
    await state.set_state(str(number))
    await message.answer(f"question {number}")


def main() -> None:
    """Ask until the process is asked to stop."""
    storage = RedisStorage.from_url(
        os.environ["REDIS_URL"], connection_kwargs={"max_connections": CONNECTIONS}
    )
    api = TelegramAPIServer.from_base(os.environ["API_BASE_URL"])
    dispatcher = Dispatcher(storage=storage)
    dispatcher.message.register(_ask)
    bot = Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=AiohttpSession(api=api))
    dispatcher.run_polling(bot)


if __name__ == "__main__":
    main()
