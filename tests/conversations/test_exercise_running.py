"""A class answers card after card; its teacher steers, and clocks are end times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise import states as s
from conversations.exercise.answering import MOST_OF_ONE
from conversations.exercise.exercise import Origin, Standing
from conversations.exercise.setup import Names, Work
from conversations.exercise.sight import SeenNote
from conversations.exercise.states import State
from conversations.profile import Section
from tests.conversations.classroom import TEN, Classroom, Person, a_class, setup, texts

#: The default lesson of 40 minutes leaves this for each of three cards.
A_CARD = timedelta(minutes=6, seconds=30)


def standings(notes: tuple[SeenNote, ...]) -> list[Standing]:
    return [note.standing for note in notes]


# --- answers --------------------------------------------------------------------------


def test_every_line_is_a_note_of_its_own_and_says_where_it_came_from() -> None:
    room, _, (ada,) = a_class("Ada")

    ada.sends("- order beans\n\n- do the books")

    one, two = room.exercise.notes.values()
    assert (one.text, one.origin) == ("order beans", Origin(ada.number, 1, 0))
    assert (two.text, two.origin) == ("do the books", Origin(ada.number, 1, 1))
    assert {one.section, two.section} == {Section.JOBS}
    assert {one.author, two.author} == {ada.number}
    assert f.AskOne(ada.number) in room.effects


def test_a_stranger_is_asked_to_join_first() -> None:
    room, _, _ = a_class("Ada")

    Person(room, 79999, "Sid").sends("order beans")

    assert room.notices == [f.Notice.NOT_JOINED]
    assert room.exercise.notes == {}


def test_who_has_left_does_not_come_back_by_writing() -> None:
    room, _, (ada,) = a_class("Ada")
    ada.taps(e.LeftTapped)
    assert f.AskOne(ada.number) in room.effects

    ada.sends("order beans")

    assert room.notices == [f.Notice.NOT_JOINED]
    assert not room.exercise.takes_part(ada.number)


def test_who_replies_in_the_group_takes_part_by_that() -> None:
    room, _, _ = a_class("Ada")
    sid = Person(room, 79999, "Sid").sends("order beans", in_group=True)

    assert room.effects[0] == f.Answer(f.Notice.KEPT)
    assert room.exercise.takes_part(sid.number)
    assert sid.notes == ["order beans"]


def test_an_anonymous_answer_is_taken_in_private_only() -> None:
    room, _, (ada,) = a_class("Ada", chosen=setup(names=Names.ANONYMOUS))

    ada.sends("order beans", in_group=True)
    assert room.notices == [f.Notice.ONLY_PRIVATE]
    assert room.exercise.notes == {}
    ada.sends("order beans")
    assert ada.notes == ["order beans"]


def test_what_has_no_words_is_no_answer() -> None:
    room, _, (ada,) = a_class("Ada")

    ada.sends("\u200b\n- ")

    assert room.notices == [f.Notice.NO_WORDS]
    assert room.exercise.notes == {}


def test_before_the_first_card_there_is_nothing_to_answer() -> None:
    room = Classroom().opens()
    (ada,) = room.people("Ada")
    before = room.exercise

    ada.sends("hello")

    assert room.notices == [f.Notice.NOT_STARTED]
    assert room.exercise is before


def test_more_notes_than_wanted_are_parked_and_one_taken_back_makes_room() -> None:
    room, _, (ada,) = a_class("Ada", chosen=setup(notes_each=1))

    ada.sends("a\nb")

    assert room.notices == [f.Notice.PARKED]
    assert standings(ada.card.mine) == [Standing.WRITTEN, Standing.PARKED]
    assert ada.card.room == 0
    ada.taps(e.WithdrawTapped, room.number("a"), True)
    assert ada.card.room == 1
    ada.sends("e")
    assert room.note("e").standing is Standing.WRITTEN


def test_nobody_can_flood_an_exercise() -> None:
    room, _, (ada,) = a_class("Ada")

    ada.sends("x\n" * (MOST_OF_ONE + 1))

    assert room.notices == [f.Notice.FULL]
    assert len(room.exercise.notes) == MOST_OF_ONE


def test_on_ones_own_sheet_nothing_is_too_late_or_too_much() -> None:
    room, teacher, (ada,) = a_class("Ada", chosen=setup(work=Work.OWN, notes_each=1))
    teacher.taps(e.NextTapped)

    room.waits(hours=1)
    ada.sends("a\nb\nc\nd\ne", step=0)

    assert {note.standing for note in room.exercise.notes.values()} == {
        Standing.WRITTEN
    }


def test_the_console_shows_what_is_parked_on_any_card() -> None:
    room, teacher, (ada,) = a_class("Ada")
    teacher.taps(e.NextTapped)

    ada.sends("too late", step=0, at=room.now + timedelta(seconds=1))

    assert texts(room.console.parked) == ["too late"]
    teacher.taps(e.ApproveTapped, room.number("too late"))
    assert room.console.parked == ()


def test_an_answer_to_an_older_card_belongs_to_that_card() -> None:
    room, teacher, (ada,) = a_class("Ada")
    teacher.taps(e.NextTapped)

    ada.sends("order beans", step=0)
    ada.sends("queues", step=1)
    ada.sends("stale beans", step=99)

    jobs, *pains = room.exercise.notes.values()
    assert (jobs.section, jobs.step) == (Section.JOBS, 0)
    assert {note.section for note in pains} == {Section.PAINS}


def test_an_answer_written_before_the_end_counts_when_it_arrives_after() -> None:
    room, teacher, (ada, ben) = a_class("Ada", "Ben")
    end = TEN + A_CARD
    room.waits(hours=1).happens(e.TimeUp(0, end))
    teacher.taps(e.NextTapped)

    ada.sends("in time", step=0, at=end)
    ben.sends("too late", step=0, at=end + timedelta(seconds=1))

    assert room.note("in time").standing is Standing.WRITTEN
    assert room.note("too late").standing is Standing.PARKED
    assert room.notices == [f.Notice.LATE_NOTE]


def test_an_answer_written_after_the_end_is_late_even_if_no_clock_has_rung() -> None:
    room, _, (ada,) = a_class("Ada")

    ada.sends("too late", at=TEN + A_CARD + timedelta(seconds=1))

    assert room.state is State.ASKING
    assert room.note("too late").standing is Standing.PARKED


@pytest.mark.parametrize("state", list(State)[-5:])
def test_what_comes_after_the_last_card_is_parked_with_it(state: State) -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("in time")
    room.reaches(state).waits(minutes=1)

    ada.sends("one more")

    assert room.note("one more").section is Section.GAINS
    assert room.note("one more").standing is Standing.PARKED
    assert room.state is state
    teacher.taps(e.ApproveTapped, room.number("one more"))
    assert room.note("one more").standing is Standing.APPROVED


def test_an_exercise_that_ended_early_takes_what_was_written_in_time() -> None:
    room, teacher, (ada,) = a_class("Ada")
    teacher.taps(e.FinishTapped)

    ada.sends("order beans", at=room.now)

    assert room.note("order beans").standing is Standing.WRITTEN
    assert room.note("order beans").section is Section.JOBS
    teacher.taps(e.BackTapped)
    assert room.exercise.place == s.Collected(0)


def test_only_ones_own_notes_can_be_taken_back_and_put_back() -> None:
    room, _, (ada, ben) = a_class("Ada", "Ben")
    ada.sends("order beans")
    note = room.number("order beans")

    ben.taps(e.WithdrawTapped, note, True)
    assert room.notices == [f.Notice.STALE]
    ada.taps(e.WithdrawTapped, note, True)
    assert room.note("order beans").standing is Standing.WITHDRAWN
    ada.taps(e.WithdrawTapped, note, True)
    assert room.notices == [f.Notice.ALREADY]
    ada.taps(e.WithdrawTapped, note, False)
    assert room.note("order beans").standing is Standing.WRITTEN


def test_a_note_put_back_after_the_end_is_late() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("order beans")
    note = room.number("order beans")
    ada.taps(e.WithdrawTapped, note, True)
    teacher.taps(e.CloseTapped)

    room.waits(seconds=1)
    ada.taps(e.WithdrawTapped, note, False)

    assert room.note("order beans").standing is Standing.PARKED


def test_a_hidden_note_cannot_be_brought_back_by_its_author() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("rude words")
    teacher.taps(e.CloseTapped).taps(e.HideTapped, room.number("rude words"))

    ada.taps(e.WithdrawTapped, room.number("rude words"), True)

    assert room.note("rude words").standing is Standing.HIDDEN


def test_an_edited_message_takes_its_notes_along() -> None:
    room, _, (ada,) = a_class("Ada")
    ada.sends("order beans\ndo the books\nopen early")

    ada.edits(1, "do the books\nopen at six\nhire a barista")

    assert [(note.text, note.standing) for note in ada.card.mine] == [
        ("order beans", Standing.WITHDRAWN),
        ("do the books", Standing.WRITTEN),
        ("open at six", Standing.WRITTEN),
        ("hire a barista", Standing.WRITTEN),
    ]
    assert room.note("hire a barista").origin == Origin(ada.number, 1, 2)
    assert room.notices == [f.Notice.EDITED]
    ada.edits(1, "do all the books\nopen at six\nhire a barista")
    assert ada.notes == [
        "order beans",
        "do all the books",
        "open at six",
        "hire a barista",
    ]


def test_a_line_put_in_by_an_edit_counts_as_any_other() -> None:
    room, _, (ada,) = a_class("Ada", chosen=setup(notes_each=1))
    ada.sends("a")

    ada.edits(1, "a\nd")

    assert room.note("d").standing is Standing.PARKED


def test_what_was_taken_back_stays_so_when_its_message_is_edited() -> None:
    room, _, (ada,) = a_class("Ada")
    ada.sends("order beans\ndo the books")
    ada.taps(e.WithdrawTapped, room.number("order beans"), True)

    ada.edits(1, "order more beans\ndo the books").edits(1, "do the books")

    assert room.note("order beans").standing is Standing.WITHDRAWN
    assert len(room.exercise.notes) == 2


def test_an_edit_after_the_end_changes_nothing() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("order beans")
    late = TEN + A_CARD + timedelta(seconds=1)

    ada.edits(1, "rude words", at=late)
    assert room.notices == [f.Notice.EDIT_STAYED]
    ada.edits(1, "- ")
    assert room.notices == [f.Notice.NO_WORDS]
    teacher.taps(e.RevealTapped)
    ada.edits(1, "rude words")
    assert room.notices == [f.Notice.EDIT_STAYED]
    assert texts(room.group.notes) == ["order beans"]


def test_editing_a_message_that_was_no_answer_is_nothing() -> None:
    room, _, (ada, ben) = a_class("Ada", "Ben")
    ada.sends("order beans")
    before = room.exercise

    ada.edits(9, "hello")
    ben.edits(1, "rude words")

    assert room.exercise is before
    assert room.effects == ()


def test_the_card_counts_who_has_answered_or_has_nothing_to_say() -> None:
    room, teacher, (ada, ben, _) = a_class("Ada", "Ben", "Cem")
    ada.sends("order beans\ndo the books")
    ben.taps(e.DoneTapped, 0)

    count = room.group.count
    assert (count.joined, count.answered, count.notes) == (3, 2, 2)
    assert room.missing == ("Cem",)
    ada.taps(e.WithdrawTapped, room.number("order beans"), True)
    assert room.group.count.notes == 1
    ada.taps(e.WithdrawTapped, room.number("do the books"), True)
    assert (room.group.count.answered, room.group.count.notes) == (1, 0)
    teacher.taps(e.NextTapped)
    assert room.group.count.answered == 0
    ben.taps(e.DoneTapped, 0)
    assert room.notices == [f.Notice.STALE]


def test_who_is_missing_is_not_told_of_an_anonymous_class() -> None:
    room, teacher, _ = a_class("Ada", chosen=setup(names=Names.ANONYMOUS))

    teacher.taps(e.MissingTapped)

    assert room.effects == (f.Answer(f.Notice.ANONYMOUS),)
    assert room.missing == ()


# --- the way through ------------------------------------------------------------------


def test_two_facilitators_tapping_next_at_once_advance_once() -> None:
    room, teacher, _ = a_class("Ada")
    amy = Person(room, 70009, "Amy")
    room.happens(e.AdminsFound(frozenset({amy.number})))

    room.happens(e.NextTapped(teacher.number, 0))
    room.happens(e.NextTapped(amy.number, 0))

    assert room.exercise.place.step == 1
    assert room.notices == [f.Notice.STALE]


def test_next_leads_through_all_cards_to_the_end_and_back_returns() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("order beans")
    way = [room.state]
    for _ in range(7):
        teacher.taps(e.NextTapped)
        way.append(room.state)

    assert way == [*[State.ASKING] * 3, *list(State)[-5:]]
    back = []
    for _ in range(6):
        teacher.taps(e.BackTapped)
        back.append((room.state, room.exercise.place.step))
    assert back == [
        (State.RESULT, 6),
        (State.SORTING, 4),
        (State.STARRING, 3),
        (State.COLLECTED, 2),
        (State.COLLECTED, 1),
        (State.COLLECTED, 0),
    ]
    teacher.taps(e.BackTapped)
    assert room.notices == [f.Notice.ALREADY]


def test_a_new_step_is_shown_to_everybody() -> None:
    room, teacher, _ = a_class("Ada")

    teacher.taps(e.NextTapped)

    assert room.effects[:3] == (f.ShowRoom(), f.ShowConsoles(), f.AskEveryone())


def test_a_class_that_decides_goes_on_when_a_note_is_chosen() -> None:
    room, teacher, (ada,) = a_class("Ada", chosen=setup(segment=""))
    ada.sends("owners of cafés")

    teacher.taps(e.NextTapped)
    assert (room.notices, room.exercise.place.step) == ([f.Notice.NO_SEGMENT_YET], 0)
    teacher.taps(e.CloseTapped).taps(e.SegmentTapped, room.number("owners of cafés"))
    teacher.taps(e.NextTapped)
    assert (room.group.headline.segment, room.exercise.place.step) == (
        "owners of cafés",
        1,
    )


def test_the_segment_can_be_said_in_the_facilitators_words_at_any_time() -> None:
    room, teacher, _ = a_class("Ada", chosen=setup(segment=""))

    teacher.taps(e.SegmentGiven, "owners of cafés").taps(e.NextTapped)

    assert room.exercise.segment == "owners of cafés"
    assert room.exercise.place.step == 1
    assert room.group.headline.cards == 4


def test_everyone_on_their_own_sheet_has_a_segment_of_their_own() -> None:
    room, teacher, _ = a_class("Ada", chosen=setup(segment="", work=Work.OWN))

    teacher.taps(e.NextTapped)

    assert room.exercise.place.step == 1


# --- the clock ------------------------------------------------------------------------


def test_a_card_that_opens_sets_a_cue_and_an_end() -> None:
    room, _, _ = a_class()
    end = TEN + A_CARD

    assert room.group.headline.ends_at == end
    assert room.wakes == [
        f.WakeAt(end - timedelta(seconds=30), e.CueDue(0, end)),
        f.WakeAt(end, e.TimeUp(0, end)),
    ]


def test_without_a_clock_nothing_rings_and_nothing_can_be_added() -> None:
    room, teacher, (ada,) = a_class("Ada", chosen=setup(minutes=None))
    assert room.wakes == []

    teacher.taps(e.PauseTapped)
    assert room.notices == [f.Notice.NO_CLOCK]
    teacher.taps(e.MinuteTapped, 1)
    assert room.notices == [f.Notice.NO_CLOCK]
    room.waits(days=9)
    assert ada.sends("order beans").card.mine[0].standing is Standing.WRITTEN


def test_a_clock_fires_once() -> None:
    room, _, _ = a_class("Ada")
    end = TEN + A_CARD

    room.waits(minutes=7).happens(e.TimeUp(0, end))
    assert (room.state, room.notices) == (State.COLLECTED, [f.Notice.TIME_UP])
    room.happens(e.TimeUp(0, end))
    assert room.effects == ()


def test_the_clock_of_a_card_that_was_left_rings_for_nobody() -> None:
    room, teacher, _ = a_class("Ada")
    teacher.taps(e.NextTapped)

    room.happens(e.TimeUp(0, TEN + A_CARD))

    assert room.exercise.place == s.Asking(1, TEN + A_CARD)
    assert room.effects == ()


def test_a_card_left_after_its_end_has_ended_at_its_end() -> None:
    room, teacher, (ada,) = a_class("Ada")
    room.waits(minutes=30)
    teacher.taps(e.NextTapped)

    ada.sends("too late", step=0, at=TEN + A_CARD + timedelta(seconds=1))

    assert room.note("too late").standing is Standing.PARKED


def test_a_clock_that_rings_too_early_takes_what_is_written_until_its_end() -> None:
    room, _, (ada,) = a_class("Ada")
    end = TEN + A_CARD
    room.happens(e.TimeUp(0, end))

    ada.sends("in time", at=end)

    assert room.note("in time").standing is Standing.WRITTEN


@pytest.mark.parametrize(
    ("button", "values", "leads_to"),
    [
        (e.PauseTapped, (), s.Paused(0, timedelta())),
        (e.MinuteTapped, (1,), s.Asking(0, TEN + timedelta(minutes=31), 1)),
    ],
)
def test_what_is_tapped_after_the_end_counts_from_now(
    button: type[e.StepTap], values: tuple[int, ...], leads_to: s.Place
) -> None:
    room, teacher, _ = a_class("Ada")
    room.waits(minutes=30)

    teacher.taps(button, *values)

    assert room.exercise.place == leads_to


def test_the_cue_comes_once_and_not_after_the_end() -> None:
    room, _, _ = a_class("Ada")
    end = TEN + A_CARD

    room.waits(minutes=6).happens(e.CueDue(0, end))
    assert room.notices == [f.Notice.SOON_OVER]
    room.waits(minutes=1).happens(e.CueDue(0, end))
    assert room.effects == ()


def test_a_pause_keeps_the_time_that_is_left() -> None:
    room, teacher, (ada,) = a_class("Ada")
    room.waits(minutes=2)
    teacher.taps(e.PauseTapped)
    assert room.group.headline.left == A_CARD - timedelta(minutes=2)

    room.waits(hours=1).happens(e.TimeUp(0, TEN + A_CARD))
    assert room.state is State.PAUSED
    assert ada.sends("in the pause").card.mine[0].standing is Standing.WRITTEN
    teacher.taps(e.ResumeTapped)
    end = room.now + A_CARD - timedelta(minutes=2)
    assert room.group.headline.ends_at == end
    assert room.wakes[-1] == f.WakeAt(end, e.TimeUp(0, end))


def test_a_minute_is_added_once_however_often_its_button_is_tapped() -> None:
    room, teacher, _ = a_class("Ada")

    teacher.taps(e.MinuteTapped, 1).taps(e.MinuteTapped, 1)
    assert room.notices == [f.Notice.ALREADY]
    assert room.exercise.place == s.Asking(0, TEN + A_CARD + timedelta(minutes=1), 1)
    teacher.taps(e.MinuteTapped, 2)
    assert room.exercise.place == s.Asking(0, TEN + A_CARD + timedelta(minutes=2), 2)
    teacher.taps(e.MinuteTapped, 10**9)
    assert room.notices == [f.Notice.STALE]
    room.happens(e.TimeUp(0, TEN + A_CARD))
    assert room.state is State.ASKING


def test_a_minute_can_be_added_while_the_clock_stands() -> None:
    room, teacher, _ = a_class("Ada")

    teacher.taps(e.PauseTapped).taps(e.MinuteTapped, 3)

    assert room.exercise.place == s.Paused(0, A_CARD + timedelta(minutes=3), 3)


def test_a_card_closed_and_opened_again_has_all_its_time_and_hides_its_notes() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("order beans")
    teacher.taps(e.CloseTapped)
    assert room.group.notes == ()
    teacher.taps(e.RevealTapped)
    assert texts(room.group.notes) == ["order beans"]

    room.waits(minutes=9)
    teacher.taps(e.ReopenTapped)

    assert room.exercise.place == s.Asking(0, room.now + A_CARD)
    assert room.group.notes == ()
    assert ada.notes == ["order beans"]


def test_revealing_ends_the_time_of_a_card() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("order beans")

    teacher.taps(e.RevealTapped)
    assert (room.state, texts(room.group.notes)) == (State.COLLECTED, ["order beans"])
    teacher.taps(e.RevealTapped)
    assert room.notices == [f.Notice.ALREADY]


# --- looking after the notes ----------------------------------------------------------


def test_a_note_can_be_hidden_removed_and_approved_again() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("order beans")
    teacher.taps(e.RevealTapped)
    note = room.number("order beans")

    for button, standing in (
        (e.HideTapped, Standing.HIDDEN),
        (e.RemoveTapped, Standing.REMOVED),
        (e.ApproveTapped, Standing.APPROVED),
    ):
        teacher.taps(button, note)
        assert room.note("order beans").standing is standing
        assert room.note("order beans").decided_by == teacher.number
        assert bool(room.group.notes) is (standing is Standing.APPROVED)
    teacher.taps(e.ApproveTapped, note)
    assert room.notices == [f.Notice.ALREADY]


def test_a_note_moves_to_a_section_that_is_asked() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("queues")
    teacher.taps(e.CloseTapped).taps(e.MoveTapped, room.number("queues"), Section.PAINS)

    assert room.note("queues").section is Section.PAINS
    teacher.taps(e.MoveTapped, room.number("queues"), Section.PROPOSITION)
    assert room.notices == [f.Notice.STALE]


def test_the_spotlight_is_on_one_revealed_note_at_a_time() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("order beans\ndo the books")
    beans, books = room.number("order beans"), room.number("do the books")
    teacher.taps(e.CloseTapped).taps(e.SpotlightTapped, beans, True)
    assert (room.notices, room.group.spotlight) == ([f.Notice.NOT_REVEALED], None)

    teacher.taps(e.RevealTapped).taps(e.SpotlightTapped, beans, True)
    teacher.taps(e.SpotlightTapped, books, True)
    assert room.group.spotlight == room.group.notes[1]
    teacher.taps(e.SpotlightTapped, beans, False)
    assert room.notices == [f.Notice.ALREADY]
    teacher.taps(e.HideTapped, books)
    assert room.group.spotlight is None


def test_the_spotlight_goes_out_with_its_step() -> None:
    room, teacher, (ada,) = a_class("Ada")
    ada.sends("order beans")
    beans = room.number("order beans")
    teacher.taps(e.RevealTapped)
    for move in (e.NextTapped, e.BackTapped, e.FinishTapped):
        teacher.taps(e.SpotlightTapped, beans, True)
        assert room.group.spotlight is not None
        teacher.taps(move)
        assert room.group.spotlight is None


@pytest.mark.parametrize("names", Names)
def test_the_author_of_a_note_is_muted_without_being_named(names: Names) -> None:
    room, teacher, (ada,) = a_class("Ada", chosen=setup(names=names))
    ada.sends("rude words")
    teacher.taps(e.CloseTapped).taps(e.MuteTapped, room.number("rude words"), True)

    assert room.effects == (
        f.Answer(f.Notice.SAVED),
        f.Tell(ada.number, f.Notice.MUTED),
    )
    teacher.taps(e.NextTapped)
    ada.sends("more of it")
    assert room.notices == [f.Notice.MUTED]
    assert room.note("more of it").standing is Standing.PARKED
    teacher.taps(e.MuteTapped, room.number("rude words"), False)
    ada.sends("sorry")
    assert room.note("sorry").standing is Standing.WRITTEN


def test_muting_does_not_tell_which_notes_are_by_the_same_person() -> None:
    room, teacher, (ada, ben) = a_class(
        "Ada", "Ben", chosen=setup(names=Names.ANONYMOUS)
    )
    ada.sends("one\ntwo")
    ben.sends("three")
    teacher.taps(e.CloseTapped).taps(e.MuteTapped, room.number("one"), True)

    for text in ("one", "two", "three"):
        teacher.taps(e.MuteTapped, room.number(text), True)
        seen = [effect for effect in room.effects if not isinstance(effect, f.Tell)]
        assert seen == [f.Answer(f.Notice.SAVED)]


def test_a_note_for_the_room_is_seen_by_all_at_once_and_has_no_author() -> None:
    room, teacher, _ = a_class("Ada", "Ben", chosen=setup(work=Work.TEAMS))

    teacher.taps(e.RoomNoteAdded, "said aloud")

    assert texts(room.group.notes) == texts(room.topic(2).notes) == ["said aloud"]
    assert room.group.notes[0].by == ()
    assert room.note("said aloud").decided_by == teacher.number
    teacher.taps(e.RoomNoteAdded, " ")
    assert room.notices == [f.Notice.NO_WORDS]
