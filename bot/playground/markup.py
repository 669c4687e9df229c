"""Telegram's HTML mode: text with tags becomes plain text and entities.

It follows the parser of the Bot API server (tdlib, `MessageEntity.cpp`), including what
that one lets pass: an unknown entity such as `&nbsp;` stays as it is written, an empty
tag pair leaves nothing. Offsets in errors are bytes, offsets of entities UTF-16 units.
"""

import re
from dataclasses import dataclass, field
from typing import Any, cast

from bot.playground.errors import ApiError, bad_request

Entity = dict[str, Any]

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
# What may follow "<": an end tag with its name, or a start tag with its name.
END_TAG = re.compile(r"</([^\s>]*)\s*")
START_TAG = re.compile(r"<([^\s>]*)")
ATTRIBUTE = re.compile(r"([^\s=>/\"']*)\s*")
NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
SPACES = re.compile(r"\s*")
WANTED = {
    ("a", "href"),
    ("code", "class"),
    ("span", "class"),
    ("tg-emoji", "emoji-id"),
}


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, in which Telegram measures entities."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Split HTML-mode text into plain text and entities.

    Raises:
        ApiError: 400 `can't parse entities: …`, worded as Telegram does.

    """
    return _Parser(source).parse()


@dataclass(slots=True)
class _OpenTag:
    name: str
    argument: str
    offset: int
    text_at: int


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    offset: int = 0
    open_tags: list[_OpenTag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    languages: dict[tuple[int, int], str] = field(default_factory=dict)

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self.end_tag()
            elif self.source[self.at] == "<":
                self.start_tag()
            else:
                self.plain_text()
        if self.open_tags:
            name = self.open_tags[-1].name
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{name}"')
        self.entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self.text), self.entities

    def plain_text(self) -> None:
        """Take everything up to the next tag."""
        end = self.source.find("<", self.at)
        end = len(self.source) if end < 0 else end
        piece = unescaped(self.source[self.at : end])
        self.text.append(piece)
        self.offset += utf16_length(piece)
        self.at = end

    def start_tag(self) -> None:
        begin = self.at
        name = self.take(START_TAG)[1].lower()
        if self.at == len(self.source):
            raise self.refusal("Unclosed start tag", begin)
        if name not in TYPES:
            raise self.refusal(f'Unsupported start tag "{name}"', begin)
        argument = ""
        while not self.closed():
            argument = self.attribute(name, begin) or argument
        if name == "span" and argument != "tg-spoiler":
            raise self.refusal('Tag "span" must have class "tg-spoiler"', begin)
        self.open_tags.append(_OpenTag(name, argument, self.offset, len(self.text)))

    def closed(self) -> bool:
        """Step over the end of a start tag if it is here."""
        self.take(SPACES)
        if self.source.startswith(">", self.at):
            self.at += 1
            return True
        return False

    def attribute(self, tag: str, begin: int) -> str:
        """Take one attribute; return its value if this tag wants it."""
        name = self.take(ATTRIBUTE)[1]
        if not name:
            raise self.refusal(f'Empty attribute name in the tag "{tag}"', begin)
        if not self.source.startswith("=", self.at):
            if self.at == len(self.source):
                raise self.refusal(f'Unclosed start tag "{tag}"', begin)
            return name if (tag, name) == ("blockquote", "expandable") else ""
        self.at += 1
        self.take(SPACES)
        if self.at == len(self.source):
            raise self.refusal(f'Unclosed start tag "{tag}"', begin)
        value = self.attribute_value()
        if self.at >= len(self.source):
            raise self.refusal("Unclosed start tag", begin)
        return value if (tag, name) in WANTED else ""

    def attribute_value(self) -> str:
        begin, quote = self.at, self.source[self.at]
        if quote in "\"'":
            end = self.source.find(quote, begin + 1)
            self.at = len(self.source) if end < 0 else end + 1
            return unescaped(self.source[begin + 1 : self.at - 1])
        token = self.take(NAME_TOKEN)[0].lower()
        if not re.match(r"[\s>]|$", self.source[self.at : self.at + 1]):
            raise self.refusal("Unexpected end of name token", begin)
        return token

    def end_tag(self) -> None:
        begin = self.at
        if not self.open_tags:
            raise self.refusal("Unexpected end tag", begin)
        name = self.take(END_TAG)[1]
        if not self.source.startswith(">", self.at):
            raise self.refusal("Unclosed end tag", begin)
        self.at += 1
        tag = self.open_tags.pop()
        if name and name != tag.name:
            words = f'expected "</{tag.name}>", found "</{name}>"'
            raise self.refusal("Unmatched end tag", begin, f", {words}")
        if self.offset > tag.offset:
            self.close(tag)

    def close(self, tag: _OpenTag) -> None:
        entity: Entity = {
            "type": TYPES[tag.name],
            "offset": tag.offset,
            "length": self.offset - tag.offset,
        }
        if tag.name == "a":
            inside = "".join(self.text[tag.text_at :])
            entity["url"] = tag.argument or inside
            if not is_url(entity["url"]):
                return
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = tag.argument
        elif tag.name == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "code" and tag.argument.startswith("language-"):
            self.languages[tag.offset, self.offset] = tag.argument[9:]
        elif tag.name == "pre" and (tag.offset, self.offset) in self.languages:
            entity["language"] = self.languages[tag.offset, self.offset]
            self.entities.pop()  # <pre><code class="language-…"> is one block
        self.entities.append(entity)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        # Each of the patterns matches an empty text, too, so there is always a match.
        found = cast("re.Match[str]", pattern.match(self.source, self.at))
        self.at = found.end()
        return found

    def refusal(self, what: str, at: int, more: str = "") -> ApiError:
        byte = len(self.source[:at].encode())
        return _refusal(f"{what} at byte offset {byte}{more}")


def unescaped(text: str) -> str:
    """Replace the named and numeric references Telegram knows; leave the others."""
    if "&" not in text:
        return text
    return REFERENCE.sub(_character, text)


def is_url(text: str) -> bool:
    """Tell whether Telegram would make a link of it."""
    return bool(re.match(r"(https?|tg|ton)://\S|[\w-]+(\.[\w-]+)+", text))


def _character(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        return NAMED.get(name, found[0])
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if 0xD800 <= code <= 0xDFFF:
        raise _refusal(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code <= 0x10FFFF else found[0]


def _refusal(words: str) -> ApiError:
    return bad_request(f"can't parse entities: {words}")
