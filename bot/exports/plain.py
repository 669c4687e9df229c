"""A sheet as the plain data that the templates take: nothing is decided after this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from babel.dates import format_date

from bot.exports.card import groups_of, verdict_of
from bot.exports.formats import TO_ASK, Paper, Sheet
from bot.exports.words import clean, han_fonts, words
from bot.wording import Wording, later, shortened, wording_for
from conversations.canvas import Canvas, CanvasItem, CanvasSection
from conversations.guides.model import Guide
from conversations.notes import MOST_NOTES
from conversations.profile import PROFILE_SECTIONS, Section
from conversations.ranking import TOP

Data = dict[str, Any]

#: The papers lying on their side, in millimetres.
PAPERS = {Paper.A4: (297.0, 210.0), Paper.LETTER: (279.4, 215.9)}

#: What a picture is drawn on: four to three, as a phone shows most of it.
SCREEN = (280.0, 210.0)

#: Characters left of a note where it must be short, and of one that must be very short.
BRIEF, SHORT = 140, 80

#: Characters of what stands below the name beside a value map.
SUBTITLE = 200

_TITLES = {
    Section.JOBS: later("Jobs"),
    Section.PAINS: later("Pains"),
    Section.GAINS: later("Gains"),
    Section.PRODUCTS: later("Products and services"),
    Section.RELIEVERS: later("Pain relievers"),
    Section.CREATORS: later("Gain creators"),
}


class TooMuchToDrawError(Exception):
    """A profile has more notes than an interview allows; no drawing would help."""


def plain(
    sheet: Sheet,
    pages: Sequence[str],
    paper: tuple[float, float],
    *,
    tables: bool = False,
) -> Data:
    """The data of some pages of a profile, on paper of a width and height.

    With `tables` every note follows in full when the drawing has no room for it.

    Raises:
        TooMuchToDrawError: nobody could read it.

    """
    w, canvas = wording_for(sheet.guide.words.language), sheet.canvas
    places = _places(_drawable(canvas))
    name = _name(canvas, w)
    return {
        **_document(sheet, name, w),
        "pages": list(pages),
        "paper": paper,
        "tables": tables,
        "title": words(name),
        "labels": {**labels(w), "counts": words(_counts(sheet, w))},
        "legend": [
            entry("strong", w.label("heard from customers, and how many")),
            entry("dashed", w.label("still a guess")),
            entry(None, w.label("1 = matters most; no number = not rated")),
        ],
        "profile": [_section(sheet, s, places, w) for s in canvas.sections],
        "map": [_section(sheet, s, places, w) for s in canvas.value_map],
        "statement": [_line(text) for text in canvas.statement],
        "description": [_line(text) for text in canvas.description],
        "subtitle": words(shortened(_subtitle(canvas), SUBTITLE)),
        "card": {**_card(canvas, w), "alone": canvas.is_only_a_card},
        "steps": [
            {
                "title": words(_steps_title(steps.job, w)),
                "lines": [words(step) for step in steps.steps],
            }
            for steps in canvas.steps
        ],
        "lists": [
            {
                "title": words(w.label("Surprises")),
                "lines": [words(text) for text in canvas.surprises],
            },
            {
                "title": words(w.label(TO_ASK)),
                "lines": [words(text) for text in sheet.to_ask],
            },
        ],
    }


def pages_of(canvas: Canvas) -> tuple[str, ...]:
    """The pages that a profile fills; more follow when the drawing lacks room.

    The first of them is the picture.
    """
    known = any(
        item.context or item.quote or item.levels
        for section in (*canvas.sections, *canvas.value_map)
        for item in section.items
    )
    more = known or canvas.steps or canvas.surprises
    return (
        *(() if canvas.is_only_a_card else ("canvas",)),
        *(("card",) if canvas.description or canvas.card else ()),
        *(("statement",) if canvas.statement else ()),
        *(("details",) if more else ()),
    )


def _drawable(canvas: Canvas) -> tuple[CanvasSection, ...]:
    """All sections of the canvas, if they are not too much."""
    sections = (*canvas.sections, *canvas.value_map)
    notes = sum(len(section.items) for section in sections)
    if notes > MOST_NOTES:
        raise TooMuchToDrawError(f"{notes} notes, but at most {MOST_NOTES} are drawn")
    return sections


def compared(one: Sheet, other: Sheet) -> Data:
    """The data of two segments side by side; notes in the same words are shared.

    Raises:
        TooMuchToDrawError: one of them has too many notes.

    """
    w, sheets = wording_for(one.guide.words.language), (one, other)
    for sheet in sheets:
        _drawable(sheet.canvas)
    names = [_name(sheet.canvas, w) for sheet in sheets]
    title = w.label("{one} and {other}", one=names[0], other=names[1])
    return {
        **_document(one, title, w),
        "han": han_fonts(text for s in sheets for text in _texts(s.canvas)),
        "pages": ["comparison"],
        "paper": PAPERS[one.paper],
        "tables": False,
        "labels": labels(w),
        "titles": [words(name) for name in names],
        "sections": [
            _side_by_side(sheets, pair, w)
            for pair in zip(one.canvas.sections, other.canvas.sections, strict=True)
        ],
    }


def _side_by_side(
    sheets: tuple[Sheet, Sheet], pair: tuple[CanvasSection, CanvasSection], w: Wording
) -> Data:
    of_words = [
        {clean(item.text).casefold(): item for item in section.items}
        for section in pair
    ]
    both = [key for key in of_words[0] if key in of_words[1]]
    columns = [
        [_item(sheet, item, {}, w) for key, item in items.items() if key not in both]
        for sheet, items in zip(sheets, of_words, strict=True)
    ]
    return {
        "key": str(pair[0].section),
        "title": words(section_title(sheets[0].guide, pair[0].section, w)),
        "both": [
            [_item(s, i[key], {}, w) for s, i in zip(sheets, of_words, strict=True)]
            for key in both
        ],
        "both_label": words(w.label("In both")),
        "columns": columns,
    }


def _document(sheet: Sheet, title: str, w: Wording) -> Data:
    canvas, guide = sheet.canvas, sheet.guide.words
    kind = w.label("Value proposition canvas" if canvas.value_map else _PROFILE)
    return document(title, kind, guide.language, _texts(canvas), guide.title)


def document(
    title: str, kind: str, language: str, texts: Iterable[str], *keywords: str
) -> Data:
    """What a file says of itself, and how the texts in it are written."""
    return {
        "lang": language.split("_", maxsplit=1)[0],
        "han": han_fonts(texts),
        "name": words(title),
        "plain": {
            "title": clean(title),
            "author": "Customer Profile Bot",
            "about": kind,
            "keywords": [kind, *keywords],
        },
    }


_PROFILE = later("Customer profile")


_CREDIT = later(
    "Method: after Osterwalder, Pigneur et al. Not affiliated with its publisher."
)


def _name(canvas: Canvas, w: Wording) -> str:
    return clean(canvas.segment) or w.label("Your customer")


def entry(sample: str | None, text: str) -> Data:
    """A line of the legend; `sample` is the edge or the mark that it explains."""
    return {"sample": sample, "words": words(text)}


def labels(w: Wording) -> Data:
    """What the pages say themselves."""
    said = {
        "profile": w.label(_PROFILE),
        "canvas": w.label("Value proposition canvas"),
        "card": w.label("Customer segment"),
        "statement": w.label("Value proposition"),
        "comparison": w.label("Two segments compared"),
        "none_yet": w.label("none yet"),
        "more": w.label("More notes follow in tables"),
        "shortened": w.label("Every word follows in tables"),
        "more_in_pdf": w.label("More notes are in the PDF"),
        "shortened_in_pdf": w.label("Every word is in the PDF"),
        "in_full": w.label("Every note in full"),
        "place": w.label("Place"),
        "note": w.label("Note"),
        "known": w.label("What is known"),
        "credit": w.label(_CREDIT),
    }
    return {key: words(text) for key, text in said.items()}


def _counts(sheet: Sheet, w: Wording) -> str:
    notes = [item for s in sheet.canvas.sections for item in s.items]
    heard = sum(item.heard > 0 for item in notes)
    day = format_date(sheet.on, "long", locale=sheet.guide.words.language)
    if not notes:
        return day
    count = w.label("{heard} of {all} notes heard", heard=heard, all=len(notes))
    return f"{day} · {count}"


def _section(
    sheet: Sheet,
    section: CanvasSection,
    places: dict[int, tuple[str, int]],
    w: Wording,
) -> Data:
    named = sheet.guide.words.sections.get(section.section)
    return {
        "key": str(section.section),
        "title": words(section_title(sheet.guide, section.section, w)),
        "top": words(named.top) if named and named.top else None,
        "items": [_item(sheet, item, places, w) for item in section.items],
    }


def section_title(guide: Guide, section: Section, w: Wording) -> str:
    """What a section is called."""
    named = guide.words.sections.get(section)
    return named.title if named else w.label(_TITLES[section])


def _places(sections: Iterable[CanvasSection]) -> dict[int, tuple[str, int]]:
    """Where each note stands: its section and how many are before it."""
    return {
        item.number: (str(section.section), index)
        for section in sections
        for index, item in enumerate(section.items)
    }


def _item(
    sheet: Sheet, item: CanvasItem, places: dict[int, tuple[str, int]], w: Wording
) -> Data:
    return {
        "words": words(item.text),
        "short": words(shortened(item.text, SHORT)),
        "brief": words(shortened(item.text, BRIEF)),
        "rank": item.rank,
        "lead": item.rank is not None and item.rank <= TOP,
        "edge": _edge(sheet, item),
        "tag": f"{item.heard}×" if item.heard else None,
        "disputed": False,
        "evidence": words(_evidence(item, w)),
        "links": [places[number] for number in item.links if number in places],
        "facts": [words(fact) for fact in _facts(sheet, item, w)],
    }


def _edge(sheet: Sheet, item: CanvasItem) -> str:
    if item.heard:
        return "strong"
    return "dashed" if _is_guess(sheet, item) else "plain"


def _is_guess(sheet: Sheet, item: CanvasItem) -> bool:
    """Whether a note of the customer profile rests on no customer's word yet."""
    note = sheet.profile.note(item.number)
    return not item.heard and note is not None and note.section in PROFILE_SECTIONS


