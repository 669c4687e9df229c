"""Buttons as data: which tap a button stands for, in at most 64 bytes.

A code names the kind of tap and is followed by its values, all separated by
colons: `n:3:12` is Next on step 12 of profile 3. Data that does not read back as
a tap is foreign or forged and gives None. Codes are never used again for
something else, and new values come last with a default: old messages keep their
buttons for years.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from msgspec.structs import astuple, fields

from conversations.formats import Format, Paper
from conversations.interview import events as e
from conversations.profile import Section

_CODES: dict[str, type[e.CardTap | e.MenuTap]] = {
    "n": e.NextTapped,
    "b": e.BackTapped,
    "l": e.LaterTapped,
    "x": e.ExamplesTapped,
    "p": e.PageTapped,
    "w": e.RewordTapped,
    "k": e.KeepTapped,
    "t": e.TopChosen,
    "a": e.AllChosen,
    "v": e.LevelTapped,
    "o": e.PickTapped,
    "u": e.UnpickTapped,
    "j": e.AdjustTapped,
    "m": e.MoveTapped,
    "B": e.BeginTapped,
    "R": e.ResumeTapped,
    "E": e.ExampleTapped,
    "L": e.ProfilesTapped,
    "P": e.ProfileTapped,
    "N": e.RenameTapped,
    "D": e.DeleteTapped,
    "U": e.UndeleteTapped,
    "h": e.TurnTapped,
    "G": e.GuidesTapped,
    "T": e.NextTypeTapped,
    "O": e.ReopenTapped,
    "C": e.DuplicateTapped,
    "A": e.PutAwayTapped,
    "Q": e.TakeOutTapped,
    "K": e.ArchiveTapped,
    "Z": e.BinTapped,
    "e": e.EditTapped,
    "s": e.SectionTapped,
    "i": e.NoteTapped,
    "+": e.AddTapped,
    "f": e.FixTapped,
    "d": e.DropTapped,
    "r": e.RestoreTapped,
    "M": e.SortTapped,
    "g": e.RateTapped,
    "c": e.PlaceTapped,
    "ze": e.HeardListTapped,
    "zn": e.HeardNoteTapped,
    "zh": e.HeardTapped,
    "zq": e.QuoteTapped,
    "zs": e.SituationTapped,
    "zu": e.UnquoteTapped,
    "zi": e.LetBeTapped,
    "zl": e.CompareTapped,
    "zw": e.CompareWithTapped,
    "zx": e.ComparedTapped,
    "zc": e.CoachTapped,
    "zf": e.ForgetTapped,
    "XM": e.ExportsTapped,
    "XF": e.FormatTapped,
    "XP": e.PictureTapped,
    "XA": e.AlbumTapped,
    "qo": e.OverviewTapped,
    "qs": e.SectionChosen,
    "qm": e.MatchTapped,
    "qf": e.OffersTaken,
    "qv": e.ValueMapTapped,
    "qt": e.TiesTapped,
    "ql": e.TieTapped,
    "qk": e.KindTapped,
    "yp": e.PassTapped,
    "ys": e.SelectTapped,
    "yg": e.GoOnTapped,
    "yo": e.OtherSideTapped,
    "yl": e.LearnTapped,
    "yt": e.ThemeTapped,
    "yc": e.ConceptTapped,
    "yw": e.LookUpTapped,
    "yq": e.QuizTapped,
    "ya": e.GuessTapped,
}

#: Longer numbers, or other digits, come from nobody's button.
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_WORD = re.compile(r"[a-z][a-z0-9_.]{1,40}")


def _number(text: str) -> int:
    if _NUMBER.fullmatch(text) is None:
        raise ValueError("not a number of ours")
    return int(text)


def word(text: str) -> str:
    """An id of ours, as a button has it; ValueError."""
    if _WORD.fullmatch(text) is None:
        raise ValueError("not a word of ours")
    return text


_READ: dict[type, Callable[[str], Any]] = {
    int: _number,
    str: word,
    Section: Section,
    Format: Format,
    Paper: Paper,
}

#: How the values of each kind of tap are read, in their order.
_READERS = {
    kind: [_READ[field.type] for field in fields(kind)] for kind in _CODES.values()
}
#: How many values a button of each kind has at least.
_NEEDED = {kind: sum(field.required for field in fields(kind)) for kind in _READERS}

#: How the data of each kind is written: its code, and a place for each value.
_WRITTEN = {
    kind: ":".join([code, *("%s" for _ in fields(kind))])
    for code, kind in _CODES.items()
}


def encode(tap: e.CardTap | e.MenuTap) -> str:
    """The data of a button."""
    return _WRITTEN[type(tap)] % astuple(tap)


def decode(data: str) -> e.CardTap | e.MenuTap | None:
    """The tap a button stands for, or None for data that is not ours."""
    code, *values = data.split(":")
    kind = _CODES.get(code)
    if kind is None or not _NEEDED[kind] <= len(values) <= len(_READERS[kind]):
        return None
    readers = _READERS[kind]
    try:
        return kind(
            *(read(value) for read, value in zip(readers, values, strict=False))
        )
    except ValueError:
        return None
