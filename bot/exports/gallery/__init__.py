"""Every template with sample data, in a folder to look through.

For operators who want to see what people get, and for us before a release.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from bot.exports import drawing
from bot.exports.classes.plain import pages_of as class_pages
from bot.exports.classes.plain import plain as class_plain
from bot.exports.formats import Paper, Poster, Sheet
from bot.exports.gallery.classes import FIRST, class_sheet, lesson
from bot.exports.invitation import poster_data
from bot.exports.plain import PAPERS, SCREEN, Data, compared, plain
from conversations.canvas import example_profile
from conversations.exercise.exercise import Exercise
from conversations.exercise.setup import Vote, Way
from conversations.exercise.sight import Facilitators, Member, Viewer
from conversations.guides.model import Guide
from conversations.profile import (
    ANSWERED_BY,
    PROFILE_SECTIONS,
    VALUE_MAP_SECTIONS,
    Basis,
    Note,
    Order,
    Profile,
    Section,
)

#: The day that the samples are from, so that they come out the same every time.
DAY = date(2026, 11, 22)

#: How many notes the samples have that show what becomes of many.
MANY = (0, 3, 12, 30, 60, 120)

#: A link to join a class; it leads nowhere.
LINK = "https://t.me/CustomerProfileBot?start=j12-1-ThisIsNoSignatureAtAll"

#: Who the samples of a class are for.
_TEACHERS = Facilitators()

#: One note in each script that the fonts have.
SCRIPTS = (
    "Keep the chairs full 🦷",
    "Заполнить утренние часы",
    "Να γεμίζουν τα πρωινά ραντεβού",
    "Nhắc lịch hẹn mà không gọi điện",
    "ملء مواعيد الصباح دون اتصال",
    "למלא את תורי הבוקר",
    "सुबह की सारी जगहें भरना",
    "เติมคิวช่วงเช้าให้เต็ม",
    "把上午的预约排满",
    "午前の予約を埋める",
    "오전 예약을 가득 채우기",
)


class Piece(Struct, frozen=True):
    """Something to look at: its file's name, what it shows, and its data."""

    name: str
    shows: str
    data: Data


def write_gallery(folder: Path, guide: Guide, segment: Guide) -> Path:
    """Draw everything into a folder, which is made if need be; return its index page.

    `guide` is the one that the samples are written for, `segment` the one that asks
    for the segment alone; its own example is shown.

    Raises:
        OSError: the folder cannot be written.

    """
    folder.mkdir(parents=True, exist_ok=True)
    shown = Markup("\n").join(
        _written(folder, piece) for piece in pieces(guide, segment)
    )
    page = (files("bot.exports.gallery") / "index.html").read_text(encoding="utf-8")
    index = folder / "index.html"
    index.write_text(page.replace("{pieces}", shown), encoding="utf-8")
    return index


def pieces(guide: Guide, segment: Guide) -> Iterator[Piece]:
    """All that there is to see."""
    whole, a4 = sample(guide), PAPERS[Paper.A4]
    alone = without_value_map(whole)
    yield Piece("profile", "Customer profile", plain(alone, ["canvas"], SCREEN))
    yield Piece("canvas", "With the value map", plain(whole, ["canvas"], SCREEN))
    for name, shows in (
        ("card", "Segment card"),
        ("statement", "Value proposition"),
        ("details", "Every note in full"),
    ):
        yield Piece(name, shows, plain(whole, [name], a4))
    described = _sheet(example_profile(segment), segment)
    lone = plain(described, ["card"], SCREEN)
    yield Piece("segment", "Segment card alone", lone)
    letter = plain(whole, ["canvas"], PAPERS[Paper.LETTER])
    yield Piece("letter", "On Letter paper", letter)
    pair = compared(alone, _other(alone, guide))
    yield Piece("comparison", "Two segments compared", pair)
    scripts = numbered(SCRIPTS, len(SCRIPTS), guide)
    yield Piece("scripts", "Scripts and emoji", plain(scripts, ["canvas"], SCREEN))
    texts = [item.text for section in whole.canvas.sections for item in section.items]
    for many in MANY:
        data = plain(numbered(texts, many, guide), ["canvas"], a4, tables=True)
        yield Piece(f"notes-{many}", f"{many} notes", data)
    yield from _classes(guide, texts)


