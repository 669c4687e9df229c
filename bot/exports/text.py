"""Markdown that looks the same pasted into GitHub, Notion and other editors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.exports.card import groups_of, verdict_of
from bot.exports.formats import TO_ASK, Sheet
from bot.exports.rows import (
    Row,
    rows_of,
    section_title,
    sections_of,
    step_rows,
    title_of,
    words_of,
)
from bot.wording import Wording
from conversations.canvas import CanvasSection
from conversations.profile import Section

#: Whatever could be markup anywhere in a line.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>#|~&$])")
#: What makes a list at the beginning of a line.
_AT_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
#: Names that GitHub would call out to.
_CALLS = re.compile(r"(?<!\w)@(?=\w)")


def markdown_of(sheet: Sheet) -> bytes:
    """The canvas as headings and lists."""
    return ("\n".join(_lines(sheet)).rstrip("\n") + "\n").encode()


def _lines(sheet: Sheet) -> Iterator[str]:
    canvas, w = sheet.canvas, words_of(sheet)
    yield f"# {escaped(title_of(sheet))}"
    yield ""
    if verdict := verdict_of(canvas):
        yield escaped(verdict)
        yield ""
    yield from _card(sheet)
    for section in sections_of(canvas):
        yield from _section(sheet, section)
        if section.section is Section.JOBS:
            yield from _steps(sheet)
    proposition = section_title(sheet.guide, Section.PROPOSITION)
    yield from _listed(proposition, canvas.statement)
    reflection = section_title(sheet.guide, Section.REFLECTION)
    yield from _listed(reflection, canvas.surprises)
    yield from _listed(w.label(TO_ASK), sheet.to_ask)
    yield from method(w, sheet.on)


def method(w: Wording, on: date) -> Iterator[str]:
    """The end of a file: what made it, and whose method it is."""
    yield "---"
    yield ""
    yield escaped(
        w.label(
            "Made on {day} with Customer Profile Bot. The method, the customer "
            "profile, was developed by Alexander Osterwalder, Yves Pigneur and others.",
            day=on.isoformat(),
        )
    )


def _card(sheet: Sheet) -> Iterator[str]:
    """What is known about the segment, a line each title."""
    groups = groups_of(sheet.canvas, words_of(sheet))
    for title, lines in groups:
        yield f"- **{escaped(title)}:** {escaped('; '.join(lines))}"
    if groups:
        yield ""


def _section(sheet: Sheet, section: CanvasSection) -> Iterator[str]:
    w, rows = words_of(sheet), rows_of(sheet, section)
    yield f"## {escaped(section_title(sheet.guide, section.section))}"
    yield ""
    if not rows:
        yield escaped(w.label("none yet"))
    for row in rows:
        bullet = "-" if row.rank is None else f"{row.rank}."
        yield from _note(sheet, bullet, row)
    yield ""


def _note(sheet: Sheet, bullet: str, row: Row) -> Iterator[str]:
    """A note with what is known of it below, as far in as its own list wants it."""
    w, inner = words_of(sheet), " " * (len(bullet) + 1)
    levels = " · ".join(escaped(level) for level in row.ratings.values())
    yield f"{bullet} **{escaped(row.text)}**" + (f" ({levels})" if levels else "")
    if row.tags:
        yield f"{inner}- {escaped(row.tags)}"
    if row.context:
        yield f"{inner}- {escaped(w.label('When: {text}', text=row.context))}"
    if row.job:
        yield f"{inner}- {escaped(w.label('For the job: {text}', text=row.job))}"
    if row.answers:
        yield f"{inner}- {escaped(w.label('For: {text}', text=row.answers))}"
    if row.heard:
        yield f"{inner}- {escaped(w.label('Heard from {n} customers', n=row.heard))}"
    if row.quote:
        yield f"{inner}- *“{escaped(row.quote)}”*"


def _steps(sheet: Sheet) -> Iterator[str]:
    w, job = words_of(sheet), None
    for row in step_rows(sheet):
        if row.job != job:
            if job is not None:
                yield ""
            job = row.job
            about = w.label("Steps to “{job}”", job=job) if job else w.label("Steps")
            yield f"### {escaped(about)}"
            yield ""
        yield f"{row.rank}. {escaped(row.text)}"
    if job is not None:
        yield ""


def _listed(title: str, texts: tuple[str, ...]) -> Iterator[str]:
    if texts:
        yield f"## {escaped(title)}"
        yield ""
        yield from (f"- {escaped(text)}" for text in texts)
        yield ""


def escaped(text: str) -> str:
    """A text on one line that shows as it was written."""
    line = _ANYWHERE.sub(r"\\\1", " ".join(text.split()))
    line = _AT_START.sub(_with_backslash, line)
    return _CALLS.sub("@\N{ZERO WIDTH NON-JOINER}", line)


def _with_backslash(found: re.Match[str]) -> str:
    """The beginning of a line that begins no list any more."""
    start = found[0]
    return f"{start}\\" if start.isdigit() else f"\\{start}"
