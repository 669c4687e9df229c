"""The value that every format of a class is made from, and the words they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal
from msgspec import Struct

from bot.exports.formats import Paper
from bot.exports.rows import wording_of
from bot.wording import Wording, later, shortened
from conversations.exercise.class_canvas import ClassCanvas, ClassItem, Sheet
from conversations.exercise.report import Report
from conversations.exercise.setup import Names, Vote, Way
from conversations.exercise.tally import Agreement
from conversations.guides.model import Guide


class ClassSheet(Struct, frozen=True):
    """Everything a format may show of a class, as it was on a day.

    `title` is that of the group, `guide` the one that asked.
    """

    report: Report
    guide: Guide
    title: str
    on: date
    paper: Paper = Paper.A4

    @property
    def canvas(self) -> ClassCanvas:
        """The canvas of the class."""
        return self.report.canvas

    @property
    def language(self) -> str:
        """The language that the guide asks in."""
        return self.guide.words.language

    @property
    def wording(self) -> Wording:
        """The words of the interface in that language."""
        return wording_of(self.language)


_AGREEMENT = {
    Agreement.STRONG: later("Strong agreement on the order"),
    Agreement.FAIR: later("Some agreement on the order"),
    Agreement.LITTLE: later("Little agreement on the order: worth talking about"),
}


#: How many letters are left of a note that is only mentioned.
MENTIONED = 140


def segment_of(sheet: ClassSheet) -> str:
    """Who the customer is."""
    return sheet.canvas.segment or sheet.wording.label("Your customer")


def team_name(w: Wording, one: Sheet) -> str:
    """What a team is called; empty for a sheet that is no team's."""
    if not one.team:
        return ""
    number = w.label("Team {number}", number=one.team)
    return f"{number}: {one.name}" if one.name else number


def team_names(sheet: ClassSheet) -> Mapping[int, str]:
    """The teams by their numbers; empty where there are none."""
    return {
        one.team: team_name(sheet.wording, one)
        for one in sheet.canvas.sheets
        if one.team
    }


def about_class(sheet: ClassSheet) -> Iterator[str]:
    """What kind of class it was, a line each."""
    w, canvas = sheet.wording, sheet.canvas
    if sheet.title:
        yield sheet.title
    yield format_date(sheet.on, "long", locale=sheet.language)
    yield w.count(
        "{number} person took part", "{number} people took part", canvas.people
    )
    if not canvas.names.is_named:
        yield w.label("Anonymous: nobody's name is in here")


def about_sheet(sheet: ClassSheet, one: Sheet) -> Iterator[str]:
    """What the vote on a sheet says as a whole, a line each."""
    w, tally = sheet.wording, one.tally
    if tally is None:
        yield w.label("Not voted on yet")
        return
    if tally.agreement:
        yield w.label(_AGREEMENT[tally.agreement])
    voters = w.count("{number} person voted", "{number} people voted", tally.voters)
    yield w.label("{voters}: {vote}", voters=voters, vote=_about(w, tally.vote))


def _about(w: Wording, vote: Vote) -> str:
    if vote.way is Way.RATINGS:
        return w.label("ratings from 1 to 10")
    return w.count("{number} dot for everyone", "{number} dots for everyone", vote.dots)


def mean_of(item: ClassItem | None) -> float | str:
    """How a note was rated on average; nothing when nobody did."""
    if item is None or not item.people:
        return ""
    return round(item.points / item.people, 2)


def mark_of(sheet: ClassSheet, item: ClassItem) -> str:
    """The dots of a note, or its mean rating; empty when it got nothing."""
    vote = sheet.canvas.vote
    if vote is None or not item.people:
        return ""
    if vote.way is Way.DOTS:
        return str(item.points)
    mean = item.points / item.people
    return format_decimal(mean, format="0.0", locale=sheet.language)


def facts_of(sheet: ClassSheet, item: ClassItem) -> Iterator[str]:
    """What is known about a note, piece by piece, on pages that are passed on.

    Names that only facilitators see are not told here: pages end up with everybody.
    """
    w = sheet.wording
    if sheet.canvas.vote is not None:
        yield _got(sheet, item, sheet.canvas.vote)
    if item.tied:
        yield w.label("Shares its place")
    if item.disputed:
        yield w.label("Opinions differ: some put it far up, others far down")
    if item.stars:
        yield w.count("{number} star", "{number} stars", item.stars)
    if item.merged:
        merged = "; ".join(shortened(text, MENTIONED) for text in item.merged)
        yield w.label("Stands for: {notes}", notes=merged)
    if item.by and sheet.canvas.names is Names.SHOWN:
        yield w.label("From {names}", names=", ".join(item.by))
    if item.mine:
        yield w.label("Yours")


def _got(sheet: ClassSheet, item: ClassItem, vote: Vote) -> str:
    """What a note got in the vote, in words."""
    w, mark = sheet.wording, mark_of(sheet, item)
    if not mark:
        return w.label("Not rated")
    if vote.way is Way.DOTS:
        return w.count(
            "{dots} from {number} person",
            "{dots} from {number} people",
            item.people,
            dots=w.count("{number} dot", "{number} dots", item.points),
        )
    rated = w.count(
        "Rated {mean} on average by {number} person",
        "Rated {mean} on average by {number} people",
        item.people,
        mean=mark,
    )
    if item.rank is None:
        return w.label("{rated}, too few for a place", rated=rated)
    return rated
