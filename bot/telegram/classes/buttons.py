"""Buttons of exercises as data, in at most 64 bytes: `e:7:n:2` is Next on step 2.

Behind the number of the exercise a code names what was done, and its values follow.
Who did it, and what they are called, is known from the tap. Data that does not read
back as something that was done is foreign or forged and gives None. Codes are never
used again for something else, and new values come last with a default: old messages
keep their buttons for years.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from bot.deeds import Began, Tapped, TookTemplate
from bot.outgoing import Button
from bot.telegram.callback_data import word
from conversations.exercise import events as e
from conversations.exercise.desk import (
    Awaits,
    CardWanted,
    FilesWanted,
    Looked,
    MyCanvasWanted,
    PosterWanted,
    Screen,
    TextWanted,
)
from conversations.exercise.setup import Names, Pace, Vote, Way, Work
from conversations.formats import Format, Paper
from conversations.profile import Section

#: What all data of exercises begins with, and that of a button without one.
_MARK, _BEGIN = "e", "eb"

_TEMPLATE = "T"

_CODES: dict[str, type[e.Deed]] = {
    "J": e.Joined,
    "L": e.LeftTapped,
    "t": e.TeamTapped,
    "d": e.DoneTapped,
    "y": e.MineTapped,
    "w": e.WithdrawTapped,
    "s": e.StarTapped,
    "z": e.PageTapped,
    "G": e.GuideChosen,
    "S": e.SegmentGiven,
    "M": e.LessonChosen,
    "P": e.PaceChosen,
    "W": e.WorkChosen,
    "K": e.TeamsChosen,
    "N": e.NamesChosen,
    "E": e.NotesEachChosen,
    "O": e.OpenTapped,
    "V": e.ReviseTapped,
    "A": e.StartTapped,
    "n": e.NextTapped,
    "b": e.BackTapped,
    "p": e.PauseTapped,
    "r": e.ResumeTapped,
    "+": e.MinuteTapped,
    "c": e.CloseTapped,
    "o": e.ReopenTapped,
    "v": e.RevealTapped,
    "?": e.MissingTapped,
    "F": e.FinishTapped,
    "H": e.HandOverTapped,
    "ca": e.ApproveTapped,
    "ch": e.HideTapped,
    "cr": e.RemoveTapped,
    "cm": e.MoveTapped,
    "cl": e.SpotlightTapped,
    "cu": e.MuteTapped,
    "cs": e.SegmentTapped,
    "sm": e.MergeTapped,
    "sa": e.MergeAlikeTapped,
    "su": e.UnmergeTapped,
    "sk": e.KeepBothTapped,
    "sl": e.LaterTapped,
    "ss": e.ListTapped,
    "vm": e.MarkTapped,
    "vx": e.ClearTapped,
    "vd": e.VotedTapped,
    "vb": e.BallotTapped,
    "vc": e.VoteChosen,
    "va": e.VoteAgainTapped,
    "vt": e.TeacherVoteTapped,
    "qs": e.QuizStarted,
    "qn": e.QuizNextTapped,
    "qe": e.QuizEndTapped,
    "qm": e.ScoreTapped,
    "I": e.InvitationRenewed,
    "l": Looked,
    "x": TextWanted,
    "f": FilesWanted,
    "q": PosterWanted,
    "k": CardWanted,
    "m": MyCanvasWanted,
}

_CODE_OF = {kind: code for code, kind in _CODES.items()}

#: What a button cannot know: it is put in by whoever reads the tap.
_UNSAID: dict[str, Any] = {"person": 0, "name": "", "topic": None, "text": ""}

#: Longer numbers, or other digits, come from nobody's button. Ours of people and
#: exercises grow with the database.
_NUMBER = re.compile(r"-?[0-9]{1,12}")


def _number(text: str) -> int:
    if _NUMBER.fullmatch(text) is None:
        raise ValueError("not a number of ours")
    return int(text)


def _minutes(text: str) -> int | None:
    return _number(text) or None


def _truth(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("neither yes nor no")
    return text == "1"


def _vote(text: str) -> Vote:
    way, _, dots = text.partition("-")
    return Vote(Way(way), _number(dots))


_READ: dict[Any, Callable[[str], Any]] = {
    int: _number,
    int | None: _minutes,
    str: word,
    bool: _truth,
    Vote: _vote,
    **{
        each: each
        for each in (Section, Names, Pace, Work, Screen, Awaits, Format, Paper)
    },
}

#: Each kind with the names of its values, and how each is read.
_VALUES = {
    kind: {
        field.name: _READ[field.type]
        for field in fields(kind)
        if field.name not in _UNSAID
    }
    for kind in _CODE_OF
}
#: How many values a button of each kind has at least.
_NEEDED = {
    kind: sum(field.required for field in fields(kind) if field.name in values)
    for kind, values in _VALUES.items()
}


def encode(deed: Tapped | TookTemplate | Began) -> str:
    """The data of a button."""
    match deed:
        case Began():
            return _BEGIN
        case TookTemplate(exercise=exercise, template=template):
            return f"{_MARK}:{exercise}:{_TEMPLATE}:{template}"
        case Tapped(exercise=exercise, event=event):
            kind = type(event)
            values = [_written(getattr(event, name)) for name in _VALUES[kind]]
            return ":".join([_MARK, str(exercise), _CODE_OF[kind], *values])


def _written(value: Any) -> str:
    if value is None:
        return "0"
    if isinstance(value, Vote):
        return f"{value.way}-{value.dots}"
    return str(int(value)) if isinstance(value, bool) else str(value)


def decode(data: str) -> Tapped | TookTemplate | Began | None:
    """What a button stands for, done by nobody yet; None for data that is not ours."""
    if data == _BEGIN:
        return Began()
    mark, *parts = data.split(":")
    if mark != _MARK or len(parts) < 2:
        return None
    number, code, *values = parts
    try:
        exercise = _number(number)
        if code == _TEMPLATE and len(values) == 1:
            return TookTemplate(exercise, _number(values[0]))
        event = _event(code, values)
    except ValueError:
        return None
    return None if event is None else Tapped(exercise, event)


def _event(code: str, values: list[str]) -> e.Deed | None:
    kind = _CODES.get(code)
    if kind is None or not _NEEDED[kind] <= len(values) <= len(_VALUES[kind]):
        return None
    readers = _VALUES[kind].items()
    read = {
        name: reader(value)
        for (name, reader), value in zip(readers, values, strict=False)
    }
    needed = {field.name for field in fields(kind)}
    unsaid = {name: value for name, value in _UNSAID.items() if name in needed}
    return kind(**unsaid, **read)


class Keys(Struct, frozen=True):
    """Makes the buttons of one exercise."""

    exercise: int

    def __call__(self, label: str, event: e.Deed) -> Button:
        """A button that does what an event says, in the name of whoever taps it."""
        return Button(label, encode(Tapped(self.exercise, event)))

    def look(self, label: str, screen: Screen, page: int = 0, note: int = 0) -> Button:
        """A button that turns a console to a screen."""
        return self(label, Looked(0, screen, page, note))

    def template(self, label: str, template: int) -> Button:
        """A button that sets the exercise up as an earlier one was."""
        return Button(label, encode(TookTemplate(self.exercise, template)))
