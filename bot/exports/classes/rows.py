"""The notes of a class as a table: the same columns in every format that has one."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from bot.exports.classes.sheet import ClassSheet, mean_of, team_names
from bot.exports.rows import section_title
from bot.wording import Wording, later
from conversations.exercise.exercise import Standing
from conversations.exercise.report import ReportNote
from conversations.exercise.setup import Way

Cell = str | int | float

_STANDINGS = {
    Standing.WRITTEN: later("on the canvas"),
    Standing.APPROVED: later("on the canvas"),
    Standing.PARKED: later("waits for you"),
    Standing.HIDDEN: later("hidden"),
    Standing.REMOVED: later("taken off"),
    Standing.WITHDRAWN: later("taken back"),
}


class Column(Struct, frozen=True):
    """A column: its head, and what stands in it for a note."""

    head: str
    cell: Callable[[ReportNote], Cell]


def columns_of(sheet: ClassSheet) -> tuple[Column, ...]:
    """The columns that the notes of a class need.

    The second is the note itself. Where nobody is named there is none for names.
    """
    w, notes = sheet.wording, sheet.report.notes
    texts = {note.number: note.text for note in notes}
    teams = team_names(sheet)
    return (
        Column(w.label("Section"), lambda n: section_title(sheet.guide, n.section)),
        Column(w.label("Note"), lambda n: n.text),
        *_if(bool(teams), Column(w.label("Team"), lambda n: teams.get(n.team, ""))),
        Column(w.label("Place"), lambda n: (n.item and n.item.rank) or ""),
        *_votes(sheet, w),
        Column(w.label("Stars"), lambda n: n.stars),
        Column(w.label("Shortlist"), lambda n: w.label("yes") if n.listed else ""),
        Column(w.label("It is"), lambda n: _standing(w, n)),
        Column(w.label("Merged into"), lambda n: texts.get(n.into or 0, "")),
        *_if(
            any(note.mine for note in notes),
            Column(w.label("Yours"), lambda n: w.label("yes") if n.mine else ""),
        ),
        *_if(
            any(note.by for note in notes),
            Column(w.label("Written by"), lambda n: ", ".join(n.by)),
        ),
    )


def _votes(sheet: ClassSheet, w: Wording) -> tuple[Column, ...]:
    """What each note got in the newest vote, if there was one."""
    vote = sheet.canvas.vote
    if vote is None:
        return ()
    counts = {
        count.note: count
        for outcome in sheet.report.outcomes[-1:]
        for count in outcome.counts
    }
    if vote.way is Way.DOTS:
        got = Column(
            w.label("Dots"), lambda n: c.points if (c := counts.get(n.number)) else ""
        )
    else:
        got = Column(w.label("Mean rating"), lambda n: mean_of(n.item))
    differ = w.label("yes")
    return (
        got,
        Column(
            w.label("From how many"),
            lambda n: c.people if (c := counts.get(n.number)) else "",
        ),
        Column(
            w.label("Opinions differ"),
            lambda n: differ if n.item and n.item.disputed else "",
        ),
    )


def _standing(w: Wording, note: ReportNote) -> str:
    if note.into is not None:
        return w.label("merged")
    return w.label(_STANDINGS[note.standing])


def _if(condition: bool, column: Column) -> tuple[Column, ...]:
    return (column,) if condition else ()


def titles_of_cards(sheet: ClassSheet) -> tuple[str, ...]:
    """The cards that were asked, by their numbers and sections."""
    return tuple(
        f"{number}. {section_title(sheet.guide, card.section)}"
        for number, card in enumerate(sheet.report.cards, 1)
    )
