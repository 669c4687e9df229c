"""What people read of a vote: their ballot, how far it is, what it came to."""

from __future__ import annotations

import pytest

from conversations.exercise import events as e
from conversations.exercise.desk import FilesWanted, Looked, MyCanvasWanted, Screen
from conversations.exercise.setup import Names, Vote, Way, Work
from conversations.exercise.states import State
from conversations.exercise.voting_view import alert_view
from conversations.formats import Format, Paper
from tests.bot.faces.seen import Faces
from tests.conversations.classroom import Person, a_class, setup

RATINGS = Vote(Way.RATINGS)


def voting(
    count: int = 3, **chosen: object
) -> tuple[Faces, Person, list[Person], list[int]]:
    """A class of so many who vote on a note of each of them."""
    names = [f"Pupil {number}" for number in range(count)]
    room, teacher, people = a_class(*names, chosen=setup(**chosen))
    for person, wish in zip(people, "abcdefghijkl", strict=False):
        person.sends(f"wish {wish * 5}")
    room.reaches(State.SORTING)
    notes = list(room.exercise.notes)
    for note in notes:
        if not room.exercise.notes[note].listed:
            teacher.taps(e.ListTapped, note, True)
    room.reaches(State.VOTING)
    return Faces(room), teacher, people, notes


def test_dots_are_put_on_notes_one_by_one_and_taken_back() -> None:
    faces, _, (ada, *_), notes = voting(vote=Vote(Way.DOTS, 4))
    assert "You have 4 dots to give" in faces.card(ada).text
    assert faces.card(ada).tap("1") == e.MarkTapped(0, 1, notes[0], 1)
    ada.taps(e.MarkTapped, 1, notes[0], 3)
    card = faces.card(ada)

    assert "1. wish aaaaa ●●●" in card.text
    assert card.tap("1 ●●●") == e.MarkTapped(0, 1, notes[0], 3)  # there is no fourth
    assert card.tap("➖ 1") == e.MarkTapped(0, 1, notes[0], 2)
    assert card.tap("✓ I have voted") == e.VotedTapped(0, 1)
    assert "Your vote is in" not in card.text
    ada.taps(e.MarkTapped, 1, notes[1], 1)
    full = faces.card(ada)
    assert "All your dots are given" in full.text
    assert "Your vote is in" in full.text
    assert "✓ I have voted" not in full.labels


def test_who_gives_less_than_there_is_says_so() -> None:
    faces, _, (ada, *_), notes = voting()
    ada.taps(e.MarkTapped, 1, notes[0], 1).taps(e.VotedTapped, 1)
    card = faces.card(ada)
    assert "You have 4 dots to give" in card.text
    assert "Your vote is in" in card.text
    assert "✓ I have voted" not in card.labels


def test_the_buttons_of_notes_stay_where_they_are() -> None:
    """A second tap of a quick finger meets the same note."""
    faces, _, (ada, *_), notes = voting(vote=Vote(Way.DOTS, 3))

    def first_row() -> list[str]:
        row = faces.card(ada).message.keyboard[0]
        return [button.label.split()[0] for button in row]

    before = first_row()
    for note in notes:
        ada.taps(e.MarkTapped, 1, note, 1)
        assert first_row() == before


def test_notes_are_rated_one_after_another() -> None:
    faces, _, (ada, *_), notes = voting(vote=RATINGS)
    card = faces.card(ada)
    assert "How much does 1. “wish aaaaa” matter, from 1 (hardly) to 10" in card.text
    assert card.tap("7") == e.MarkTapped(0, 1, notes[0], 7)
    for note in notes:
        ada.taps(e.MarkTapped, 1, note, 7)

    card = faces.card(ada)
    assert "All are rated" in card.text
    assert card.tap("✎ 2") == e.MarkTapped(0, 1, notes[1], 0)


