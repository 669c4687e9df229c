"""Whose updates these are: has Telegram deliver them in the way we take them.

Telegram delivers to a webhook or to whoever polls, never to both. A webhook that
somebody else may depend on is not taken away unless the operator says so, and no
update that waits is ever dropped.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

from bot.telegram.client import TelegramClient
from bot.telegram.incoming import WANTED


class WebhookElsewhereError(Exception):
    """The bot's updates go somewhere else; `host` says where."""

    def __init__(self, url: str) -> None:
        super().__init__("a webhook is set elsewhere")
        # No more than the host: some people keep secrets in the path.
        self.host = urlsplit(url).hostname or "an unknown place"


class Polling(Struct, frozen=True):
    """The bot asks for its updates."""

    async def claim(self, client: TelegramClient, *, take_over: bool) -> None:
        """Remove the webhook, if there is one and we may.

        Raises:
            WebhookElsewhereError: there is one, and we may not.

        """
        url = await client.webhook_url()
        if not url:
            return
        if not take_over:
            raise WebhookElsewhereError(url)
        await client.remove_webhook()


class Pushing(Struct, frozen=True):
    """Telegram brings the updates to an address."""

    url: str
    secret: str
    max_connections: int

    async def claim(self, client: TelegramClient, *, take_over: bool) -> None:
        """Set the webhook to our address, unless it is somebody else's.

        Our own one is set again, too: Telegram does not tell the secret it uses,
        and setting the same values once more changes nothing.

        Raises:
            WebhookElsewhereError: it is set to another address, and we may not.

        """
        url = await client.webhook_url()
        if url not in ("", self.url) and not take_over:
            raise WebhookElsewhereError(url)
        await client.set_webhook(self.url, self.secret, WANTED, self.max_connections)
