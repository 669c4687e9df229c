"""Founders under load: each plays the interview, or talks with one of the peers.

One rule: a founder acts on what the bot shows and on nothing else, and is exact:
another question than the one that comes next ends the measurement.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import Protocol

from benchmarks.questions import QUESTIONS

#: Segments a founder describes before another founder takes the place.
SEGMENTS = 4


class WrongAnswerError(Exception):
    """The bot did not do what the person it talks to had to expect."""


@dataclass(frozen=True, slots=True)
class Says:
    """A message to the bot."""

    text: str


@dataclass(frozen=True, slots=True)
class Taps:
    """A tap on a button of the newest card."""

    label: str


Action = Says | Taps


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stands in a chat; `markup` is the JSON of its buttons."""

    message: int
    text: str
    markup: str

    def button(self, label: str) -> str:
        """The data of the button with exactly this label."""
        rows = json.loads(self.markup)["inline_keyboard"]
        for button in (button for row in rows for button in row):
            if button["text"] == label:
                return str(button["callback_data"])
        raise WrongAnswerError(f"there is no button {label!r} on {self}")


class Founder(Protocol):
    """Someone in a private chat; `card` is the newest message with buttons."""

    chat: int
    card: Shown | None

    def acts(self) -> Action | None:
        """What comes next; None when this founder is through."""
        ...

    def sees(self, shown: Shown) -> bool:
        """Look at a message of the bot; True if it is the reply awaited."""
        ...


Newcomer = Callable[[int], Founder]
"""Makes the founder of a chat."""


class Echoed:
    """Says something and waits to hear it again, for ever."""

    def __init__(self, chat: int) -> None:
        self.chat = chat
        self.card: Shown | None = None
        self._said = 0

    def acts(self) -> Action | None:
        """The next sentence."""
        self._said += 1
        return Says(self._sentence)

    def sees(self, shown: Shown) -> bool:
        """The echo of the last sentence; anything else is wrong."""
        if shown.text != self._sentence:
            raise WrongAnswerError(f"{self._sentence!r} was echoed as {shown.text!r}")
        return True

    @property
    def _sentence(self) -> str:
        return f"keep the queue short at noon {self.chat}.{self._said}"


class Questioned:
    """Answers the questions of a peer that only counts them, round after round."""

    def __init__(self, chat: int) -> None:
        self.chat = chat
        self.card: Shown | None = None
        self._said = 0

    def acts(self) -> Action | None:
        """The next answer; the first one begins the interview."""
        self._said += 1
        return Says(f"keep the queue short at noon {self.chat}.{self._said}")

    def sees(self, shown: Shown) -> bool:
        """The number of the question that comes next; anything else is wrong."""
        number = (self._said - 1) % QUESTIONS + 1
        if shown.text != f"question {number}":
            raise WrongAnswerError(f"instead of question {number} came {shown.text!r}")
        return True


class Interviewed:
    """Plays the whole interview, segment after segment, by the buttons shown.

    One who has only so many `lines` leaves in the middle of it.
    """

    def __init__(self, chat: int, lines: int | None = None) -> None:
        self.chat = chat
        self.card: Shown | None = None
        self._script = islice(_interviews(chat, SEGMENTS), lines)
        self.expected = ""
        self._old_cards: set[int] = set()

    def acts(self) -> Action | None:
        """The next line of the script."""
        action, self.expected = next(self._script, (None, ""))
        return action

    def sees(self, shown: Shown) -> bool:
        """The card of the question that comes next, or an old card put away.

        Below a picture the same question comes once more, which nobody waits for.
        """
        if shown.message in self._old_cards:
            if shown.markup:
                raise WrongAnswerError(f"an old card keeps its buttons: {shown}")
            return False
        old, self.card = self.card, shown
        if old is not None and old.message != shown.message:
            self._old_cards.add(old.message)
            if old.text == shown.text:
                return False
        if self.expected not in shown.text or not shown.markup or shown == old:
            raise WrongAnswerError(
                f"instead of a card with {self.expected!r} came {shown}"
            )
        return True


# --- the script of the guide `priority` --------------------------------------------

Line = tuple[Action, str]
"""What a founder does, and words that the card that follows must hold."""

