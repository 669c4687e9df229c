"""Screens of the console that make few notes of many: what is alike, the shortlist."""

from __future__ import annotations

from markupsafe import Markup

from bot.telegram.buttons import Row, in_rows
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.words import grouped, home_row, note_text, turn_row
from bot.telegram.questions import Face
from bot.wording import Wording, filled
from conversations.exercise import console_views as c
from conversations.exercise import events as e
from conversations.exercise.desk import Screen
from conversations.exercise.path import SHORTLIST

#: How much of each note of a pair is shown.
_LONGEST = 600


def pair_face(w: Wording, keys: Keys, view: c.ShowPair) -> Face:
    """Two notes that look alike: the same, or not?"""
    head = w.say("≈ <b>The same?</b>")
    if view.pair is None:
        line = w.say("Nothing looks alike any more. On to the shortlist!")
        shortlist = keys.look(w.label("📋 Shortlist"), Screen.SHORTLIST)
        return Face([head, line], ((shortlist,), home_row(w, keys)), head)
    one, other = view.pair
    left = w.count("{number} pair to decide.", "{number} pairs to decide.", view.left)
    lines = [
        head,
        Markup(""),
        filled("1. {}", note_text(one, _LONGEST)),
        filled("2. {}", note_text(other, _LONGEST)),
        Markup(""),
        left,
        w.say(
            "Tap the one that shall stand for both, or keep both. Under 📝 Notes you "
            "can take them apart again."
        ),
    ]
    return Face(lines, _pair_keyboard(w, keys, view, one.number, other.number), head)


def _pair_keyboard(
    w: Wording, keys: Keys, view: c.ShowPair, one: int, other: int
) -> tuple[Row, ...]:
    rows: list[Row] = [
        (
            keys(w.label("⇠ Merge into 1"), e.MergeTapped(0, other, one)),
            keys(w.label("⇢ Merge into 2"), e.MergeTapped(0, one, other)),
        ),
        (
            keys(w.label("Keep both"), e.KeepBothTapped(0, one, other)),
            keys(w.label("Later"), e.LaterTapped(0, one, other)),
        ),
    ]
    if view.alike > 2:
        label = w.label("Merge all {number} alike into 1", number=view.alike)
        rows.append((keys(label, e.MergeAlikeTapped(0, one)),))
    return (*rows, home_row(w, keys))


def shortlist_face(w: Wording, keys: Keys, view: c.ShowShortlist) -> Face:
    """All notes with their stars; those on the list have a mark."""
    head = w.count(
        "📋 <b>Shortlist</b> · {number} note on it",
        "📋 <b>Shortlist</b> · {number} notes on it",
        view.listed,
    )
    if not view.notes:
        line = w.say("There are no notes to choose from.")
        return Face([head, line], (home_row(w, keys),), head)
    numbers = range(view.pages.first, view.pages.first + len(view.notes))
    heads = [
        f"{_mark(listed=note.listed)} {at}."
        for at, note in zip(numbers, view.notes, strict=True)
    ]
    lines = [
        head,
        Markup(""),
        *grouped(w, view.guide, view.notes, heads),
        Markup(""),
        w.say(
            "Tap a number to put a note on the list, or take it off. About {number} "
            "are enough: with more, people lose track.",
            number=SHORTLIST,
        ),
    ]
    buttons = [
        keys(
            f"{_mark(listed=note.listed)} {at}",
            e.ListTapped(0, note.number, listed=not note.listed),
        )
        for at, note in zip(numbers, view.notes, strict=True)
    ]
    keyboard = (
        *in_rows(buttons, 5),
        *turn_row(w, keys, Screen.SHORTLIST, view.pages),
        home_row(w, keys),
    )
    return Face(lines, keyboard, head)


def _mark(*, listed: bool) -> str:
    return "☑" if listed else "☐"
