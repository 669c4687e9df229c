"""The text of a message as Telegram stores it: parsed, trimmed, measured, linked.

Length is counted in code points after parsing, 1 to 4096 for a message, 0 to 1024 for a
caption.
"""

import re
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.markup import Entity, parse_html, utf16_length
from bot.playground.spec import Params

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
ENTITIES_KEPT = 100

FOUND_BY_TELEGRAM = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<url>https?://[^\s<>\"]*[\w/])"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w))"
)


def quote_of(text: str, part: str) -> dict[str, Any]:
    """Describe a part of a text that a reply quotes (`TextQuote`)."""
    position = utf16_length(text[: text.index(part)])
    return {"text": part, "position": position, "is_manual": True}


def formatted_text(params: Params, too_long: str) -> tuple[str, list[Entity]]:
    """Make text and entities out of the parameters of a send or an edit.

    Args:
        params: with `text` and maybe `parse_mode` or `entities`.
        too_long: Telegram's words when it exceeds 4096 code points; they differ
            between sending and editing.

    Raises:
        ApiError: 400 for broken markup, an empty or a too long text.

    """
    text, entities = _parsed(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request(too_long)
    return text, entities


def formatted_caption(params: Params) -> tuple[str, list[Entity]]:
    """Make text and entities out of a `caption`, which may be missing.

    Raises:
        ApiError: 400 for broken markup or one above 1024 code points.

    """
    text, entities = _parsed(params, "caption", "caption_entities")
    if len(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def trimmed_text(params: Params) -> tuple[str, list[Entity]]:
    """Parse `text` by `parse_mode` or `entities`; 400 for broken markup."""
    return _parsed(params, "text", "entities")


def linked(text: str, entities: list[Entity]) -> list[Entity]:
    """Add the commands, links and mentions that Telegram finds by itself."""
    if "/" not in text and "@" not in text:
        return entities
    found = [
        {
            "type": match.lastgroup,
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in FOUND_BY_TELEGRAM.finditer(text)
    ]
    free = [e for e in found if not any(_overlap(e, other) for other in entities)]
    return sorted(entities + free, key=lambda e: (e["offset"], -e["length"]))


def _parsed(params: Params, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    text: str = params.get(name, "")
    mode = params.get("parse_mode", "")
    if not mode:
        entities = _within(params.get(entities_name, []), utf16_length(text))
    elif mode.lower() == "html":
        text, entities = parse_html(text)
    else:  # Markdown modes exist, but are not played here.
        raise bad_request("unsupported parse_mode")
    text, entities = _trimmed(text, entities)
    return text, linked(text, entities)[:ENTITIES_KEPT]


def _within(entities: list[dict[str, Any]], length: int) -> list[Entity]:
    """Drop what lies outside of the text, as Telegram does."""
    inside = [
        entity
        for entity in entities
        if entity["offset"] >= 0
        and entity["length"] > 0
        and entity["offset"] + entity["length"] <= length
    ]
    return sorted(inside, key=lambda e: (e["offset"], -e["length"]))


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Take the white space off both ends and move the entities along."""
    left = len(text) - len(text.lstrip())
    stripped = text.strip()
    if len(stripped) == len(text):
        return text, entities
    length = utf16_length(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - left, 0)  # white space is one unit each
        end = min(entity["offset"] + entity["length"] - left, length)
        if start < end:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept


def _overlap(one: Entity, other: Entity) -> bool:
    """Tell whether a found link would lie inside code or another link."""
    return (
        other["type"] in {"code", "pre", "text_link", "url", "mention"}
        and one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )
