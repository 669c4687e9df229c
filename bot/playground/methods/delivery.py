"""Methods by which the bot receives: updates, webhook, answers to taps."""

from bot.playground.errors import bad_request, conflict
from bot.playground.model import Happening, Json
from bot.playground.spec import Params
from bot.playground.taps import Toast
from bot.playground.world import World

LONGEST_TOAST = 200
WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(world: World, params: Params) -> list[Json]:
    """Wait for updates and hand them out; an offset confirms the earlier ones."""
    if world.webhook_url:
        raise conflict(WEBHOOK_IS_SET)
    if "allowed_updates" in params:
        world.updates.allowed = params["allowed_updates"]
    limit = min(max(params.get("limit", 100), 1), 100)
    timeout = params.get("timeout", 0)
    return await world.updates.get(params.get("offset", 0), limit, timeout)


def set_webhook(world: World, params: Params) -> bool:
    """Keep the address; nothing is delivered to it."""
    url = params["url"]
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if "allowed_updates" in params:
        world.updates.allowed = params["allowed_updates"]
    world.updates.end_poll("terminated by setWebhook request")
    return _use_webhook(world, url, params)


def delete_webhook(world: World, params: Params) -> bool:
    """Return to getUpdates."""
    return _use_webhook(world, "", params)


def _use_webhook(world: World, url: str, params: Params) -> bool:
    world.webhook_url = url
    if params.get("drop_pending_updates"):
        world.updates.drop_all()
    return True


def get_webhook_info(world: World, _: Params) -> Json:
    """Describe the webhook and what waits for it."""
    info: Json = {
        "url": world.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending,
    }
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a tap, so that its button stops to spin."""
    toast = Toast(params.get("text", ""), params.get("show_alert", False))
    if len(toast.text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = world.taps.answer(params["callback_query_id"], toast)
    chat = world.chats[tap.chat_id]
    world.tell(chat, Happening("answers", world.bot, words=toast.text))
    return True