_GUIDE = files("conversations.guides") / "priority.en.toml"
_WORDS = tomllib.loads(_GUIDE.read_text(encoding="utf-8"))

_NEXT, _DONE = Taps("▶ Next"), Taps("✓ Done")
#: What ends an interview; a picture of it follows the reply.
LAST = Taps("▶ Show my canvas")
_JOBS = (
    "order next week's beans",
    "keep the queue short",
    "find someone for Saturday",
    "throw away less milk",
    "be proud of the place",
)
_FREQUENCIES = ("daily", "weekly", "weekly", "monthly", "rarely")
_PAINS = ("prices change every week", "the order form crashes", "beans arrive stale")
_SEVERITIES = ("severe", "moderate", "mild")
_GAINS = (
    "the till adds up",
    "beans are there on Monday",
    "the same taste",
    "a free evening",
)


def _asked(prompt: str, job: str = "") -> str:
    """How the guide asks a prompt, about the top job where it names one."""
    return str(_WORDS["prompts"][prompt]["ask"]).replace("{job}", job)


def _interviews(chat: int, segments: int) -> Iterator[Line]:
    yield Says("/start"), "👋"
    begin = Taps("▶ Start")
    for segment in range(segments):
        mark = f"{chat % 10**6}.{segment}"
        yield begin, _asked("prio.segment.pick")
        yield Says(f"owners of cafés {mark}"), _asked("prio.jobs.tasks")
        yield from _jobs([f"{job} {mark}" for job in _JOBS])
        yield from _pains([f"{pain} {mark}" for pain in _PAINS], f"{_JOBS[0]} {mark}")
        yield from _gains([f"{gain} {mark}" for gain in _GAINS])
        yield LAST, f"owners of cafés {mark}"
        begin = Taps("➕ Another segment")


def _jobs(jobs: list[str]) -> Iterator[Line]:
    yield from _noting(jobs[:2])
    yield _NEXT, _asked("prio.jobs.problems")
    yield from _noting(jobs[2:4])
    yield _NEXT, _asked("prio.jobs.needs")
    yield from _noting(jobs[4:])
    yield _NEXT, _asked("prio.jobs.viewpoint")
    yield Taps("✓ Yes, they would"), _WORDS["ratings"]["prio.rank.frequency"]
    yield from _rating(jobs, _FREQUENCIES)
    yield _DONE, _WORDS["ratings"]["prio.rank.outcome"]
    yield Taps("1"), f"1. <b>{jobs[0]}</b> ✓"
    yield _DONE, "came out equal"  # two are done weekly
    yield Taps(jobs[1]), "Jobs, most important first"


def _pains(pains: list[str], job: str) -> Iterator[Line]:
    yield Taps("▶ On to Pains"), _asked("prio.pains.before", job)
    yield from _noting(pains[:1])
    yield _NEXT, _asked("prio.pains.during", job)
    yield from _noting(pains[1:2])
    yield _NEXT, _asked("prio.pains.after", job)
    yield from _noting(pains[2:])
    yield _NEXT, _WORDS["ratings"]["prio.rank.severity"]
    yield from _rating(pains, _SEVERITIES)
    yield _DONE, "Pains, most important first"


def _gains(gains: list[str]) -> Iterator[Line]:
    yield Taps("▶ On to Gains"), _asked("prio.gains.required")
    yield from _noting(gains[:2])
    yield _NEXT, _asked("prio.gains.expected")
    yield from _noting(gains[2:3])
    yield _NEXT, _asked("prio.gains.surprising")
    yield from _noting(gains[3:])
    yield _NEXT, _WORDS["sections"]["gains"]["order"]
    for place, gain in enumerate(gains[:3], 1):
        yield Taps(gain), f"{place}. {gain}"
    yield _DONE, "Gains, most important first"


def _noting(notes: list[str]) -> Iterator[Line]:
    for note in notes:
        yield Says(note), f"✓ {note}"


def _rating(notes: list[str], levels: Sequence[str]) -> Iterator[Line]:
    for place, (note, level) in enumerate(zip(notes, levels, strict=True), 1):
        yield Taps(f"{place} {level}"), f"{place}. {note}: <b>{level}</b>"


#: How many actions lead to the picture of a segment; founders are spread over them.
ACTIONS = sum(1 for _ in _interviews(0, 1)) - 1
