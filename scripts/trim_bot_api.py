"""Make bot/playground/bot_api.json out of a full Bot API schema.

Usage: python scripts/trim_bot_api.py SOURCE.json

SOURCE is the schema that aiogram ships (`.butcher/schema/schema.json` in its source
package, MIT): every method and type of the Bot API with its fields. The simulator needs
the methods it plays and the types they reach, nothing else, so this keeps those, drops
the prose, and leaves out parameters the simulator does not play; it then refuses them
as unknown instead of ignoring them.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Field = dict[str, Any]
Fields = dict[str, Field]

TARGET = Path(__file__).parent.parent / "bot" / "playground" / "bot_api.json"

METHODS = [
    "getMe",
    "getUpdates",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
    "sendMessage",
    "sendPhoto",
    "sendDocument",
    "sendMediaGroup",
    "getFile",
    "sendChatAction",
    "editMessageText",
    "editMessageCaption",
    "editMessageReplyMarkup",
    "deleteMessage",
    "deleteMessages",
    "pinChatMessage",
    "unpinChatMessage",
    "setMessageReaction",
    "sendPoll",
    "stopPoll",
    "answerCallbackQuery",
    "getChat",
    "getChatMember",
    "getChatAdministrators",
    "leaveChat",
    "createForumTopic",
    "editForumTopic",
    "closeForumTopic",
    "reopenForumTopic",
    "closeGeneralForumTopic",
    "reopenGeneralForumTopic",
    "deleteForumTopic",
    "setMyCommands",
    "getMyCommands",
    "deleteMyCommands",
    "setMyDescription",
    "getMyDescription",
    "setMyShortDescription",
    "getMyShortDescription",
]

NOT_PLAYED = {
    "allow_adding_options",
    "allow_paid_broadcast",
    "business_connection_id",
    "certificate",
    "close_date",
    "country_codes",
    "description_entities",
    "description_parse_mode",
    "direct_messages_topic_id",
    "ephemeral_message_id",
    "ephemeral_message_parameters",
    "explanation_media",
    "has_spoiler",
    "hide_results_until_closes",
    "inline_message_id",
    "members_only",
    "message_effect_id",
    "open_period",
    "question_entities",
    "question_parse_mode",
    "rich_message",
    "show_caption_above_media",
    "shuffle_options",
    "suggested_post_parameters",
    "text_entities",
    "text_parse_mode",
    "thumbnail",
}
TYPES_NOT_PLAYED = {"InputMediaAudio", "InputMediaLivePhoto", "InputMediaVideo"}

# Parameters whose names are played elsewhere.
NOT_PLAYED_IN = {"sendPoll": {"description", "media"}, "InputPollOption": {"media"}}


def main(source: Path) -> None:
    """Write the trimmed table of one schema."""
    schema = json.loads(source.read_text(encoding="utf-8"))
    entries = {
        entry["name"]: entry
        for section in schema["items"]
        for entry in section["children"]
    }
    methods = {name: fields_of(entries[name]) for name in METHODS}
    types: dict[str, Fields] = {}
    unions: dict[str, list[str]] = {}
    waiting = [name for fields in methods.values() for name in named_types(fields)]
    while waiting:
        name = waiting.pop()
        if name in types or name in unions or name not in entries:
            continue
        if members := members_of(entries[name]):
            unions[name] = members
            waiting += members
        else:
            types[name] = fields_of(entries[name])
            waiting += named_types(types[name])
    table = {
        "version": schema["api"]["version"],
        "methods": methods,
        "types": dict(sorted(types.items())),
        "unions": dict(sorted(unions.items())),
    }
    TARGET.write_text(layout(table) + "\n", encoding="utf-8")


def fields_of(entry: dict[str, Any]) -> Fields:
    """Keep type, need and fixed value of each field."""
    fields: Fields = {}
    not_played = NOT_PLAYED | NOT_PLAYED_IN.get(entry["name"], set())
    for field in entry["annotations"]:
        if field["name"] in not_played:
            continue
        kept: Field = {"type": type_of(field), "required": field["required"]}
        fixed = re.search(r"(?:must be|always) ['\"“]?(\w+)", field["description"])
        if fixed and field["name"] == "type":
            kept["value"] = fixed[1]
        fields[field["name"]] = kept
    return fields


def type_of(field: dict[str, Any]) -> str:
    """Name the type of a field, `A or B` or `Array of A or B`, as far as played."""
    kind: str = field["type"]
    members = kind.removeprefix("Array of ")
    array = kind.removesuffix(members)
    played = [
        member
        for member in re.split(r", | and | or ", members)
        if member not in TYPES_NOT_PLAYED
    ]
    return array + " or ".join(played)


def members_of(entry: dict[str, Any]) -> list[str]:
    """Name the types a union type stands for; none when it is a plain type."""
    if entry["annotations"]:
        return []
    return re.findall(r"^\s*-\s*(\w+)", entry["description"], re.MULTILINE)


def named_types(fields: Fields) -> Iterator[str]:
    """Name every type mentioned by some fields."""
    for field in fields.values():
        yield from re.findall(r"\b[A-Z]\w+", field["type"])


def layout(table: dict[str, Any]) -> str:
    """Lay the table out with one field a line, so that a new version diffs well."""
    text = json.dumps(table, ensure_ascii=False, indent=1)
    return re.sub(r"\{\s+(\"type\": [^{}]*?)\s+\}", lambda m: one_line(m[1]), text)


def one_line(body: str) -> str:
    """Join the lines of one field."""
    return "{" + " ".join(body.split()) + "}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
