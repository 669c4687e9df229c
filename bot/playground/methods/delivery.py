"""Methods by which the bot receives: updates, webhook, answers to taps."""

import re
from urllib.parse import urlsplit

from bot.playground.deeplinks import deep_link, is_payload
from bot.playground.errors import ApiError, bad_request, conflict
from bot.playground.model import Happening, Json, unix
from bot.playground.spec import Params
from bot.playground.taps import Toast
from bot.playground.webhook import Webhook
from bot.playground.world import World

LONGEST_TOAST = 200
LONGEST_SECRET = 256
WEBHOOK_PORTS = (80, 88, 443, 8443)
WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(world: World, params: Params) -> list[Json]:
    """Wait for updates and hand them out; an offset confirms the earlier ones."""
    if world.pusher.webhook:
        raise conflict(WEBHOOK_IS_SET)
    if "allowed_updates" in params:
        world.updates.allowed = params["allowed_updates"]
    limit = min(max(params.get("limit", 100), 1), 100)
    timeout = params.get("timeout", 0)
    return await world.updates.get(params.get("offset", 0), limit, timeout)


def set_webhook(world: World, params: Params) -> bool:
    """Deliver updates to an address from now on; without one, return to getUpdates."""
    if not params["url"]:
        return delete_webhook(world, params)
    world.pace_webhook()
    webhook = _checked_webhook(params)
    if "allowed_updates" in params:
        world.updates.allowed = params["allowed_updates"]
    if params.get("drop_pending_updates"):
        world.updates.drop_all()
    elif webhook == world.pusher.webhook:
        return True  # nothing changes, what is in flight goes on
    world.updates.end_poll("terminated by setWebhook request")
    world.pusher.use(webhook)
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """Return to getUpdates."""
    world.pusher.use(None)
    if params.get("drop_pending_updates"):
        world.updates.drop_all()
    return True


def _checked_webhook(params: Params) -> Webhook:
    """Read a webhook; only this simulator takes http, and only on this machine."""
    secret = params.get("secret_token", "")
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    webhook = Webhook(
        params["url"],
        secret,
        min(max(params.get("max_connections", 40), 1), 100),
        params.get("ip_address", ""),
    )
    _check_address(webhook)
    return webhook


def _check_address(webhook: Webhook) -> None:
    try:
        address = urlsplit(webhook.url)
        port = address.port or 443
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if not address.hostname or not address.scheme.startswith("http"):
        raise bad_request("invalid webhook URL specified")
    if address.scheme == "http" and webhook.is_here:
        return
    if address.scheme != "https":
        raise bad_webhook("An HTTPS URL must be provided for webhook")
    if port not in WEBHOOK_PORTS:
        raise bad_webhook("Webhook can be set up only on ports 80, 88, 443 or 8443")


def bad_webhook(why: str) -> ApiError:
    """Word a 400 about the address of a webhook."""
    return bad_request(f"bad webhook: {why}")


def get_webhook_info(world: World, _: Params) -> Json:
    """Describe the webhook and what waits for it."""
    webhook = world.pusher.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending,
    }
    if world.pusher.last_failure:
        date, words = world.pusher.last_failure
        info |= {"last_error_date": unix(date), "last_error_message": words}
    if webhook:
        info["max_connections"] = webhook.max_connections
        info["ip_address"] = webhook.ip_address or "<unknown>"
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a tap, so that its button stops to spin.

    An app shows words or opens an address, never both: words win.
    """
    text, url = params.get("text", ""), params.get("url", "")
    if len(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not _starts_bot(url, world):
        raise bad_request("URL_INVALID")
    toast = Toast(text, params.get("show_alert", False), "" if text else url)
    tap = world.taps.answer(params["callback_query_id"], toast)
    chat = world.chats[tap.chat_id]
    what = "opens" if toast.url else "answers"
    world.tell(chat, Happening(what, world.bot, words=toast.text))
    return True


def _starts_bot(url: str, world: World) -> bool:
    """Tell a link that starts this bot with something, all that a tap may open."""
    link = deep_link(url, world.bot.username or "")
    if link is None or link.kind != "start":
        return False
    return link.payload != "" and is_payload(link.payload)
