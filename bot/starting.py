"""How the bot presents itself to Telegram, and why it may not be able to start."""

from __future__ import annotations

import asyncio
import logging

from bot.settings import Settings
from bot.telegram.claim import Polling, Pushing, WebhookElsewhereError
from bot.telegram.client import InvalidToken, TelegramClient, TelegramError, User
from bot.telegram.introduction import (
    commands,
    description,
    group_commands,
    short_description,
)
from bot.telegram.outcomes import asked_wait
from bot.wording import Wording

log = logging.getLogger(__name__)

TOKEN_MISSING = """\
The bot needs a token to talk to Telegram.
1. In Telegram, write /newbot to @BotFather; it gives you a token.
2. Put it in a file named .env where you start this:  TELEGRAM_BOT_TOKEN=123456:ABC...
3. Start it again. To look around without a token: `make demo`."""

TOKEN_UNKNOWN = """\
Telegram does not know this token. Copy it again from @BotFather into \
TELEGRAM_BOT_TOKEN (environment or .env): digits, a colon, then letters and digits."""

CANNOT_POLL = """\
This bot gets its updates by a webhook at {host}, so it cannot ask for them. If that \
webhook is not needed any more, also if it was your own, start once with --take-over \
to remove it (no update is lost). To use a webhook yourself, set WEBHOOK_URL."""

CANNOT_PUSH = """\
This bot already gets its updates by another webhook, at {host}. If that one is not \
needed any more, start once with --take-over to replace it by WEBHOOK_URL (no update \
is lost)."""

NO_PLACE = """\
The webhook cannot listen on {where} ({why}). Set WEBHOOK_HOST and WEBHOOK_PORT to an \
address of this machine that is free, and let your proxy pass requests on to it."""


class StartError(Exception):
    """The bot cannot start; the message says what to do."""


def claim_of(settings: Settings) -> Polling | Pushing:
    """How updates are to come: by polling, or pushed to the webhook if there is one."""
    hook = settings.webhook
    if hook.url is None or hook.secret is None:
        return Polling()
    return Pushing(hook.url, hook.secret.get_secret_value(), hook.max_connections)


async def introduced(
    client: TelegramClient, wording: Wording, claim: Polling | Pushing, take_over: bool
) -> User:
    """Ask Telegram who we are, and tell it what we do; patient while it is away."""
    wait = 1.0
    while True:
        try:
            me = await client.me()
            await claim.claim(client, take_over=take_over)
            await client.describe(
                {
                    "all_private_chats": commands(wording),
                    "all_group_chats": group_commands(wording),
                },
                description(wording),
                short_description(wording),
            )
        except InvalidToken as error:
            raise StartError(TOKEN_UNKNOWN) from error
        except WebhookElsewhereError as error:
            words = CANNOT_POLL if isinstance(claim, Polling) else CANNOT_PUSH
            raise StartError(words.format(host=error.host)) from error
        except TelegramError as error:
            log.warning("Telegram is away (%s), trying again", type(error).__name__)
            await asyncio.sleep(max(wait, asked_wait(error)))
            wait = min(wait * 2, 30.0)
        else:
            return me