def test_the_group_sees_how_many_have_voted_and_not_what() -> None:
    faces, _, (ada, *_), notes = voting()
    ada.taps(e.MarkTapped, 1, notes[0], 3).taps(e.VotedTapped, 1)
    group = faces.group()

    assert "1 of 3 have voted" in group.text
    assert "1. wish aaaaa" in group.text
    assert "●" not in group.text
    assert group.tap("2") == e.MarkTapped(0, 1, notes[1], 1)
    assert group.tap("🗳 My dots") == e.BallotTapped(0)
    assert group.tap("↩ Take mine back") == e.ClearTapped(0, 1)
    assert "1 of 3 have voted" in faces.console().text


def test_who_asks_in_the_group_is_answered_in_an_alert() -> None:
    faces, _, (ada, *_), notes = voting()
    room = faces.room

    def alert() -> str:
        view = alert_view(room.exercise, ada.number)
        assert view is not None
        return faces.renderer.alert(view)

    assert "given nothing yet" in alert()
    ada.taps(e.MarkTapped, 1, notes[0], 3)
    assert alert() == "wish aaaaa: 3. Still to give: 2"
    ada.taps(e.MarkTapped, 1, notes[1], 2)
    assert alert() == "wish aaaaa: 3, wish bbbbb: 2"


def test_an_alert_is_never_too_long() -> None:
    faces, _, (ada, *_), notes = voting(12, vote=RATINGS)
    room = faces.room
    for note in notes:
        ada.taps(e.MarkTapped, 1, note, 10)
        view = alert_view(room.exercise, ada.number)
        assert view is not None
        assert len(faces.renderer.alert(view)) <= 200


def test_the_result_has_places_agreement_and_something_to_talk_about() -> None:
    faces, teacher, people, notes = voting()
    for person in people:
        person.taps(e.MarkTapped, 1, notes[1], 3).taps(e.MarkTapped, 1, notes[0], 2)
    assert faces.console().tap("⏭ Show the result") == e.NextTapped(
        0, faces.room.exercise.place.step
    )
    faces.room.reaches(State.RESULT)
    group = faces.group().text

    assert (
        "1. wish bbbbb · 9 dots\n2. wish aaaaa · 6 dots\nWithout a dot: wish ccccc"
        in group
    )
    assert "You agree strongly" in group
    assert "💬 Talk about it (Jobs): What would your customer stop doing" in group
    assert isinstance(faces.console().tap("🔁 Vote again"), e.VoteAgainTapped)
    teacher.taps(e.VoteChosen, RATINGS)
    assert "● 1–10" in faces.console().labels


@pytest.mark.parametrize("vote", [Vote(), RATINGS])
def test_teams_see_all_results_side_by_side_in_one_message(vote: Vote) -> None:
    chosen = {"work": Work.TEAMS, "teams": 12, "names": Names.ANONYMOUS}
    faces, _, people, notes = voting(12, vote=vote, **chosen)
    for person, note in zip(people, notes, strict=True):
        person.taps(e.MarkTapped, 1, note, 2)
    faces.room.reaches(State.RESULT)

    assert faces.group().text.count("1. wish") == 12
    assert faces.group(3).text.count("1. wish") == 1


def test_a_vote_on_nothing_says_so() -> None:
    faces, _, _, _ = voting()
    faces.room.reaches(State.RESULT)

    assert "Nobody has voted." in faces.group().text


def test_who_voted_sees_what_they_gave_beside_the_result_and_nobody_else_s() -> None:
    faces, _, (ada, ben, _), notes = voting()
    ada.taps(e.MarkTapped, 1, notes[1], 2)
    ben.taps(e.MarkTapped, 1, notes[0], 1)
    assert "you:" not in faces.card(ada).text
    faces.room.reaches(State.RESULT)
    hers = faces.card(ada)

    assert "1. wish bbbbb · 2 dots · you: ●●\n2. wish aaaaa · 1 dot\n" in hers.text
    assert hers.tap("🖼 My canvas") == MyCanvasWanted(0)
    faces.room.reaches(State.FINISHED)
    assert "2. wish aaaaa · 1 dot · you: ●" in faces.card(ben).text


