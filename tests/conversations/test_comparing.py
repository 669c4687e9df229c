"""Two profiles side by side: what each has at the top, and what both share."""

from __future__ import annotations

import pytest

from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.paging import LISTED_AT_ONCE
from conversations.interview.states import State
from tests.conversations.founder import Founder


@pytest.fixture
def ada() -> Founder:
    """She has two profiles, with a few jobs each."""
    ada = Founder().begins().sends("café owners").sends("do the books\nfind good staff")
    return ada.begins().sends("florists").sends("find staff\nDO THE BOOKS\nbuy roses")


def compared(ada: Founder) -> v.ShowComparison:
    (view,) = (x.view for x in ada.effects if isinstance(x, f.Say))
    assert isinstance(view, v.ShowComparison)
    return view


def test_one_is_picked_after_the_other(ada: Founder) -> None:
    ada.taps(e.CompareTapped, 0)
    assert isinstance(ada.menu, v.ShowCompare)
    assert [line.number for line in ada.menu.profiles] == [2, 1]
    ada.taps(e.CompareWithTapped, 1, 0)
    assert isinstance(ada.menu, v.ShowCompare)
    assert [line.number for line in ada.menu.profiles] == [2]

    both = compared(ada.taps(e.ComparedTapped, 1, 2)).comparison
    assert (both.left.segment, both.right.segment) == ("café owners", "florists")
    assert ada.effects[-1] == f.ShowQuestion()


def test_a_canvas_does_not_push_the_comparison_out_of_sight(ada: Founder) -> None:
    ada.answers_until(State.FINISHED)

    compared(ada.taps(e.ComparedTapped, 1, 2))
    assert f.ShowQuestion() not in ada.effects


def test_what_both_say_is_shared_whatever_the_words(ada: Founder) -> None:
    jobs, *_ = compared(ada.taps(e.ComparedTapped, 1, 2)).comparison.sections

    assert [(one.text, other.text) for one, other in jobs.shared] == [
        ("do the books", "DO THE BOOKS"),
        ("find good staff", "find staff"),
    ]


def test_only_what_both_have_at_the_top_counts(ada: Founder) -> None:
    assert compared(ada.taps(e.ComparedTapped, 1, 2)).comparison.shared_tops == 0
    for profile, note in ((1, "do the books"), (2, "DO THE BOOKS")):
        ada.taps(e.ResumeTapped, profile)
        ada.does(e.RateTapped(profile, ada.number(note), 0, 1))

    assert compared(ada.taps(e.ComparedTapped, 1, 2)).comparison.shared_tops == 1


@pytest.mark.parametrize(("one", "other"), [(1, 1), (1, 7), (7, 1)])
def test_a_forged_pair_shows_nothing(ada: Founder, one: int, other: int) -> None:
    assert ada.taps(e.ComparedTapped, one, other).notices == [f.Notice.STALE]


def test_what_was_deleted_is_not_compared(ada: Founder) -> None:
    ada.taps(e.DeleteTapped, 1)

    assert ada.taps(e.ComparedTapped, 2, 1).notices == [f.Notice.STALE]
    assert ada.taps(e.ComparedTapped, 1, 2).notices == [f.Notice.DELETED]
    assert ada.taps(e.CompareTapped, 0).notices == [f.Notice.ONE_ONLY]
    assert ada.taps(e.CompareWithTapped, 2, 0).notices == [f.Notice.ONE_ONLY]


def test_many_profiles_have_pages() -> None:
    ada = Founder()
    for number in range(LISTED_AT_ONCE + 2):
        ada.begins().sends(f"segment {number}")
    ada.taps(e.CompareTapped, 99)
    assert isinstance(ada.menu, v.ShowCompare)
    assert [line.number for line in ada.menu.profiles] == [2, 1]
    ada.taps(e.CompareWithTapped, 1, 1)
    assert isinstance(ada.menu, v.ShowCompare)
    assert [line.number for line in ada.menu.profiles] == [2]
