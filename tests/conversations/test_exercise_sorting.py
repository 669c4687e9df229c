"""Stars, notes that are alike, and the shortlist."""

from __future__ import annotations

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.exercise import Standing
from conversations.exercise.path import SHORTLIST
from conversations.exercise.setup import Names, Work
from conversations.exercise.states import State
from conversations.likeness import alike
from conversations.profile import Section
from tests.conversations.classroom import Classroom, Person, a_class, setup, texts

Class = tuple[Classroom, Person, list[Person]]


def sorting(*lines: str, names: Names = Names.SHOWN) -> Class:
    """A class whose people each wrote a line, ready to be sorted."""
    people = [f"Pupil {number}" for number in range(1, len(lines) + 1)]
    room, teacher, pupils = a_class(*people, chosen=setup(names=names))
    for pupil, line in zip(pupils, lines, strict=True):
        pupil.sends(line)
    room.reaches(State.SORTING)
    return room, teacher, pupils


def pairs(room: Classroom) -> list[tuple[str, str]]:
    return [(one.text, other.text) for one, other in room.console.alike]


def listed(room: Classroom) -> list[str]:
    return [note.text for note in room.console.notes if note.listed]


# --- what is alike --------------------------------------------------------------------


def test_texts_are_alike_by_their_words() -> None:
    texts = {
        1: "beans arrive stale",
        2: "Stale beans!",
        3: "keep the queue short",
        4: "keep queue short",
        5: "do the books",
        6: "price",
        7: "price too high",
    }

    assert alike(texts) == ((3, 4), (1, 2))


def test_the_most_alike_come_first() -> None:
    texts = {1: "waiting for beans", 2: "waiting for bread", 3: "waiting for beans"}

    assert alike(texts)[0] == (1, 3)


def test_texts_without_letters_are_like_nothing() -> None:
    assert alike({1: "🙂", 2: "🙃", 3: "", 4: "…"}) == ()


# --- stars ----------------------------------------------------------------------------


def test_everyone_stars_two_and_may_choose_anew() -> None:
    room, _, (ada, ben) = a_class("Ada", "Ben")
    ada.sends("a\nb")
    ben.sends("c")
    room.reaches(State.STARRING)
    assert texts(ada.card.notes) == ["a", "b", "c"]

    for text in "abc":
        ada.taps(e.StarTapped, room.number(text), True)
    assert room.notices == [f.Notice.STARS_USED]
    ada.taps(e.StarTapped, room.number("a"), False)
    ada.taps(e.StarTapped, room.number("c"), True)
    ada.taps(e.StarTapped, room.number("c"), True)
    assert room.notices == [f.Notice.ALREADY]
    ben.taps(e.StarTapped, room.number("c"), True)
    assert ada.card.stars == (room.number("b"), room.number("c"))
    stars = {note.text: note.stars for note in room.console.notes}
    assert stars == {"a": 0, "b": 1, "c": 2}
    assert {note.stars for note in ben.card.notes} == {0}


def test_what_one_does_not_see_cannot_be_starred() -> None:
    room, _, (ada, ben) = a_class("Ada", "Ben", chosen=setup(work=Work.TEAMS, teams=2))
    ada.sends("ours")
    room.reaches(State.STARRING)

    ben.taps(e.StarTapped, room.number("ours"), True)

    assert room.notices == [f.Notice.STALE]
    assert ben.card.stars == ()


# --- merging --------------------------------------------------------------------------


def test_a_merge_keeps_the_originals_and_their_authors() -> None:
    room, teacher, _ = sorting("beans arrive stale", "stale beans", "do the books")
    assert pairs(room) == [("beans arrive stale", "stale beans")]

    teacher.taps(
        e.MergeTapped, room.number("stale beans"), room.number("beans arrive stale")
    )

    assert pairs(room) == []
    assert room.console.count.notes == 2
    assert texts(room.group.notes) == ["beans arrive stale", "do the books"]
    assert room.group.notes[0].by == ("Pupil 1", "Pupil 2")
    merged = room.note("stale beans")
    assert (merged.text, merged.decided_by) == ("stale beans", teacher.number)


def test_a_merge_can_be_undone() -> None:
    room, teacher, _ = sorting("beans arrive stale", "stale beans")
    before = room.console.notes
    note = room.number("stale beans")

    teacher.taps(e.MergeTapped, note, room.number("beans arrive stale"))
    teacher.taps(e.UnmergeTapped, note)

    assert room.console.notes == before
    teacher.taps(e.UnmergeTapped, note)
    assert room.notices == [f.Notice.ALREADY]


def test_merging_what_others_were_merged_into_brings_them_along_and_back() -> None:
    room, teacher, _ = sorting("a", "b", "c")
    a, b, c = map(room.number, "abc")

    teacher.taps(e.MergeTapped, a, b).taps(e.MergeTapped, b, c)
    assert texts(room.group.notes) == ["c"]
    assert room.group.notes[0].by == ("Pupil 1", "Pupil 2", "Pupil 3")
    teacher.taps(e.MergeTapped, c, a)
    assert room.notices == [f.Notice.NOT_TOGETHER]
    teacher.taps(e.UnmergeTapped, b)
    assert texts(room.group.notes) == ["b", "c"]


def test_only_notes_of_one_section_go_together() -> None:
    room, teacher, _ = sorting("a", "b")
    teacher.taps(e.MoveTapped, room.number("b"), Section.GAINS)

    teacher.taps(e.MergeTapped, room.number("a"), room.number("b"))

    assert room.notices == [f.Notice.NOT_TOGETHER]