def _classes(guide: Guide, texts: Sequence[str]) -> Iterator[Piece]:
    """What a class takes away, and what brings it in."""
    a4, dots, ratings = PAPERS[Paper.A4], Vote(), Vote(Way.RATINGS)

    def piece(
        name: str, shows: str, exercise: Exercise, viewer: Viewer = _TEACHERS
    ) -> Piece:
        sheet = class_sheet(guide, exercise, viewer, DAY)
        data = class_plain(sheet, class_pages(sheet), a4, tables=True)
        return Piece(f"class-{name}", f"Class: {shows}", data)

    for many in MANY:
        yield piece(str(many), f"{many} notes", lesson(guide, texts, many, dots))
    yield piece("before", "not voted on yet", lesson(guide, texts, 18, None))
    rated = lesson(guide, texts, 18, ratings)
    yield piece("ratings", "rated from 1 to 10", rated)
    yield piece("own", "somebody's own copy", rated, Member(FIRST + 2))
    scripts = lesson(guide, SCRIPTS, len(SCRIPTS), dots)
    yield piece("scripts", "scripts and emoji", scripts)
    for teams in (3, 6):
        taught = lesson(guide, texts, 12 * teams, dots, teams)
        yield piece(f"teams-{teams}", f"{teams} teams", taught)
    invitation = Poster("Business models, spring term", LINK, "en", DAY)
    yield Piece("invitation", "Invitation for the wall", poster_data(invitation))


def _written(folder: Path, piece: Piece) -> Markup:
    """Write a piece as PDF and as pictures; return how the index shows it."""
    (folder / f"{piece.name}.pdf").write_bytes(drawing.as_pdf(piece.data, DAY))
    pictures = []
    for number, picture in enumerate(drawing.as_pictures(piece.data, DAY), 1):
        name = f"{piece.name}.png" if number == 1 else f"{piece.name}-{number}.png"
        (folder / name).write_bytes(picture)
        pictures.append(_PICTURE.format(name=name, shows=piece.shows, number=number))
    return _PIECE.format(
        name=piece.name, shows=piece.shows, pictures=Markup("").join(pictures)
    )


_PICTURE = Markup(
    '<a href="{name}"><img src="{name}" alt="{shows}, page {number}"></a>'
)
_PIECE = Markup(
    '<section><h2>{shows} <a href="{name}.pdf">PDF</a></h2>'
    "<div>{pictures}</div></section>"
)


def sample(guide: Guide) -> Sheet:
    """A whole profile: evidence, value map with links, statement, steps."""
    text = (files("bot.exports.gallery") / "sample.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    sheet = _sheet(_profile(tables), guide)
    canvas = replace(
        sheet.canvas,
        description=tuple(tables["description"]),
        statement=tuple(tables["statement"]),
    )
    return replace(sheet, retouched=canvas)


def without_value_map(sheet: Sheet) -> Sheet:
    """The same customer before anything is offered to them."""
    canvas = replace(sheet.canvas, value_map=(), statement=())
    return replace(sheet, retouched=canvas)


def numbered(texts: Sequence[str], count: int, guide: Guide) -> Sheet:
    """A profile of so many notes, shared out to jobs, pains and gains."""
    tables: dict[str, Any] = {str(section): [] for section in PROFILE_SECTIONS}
    for number in range(count):
        section = PROFILE_SECTIONS[number * len(PROFILE_SECTIONS) // count]
        note = {"text": texts[number % len(texts)], "heard": number % 3}
        tables[str(section)].append(note)
    return _sheet(_profile({"name": f"Somebody with {count} notes", **tables}), guide)


def _other(sheet: Sheet, guide: Guide) -> Sheet:
    """A segment that shares every second note with the first."""
    notes = tuple(
        note if note.number % 2 else replace(note, text=f"Quite another {note.section}")
        for note in sheet.profile.notes
    )
    name = "Owners of hair salons"
    return _sheet(replace(sheet.profile, name=name, notes=notes), guide)


def _sheet(profile: Profile, guide: Guide) -> Sheet:
    return Sheet(profile, guide, DAY)


#: What stands as plain texts in the sample, and becomes notes that are not ranked.
_LISTS = {"steps": Section.STEPS, "surprises": Section.REFLECTION}


def _profile(tables: dict[str, Any]) -> Profile:
    """The profile that a sample describes, its notes ranked as they stand."""
    notes: list[Note] = []
    first = {}
    for section in (*PROFILE_SECTIONS, *VALUE_MAP_SECTIONS):
        first[section] = len(notes) + 1
        for table in tables.get(section, ()):
            notes.append(_note(len(notes) + 1, section, table, first))
    for name, section in _LISTS.items():
        for text in tables.get(name, ()):
            note = _note(len(notes) + 1, section, {"text": text}, first)
            job = first[Section.JOBS] if section is Section.STEPS else None
            notes.append(replace(note, for_job=job))
    orders = {
        section: Order(
            Basis.PICKED,
            ranked=tuple(note.number for note in notes if note.section is section),
        )
        for section in (*first, Section.STEPS)
    }
    return Profile(
        *(1, "priority", 1),
        name=tables["name"],
        notes=tuple(notes),
        orders=orders,
        next_note=len(notes) + 1,
    )


def _note(
    number: int, section: Section, table: dict[str, Any], first: dict[Section, int]
) -> Note:
    known = {key: value for key, value in table.items() if key != "answers"}
    answered = first.get(ANSWERED_BY.get(section, section), 0)
    links = tuple(answered + place - 1 for place in table.get("answers", ()))
    return Note(number, section, "", links=links, **known)
