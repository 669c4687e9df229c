"""What the bot says about itself: commands by scope and language, descriptions."""

import json
import re
from dataclasses import dataclass, field

from bot.playground.errors import bad_request
from bot.playground.model import Json

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
DEFAULT_SCOPE: Json = {"type": "default"}
PRIVATE_SCOPE: Json = {"type": "all_private_chats"}
GROUP_SCOPE: Json = {"type": "all_group_chats"}


@dataclass(slots=True)
class Texts:
    """A text in several languages; "" is the one for all others."""

    longest: int
    by_language: dict[str, str] = field(default_factory=dict)

    def set(self, language: str, text: str, too_long: str) -> None:
        """Replace the text of one language; an empty one removes it.

        Raises:
            ApiError: 400, in the words given, when it is too long.

        """
        if len(text) > self.longest:
            raise bad_request(too_long)
        self.by_language[language] = text

    def get(self, language: str = "") -> str:
        """Read the text for a language."""
        return self.by_language.get(language) or self.by_language.get("", "")


@dataclass(slots=True)
class Profile:
    """The bot's commands and descriptions."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    description: Texts = field(default_factory=lambda: Texts(LONGEST_DESCRIPTION))
    short_description: Texts = field(
        default_factory=lambda: Texts(LONGEST_SHORT_DESCRIPTION)
    )

    def set_commands(self, scope: Json, language: str, commands: list[Json]) -> None:
        """Replace the commands of one scope and language.

        Raises:
            ApiError: 400 for too many commands, a bad name or a bad description.

        """
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        cleaned = [_checked(command) for command in commands]
        self.commands[_key(scope), language] = cleaned

    def commands_of(self, scope: Json, language: str) -> list[Json]:
        """Read the commands of exactly one scope and language."""
        return self.commands.get((_key(scope), language), [])

    def commands_in_private(self) -> list[Json]:
        """List what a person sees in the menu of her chat with the bot."""
        private = self.commands_of(PRIVATE_SCOPE, "")
        return private or self.commands_of(DEFAULT_SCOPE, "")

    def commands_in_groups(self) -> list[Json]:
        """List what a member sees in the menu of a group."""
        there = self.commands_of(GROUP_SCOPE, "")
        return there or self.commands_of(DEFAULT_SCOPE, "")


def _key(scope: Json) -> str:
    return json.dumps(scope, sort_keys=True)


def _checked(command: Json) -> Json:
    name = command["command"].removeprefix("/").lower()
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(command["description"]) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {**command, "command": name}
