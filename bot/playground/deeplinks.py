"""Links that lead to the bot: `https://t.me/bot?start=…` and `…?startgroup=…`."""

import re
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

KINDS = ("start", "startgroup")


class DeepLink(Struct, frozen=True):
    """Where a link leads, `start` or `startgroup`, and what it carries there."""

    kind: str
    payload: str = ""


def deep_link(url: str, username: str) -> DeepLink | None:
    """Read a link to the bot of this name; None for any other link."""
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    names = (address.hostname or "", address.path.removeprefix("/").lower())
    if address.scheme not in ("http", "https") or names != ("t.me", username.lower()):
        return None
    carried = parse_qs(address.query, keep_blank_values=True)
    kind = next((kind for kind in KINDS if kind in carried), "start")
    return DeepLink(kind, carried.get(kind, [""])[0])


def is_payload(text: str) -> bool:
    """Tell whether a link can carry this: up to 64 letters, digits, `_` and `-`."""
    return re.fullmatch(r"[A-Za-z0-9_-]{0,64}", text) is not None
