"""Long messages: split between lines so that each part keeps within the limit.

Telegram counts the characters that are left when the markup is taken away, as
Unicode code points (Bot API, sendMessage: 1-4096 after entities parsing).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

#: A little below the limit, so that what a card adds still fits.
LONGEST = 3900


def visible_length(html: Markup) -> int:
    """How many characters people see of it."""
    plain = html.replace("<b>", "").replace("</b>", "")
    return len(plain.replace("<i>", "").replace("</i>", "").unescape())


def cut(text: str, longest: int) -> Iterator[str]:
    """A plain text in pieces, cut at spaces where there are any."""
    while len(text) > longest:
        space = text.rfind(" ", longest // 2, longest)
        end = space if space > 0 else longest
        yield text[:end]
        text = text[end:].lstrip()
    yield text


def split(lines: Iterable[Markup], longest: int = LONGEST) -> tuple[Markup, ...]:
    """Lines joined into as few messages as hold them; no line is cut."""
    lines = list(lines)
    if sum(map(len, lines)) + len(lines) <= longest:  # whatever markup they hold
        whole = Markup("\n".join(lines).lstrip("\n"))  # noqa: S704 (Markup, all of it)
        return (whole,) if whole else ()
    parts: list[Markup] = []
    part: list[Markup] = []
    length = 0
    for line in lines:
        size = visible_length(line) + 1
        if part and length + size > longest:
            parts.append(Markup("\n").join(part))
            part, length = [], 0
        if part or line:  # no part begins with an empty line
            part.append(line)
            length += size
    if part:
        parts.append(Markup("\n").join(part))
    return tuple(parts)
