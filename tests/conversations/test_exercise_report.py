"""What files are made from: everything that somebody may know, and nothing else."""

from __future__ import annotations

import pytest

from conversations.exercise import events as e
from conversations.exercise.exercise import Standing
from conversations.exercise.report import Report, ReportNote, report
from conversations.exercise.setup import Names, Vote, Work
from conversations.exercise.sight import Facilitators, Member, Room, Viewer
from conversations.exercise.states import State
from tests.conversations.classroom import Classroom, Person, a_class, said, setup


def seen_by(room: Classroom, viewer: Viewer | None = None) -> Report:
    return report(room.exercise, room.library, viewer or Facilitators())


def row(found: Report, text: str) -> ReportNote:
    return next(note for note in found.notes if note.text == text)


def a_lesson(**chosen: object) -> tuple[Classroom, Person, list[Person]]:
    """Ada, Bob and Cem wrote a job each, and the teacher collected them."""
    chosen = {"vote": Vote(dots=3), **chosen}
    room, teacher, people = a_class("Ada", "Bob", "Cem", chosen=setup(**chosen))
    for person, text in zip(people, ("zebra", "ant", "mole"), strict=True):
        person.sends(text)
    teacher.taps(e.RevealTapped)
    return room, teacher, people


def voted(room: Classroom, people: list[Person], **dots: int) -> None:
    """The class votes so on what is put on the shortlist; not Cem."""
    room.reaches(State.SORTING)
    for text in dots:
        room.teacher.taps(e.ListTapped, room.number(text), True)
    room.reaches(State.VOTING)
    number = len(room.exercise.rounds)
    for person in people[:2]:
        for text, given in dots.items():
            person.taps(e.MarkTapped, number, room.number(text), given)


def test_a_row_for_every_note_says_what_has_become_of_it() -> None:
    room, teacher, people = a_lesson()
    room.waits(minutes=1)
    people[0].sends("zebras")  # late
    room.reaches(State.STARRING)
    people[1].taps(e.StarTapped, room.number("zebra"), True)
    room.reaches(State.SORTING)
    teacher.taps(e.MergeTapped, room.number("mole"), room.number("ant"))
    teacher.taps(e.HideTapped, room.number("zebra"))
    found = seen_by(room)
    assert [note.number for note in found.notes] == list(range(1, 5))
    ant, mole = row(found, "ant"), row(found, "mole")
    assert (mole.into, mole.item) == (ant.number, None)
    assert ant.item is not None
    assert ant.item.merged == ("mole",)
    assert row(found, "zebra").standing is Standing.HIDDEN
    assert row(found, "zebra").stars == 1
    assert row(found, "zebras").standing is Standing.PARKED


def test_without_a_vote_those_with_stars_come_first_for_who_sees_stars() -> None:
    room, _, people = a_lesson(names=Names.SHOWN)
    room.reaches(State.STARRING)
    for person in people[:2]:
        person.taps(e.StarTapped, room.number("mole"), True)
    people[1].taps(e.StarTapped, room.number("ant"), True)
    assert [n.text for n in seen_by(room).notes] == ["mole", "ant", "zebra"]
    assert [n.text for n in seen_by(room, Room()).notes] == ["zebra", "ant", "mole"]


def test_who_took_part_is_said_and_never_what_for() -> None:
    room, _, people = a_lesson()
    voted(room, people, ant=2, mole=1)
    people[2].taps(e.LeftTapped)
    room.reaches(State.RESULT)
    parts = {part.name: part for part in seen_by(room).parts}
    assert list(parts) == ["Ada", "Bob", "Cem"]
    assert parts["Ada"].voted == (True,)
    assert (parts["Cem"].voted, parts["Cem"].here) == ((False,), False)
    assert (parts["Cem"].notes, parts["Cem"].answered) == (1, (True, False, False))
    assert "ant" not in said(tuple(parts.values()))


@pytest.mark.parametrize("viewer", [Member(70002), Room(), Facilitators()])
def test_in_an_anonymous_class_nobody_is_named(viewer: Viewer) -> None:
    room, _, people = a_lesson(names=Names.ANONYMOUS)
    voted(room, people, ant=3)
    room.reaches(State.RESULT)
    found = seen_by(room, viewer)
    assert found.parts == ()
    everything = said((found.canvas, found.notes, found.outcomes))
    assert not any(name in everything for name in ("Ada", "Bob", "Cem", "7000"))
    assert [note.text for note in found.notes] == ["ant", "mole", "zebra"]


def test_only_facilitators_know_who_took_part_and_names_hidden_from_others() -> None:
    room, _, _ = a_lesson(names=Names.FACILITATORS)
    assert row(seen_by(room), "ant").by == ("Bob",)
    for viewer in (Member(70002), Room()):
        found = seen_by(room, viewer)
        assert found.parts == ()
        assert [note.by for note in found.notes] == [(), (), ()]


def test_rounds_are_there_once_they_are_revealed_the_teachers_for_them_only() -> None:
    room, teacher, people = a_lesson()
    voted(room, people, ant=2, mole=1)
    teacher.taps(e.TeacherVoteTapped, 1, room.number("mole"), 3)
    assert seen_by(room).outcomes == ()
    assert seen_by(room).canvas.vote is None
    room.reaches(State.RESULT)
    found = seen_by(room)
    (outcome,) = found.outcomes
    got = {c.note: (c.points, c.people, c.teachers) for c in outcome.counts}
    assert got[row(found, "ant").number] == (4, 2, 0)
    assert got[row(found, "mole").number] == (2, 2, 3)
    (theirs,) = seen_by(room, Member(people[0].number)).outcomes
    assert {count.teachers for count in theirs.counts} == {0}


def test_what_was_not_revealed_is_seen_by_its_author_only() -> None:
    room, _, people = a_class("Ada", "Bob")
    people[0].sends("zebra")
    assert [n.text for n in seen_by(room, Member(people[0].number)).notes] == ["zebra"]
    for viewer in (Member(people[1].number), Room(), Facilitators()):
        assert seen_by(room, viewer).notes == ()


def test_notes_of_a_team_say_which_and_what_is_for_the_room_is_on_all() -> None:
    room = Classroom(setup(work=Work.TEAMS, teams=2)).opens()
    people = room.people("Ada", "Bob")
    room.starts()
    for person in people:
        person.sends(f"note of {person.name}")
    room.teacher.taps(e.RevealTapped)
    teams = {note.text: note.team for note in seen_by(room).notes}
    assert teams == {"note of Ada": 1, "note of Bob": 2}
    room.teacher.taps(e.RoomNoteAdded, "for all")
    found = seen_by(room)
    assert [n.team for n in found.notes if n.text == "for all"] == [1, 2]
    assert len({note.number for note in found.notes}) == 4


def test_somebodys_own_sheet_is_nobody_elses_and_has_no_number_of_theirs() -> None:
    room, _, people = a_class("Ada", "Bob", chosen=setup(work=Work.OWN))
    people[0].sends("zebra")
    room.teacher.taps(e.CloseTapped)
    assert seen_by(room).notes == ()
    mine = seen_by(room, Member(people[0].number))
    assert [(note.text, note.team) for note in mine.notes] == [("zebra", 0)]
    assert str(people[0].number) not in said((mine.notes, mine.canvas))
