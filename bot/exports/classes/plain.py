"""What a class's pages show, as the plain data that the templates take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from babel.dates import format_date

from bot.exports.classes.sheet import (
    ClassSheet,
    about_class,
    about_sheet,
    facts_of,
    mark_of,
    segment_of,
    team_name,
)
from bot.exports.plain import (
    BRIEF,
    SHORT,
    Data,
    TooMuchToDrawError,
    document,
    entry,
    labels,
    section_title,
)
from bot.exports.words import words
from bot.wording import shortened
from conversations.exercise.class_canvas import ClassItem, ClassSection, Sheet
from conversations.exercise.setup import Way
from conversations.profile import PROFILE_SECTIONS, VALUE_MAP_SECTIONS
from conversations.ranking import TOP

#: More notes than this on one sheet nobody could read.
MOST_NOTES = 3000


def pages_of(sheet: ClassSheet) -> tuple[str, ...]:
    """The pages of a class; the first of them is the picture."""
    teams = ("teams",) if len(sheet.canvas.sheets) > 1 else ()
    return (*teams, "canvas", "details")


def plain(
    sheet: ClassSheet,
    pages: Sequence[str],
    paper: tuple[float, float],
    *,
    tables: bool = False,
) -> Data:
    """The data of some pages of a class, on paper of a width and height.

    With `tables` every note follows in full.

    Raises:
        TooMuchToDrawError: nobody could read it.

    """
    items = [i for one in sheet.canvas.sheets for s in one.sections for i in s.items]
    if len(items) > MOST_NOTES:
        raise TooMuchToDrawError(f"{len(items)} notes of a class")
    w, segment = sheet.wording, segment_of(sheet)
    texts = (segment, sheet.title, *(item.text for item in items))
    kind = w.label("Class canvas")
    return {
        **document(segment, kind, sheet.language, texts, sheet.guide.words.title),
        "pages": list(pages),
        "paper": paper,
        "tables": tables,
        "title": words(segment),
        "labels": _labels(sheet, ""),
        "legend": list(_legend(sheet, items)),
        "steps": [],
        "sheets": [_sheet(sheet, one) for one in sheet.canvas.sheets],
    }


def _labels(sheet: ClassSheet, team: str) -> Data:
    """What the pages of a team say themselves, or those of the class."""
    w = sheet.wording
    day = format_date(sheet.on, "long", locale=sheet.language)
    about = [day, *filter(None, [shortened(sheet.title, 60)])]
    said = {
        "profile": " · ".join(filter(None, [w.label("Class canvas"), team])),
        "counts": " · ".join(about),
        "more_teams": w.label("More teams are in the PDF"),
    }
    if team:
        said["in_full"] = w.label("{team}: every note in full", team=team)
    return {**labels(w), **{key: words(text) for key, text in said.items()}}


def _legend(sheet: ClassSheet, items: Sequence[ClassItem]) -> Iterator[Data]:
    """What the marks on the notes mean; only those that there are."""
    w, vote = sheet.wording, sheet.canvas.vote
    if vote and vote.way is Way.DOTS:
        yield entry("tag", w.label("dots from the class"))
    elif vote:
        yield entry("tag", w.label("mean rating of the class, 1 to 10"))
    elif any(item.stars for item in items):
        yield entry("tag", w.label("stars from the class"))
    if any(item.disputed for item in items):
        yield entry("disputed", w.label("here opinions differ"))
    if any(item.mine for item in items):
        yield entry("own", w.label("yours"))
    if vote and vote.way is Way.RATINGS:
        yield entry(None, w.label("1 = most often above others; no number = not rated"))
    else:
        yield entry(None, w.label("1 = matters most; no number = not rated"))


def _sheet(sheet: ClassSheet, one: Sheet) -> Data:
    """A canvas: sections that have a place on it are drawn, others are listed."""
    w, team = sheet.wording, team_name(sheet.wording, one)
    about = list(about_sheet(sheet, one))
    if not team:
        about += list(about_class(sheet))[-1:]
    of = {section.section: section for section in one.sections}
    map_ = [of[section] for section in VALUE_MAP_SECTIONS if section in of]
    return {
        "labels": _labels(sheet, team),
        "team": words(team),
        "about": [words(line) for line in about],
        "description": [{"brief": words(line)} for line in about],
        "subtitle": words(" · ".join(about)),
        "profile": [
            _section(sheet, of.get(section) or ClassSection(section, ()))
            for section in PROFILE_SECTIONS
        ],
        "map": [_section(sheet, section) for section in map_],
        "lists": [
            {
                "title": words(section_title(sheet.guide, section.section, w)),
                "lines": [words(item.text) for item in section.items],
            }
            for section in one.sections
            if section.section not in (*PROFILE_SECTIONS, *VALUE_MAP_SECTIONS)
        ],
    }


def _section(sheet: ClassSheet, section: ClassSection) -> Data:
    named = sheet.guide.words.sections.get(section.section)
    return {
        "key": str(section.section),
        "title": words(section_title(sheet.guide, section.section, sheet.wording)),
        "top": words(named.top) if named and named.top else None,
        "items": [_item(sheet, item) for item in section.items],
    }


def _item(sheet: ClassSheet, item: ClassItem) -> Data:
    facts = tuple(facts_of(sheet, item))
    return {
        "words": words(item.text),
        "short": words(shortened(item.text, SHORT)),
        "brief": words(shortened(item.text, BRIEF)),
        "rank": item.rank,
        "lead": item.rank is not None and item.rank <= TOP,
        "edge": "own" if item.mine else "plain",
        "tag": _tag(sheet, item),
        "disputed": item.disputed,
        "links": [],
        "facts": [words(" · ".join(facts))] if facts else [],
    }


def _tag(sheet: ClassSheet, item: ClassItem) -> str | None:
    """What stands in the corner of a note, if anything."""
    mark, vote = mark_of(sheet, item), sheet.canvas.vote
    if mark and vote and vote.way is Way.DOTS:
        return f"{mark} ●"
    if vote is None and item.stars:
        return f"{item.stars} ⭐"
    return mark or None
