"""Screens of the console about notes: lists, one note, and where it may be moved."""

from __future__ import annotations

from markupsafe import Markup

from bot.outgoing import Button
from bot.telegram.buttons import Row, in_rows
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.words import (
    by,
    grouped,
    home_row,
    note_text,
    section_title,
    set_label,
    team_name,
    turn_row,
)
from bot.telegram.questions import Face
from bot.wording import Wording, filled, later, shortened
from conversations.exercise import console_views as c
from conversations.exercise import events as e
from conversations.exercise.desk import Screen
from conversations.exercise.exercise import ON_SHEET, Standing
from conversations.profile import Section

#: How much of a note a screen of its own shows, and how many merged ones.
_WHOLE = 1500
_MERGED = 8

_STANDS: dict[Standing, str] = {
    Standing.PARKED: later("⏳ It waits: it came late, or was one too many."),
    Standing.HIDDEN: later("🙈 It is hidden from the class."),
    Standing.REMOVED: later("🗑 It was taken off."),
}


def list_face(w: Wording, keys: Keys, view: c.ShowNoteList) -> Face:
    """Notes with numbers; each number opens its note."""
    head = w.say("📝 <b>Notes</b>")
    if view.waiting:
        head = w.say("⏳ <b>Waiting</b>")
    if not view.notes:
        line = w.say("There are no notes here.")
        return Face([head, line], (home_row(w, keys),), head)
    numbers = range(view.pages.first, view.pages.first + len(view.notes))
    heads = [f"{number}." for number in numbers]
    lines = [
        head,
        Markup(""),
        *grouped(w, view.guide, view.notes, heads),
        Markup(""),
        _what_to_do(w, view),
    ]
    buttons = [
        keys.look(str(at), Screen.NOTE, view.pages.page, note.number)
        for at, note in zip(numbers, view.notes, strict=True)
    ]
    screen = Screen.PARKED if view.waiting else Screen.NOTES
    keyboard = (
        *in_rows(buttons, 5),
        *turn_row(w, keys, screen, view.pages),
        home_row(w, keys),
    )
    return Face(lines, keyboard, head)


def _what_to_do(w: Wording, view: c.ShowNoteList) -> Markup:
    if view.waiting:
        return w.say("These came late, or were too many. Tap a number to take it up.")
    if view.is_revealed:
        return w.say("Tap a number to put a note into the spotlight, move or hide it.")
    return w.say("The class does not see them yet. Tap a number to hide or move one.")


def note_face(w: Wording, keys: Keys, view: c.ShowOneNote) -> Face:
    """One note, whose it is, and what can be done with it."""
    note = view.note
    title = section_title(view.guide, note.section)
    head = filled("{} · <b>{}</b>{}", title, shortened(note.text, _WHOLE), by(note))
    lines = [head]
    if note.team is not None:
        lines.append(filled("👥 {}", team_name(w, note.team)))
    if note.standing in _STANDS:
        lines.append(w.say(_STANDS[note.standing]))
    if view.is_lit:
        lines.append(w.say("🔦 It is in the spotlight."))
    if note.stars:
        lines.append(w.count("⭐ {number} star", "⭐ {number} stars", note.stars))
    if view.merged:
        lines += [Markup(""), w.say("It also stands for:")]
        lines += [filled("≈ {}", note_text(each)) for each in view.merged[:_MERGED]]
        rest = len(view.merged) - _MERGED
        if rest > 0:
            lines.append(w.count("… and {number} more", "… and {number} more", rest))
    lines += [Markup(""), w.say("Tap what shall happen to it.")]
    return Face(lines, _note_keyboard(w, keys, view), head)


def _note_keyboard(w: Wording, keys: Keys, view: c.ShowOneNote) -> tuple[Row, ...]:
    number = view.note.number
    rows: list[Row] = []
    if view.may_name:
        rows.append(
            (keys(w.label("👤 This is our customer"), e.SegmentTapped(0, number)),)
        )
    rows.append(_standing_row(w, keys, view))
    if view.may_light and not view.is_lit:
        tap = e.SpotlightTapped(0, number, lit=True)
        rows.append((keys(w.label("🔦 Talk about this one"), tap),))
    if view.is_lit:
        tap = e.SpotlightTapped(0, number, lit=False)
        rows.append((keys(w.label("🔦 Out of the spotlight"), tap),))
    if view.may_list:
        rows.append((_list_button(w, keys, view),))
    if view.may_move:
        label = w.label("→ Other section")
        rows.append((keys.look(label, Screen.MOVE, note=number),))
    rows += in_rows(
        [
            keys(
                w.label("⛓ Apart: {note}", note=note_text(each, 20)),
                e.UnmergeTapped(0, each.number),
            )
            for each in view.merged[:_MERGED]
        ],
        2,
    )
    if view.may_mute:
        rows.append(
            (
                keys(
                    w.label("🔇 Mute the author"), e.MuteTapped(0, number, muted=True)
                ),
                keys(w.label("🔊 Unmute"), e.MuteTapped(0, number, muted=False)),
            )
        )
    rows.append(
        (
            keys.look(w.label("↩ All notes"), Screen.NOTES),
            keys.look(w.label("⌂ Console"), Screen.HOME),
        )
    )
    return tuple(row for row in rows if row)


def _standing_row(w: Wording, keys: Keys, view: c.ShowOneNote) -> Row:
    number, standing = view.note.number, view.note.standing
    row = []
    if standing not in ON_SHEET:
        label = w.label("✓ Take it up")
        if standing is not Standing.PARKED:
            label = w.label("✓ Bring it back")
        row.append(keys(label, e.ApproveTapped(0, number)))
    if standing is not Standing.HIDDEN:
        row.append(keys(w.label("🙈 Hide"), e.HideTapped(0, number)))
    if standing is not Standing.REMOVED:
        row.append(keys(w.label("🗑 Take off"), e.RemoveTapped(0, number)))
    return tuple(row)


def _list_button(w: Wording, keys: Keys, view: c.ShowOneNote) -> Button:
    number = view.note.number
    if view.note.listed:
        label = w.label("📋 Off the shortlist")
        return keys(label, e.ListTapped(0, number, listed=False))
    return keys(w.label("📋 On the shortlist"), e.ListTapped(0, number, listed=True))


def move_face(w: Wording, keys: Keys, view: c.ShowMove) -> Face:
    """The sections that a note may belong to."""
    note = view.note
    line = w.say(
        "Where does “{note}” belong? Tap the section.", note=note_text(note, 300)
    )
    buttons = [
        keys(
            _section_label(view, section),
            e.MoveTapped(0, note.number, section),
        )
        for section in view.sections
    ]
    back = keys.look(w.label("↩ Keep it there"), Screen.NOTE, note=note.number)
    return Face([line], (*in_rows(buttons, 2), (back,)), line)


def _section_label(view: c.ShowMove, section: Section) -> str:
    return set_label(section_title(view.guide, section), section is view.note.section)
