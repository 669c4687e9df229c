"""The canvas of a class, as its teacher, its teams and each of its people see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from conversations.exercise import debrief
from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.class_canvas import ClassCanvas, ClassItem, class_canvas
from conversations.exercise.debrief import About, Debrief, Question, load_debrief
from conversations.exercise.setup import Names, Work
from conversations.exercise.sight import Facilitators, Member, Room, Viewer
from conversations.exercise.states import State
from conversations.profile import Section
from tests.conversations.classroom import Classroom, Person, a_class, said, setup


def a_voted_class(**chosen: Any) -> tuple[Classroom, Person, list[Person]]:
    """Two people with two jobs and a pain; the first two were voted on."""
    room, teacher, (ada, ben) = a_class("Ada", "Ben", chosen=setup(**chosen))
    ada.sends("order beans")
    ben.sends("do the books\nbeans ordered")
    teacher.taps(e.NextTapped)
    ben.sends("stale beans")
    room.reaches(State.SORTING)
    return room, teacher, [ada, ben]


def canvas(room: Classroom, viewer: Viewer) -> ClassCanvas:
    return class_canvas(room.exercise, viewer)


def items(shown: ClassCanvas, section: Section = Section.JOBS) -> list[ClassItem]:
    (sheet,) = shown.sheets
    return [i for part in sheet.sections if part.section is section for i in part.items]


def places(
    shown: ClassCanvas, section: Section = Section.JOBS
) -> dict[str, int | None]:
    return {item.text: item.rank for item in items(shown, section)}


def test_each_section_has_an_order_of_its_own_and_the_others_are_not_rated() -> None:
    room, teacher, (ada, ben) = a_voted_class()
    teacher.taps(e.ListTapped, room.containing("ordered"), False)
    teacher.taps(e.NextTapped)
    ada.votes(stale=3, books=2)
    ben.votes(stale=2, books=1, order=1)
    assert set(places(canvas(room, Room())).values()) == {None}
    assert canvas(room, Facilitators()).round == 0
    teacher.taps(e.NextTapped)

    shown = canvas(room, Room())
    assert [part.section for part in shown.sheets[0].sections] == [
        Section.JOBS,
        Section.PAINS,
        Section.GAINS,
    ]
    assert list(places(shown).items()) == [
        ("do the books", 1),
        ("order beans", 2),
        ("beans ordered", None),
    ]
    assert places(shown, Section.PAINS) == {"stale beans": 1}
    first = items(shown)[0]
    assert (first.points, first.people, first.listed) == (3, 2, True)
    assert (shown.segment, shown.people, shown.round) == ("café owners", 2, 1)


def test_equal_notes_share_a_place_of_their_section() -> None:
    room, teacher, (ada, _) = a_voted_class()
    teacher.taps(e.NextTapped)
    ada.votes(stale=2, books=1, order=1)
    teacher.taps(e.NextTapped)

    assert [(i.rank, i.tied) for i in items(canvas(room, Room()))] == [
        (1, True),
        (1, True),
        (None, False),
    ]


def test_everyone_finds_their_own_within_what_the_class_has() -> None:
    room, teacher, (ada, ben) = a_voted_class()
    order, other = room.containing("order"), room.containing("ordered")
    teacher.taps(e.MergeTapped, other, order)

    def mine(person: Person) -> list[str]:
        shown = canvas(room, Member(person.number))
        return [item.text for item in items(shown) if item.mine]

    assert mine(ada) == ["order beans"]
    assert mine(ben) == ["order beans", "do the books"]
    merged = [item.merged for item in items(canvas(room, Facilitators()))]
    assert merged == [("beans ordered",), ()]
    assert [item.merged for item in items(canvas(room, Room()))] == [(), ()]


@pytest.mark.parametrize("names", Names)
def test_names_come_along_only_where_they_were_promised(names: Names) -> None:
    room, teacher, (ada, _) = a_voted_class(names=names)
    teacher.taps(e.NextTapped).taps(e.NextTapped)

    named = [
        viewer
        for viewer in (Facilitators(), Room(), Member(ada.number))
        if "Ben" in said(canvas(room, viewer))
    ]
    assert (
        named
        == {
            Names.SHOWN: [Facilitators(), Room(), Member(ada.number)],
            Names.FACILITATORS: [Facilitators()],
            Names.ANONYMOUS: [],
        }[names]
    )


def test_teams_stand_side_by_side_once_they_have_voted() -> None:
    room, teacher, (ada, ben) = a_voted_class(work=Work.TEAMS, teams=2)
    teacher.taps(e.TopicLinked, 501, "North").taps(e.NextTapped)
    ada.votes(order=3)
    ben.votes(stale=1)
    assert "order" not in said(canvas(room, Room()).sheets)
    teacher.taps(e.NextTapped)

    north, second = canvas(room, Room()).sheets
    assert (north.team, north.name, second.team) == (1, "North", 2)
    assert [i.text for i in north.sections[0].items] == ["order beans"]
    assert second.tally is not None
    assert second.tally.voters == 1
    assert "stale" not in said(canvas(room, Room(1)))
    assert "stale" not in said(canvas(room, Member(ada.number)))
    assert "stale beans" in said(canvas(room, Facilitators()))


def test_on_their_own_sheets_everyone_has_a_canvas_of_their_own() -> None:
    room, _, (ada, ben) = a_class("Ada", "Ben", chosen=setup(work=Work.OWN))
    ada.sends("order beans")
    ben.sends("do the books")
    room.reaches(State.FINISHED)

    assert places(canvas(room, Member(ada.number))) == {"order beans": None}
    assert places(canvas(room, Facilitators())) == places(canvas(room, Room())) == {}


def test_who_left_keeps_their_own_and_sees_no_result() -> None:
    room, teacher, (ada, _) = a_voted_class()
    teacher.taps(e.NextTapped).taps(e.NextTapped)
    ada.taps(e.LeftTapped)

    shown = canvas(room, Member(ada.number))
    assert places(shown) == {"order beans": None}
    assert shown.sheets[0].tally is None


# --- what to talk about ---------------------------------------------------------------


@pytest.fixture(scope="module")
def questions() -> Debrief:
    """The ones that are packaged."""
    beside = Path(debrief.__file__).with_name("debrief.en.toml")
    return load_debrief(beside.read_text("utf-8"))


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("about", About)
def test_there_is_a_question_for_every_section(
    questions: Debrief, section: Section, about: About
) -> None:
    asked = questions.ask(Question(about, section, "a {strange} note", 3, 12))

    assert "“a {strange} note”" in asked
    assert "?" in asked
    assert ("3 of 12" in asked) == (about is About.SPLIT)


def test_questions_are_checked(questions: Debrief) -> None:
    assert len(questions.root) == 7
    with pytest.raises(ValidationError, match="questions about jobs"):
        load_debrief('[pains]\nsplit = "{note}?"\nfirst = "{note}?"')
    with pytest.raises(ValidationError):
        load_debrief('[jobs]\nsplit = "Why?"\nfirst = "{note}?"')
    with pytest.raises(ValidationError, match="cannot be filled in"):
        load_debrief('[jobs]\nsplit = "{note} {who}?"\nfirst = "{note}?"')


@pytest.mark.parametrize(
    ("work", "is_seen"), [(Work.SHARED, True), (Work.TEAMS, False), (Work.OWN, False)]
)
def test_the_group_is_sent_no_picture_of_which_it_would_see_nothing(
    work: Work, is_seen: bool
) -> None:
    """What a team wrote is its own until all have voted."""
    room, teacher, (ada, _) = a_class("Ada", "Ben", chosen=setup(work=work, teams=2))
    ada.sends("order beans")
    teacher.taps(e.RevealTapped)
    teacher.taps(e.FinishTapped)

    assert room.state is State.FINISHED
    assert (f.ShowCanvas() in room.effects) is is_seen
