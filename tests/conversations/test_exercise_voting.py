"""A class votes: in private, hidden until it is revealed, and again next week."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.setup import Names, Setup, Vote, Way, Work
from conversations.exercise.sorting import MOST_LISTED
from conversations.exercise.states import State
from conversations.exercise.tally import Agreement
from conversations.profile import Section
from tests.conversations.classroom import (
    ONE_SHEET,
    Classroom,
    Person,
    a_class,
    said,
    setup,
)

LINES = ("stale beans", "long queue", "the books")
DOTS, RATED = Vote(), Vote(Way.RATINGS)


def voting(
    *names: str, chosen: Setup = ONE_SHEET, vote: Vote = DOTS, lines: Any = LINES
) -> tuple[Classroom, Person, list[Person]]:
    """A class that votes on three notes of the first of them."""
    room, teacher, people = a_class(*names, chosen=replace(chosen, vote=vote))
    people[0].sends("\n".join(lines))
    room.reaches(State.VOTING)
    return room, teacher, people


# --- dots -----------------------------------------------------------------------------


def test_everyone_has_dots_and_can_put_three_of_them_on_one_note() -> None:
    room, _, (ada, ben) = voting("Ada", "Ben")
    assert [line.note.text for line in ada.ballot.lines] == list(LINES)
    assert (ada.ballot.vote.most, ada.ballot.left, ada.ballot.is_open) == (3, 5, True)

    ada.votes(stale=3, queue=1)

    assert ada.marks == {"stale beans": 3, "long queue": 1}
    assert ada.ballot.left == 1
    assert room.notices == [f.Notice.SAVED]
    assert ben.marks == {}
    ada.votes(stale=3)
    assert room.notices == [f.Notice.NOTE_FULL]
    ada.votes(stale=4)
    assert room.notices == [f.Notice.STALE]
    ada.votes(books=2)
    assert room.notices == [f.Notice.DOTS_USED]
    assert ada.marks == {"stale beans": 3, "long queue": 1}


def test_a_vote_can_be_changed_and_taken_back_until_it_is_revealed() -> None:
    room, teacher, (ada, ben) = voting("Ada", "Ben")
    ada.votes(stale=3, queue=2).votes(stale=0).votes(books=1)
    ben.votes(books=1)

    assert ada.marks == {"long queue": 2, "the books": 1}
    ada.votes(books=1)
    assert room.notices == [f.Notice.DOT_GIVEN]
    teacher.taps(e.NextTapped)
    ada.votes(books=3)
    assert room.notices == [f.Notice.STALE]
    assert room.order == [
        (1, "long queue", 2),
        (1, "the books", 2),
        (None, LINES[0], 0),
    ]


def test_everything_can_be_taken_back_at_once_and_only_one_s_own() -> None:
    room, teacher, (ada, ben) = voting("Ada", "Ben")
    ada.votes(stale=3, queue=2).taps(e.VotedTapped, 1)
    ben.votes(books=1)
    ada.taps(e.ClearTapped, 1)

    assert room.notices == [f.Notice.SAVED]
    assert (ada.marks, ada.ballot.left, ada.ballot.is_done) == ({}, 5, False)
    assert ben.marks == {"the books": 1}
    assert room.vote.voted == 0
    ada.taps(e.ClearTapped, 1)
    assert room.notices == [f.Notice.ALREADY]
    teacher.taps(e.NextTapped)
    ben.taps(e.ClearTapped, 1)
    assert room.notices == [f.Notice.STALE]
    assert room.order[0] == (1, "the books", 1)


def test_the_result_of_their_sheet_comes_to_those_who_take_part() -> None:
    chosen = setup(work=Work.TEAMS, teams=2)
    room, teacher, (ada, ben) = voting("Ada", "Ben", chosen=chosen)
    ada.votes(queue=2)

    def results() -> list[list[str] | None]:
        shown = (each.card.result for each in (ada, ben))
        return [
            None if each is None else [line.note.text for line in each.lines]
            for each in shown
        ]

    assert results() == [None, None]
    teacher.taps(e.NextTapped)
    assert results() == [["long queue", "stale beans", "the books"], []]
    room.happens(e.VoteAgainTapped(teacher.number, room.exercise.place.step))
    assert results() == [None, None]


def test_how_many_have_voted_is_all_that_is_seen_before_the_end() -> None:
    room, teacher, (ada, ben, _) = voting("Ada", "Ben", "Cem")
    before = said(room.group), said(room.console), said(ben.card)

    ada.votes(stale=3, queue=1)
    assert (said(room.group), said(room.console), said(ben.card)) == before
    assert f.ShowConsoles(quiet=True) not in room.effects
    ada.votes(books=1)
    assert f.ShowConsoles(quiet=True) in room.effects
    ben.votes(books=1).taps(e.VotedTapped, 1)
    assert room.notices == [f.Notice.VOTED]
    ben.taps(e.VotedTapped, 1)
    assert room.notices == [f.Notice.ALREADY]
    assert (room.vote.voted, room.vote.people) == (2, 3)
    assert room.vote.results == ()
    console = room.console.vote
    assert console is not None
    assert console.results == ()

    teacher.taps(e.NextTapped)
    assert room.order[0] == (1, "stale beans", 3)
    assert room.result.tally.voters == 2
    assert room.effects[:3] == (f.ShowRoom(), f.ShowConsoles(), f.AskEveryone())


def test_a_result_is_still_there_after_a_vote_that_nobody_cast() -> None:
    """Back on the result and Next again, by a slip of the thumb."""
    room, teacher, (ada, ben) = voting("Ada", "Ben")
    ada.votes(stale=3)
    teacher.taps(e.NextTapped)
    result = room.order

    teacher.taps(e.BackTapped).taps(e.NextTapped)
    assert (room.state, room.vote.voted) == (State.VOTING, 0)
    teacher.taps(e.NextTapped)
    assert (room.state, room.order) == (State.RESULT, result)
    teacher.taps(e.NextTapped)
    assert (room.state, room.order) == (State.FINISHED, result)

    room.happens(e.VoteAgainTapped(teacher.number, room.exercise.place.step))
    ben.votes(books=1)
    teacher.taps(e.NextTapped)
    assert room.order[0] == (1, "the books", 1)


def test_a_small_list_has_no_room_for_all_dots() -> None:
    room, _, (ada,) = voting("Ada", lines=["only this"])

    assert ada.ballot.left == 3
    ada.votes(only=3)
    assert ada.ballot.left == 0
    assert room.vote.voted == 1


def test_the_facilitator_chooses_how_the_vote_is() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("stale beans")
    room.reaches(State.SORTING)
    teacher.taps(e.VoteChosen, Vote(Way.DOTS, 11))
    assert room.notices == [f.Notice.STALE]
    teacher.taps(e.VoteChosen, Vote(Way.DOTS, 2))
    teacher.taps(e.NextTapped)

    assert (ada.ballot.vote.most, ada.ballot.left) == (2, 2)


def test_without_a_shortlist_there_is_nothing_to_vote_on() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("order beans")
    room.reaches(State.SORTING)
    teacher.taps(e.ListTapped, room.number("order beans"), False)

    teacher.taps(e.NextTapped)

    assert room.notices == [f.Notice.NOTHING_LISTED]
    assert room.state is State.SORTING


@pytest.mark.parametrize("segment", ["", "owners of cafés"])
def test_without_notes_that_matter_it_is_over_after_the_last_card(segment: str) -> None:
    room, teacher, (ada,) = a_class("Ada", chosen=setup(segment=segment))
    if not segment:
        ada.sends("café owners")
        teacher.taps(e.CloseTapped).taps(e.SegmentTapped, room.number("café owners"))
    while room.console.headline.following is not None:
        teacher.taps(e.NextTapped)

    teacher.taps(e.NextTapped)

    assert room.state is State.FINISHED
    assert teacher.taps(e.BackTapped).room.state is State.COLLECTED


def test_a_shortlist_has_no_more_notes_than_fit_on_a_ballot() -> None:
    people = [f"Pupil {number}" for number in range(8)]
    room, teacher, pupils = a_class(*people)
    for pupil in pupils:
        pupil.sends("\n".join(f"{pupil.name} says {word}" for word in "abc"))
    room.reaches(State.SORTING)
    for note in room.exercise.notes:
        teacher.taps(e.ListTapped, note, True)

    assert room.notices == [f.Notice.LIST_FULL]
    assert sum(note.listed for note in room.console.notes) == MOST_LISTED


# --- ratings --------------------------------------------------------------------------


def test_ratings_go_from_one_to_ten_and_what_is_not_rated_stays_so() -> None:
    room, teacher, (ada, ben, cem) = voting("Ada", "Ben", "Cem", vote=RATED)
    assert (ada.ballot.left, ada.ballot.turn) == (3, room.containing("stale"))
    for person in (ada, ben, cem):
        person.votes(stale=7, queue=10)
    assert (ada.ballot.left, ada.ballot.turn) == (1, room.containing("books"))
    ada.votes(books=1)
    assert (ada.ballot.left, ada.ballot.turn) == (0, None)
    assert room.vote.voted == 1
    ada.votes(books=11)
    assert room.notices == [f.Notice.STALE]

    teacher.taps(e.NextTapped)
    assert room.order == [
        (1, "long queue", 30),
        (2, "stale beans", 21),
        (None, "the books", 1),
    ]


# --- in the group only ----------------------------------------------------------------


def test_who_is_in_the_group_only_asks_for_an_alert() -> None:
    lines = [f"{number} {'a long story ' * 9}" for number in range(8)]
    chosen = setup(notes_each=10)
    room, _, (ada,) = voting("Ada", chosen=chosen, vote=RATED, lines=lines)
    for number in range(7):
        ada.votes(**{str(number): 10})

    ada.taps(e.BallotTapped)

    assert room.effects == (f.ShowMyVote(ada.number),)
    alert = ada.alert
    assert (len(alert.given), alert.more, alert.left) == (5, 2, 1)
    assert sum(len(f"10 · {words}\n") for words, _ in alert.given) <= 150


def test_before_any_vote_there_is_no_ballot() -> None:
    room, _, (ada,) = a_class("Ada")
    ada.taps(e.BallotTapped)

    assert room.notices == [f.Notice.STALE]
    assert ada.card.ballot is None


# --- rounds ---------------------------------------------------------------------------


def finished_once(*names: str) -> tuple[Classroom, Person, list[Person]]:
    room, teacher, people = voting(*names)
    for person in people:
        person.votes(stale=3, queue=1)
    teacher.taps(e.NextTapped).taps(e.NextTapped)
    return room, teacher, people


def test_next_week_the_class_votes_again_and_sees_what_moved() -> None:
    room, teacher, (ada, _) = finished_once("Ada", "Ben")
    room.waits(days=7)
    assert room.state is State.FINISHED

    teacher.taps(e.VoteAgainTapped)
    assert (room.state, room.round, ada.marks) == (State.VOTING, 2, {})
    room.happens(e.MarkTapped(ada.number, 1, room.containing("books"), 1))
    assert room.notices == [f.Notice.STALE]
    ada.votes(queue=2)
    teacher.taps(e.NextTapped)

    first = room.result.lines[0]
    assert (first.note.text, first.moved) == ("long queue", 1)
    assert room.exercise.people[ada.number].ballot(1).marks == {1: 3, 2: 1}
    assert [each.revealed for each in room.exercise.rounds] == [True, True]


def test_two_who_tap_vote_again_open_one_round() -> None:
    room, teacher, _ = finished_once("Ada")
    step = room.exercise.place.step
    for _ in range(2):
        room.happens(e.VoteAgainTapped(teacher.number, step))

    assert room.notices == [f.Notice.STALE]
    assert room.round == 2


def test_going_back_to_the_shortlist_keeps_the_votes_of_an_open_round() -> None:
    room, teacher, (ada,) = voting("Ada")
    ada.votes(stale=3, queue=2)
    teacher.taps(e.BackTapped).taps(e.ListTapped, room.containing("stale"), False)
    teacher.taps(e.NextTapped)

    assert (room.round, ada.marks) == (1, {"long queue": 2})
    ada.votes(books=3)
    assert ada.marks == {"long queue": 2, "the books": 3}


def test_another_kind_of_vote_is_another_round() -> None:
    room, teacher, (ada,) = voting("Ada")
    ada.votes(stale=3)
    teacher.taps(e.BackTapped).taps(e.VoteChosen, RATED).taps(e.NextTapped)

    assert (room.round, ada.marks) == (2, {})


def test_a_result_stays_when_the_next_vote_is_broken_off() -> None:
    room, teacher, (ada,) = finished_once("Ada")
    teacher.taps(e.VoteAgainTapped)
    ada.votes(books=3)
    teacher.taps(e.FinishTapped)

    assert room.vote.round == 1
    assert room.order[0] == (1, "stale beans", 3)
    teacher.taps(e.BackTapped)
    assert (room.state, ada.marks) == (State.VOTING, {"the books": 3})


def test_back_from_a_result_leads_to_the_shortlist_not_to_an_open_vote() -> None:
    room, teacher, _ = voting("Ada")
    teacher.taps(e.NextTapped).taps(e.BackTapped)
    assert room.state is State.SORTING
    teacher.taps(e.NextTapped)

    assert room.round == 2


# --- notes that change ----------------------------------------------------------------


def test_votes_for_a_note_merged_later_count_for_what_stands_for_it() -> None:
    room, teacher, (ada, ben) = voting("Ada", "Ben")
    ada.votes(stale=2, queue=3)
    ben.votes(queue=1)
    teacher.taps(e.BackTapped)
    stale, queue = room.containing("stale"), room.containing("queue")
    teacher.taps(e.MergeTapped, queue, stale).taps(e.NextTapped)

    assert ada.marks == {"stale beans": 5}
    teacher.taps(e.NextTapped)
    assert room.order == [(1, "stale beans", 6), (None, "the books", 0)]
    assert room.result.lines[0].row.people == 2


@pytest.mark.parametrize("way", Way)
def test_votes_go_on_to_the_heir_of_a_note_that_is_taken_back(way: Way) -> None:
    room, teacher, (ada, ben) = a_class("Ada", "Ben", chosen=setup(vote=Vote(way)))
    ada.sends("stale beans\nthe books")
    ben.sends("beans stale")
    room.reaches(State.SORTING)
    stale, heir = room.number("stale beans"), room.number("beans stale")
    teacher.taps(e.MergeTapped, heir, stale).taps(e.NextTapped)
    ada.votes(stale=2, books=1)
    ben.votes(stale=3, books=1)
    teacher.taps(e.TeacherVoteTapped, 1, stale, 3)

    ada.taps(e.WithdrawTapped, stale, True)

    assert ben.marks == {"beans stale": 3, "the books": 1}
    teacher.taps(e.NextTapped)
    assert room.order[0] == (1, "beans stale", 5)
    assert room.console.teachers is not None
    lines = room.console.teachers.ballot.lines
    assert [(ln.note.text, ln.mark) for ln in lines if ln.mark] == [("beans stale", 3)]


def test_a_note_that_is_hidden_leaves_the_vote_and_frees_its_dots() -> None:
    room, teacher, (ada,) = voting("Ada")
    ada.votes(stale=3, queue=2)
    teacher.taps(e.HideTapped, room.containing("stale"))

    assert (ada.marks, ada.ballot.left) == ({"long queue": 2}, 3)
    ada.votes(stale=1)
    assert room.notices == [f.Notice.STALE]
    teacher.taps(e.ApproveTapped, room.containing("stale"))
    assert ada.marks == {"stale beans": 3, "long queue": 2}


def test_votes_of_somebody_who_was_forgotten_still_count() -> None:
    room, teacher, (ada, ben) = voting("Ada", "Ben")
    ben.votes(stale=3, queue=2)
    room.happens(e.Forgotten(ben.number))
    assert (room.vote.voted, room.vote.people) == (0, 1)
    teacher.taps(e.NextTapped)

    assert room.order[0] == (1, "stale beans", 3)
    room.happens(e.Forgotten(ada.number))
    assert room.result.lines == ()
    assert "stale" not in said(room.group)


# --- teams and own sheets -------------------------------------------------------------


def test_each_team_votes_on_its_own_shortlist_and_the_group_compares() -> None:
    chosen = setup(work=Work.TEAMS, teams=2)
    room, teacher, (ada, ben) = a_class("Ada", "Ben", chosen=chosen)
    ada.sends("stale beans")
    ben.sends("long queue")
    room.reaches(State.VOTING)
    assert room.vote.notes == ()
    ada.votes(stale=3)
    ada.votes(queue=1)
    assert room.notices == [f.Notice.STALE]
    assert "queue" not in said(ada.card)
    assert (room.vote.voted, room.vote.people) == (1, 2)
    teacher.taps(e.NextTapped)

    one, two = room.vote.results
    assert one.team is not None
    assert two.team is not None
    assert (one.team.number, one.lines[0].row.points) == (1, 3)
    assert (two.team.number, two.lines[0].note.text) == (2, "long queue")
    own = room.topic(1).vote
    assert own is not None
    assert [line.note.text for line in own.results[0].lines] == ["stale beans"]
    assert "queue" not in said(room.topic(1))


def test_nobody_votes_on_everyones_own_sheets() -> None:
    room, teacher, (ada,) = a_class("Ada", chosen=setup(work=Work.OWN))
    ada.sends("stale beans")
    room.reaches(State.FINISHED)
    teacher.taps(e.VoteAgainTapped)

    assert room.notices == [f.Notice.PRIVATE_SHEETS]
    assert room.state is State.FINISHED


# --- the teacher ----------------------------------------------------------------------


def test_a_teacher_ranks_too_is_compared_and_never_counted() -> None:
    room, teacher, (ada, ben, cem) = voting("Ada", "Ben", "Cem")
    stale, books = room.containing("stale"), room.containing("books")
    for person in (ada, ben, cem):
        person.votes(stale=3, queue=2)
    teacher.taps(e.TeacherVoteTapped, 1, books, 3)
    teacher.taps(e.TeacherVoteTapped, 1, books, 3)
    assert room.notices == [f.Notice.NOTE_FULL]
    ada.taps(e.TeacherVoteTapped, 1, books, 1)
    assert room.notices == [f.Notice.NOT_YOURS]
    hidden = room.console.teachers
    assert hidden is not None
    assert hidden.beside == ()
    teacher.taps(e.NextTapped)
    teacher.taps(e.TeacherVoteTapped, 1, stale, 2)

    assert room.result.tally.voters == 3
    teachers = room.console.teachers
    assert teachers is not None
    assert [(b.note.text, b.ours, b.theirs) for b in teachers.beside] == [
        ("stale beans", 1, 2),
        ("long queue", 2, None),
        ("the books", None, 1),
    ]
    assert teachers.ballot.left == 0
    assert teachers.ballot.is_open


# --- what it comes to -----------------------------------------------------------------


def test_a_result_tells_agreement_and_what_to_talk_about() -> None:
    room, teacher, people = voting(*"abcd", vote=RATED)
    for at, person in enumerate(people):
        price = 10 if at % 2 else 1
        person.votes(stale=9, queue=8 if at % 2 else 7, books=price)
    teacher.taps(e.NextTapped)

    result = room.result
    assert [note.text for note in result.disputed] == ["the books"]
    assert result.question is not None
    assert result.question.section is Section.JOBS
    assert (result.question.note, result.question.firsts) == ("the books", 2)
    assert result.tally.agreement is Agreement.LITTLE


def test_a_class_that_agrees_is_asked_about_its_first() -> None:
    room, teacher, people = voting(*"abcd")
    for person in people:
        person.votes(stale=3, queue=2)
    teacher.taps(e.NextTapped)

    assert room.result.tally.agreement is Agreement.STRONG
    assert [note.text for note in room.result.together] == list(LINES[:2])
    assert room.result.question is not None
    assert room.result.question.note == "stale beans"


def test_equal_places_of_anonymous_notes_are_in_no_order_of_writing() -> None:
    room, teacher, (ada,) = voting(
        "Ada", chosen=setup(names=Names.ANONYMOUS), lines=["zebra", "ape", "lion"]
    )
    ada.votes(zebra=1, ape=1)
    teacher.taps(e.NextTapped)

    assert [text for _, text, _ in room.order] == ["ape", "zebra", "lion"]


# --- links ----------------------------------------------------------------------------


def test_a_new_link_invites_once_and_the_old_one_ends() -> None:
    room, teacher, _ = a_class("Ada")
    assert (room.exercise.invitation, room.console.invitation) == (1, 1)

    teacher.taps(e.InvitationRenewed, 2)
    assert room.notices == [f.Notice.INVITED_ANEW]
    teacher.taps(e.InvitationRenewed, 2)
    assert room.notices == [f.Notice.ALREADY]
    teacher.taps(e.InvitationRenewed, 9)
    assert room.notices == [f.Notice.STALE]
    assert room.exercise.invitation == 2
