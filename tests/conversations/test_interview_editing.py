"""Changing what was written: by the editor, and by editing sent messages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.states import State
from conversations.profile import Basis, Section
from tests.conversations.founder import NOON, Founder, founder_in, rate_all
from tests.conversations.sample_guides import library, worksheet

JOBS, PAINS = Section.JOBS, Section.PAINS


@pytest.fixture
def ada() -> Founder:
    """She sent three jobs in one message, and is still asked for more."""
    ada = Founder().begins().sends("café owners")
    return ada.sends("order beans\ndo the books\nfind staff")


def message_of(ada: Founder, note: str) -> int:
    origin = ada.note(note).origin
    assert origin is not None
    return origin.message


def rated(ada: Founder) -> Founder:
    """The jobs have an order, most important first, that follows from ratings."""
    rate_all(ada.goes_next(4), (1, 3, 2))
    return ada.goes_next(2)


# --- edited messages ---------------------------------------------------------------


def test_a_line_put_in_between_takes_nobodys_rating(ada: Founder) -> None:
    message = message_of(rated(ada), "order beans")
    before = ada.order(JOBS)

    ada.edits(message, "order beans\ncount the milk\ndo the books\nfind staff")

    assert ada.order(JOBS) == before
    assert ada.note("count the milk").ratings == {}
    assert ada.notices == [f.Notice.EDIT_ADDED]


def test_a_changed_line_keeps_number_rating_and_place(ada: Founder) -> None:
    old = rated(ada).note("do the books")
    ada.edits(message_of(ada, "do the books"), "order beans\nbooks\nfind staff")

    assert ada.note("books") == replace(old, text="books")
    assert ada.order(JOBS)[0] == "books"
    assert ada.notices == [f.Notice.EDITED]


def test_a_note_that_was_moved_follows_its_line_where_it_stands(ada: Founder) -> None:
    message = message_of(ada, "find staff")
    ada.does(e.SortTapped(1, ada.number("find staff"), PAINS))
    ada.edits(message, "order beans\ndo the books\nnobody to hire")

    assert ada.texts(PAINS) == ["nobody to hire"]


def test_a_line_that_is_gone_takes_its_note_along(ada: Founder) -> None:
    message = message_of(ada, "find staff")
    ada.edits(message, "order beans\nfind staff")

    assert ada.texts(JOBS) == ["order beans", "find staff"]
    assert ada.effects == (f.ShowQuestion(f.Notice.EDIT_REMOVED, "do the books"),)

    ada.edits(message, "order beans\ndo the books\nfind staff")

    assert sorted(ada.texts(JOBS)) == ["do the books", "find staff", "order beans"]


def test_what_was_deleted_by_hand_does_not_come_back(ada: Founder) -> None:
    message = message_of(ada, "do the books")
    ada.does(e.DropTapped(1, ada.number("do the books")))
    ada.edits(message, "order beans\ndo the books on Sunday\nfind staff")

    assert ada.texts(JOBS) == ["order beans", "find staff"]
    assert ada.notices == [f.Notice.EDIT_STAYED]


def test_nor_when_its_words_are_gone_for_good(ada: Founder) -> None:
    message, number = message_of(ada, "do the books"), ada.number("do the books")
    ada.does(e.DropTapped(1, number))
    interview = ada.interview
    notes = tuple(
        replace(note, text="") if note.deleted_at else note
        for note in interview.profile.notes
    )
    emptied = replace(interview, profile=replace(interview.profile, notes=notes))
    ada.session = ada.session.holding(emptied)

    ada.edits(message, "order beans\ndo the books\nfind good staff")

    assert ada.texts(JOBS) == ["order beans", "find good staff"]
    assert ada.does(e.RestoreTapped(1, number)).notices == [f.Notice.NOTE_GONE]


def test_a_note_reworded_by_hand_follows_the_message_that_reworded_it(
    ada: Founder,
) -> None:
    first = message_of(ada, "order beans")
    ada.does(e.FixTapped(1, ada.number("order beans"))).sends("get beans")
    second = ada.note("get beans").reworded_in
    assert second is not None

    ada.edits(first, "order tea\ndo the books\nfind staff")
    assert ada.notices == [f.Notice.EDIT_STAYED]
    ada.edits(second, "get good\nbeans")

    assert ada.texts(JOBS)[0] == "get good beans"


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("- order beans\n\n- do the books\n- find staff", f.Notice.EDIT_SAME),
        ("\u200b", f.Notice.EDIT_EMPTY),
    ],
)
def test_an_edit_that_says_nothing_new_changes_nothing(
    ada: Founder, text: str, notice: f.Notice
) -> None:
    before = ada.profile
    ada.edits(message_of(ada, "order beans"), text)

    assert ada.profile == before
    assert ada.notices == [notice]


def test_an_edit_of_what_became_no_note_is_said_to_be_none(ada: Founder) -> None:
    before = ada.session

    assert ada.edits(999, "x").session == before
    assert ada.notices == [f.Notice.EDIT_UNKNOWN]


def test_another_segment_in_the_message_is_another_name(ada: Founder) -> None:
    ada.edits(message_of(ada, "café owners"), "bakers")

    assert ada.profile.name == "bakers"
    ada.taps(e.RenameTapped, 1).sends("My bakers")
    ada.edits(message_of(ada, "bakers"), "bakers in towns")
    assert ada.profile.name == "My bakers"


def test_after_the_canvas_it_is_shown_as_it_is_now() -> None:
    ada = founder_in(State.FINISHED)
    job = ada.profile.of_section(JOBS)[0]
    ada.sends("a surprise").edits(message_of(ada, job.text), "other words")

    assert isinstance(ada.view, v.ShowCanvas)
    assert "other words" in [item.text for item in ada.view.canvas.sections[0].items]


# --- the editor ----------------------------------------------------------------------


def test_a_note_that_is_added_later_asks_for_its_own_rating_only(ada: Founder) -> None:
    step = rated(ada).card.step
    ada.does(e.AddTapped(1, JOBS)).sends("count the milk")

    assert isinstance(ada.menu, v.ShowNote)
    assert ada.menu.note.text == "count the milk"
    assert ada.menu.note.rank is None
    assert ada.card.step == step


def test_a_deleted_note_is_in_no_order_and_comes_back_to_its_place(
    ada: Founder,
) -> None:
    before = rated(ada).profile
    number = ada.number("find staff")
    ada.does(e.DropTapped(1, number))

    assert "find staff" not in ada.order(JOBS)
    assert ada.does(e.RestoreTapped(1, number)).profile == before


def test_a_moved_note_leaves_one_order_and_waits_for_the_other(ada: Founder) -> None:
    rated(ada).does(e.SortTapped(1, ada.number("find staff"), PAINS))

    assert "find staff" not in ada.order(JOBS)
    assert isinstance(ada.menu, v.ShowNote)
    assert ada.menu.section is PAINS
    assert ada.menu.note.rank is None


def test_a_place_given_by_hand_is_kept(ada: Founder) -> None:
    rated(ada).does(e.PlaceTapped(1, ada.number("order beans"), 0))

    assert ada.order(JOBS)[0] == "order beans"
    assert ada.profile.order(JOBS).basis is Basis.HAND
    assert ada.does(e.PlaceTapped(1, ada.number("order beans"), 0)).notices == [
        f.Notice.ALREADY
    ]


def test_a_card_about_a_note_that_went_asks_about_those_that_are_there() -> None:
    ada = founder_in(State.REWORDING)
    number = ada.profile.of_section(JOBS)[0].number

    assert ada.does(e.DropTapped(1, number)).state is State.REVIEWING


def test_a_step_with_nothing_left_to_ask_is_passed() -> None:
    ada = founder_in(State.RATING)
    for note in ada.profile.of_section(JOBS):
        ada.does(e.DropTapped(1, note.number))

    assert ada.state is State.ASKING
    assert ada.section is PAINS


def test_a_copy_follows_no_message(ada: Founder) -> None:
    message = message_of(ada, "order beans")
    ada.does(e.DuplicateTapped(1, 2)).edits(message, "get beans")

    assert ada.session.shelf[2].name == "café owners (2)"
    assert "order beans" in [n.text for n in ada.session.interviews[2].profile.living]


# --- steps, and the next type ------------------------------------------------------


def test_steps_are_no_rivals_of_the_job_they_belong_to() -> None:
    ada = Founder(library(worksheet())).begins().sends("cafés").goes_next(2)
    ada.sends("serve coffee").goes_next().sends("order\ngrind")

    assert ada.texts(JOBS) == ["serve coffee"]
    assert ada.order(Section.STEPS) == ["order", "grind"]
    assert ada.note("grind").for_job == ada.number("serve coffee")
    ada.does(e.PlaceTapped(1, ada.number("grind"), 0))
    assert ada.order(Section.STEPS) == ["grind", "order"]


def test_the_next_type_begins_behind_the_choice_and_is_offered_no_more() -> None:
    ada = founder_in(State.FINISHED, library(worksheet()))
    assert isinstance(ada.view, v.ShowCanvas)
    (other,) = ada.view.after.next_types
    ada.does(e.NextTypeTapped(2, 1, other.number))

    assert ada.profile.name == other.text
    assert ada.prompt == "ws.segment.describe"
    ada.taps(e.ResumeTapped, 1)
    assert isinstance(ada.view, v.ShowCanvas)
    assert ada.view.after.next_types == ()


# --- coming back after a long time ------------------------------------------------


def test_who_comes_back_after_a_day_is_told_that_all_is_saved(ada: Founder) -> None:
    ada.now = NOON + timedelta(hours=23)
    assert f.Notice.LONG_SILENCE not in ada.sends("a").notices
    ada.now += timedelta(hours=24)

    assert ada.sends("b").notices == [f.Notice.LONG_SILENCE]
    assert ada.texts(JOBS)[-2:] == ["a", "b"]
    assert f.Notice.LONG_SILENCE not in ada.sends("c").notices


def test_a_segment_that_became_a_job_is_listed_with_the_jobs(ada: Founder) -> None:
    ada.sends("serve breakfast").goes_next()
    ada.does(e.SortTapped(1, ada.number("café owners"), JOBS))

    assert isinstance(ada.view, v.Ask)
    assert "café owners" in ada.view.earlier
