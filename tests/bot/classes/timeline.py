"""Several chats as one story: who does what, and what is seen where, in time order.

What is left out is the same everywhere, and is said in `RULES` to those who read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from textwrap import wrap

from bot.playground import Message, Simulator
from bot.playground.model import Chat, Happening
from bot.playground.taps import Toast

RULES = """\
Each line says in the margin where it is seen. So that it can be read in one go:

- Of a card that is edited the new lines are told, and the buttons when they change; in
  a new card `…` stands for lines that the one before it in the same chat had, too.
- Of a card that changes several times in a moment, only the last state is told.
- A card that is over shrinks to its first line and loses its buttons; that is not told.
- Of a long list the first lines are told.
"""

#: How wide lines are, and how many lines of a list are told.
_WIDTH = 84
_LISTED = 6

#: Stands for lines that were there before.
_SAME = "…"

#: With more people than this, only the first are named.
_NAMED = 3


class Timeline:
    """What happened in some chats since they were last looked at."""

    def __init__(self, sim: Simulator, chats: Mapping[str, Chat]) -> None:
        """Look at these chats, by what the margin calls them."""
        self._sim = sim
        self._tracks = [_Track(name, chat) for name, chat in chats.items()]
        self._margin = max(map(len, chats)) + 1
        self._told: list[str] = []

    def begins(self) -> None:
        """Leave out what happened so far."""
        for track in self._tracks:
            track.news(None)

    @property
    def text(self) -> str:
        """All that was told, as Markdown."""
        self._ends()
        return "\n".join(self._told).strip()

    def heading(self, now: datetime, words: str) -> None:
        """Begin a part of the lesson."""
        self._ends()
        self._told += [f"## {now:%H:%M} · {words}", "", "```text"]

    def _ends(self) -> None:
        if self._told and self._told[-1] == "":
            self._told[-1:] = ["```", ""]

    async def goes_on(self, toasts: Mapping[str, Toast] | None = None) -> None:
        """Wait until the bot is through, and tell what happened."""
        await self._sim.settled()
        told = [
            (track, *track.news(toasts.get(track.name) if toasts else None))
            for track in self._tracks
        ]
        told.sort(key=lambda each: not each[1])  # where somebody acted comes first
        lines = [
            line
            for track, acts, seen in told
            for line in self._beside(track.name, [*acts, *seen])
        ]
        if lines:
            self._told += [*lines, ""]

    def _beside(self, name: str, lines: Iterable[str]) -> Iterator[str]:
        for at, line in enumerate(lines):
            label = name if at == 0 else ""
            yield f"{label:>{self._margin}} │ {line}".rstrip()


class _Track:
    """One chat, up to where it was told."""

    def __init__(self, name: str, chat: Chat) -> None:
        self.name = name
        self._chat = chat
        self._at = len(chat.history)
        self._shown: dict[int, Message] = {}
        self._card = 0
        self._words: set[str] = set()

    def news(self, toast: Toast | None) -> tuple[list[str], list[str]]:
        """What people did since, and what the bot did."""
        new = self._chat.history[self._at :]
        self._at = len(self._chat.history)
        acts = list(_acts([one for one in new if not one.who.is_bot]))
        if toast is not None:
            acts += _toast_lines(toast)
        return acts, list(self._answers([one for one in new if one.who.is_bot]))

    def _answers(self, new: list[Happening]) -> Iterator[str]:
        last = {
            one.message.id: one.message
            for one in new
            if one.message is not None and one.what in ("sends", "edits")
        }
        for number, message in last.items():
            yield from self._shows(number, message)
        for one in new:
            if one.what in ("pins", "reacts"):
                yield _about(one)

    def _shows(self, number: int, message: Message) -> Iterator[str]:
        before = self._shown.get(number)
        self._shown[number] = message
        if before is not None and number < self._card and not message.buttons:
            return  # it has shrunk, since the next one is there
        self._card = max(self._card, number)
        if before == message:
            return
        yield from self._card_lines(message, before)

    def _card_lines(self, message: Message, before: Message | None) -> Iterator[str]:
        head = "Bot: " if before is None else "Bot (edits): "
        lines = [line for line in message.text.splitlines() if line]
        known = set(before.text.splitlines()) if before else self._words
        told = list(_without(lines, known))
        if before is not None:  # of an edit only what is new is told
            told = [line for line in told if line != _SAME] or [_SAME]
        self._words = set(lines)
        if message.kind != "text":
            name = message.content.get("document", {}).get("file_name", "")
            told.insert(0, f"({message.kind} {name}".strip() + ")")
        yield from _wrapped(_shortened(told), head)
        if before is None or before.keyboard != message.keyboard:
            for row in message.keyboard:
                yield from _wrapped([" ".join(f"[{b.label}]" for b in row)], "  ")


def _without(lines: Iterable[str], known: set[str]) -> Iterator[str]:
    """Lines that are new; a run of known ones is a mark."""
    was_known = False
    for line in lines:
        if line not in known:
            yield line
        elif not was_known:
            yield _SAME
        was_known = line in known


def _shortened(lines: list[str]) -> Iterator[str]:
    """Leave out the rest of a long list."""
    run: list[str] = []
    for line in [*lines, ""]:
        if line[:1] == "•" or line.lstrip("⭐☑☐= ")[:1].isdigit():
            run.append(line)
            continue
        yield from run[:_LISTED]
        if len(run) > _LISTED:
            yield f"  (and {len(run) - _LISTED} more)"
        run = []
        if line:
            yield line


def _wrapped(lines: Iterable[str], head: str) -> Iterator[str]:
    for at, line in enumerate(lines):
        first = head if at == 0 else "  "
        yield from wrap(
            line,
            _WIDTH,
            initial_indent=first,
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        ) or [first.rstrip()]


def _acts(new: list[Happening]) -> Iterator[str]:
    """What people did; those who did the same are told together."""
    same: dict[str, list[str]] = {}
    for one in new:
        match one.what:
            case "taps":
                same.setdefault(one.words, []).append(one.who.first_name)
            case "sends" if one.message is not None:
                yield from _wrapped(_said(one.message), f"{one.who.first_name}: ")
            case "edits" if one.message is not None:
                yield from _wrapped(
                    _said(one.message), f"{one.who.first_name} (edits): "
                )
    for what, names in same.items():
        is_one = len(set(names)) == 1
        yield f"{_names(names)} {'taps' if is_one else 'tap'} [{what}]"


def _said(message: Message) -> list[str]:
    if message.text.startswith("/start "):
        return ["/start … (from a link)"]
    lines = message.text.splitlines()
    return [f"(in reply) {lines[0]}", *lines[1:]] if message.reply_to else lines


def _names(names: list[str]) -> str:
    who = list(dict.fromkeys(names))
    if len(who) <= _NAMED:
        return " and ".join([", ".join(who[:-1]), who[-1]]) if who[1:] else who[0]
    return f"{', '.join(who[:_NAMED])} and {len(who) - _NAMED} others"


def _toast_lines(toast: Toast) -> Iterator[str]:
    if toast.text:
        kind = "alert" if toast.alert else "toast"
        yield from _wrapped([toast.text], f"  ({kind}) ")
    if toast.url:
        yield "  (the private chat opens)"


def _about(one: Happening) -> str:
    first = one.message.text.partition("\n")[0] if one.message else ""
    if one.what == "pins":
        return f"Bot pins: {first}"
    return f"Bot reacts {one.words} to: {first}"
