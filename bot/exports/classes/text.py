"""Markdown of a class: headings and lists to paste anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from bot.exports.classes.sheet import (
    ClassSheet,
    about_class,
    about_sheet,
    facts_of,
    segment_of,
    team_name,
)
from bot.exports.rows import section_title
from bot.exports.text import escaped, method
from conversations.exercise.class_canvas import ClassSection, Sheet


def markdown_of(sheet: ClassSheet) -> bytes:
    """The canvas of a class, or of each of its teams."""
    return ("\n".join(_lines(sheet)).rstrip("\n") + "\n").encode()


def _lines(sheet: ClassSheet) -> Iterator[str]:
    yield f"# {escaped(segment_of(sheet))}"
    yield ""
    for line in about_class(sheet):
        yield f"- {escaped(line)}"
    yield ""
    for one in sheet.canvas.sheets:
        yield from _sheet(sheet, one)
    yield from method(sheet.wording, sheet.on)


def _sheet(sheet: ClassSheet, one: Sheet) -> Iterator[str]:
    if team := team_name(sheet.wording, one):
        yield f"## {escaped(team)}"
        yield ""
    for line in about_sheet(sheet, one):
        yield f"- {escaped(line)}"
    yield ""
    for section in one.sections:
        yield from _section(sheet, section, "###" if team else "##")


def _section(sheet: ClassSheet, section: ClassSection, depth: str) -> Iterator[str]:
    yield f"{depth} {escaped(section_title(sheet.guide, section.section))}"
    yield ""
    if not section.items:
        yield escaped(sheet.wording.label("none yet"))
    for item in section.items:
        bullet = "-" if item.rank is None else f"{item.rank}."
        yield f"{bullet} **{escaped(item.text)}**"
        inner = " " * (len(bullet) + 1)
        yield from (f"{inner}- {escaped(fact)}" for fact in facts_of(sheet, item))
    yield ""