def _evidence(item: CanvasItem, w: Wording) -> str:
    if not item.heard:
        return w.label("still a guess")
    return w.count(
        "heard from {number} customer", "heard from {number} customers", item.heard
    )


def _facts(sheet: Sheet, item: CanvasItem, w: Wording) -> Iterable[str]:
    """What is known about a note, a line each."""
    scales = sheet.guide.words.scales
    levels = [scales[scale][level].why for scale, level in item.levels]
    if levels:
        yield ", ".join(levels)
    if item.context:
        yield w.label("When: {context}", context=item.context)
    if item.heard or _is_guess(sheet, item):
        yield _evidence(item, w)
    if item.quote:
        yield w.label("“{quote}”", quote=item.quote)
    answered = [sheet.profile.note(number) for number in item.links]
    for note in answered:
        if note is not None:
            yield w.label("Answers: {note}", note=shortened(note.text, BRIEF))


def _subtitle(canvas: Canvas) -> str:
    """Why they would choose it, or at least what they are like."""
    return " ".join(canvas.statement) or " · ".join(canvas.description)


def _card(canvas: Canvas, w: Wording) -> Data:
    """What is known about the segment: titles, each with some lines."""
    verdict = verdict_of(canvas)
    return {
        "verdict": words(verdict) if verdict else None,
        "groups": [
            {"title": words(title), "lines": [words(line) for line in lines]}
            for title, lines in groups_of(canvas, w)
        ],
    }


def _line(text: str) -> Data:
    return {"words": words(text), "brief": words(shortened(text, BRIEF))}


def _steps_title(job: str | None, w: Wording) -> str:
    if job is None:
        return w.label("Steps")
    return w.label("Steps to “{job}”", job=shortened(job, 80))


def _texts(canvas: Canvas) -> Iterable[str]:
    """Everything that was written, to see in which script."""
    yield canvas.segment
    yield from (*canvas.description, *canvas.statement, *canvas.surprises)
    for section in (*canvas.sections, *canvas.value_map):
        yield from (item.text for item in section.items)
