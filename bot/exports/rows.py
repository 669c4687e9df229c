"""A canvas as rows of cells: what a table shows of each note, in the guide's words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct, field

from bot.exports.card import groups_of, verdict_of
from bot.exports.formats import Sheet
from bot.wording import Wording, wording_for
from conversations.canvas import Canvas, CanvasItem, CanvasSection
from conversations.guides.model import Guide
from conversations.profile import Section


class Row(Struct, frozen=True):
    """One note.

    `ratings` maps what was asked of it to the level it was given, in words. `answers`
    are the notes that one of the value map is for; `job` is the one it belongs to.
    """

    section: Section
    text: str
    rank: int | None = None
    ratings: dict[str, str] = field(default_factory=dict)
    context: str = ""
    tags: str = ""
    heard: int = 0
    quote: str = ""
    answers: str = ""
    job: str = ""


def title_of(sheet: Sheet) -> str:
    """Whose canvas it is."""
    return sheet.canvas.segment or words_of(sheet).label("Your customer")


def section_title(guide: Guide, section: Section) -> str:
    """What a section is called."""
    words = guide.words.sections.get(section)
    return words.title if words else section.value.replace("_", " ").capitalize()


def sections_of(canvas: Canvas) -> tuple[CanvasSection, ...]:
    """The sections to show; of a segment that is only described, there are none."""
    return () if canvas.is_only_a_card else (*canvas.sections, *canvas.value_map)


def words_of(sheet: Sheet) -> Wording:
    """The words of the interface in the language of the guide."""
    return wording_of(sheet.guide.words.language)


wording_of = cache(wording_for)


def rows_of(sheet: Sheet, section: CanvasSection) -> tuple[Row, ...]:
    """The rows of a section of the customer profile or the value map, in order."""
    texts = _texts(sheet)
    return tuple(
        _row(sheet.guide, section.section, item, texts) for item in section.items
    )


def all_rows(sheet: Sheet) -> Iterator[Row]:
    """Everything that the canvas holds, section by section."""
    canvas = sheet.canvas
    yield from card_rows(sheet)
    for section in canvas.sections:
        yield from rows_of(sheet, section)
        if section.section is Section.JOBS:
            yield from step_rows(sheet)
    for section in canvas.value_map:
        yield from rows_of(sheet, section)
    yield from _plain(Section.PROPOSITION, canvas.statement)
    yield from _plain(Section.REFLECTION, canvas.surprises)


def card_rows(sheet: Sheet) -> Iterator[Row]:
    """What is known about the segment; a row's tags say what it is about."""
    for title, lines in groups_of(sheet.canvas, words_of(sheet)):
        yield from (Row(Section.SEGMENT, line, tags=title) for line in lines)
    if verdict := verdict_of(sheet.canvas):
        yield Row(Section.SEGMENT, verdict)


def step_rows(sheet: Sheet) -> Iterator[Row]:
    """How jobs get done, step by step."""
    for steps in sheet.canvas.steps:
        for number, text in enumerate(steps.steps, 1):
            yield Row(Section.STEPS, text, number, job=steps.job or "")


def questions_of(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """What was asked of any of these notes, in the order it was asked."""
    return tuple(dict.fromkeys(question for row in rows for question in row.ratings))


def _plain(section: Section, texts: tuple[str, ...]) -> Iterator[Row]:
    return (Row(section, text) for text in texts)


def _texts(sheet: Sheet) -> dict[int, str]:
    """The words of each note by its number."""
    return {
        item.number: item.text
        for section in sheet.canvas.sections
        for item in section.items
    }


def _row(
    guide: Guide, section: Section, item: CanvasItem, texts: dict[int, str]
) -> Row:
    return Row(
        section=section,
        text=item.text,
        rank=item.rank,
        ratings=_ratings(guide, section, item),
        context=item.context,
        tags=", ".join(guide.labels_of_choices.get(tag, tag) for tag in item.tags),
        heard=item.heard,
        quote=item.quote,
        answers="; ".join(texts[number] for number in item.links if number in texts),
        job=texts.get(item.for_job or 0, ""),
    )


def _ratings(guide: Guide, section: Section, item: CanvasItem) -> dict[str, str]:
    asked = {rating.scale: rating.id for rating in guide.ratings_of(section)}
    words = guide.words
    return {
        words.rating_of_one[asked[scale]]: words.scales[scale][level].label
        for scale, level in item.levels
    }