def test_what_was_merged_moves_along_to_another_section() -> None:
    room, teacher, _ = sorting("a", "b")
    a, b = map(room.number, "ab")
    teacher.taps(e.MergeTapped, a, b).taps(e.MoveTapped, b, Section.GAINS)

    teacher.taps(e.UnmergeTapped, a)

    assert room.note("a").section is Section.GAINS


def test_notes_of_different_teams_do_not_go_together() -> None:
    room, teacher, (ada, ben) = a_class("Ada", "Ben", chosen=setup(work=Work.TEAMS))
    ada.sends("stale beans")
    ben.sends("beans stale")
    room.reaches(State.SORTING)
    assert pairs(room) == []

    teacher.taps(e.MergeTapped, room.number("stale beans"), room.number("beans stale"))

    assert room.notices == [f.Notice.NOT_TOGETHER]


def test_keeping_both_settles_a_pair_and_later_puts_it_last() -> None:
    room, teacher, _ = sorting(
        "stale beans", "beans stale", "short queue", "queue short"
    )
    (one, other), second = [(a.number, b.number) for a, b in room.console.alike]

    teacher.taps(e.LaterTapped, one, other)
    assert [(a.number, b.number) for a, b in room.console.alike] == [
        second,
        (one, other),
    ]
    teacher.taps(e.KeepBothTapped, other, one)
    assert [(a.number, b.number) for a, b in room.console.alike] == [second]
    teacher.taps(e.KeepBothTapped, one, other)
    assert room.notices == [f.Notice.STALE]


def test_many_that_are_alike_are_merged_by_one_tap() -> None:
    lines = [f"stale beans{'!' * number}" for number in range(8)]
    room, teacher, _ = sorting(*lines, "do the books")

    teacher.taps(e.MergeAlikeTapped, room.number("stale beans!"))

    assert texts(room.group.notes) == ["stale beans!", "do the books"]
    assert len(room.group.notes[0].by) == 8
    teacher.taps(e.MergeAlikeTapped, room.number("do the books"))
    assert room.notices == [f.Notice.STALE]


def test_stars_of_merged_notes_count_once_a_person() -> None:
    room, teacher, (ada, ben) = a_class("Ada", "Ben")
    ada.sends("a\nb")
    room.reaches(State.STARRING)
    a, b = map(room.number, "ab")
    ada.taps(e.StarTapped, a, True).taps(e.StarTapped, b, True)
    ben.taps(e.StarTapped, b, True)
    teacher.taps(e.NextTapped).taps(e.MergeTapped, a, b)

    stars = {note.number: note.stars for note in room.console.notes}
    assert stars[b] == 2


def test_a_note_taken_back_leaves_what_was_merged_into_it() -> None:
    room, teacher, (ada, _, _) = sorting("a", "b", "c")
    a, b, c = map(room.number, "abc")
    teacher.taps(e.MergeTapped, b, a).taps(e.MergeTapped, c, a)

    ada.taps(e.WithdrawTapped, a, True)

    assert texts(room.group.notes) == ["b"]
    assert room.group.notes[0].by == ("Pupil 2", "Pupil 3")
    assert listed(room) == ["b", "c"]
    teacher.taps(e.ApproveTapped, a)
    assert room.notices == [f.Notice.STALE]
    assert room.note("a").standing is Standing.WITHDRAWN


# --- the shortlist --------------------------------------------------------------------


def test_the_notes_with_most_stars_are_proposed_for_the_vote() -> None:
    names = [f"Pupil {number}" for number in range(20)]
    room, _, pupils = a_class(*names, chosen=setup(notes_each=1))
    for number, pupil in enumerate(pupils):
        pupil.sends(f"note {number:02}")
    room.reaches(State.STARRING)
    pupils[0].taps(e.StarTapped, room.number("note 19"), True)

    room.reaches(State.SORTING)

    assert len(listed(room)) == SHORTLIST
    assert listed(room)[-1] == "note 19"
    assert "note 11" not in listed(room)


def test_the_shortlist_is_the_facilitators_and_survives_going_back() -> None:
    room, teacher, _ = sorting("a", "b", "c")
    teacher.taps(e.ListTapped, room.number("b"), False)
    assert listed(room) == ["a", "c"]
    teacher.taps(e.ListTapped, room.number("b"), False)
    assert room.notices == [f.Notice.ALREADY]

    teacher.taps(e.BackTapped).taps(e.NextTapped)

    assert listed(room) == ["a", "c"]


def test_a_place_on_the_shortlist_comes_along_in_a_merge() -> None:
    room, teacher, _ = sorting("a", "b")
    teacher.taps(e.ListTapped, room.number("b"), False)

    teacher.taps(e.MergeTapped, room.number("a"), room.number("b"))

    assert room.note("b").listed


def test_everyones_own_sheets_are_not_sorted_by_others() -> None:
    room, teacher, (ada,) = a_class("Ada", chosen=setup(work=Work.OWN))
    ada.sends("mine alone")
    room.reaches(State.STARRING)
    ada.taps(e.StarTapped, room.number("mine alone"), True)

    teacher.taps(e.NextTapped)

    assert room.state is State.FINISHED
    assert room.console.notes == ()
    assert ada.card.stars == (room.number("mine alone"),)
