"""Anonymous stays anonymous in every file, and nobody learns what they may not see."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections.abc import Mapping, Sequence

import pytest
from msgspec.structs import replace

from bot.exports.classes.plain import pages_of, plain
from bot.exports.classes.sheet import ClassSheet
from bot.exports.making import made
from bot.exports.plain import SCREEN
from bot.exports.worker_process import Files
from conversations.exercise import events as e
from conversations.exercise.ballots import Ballot
from conversations.exercise.setup import Names, Work
from conversations.exercise.sight import Member, Room, Viewer
from conversations.formats import Format
from tests.conversations.classroom import Classroom, a_class, setup
from tests.exports.drawn import words_of
from tests.exports.lessons import TEACHERS, held, sheet_of

#: What each writes on the cards (by their numbers), and what they vote for.
WRITERS: Sequence[tuple[str, Mapping[int, Sequence[str]]]] = (
    ("Canary Ada", {0: ("open at six", "count the till"), 1: ("queues",)}),
    ("Canary Bob", {0: ("order beans",), 1: ("a broken grinder", "rain")}),
    ("Canary Cem", {0: ("train people",), 2: ("a full house",)}),
)
DOTS = {"order beans": 2, "open at six": 2, "queues": 1}

FIRST_PERSON = 70002


def lesson(names: Names) -> Classroom:
    return held(WRITERS, DOTS, names=names)


def canaries(room: Classroom) -> list[str]:
    """The names and numbers that are nobody's business."""
    people = room.exercise.people.values()
    numbers = [str(person.person) for person in people]
    return [*(person.name for person in people), *numbers]


def opened(of: ClassSheet, kind: Format) -> str:
    """Everything that a file says to somebody who takes it apart.

    Letters of a picture are dots or shapes: there it is what Typst is given.
    """
    content = made(of, kind)
    if kind in (Format.PNG, Format.SVG):
        data = json.dumps(plain(of, pages_of(of), SCREEN), ensure_ascii=False)
        return data + content.decode("latin-1")
    if kind is Format.PDF:
        return words_of(content) + content.decode("latin-1")
    if kind is Format.XLSX:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    return content.decode()


def found_in(room: Classroom, viewer: Viewer, kind: Format) -> list[str]:
    said = opened(sheet_of(room.exercise, viewer), kind)
    together = "".join(said.split())
    return [c for c in canaries(room) if c in said or "".join(c.split()) in together]


@pytest.fixture(scope="module")
def anonymous() -> Classroom:
    return lesson(Names.ANONYMOUS)


@pytest.mark.parametrize("kind", Format)
@pytest.mark.parametrize("viewer", [TEACHERS, Member(FIRST_PERSON), Room()])
def test_no_file_of_an_anonymous_class_says_who_took_part(
    anonymous: Classroom, viewer: Viewer, kind: Format
) -> None:
    assert found_in(anonymous, viewer, kind) == []


@pytest.mark.parametrize("viewer", [TEACHERS, Member(FIRST_PERSON), Room()])
def test_the_process_that_makes_them_is_not_told_either(
    anonymous: Classroom, viewer: Viewer
) -> None:
    job = Files(sheet_of(anonymous.exercise, viewer), (Format.PDF,))
    assert b"Canary" not in pickle.dumps(job)


@pytest.mark.parametrize("kind", Format)
def test_who_wrote_what_and_when_changes_nothing_in_an_anonymous_file(
    anonymous: Classroom, kind: Format
) -> None:
    """The same notes by others, in another order: the same bytes."""
    notes = [notes for _, notes in WRITERS]
    others = [
        ("Yan", {step: texts[::-1] for step, texts in notes[1].items()}),
        ("Zoe", notes[2]),
        ("Canary Bob", notes[0]),
    ]
    backwards = held(others, DOTS, names=Names.ANONYMOUS)
    assert list(backwards.exercise.notes.values()) != list(
        anonymous.exercise.notes.values()
    )
    assert made(sheet_of(backwards.exercise), kind) == made(
        sheet_of(anonymous.exercise), kind
    )


@pytest.mark.parametrize("kind", Format)
def test_names_for_facilitators_are_in_their_files_only(kind: Format) -> None:
    """And not in pages, which may be shown to everybody."""
    room = lesson(Names.FACILITATORS)
    for viewer in (Member(FIRST_PERSON), Room()):
        assert found_in(room, viewer, kind) == []
    to_work_with = kind in (Format.XLSX, Format.CSV, Format.JSON)
    names = [each.name for each in room.exercise.people.values()]
    assert found_in(room, TEACHERS, kind) == names * to_work_with


@pytest.mark.parametrize("kind", Format)
def test_a_persons_own_sheet_is_in_nobody_elses_files(kind: Format) -> None:
    room, teacher, people = a_class("Ada", "Bob", chosen=setup(work=Work.OWN))
    people[0].sends("a canary of my own")
    teacher.taps(e.CloseTapped)
    for viewer in (TEACHERS, Room(), Member(people[1].number)):
        assert "canary" not in opened(sheet_of(room.exercise, viewer), kind)
    assert "canary" in opened(sheet_of(room.exercise, Member(people[0].number)), kind)


@pytest.mark.parametrize("kind", Format)
def test_nobody_learns_who_voted_for_what(kind: Format) -> None:
    """Two swap what they gave: every file stays the same."""
    room = lesson(Names.SHOWN)
    one, other = {room.number("queues"): 3}, {room.number("order beans"): 3}

    def voted(*ballots: Mapping[int, int]) -> bytes:
        people = dict(room.exercise.people)
        for person, marks in zip(people, ballots, strict=False):
            ballot = {1: Ballot(marks, done=True)}
            people[person] = replace(people[person], ballots=ballot)
        return made(sheet_of(replace(room.exercise, people=people)), kind)

    assert voted(one, other) == voted(other, one)