def test_those_who_lead_vote_page_by_page_and_compare() -> None:
    chosen = {"work": Work.TEAMS, "teams": 12}
    faces, teacher, people, notes = voting(12, **chosen)
    first = faces.console(Screen.VOTE)
    assert "12. wish" not in first.text
    assert first.tap("Page 2 ▶") == Looked(0, Screen.VOTE, 1)
    assert first.tap("2") == e.TeacherVoteTapped(0, 1, notes[1], 1)
    teacher.taps(e.TeacherVoteTapped, 1, notes[11], 2)
    people[11].taps(e.MarkTapped, 1, notes[11], 1)
    second = faces.console(Screen.VOTE, 1)
    assert "12. wish lllll ●●\n" in second.text
    assert "class" not in second.text.replace("the class differs", "")
    assert "wish lllll ●●" not in faces.group(12).text
    faces.room.reaches(State.RESULT)

    assert "12. wish lllll ●● · class 1, you 1" in faces.console(Screen.VOTE, 1).text


def test_many_notes_or_ratings_have_no_buttons_in_the_group() -> None:
    for chosen in ({"vote": RATINGS}, {"work": Work.TEAMS, "teams": 3}):
        faces, _, _, _ = voting(**chosen)
        assert "1" not in faces.group().labels
        assert isinstance(faces.group().tap("🗳 My"), e.BallotTapped)


@pytest.mark.parametrize("vote", [Vote(), RATINGS])
def test_the_longest_shortlist_of_the_longest_notes_fits(vote: Vote) -> None:
    """Every card is one message, whatever is voted on."""
    room, teacher, people = a_class(
        "Ada", "Ben", chosen=setup(vote=vote, notes_each=10)
    )
    for person in people:
        person.sends("\n".join(f"{each}&<b>" * 60 for each in range(10)))
    room.reaches(State.SORTING)
    for note in room.exercise.notes:
        teacher.taps(e.ListTapped, note, True)
    room.reaches(State.VOTING)
    faces = Faces(room)
    assert len(room.exercise.round_shown.notes) >= 12  # type: ignore[union-attr]
    for state in (State.VOTING, State.RESULT, State.FINISHED):
        room.reaches(state)
        for person in people:
            assert faces.card(person).text
        assert faces.group().text
        assert faces.console().text
        assert faces.console(Screen.VOTE).text
        for line in people[0].ballot.lines:
            teacher.taps(e.TeacherVoteTapped, 1, line.note.number, 1)
            people[0].taps(e.MarkTapped, 1, line.note.number, 1)


def test_what_moved_since_the_vote_before_is_marked() -> None:
    faces, teacher, people, notes = voting()
    for number, marks in enumerate(((2, 1), (1, 2)), 1):
        for person in people:
            for note, mark in zip(notes, marks, strict=False):
                person.taps(e.MarkTapped, number, note, mark)
        faces.room.reaches(State.RESULT)
        if number == 1:
            assert "▲" not in faces.group().text
            teacher.taps(e.VoteAgainTapped)

    assert "1. wish bbbbb · 6 dots ▲1\n2. wish aaaaa · 3 dots ▼1" in faces.group().text


def test_a_class_can_vote_once_more_when_it_is_over() -> None:
    faces, _, _, _ = voting()
    faces.room.reaches(State.FINISHED)
    console = faces.console()

    assert "vote once more" in console.text
    assert isinstance(console.tap("🔁 Vote again"), e.VoteAgainTapped)
    assert console.tap("10 dots") == e.VoteChosen(0, Vote(Way.DOTS, 10))
    assert console.tap("📊") == FilesWanted(0, Format.XLSX)
    everything = faces.console(Screen.FILES)
    wanted = {
        (each.format, each.paper)
        for each in everything.deeds
        if isinstance(each, FilesWanted)
    }
    assert {format_ for format_, _ in wanted} == set(Format)
    assert (Format.PDF, Paper.LETTER) in wanted
