"""Buttons as data: which tap a button stands for, in at most 64 bytes.

A code names the kind of tap and is followed by its numbers, all separated by
colons: `n:3:12` is Next on step 12 of profile 3. Data that does not read back as
a tap is foreign or forged and gives None. Codes are never used again for
something else: old messages keep their buttons for years.
"""

from __future__ import annotations

import re
from dataclasses import fields

from conversations.interview import events as e

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
}

_CODE_OF = {kind: code for code, kind in _CODES.items()}
_NUMBERS = {kind: [field.name for field in fields(kind)] for kind in _CODE_OF}

#: Longer numbers, or other digits, come from nobody's button.
_NUMBER = re.compile(r"-?[0-9]{1,9}")


def encode(tap: e.CardTap | e.MenuTap) -> str:
    """The data of a button."""
    kind = type(tap)
    numbers = [str(getattr(tap, name)) for name in _NUMBERS[kind]]
    return ":".join([_CODE_OF[kind], *numbers])


def decode(data: str) -> e.CardTap | e.MenuTap | None:
    """The tap a button stands for, or None for data that is not ours."""
    code, *numbers = data.split(":")
    kind = _CODES.get(code)
    if kind is None or len(numbers) != len(_NUMBERS[kind]):
        return None
    if not all(map(_NUMBER.fullmatch, numbers)):
        return None
    return kind(*map(int, numbers))
