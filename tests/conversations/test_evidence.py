"""Notes are assumptions until heard; a second round says what changed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from conversations.canvas import canvas_of
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.evidence import MOST_HEARD
from conversations.interview.states import State
from conversations.profile import Section
from conversations.rounds import Changes, Move, changes_of
from tests.conversations.founder import Founder, rate_all


@pytest.fixture
def ada() -> Founder:
    """Her canvas is shown: three jobs, pains and gains."""
    ada = Founder().begins().answers_until(State.RATING, Section.JOBS)
    rate_all(ada, (3, 2, 1)).goes_next().answers_until(State.RATING, Section.PAINS)
    rate_all(ada, (2, 1, 0)).answers_until(State.ORDERING, Section.GAINS)
    return ada.picks(*ada.texts(Section.GAINS)).answers_until(State.FINISHED)


def riskiest(ada: Founder) -> list[str]:
    canvas = canvas_of(ada.profile, ada.guide)
    return [assumption.item.text for assumption in canvas.riskiest]


def first(ada: Founder, section: Section) -> str:
    return ada.order(section)[0]


# --- hearing ------------------------------------------------------------------------


def test_the_riskiest_are_the_first_of_each_section(ada: Founder) -> None:
    assert riskiest(ada) == [
        first(ada, section) for section in (Section.JOBS, Section.PAINS, Section.GAINS)
    ]


def test_what_was_heard_is_no_assumption_and_can_become_one_again(
    ada: Founder,
) -> None:
    job = first(ada, Section.JOBS)
    ada.taps(e.HeardTapped, 1, ada.number(job), 2)

    assert job not in riskiest(ada)
    assert len(riskiest(ada)) == 3
    assert ada.notices[-1:] == [f.Notice.SAVED]
    assert ada.taps(e.HeardTapped, 1, ada.number(job), 2).notices == [f.Notice.ALREADY]

    ada.taps(e.HeardTapped, 1, ada.number(job), 0)
    assert riskiest(ada)[0] == job


def test_the_fourth_of_a_section_is_no_great_risk() -> None:
    ada = Founder().begins().sends("café owners").sends("a\nb\nc\nd").goes_next(4)
    rate_all(ada, (3, 2, 1, 0))
    ada.answers_until(State.FINISHED)
    for text in (*"abc", *ada.texts(Section.PAINS), *ada.texts(Section.GAINS)):
        ada.taps(e.HeardTapped, 1, ada.number(text), 1)

    assert riskiest(ada) == []


def test_the_open_canvas_follows_what_is_marked(ada: Founder) -> None:
    ada.taps(e.HeardTapped, 1, ada.number(first(ada, Section.PAINS)), 1)

    assert f.ShowQuestion(quiet=True) in ada.effects
    assert isinstance(ada.view, v.ShowCanvas)
    assert ada.view.canvas.sections[1].items[0].heard == 1


def test_a_customers_words_mean_that_one_was_heard(ada: Founder) -> None:
    job = first(ada, Section.JOBS)
    ada.taps(e.QuoteTapped, 1, ada.number(job))
    assert ada.session.awaited is not None
    ada.sends("\u200b")
    assert ada.notices == [f.Notice.NO_WORDS]
    ada.sends("Again\nat 5 a.m.")

    assert (ada.note(job).quote, ada.note(job).heard) == ("Again at 5 a.m.", 1)
    assert isinstance(ada.menu, v.ShowHeard)
    assert ada.state is State.FINISHED

    ada.taps(e.UnquoteTapped, 1, ada.number(job))
    assert (ada.note(job).quote, ada.note(job).heard) == ("", 1)
    assert ada.taps(e.UnquoteTapped, 1, ada.number(job)).notices == [f.Notice.ALREADY]


def test_words_for_a_note_that_is_gone_are_not_kept(ada: Founder) -> None:
    number = ada.number(first(ada, Section.JOBS))
    ada.taps(e.QuoteTapped, 1, number)
    awaited = ada.session.awaited
    ada.taps(e.DropTapped, 1, number)
    ada.session = replace(ada.session, awaited=awaited)

    assert ada.sends("at 5 a.m.").notices == [f.Notice.NOTE_GONE]


@pytest.mark.parametrize("count", [-1, MOST_HEARD + 1])
def test_a_forged_count_changes_nothing(ada: Founder, count: int) -> None:
    before = ada.session
    number = ada.number(first(ada, Section.JOBS))

    assert ada.taps(e.HeardTapped, 1, number, count).notices == [f.Notice.STALE]
    assert ada.session == before


@pytest.mark.parametrize("button", [e.HeardNoteTapped, e.QuoteTapped])
def test_who_the_customer_is_nobody_confirms(
    ada: Founder, button: type[e.MenuTap]
) -> None:
    segment = ada.profile.of_section(Section.SEGMENT)[0]

    assert ada.taps(button, 1, segment.number).notices == [f.Notice.STALE]
    assert ada.taps(e.HeardTapped, 1, segment.number, 1).notices == [f.Notice.STALE]


def test_the_list_has_every_job_pain_and_gain_page_by_page(ada: Founder) -> None:
    ada.taps(e.HeardListTapped, 1, 0)
    assert isinstance(ada.menu, v.ShowHeardList)
    listed = [item.text for item in ada.menu.notes]
    ada.taps(e.HeardListTapped, 1, 99)
    assert isinstance(ada.menu, v.ShowHeardList)
    if ada.menu.pages.pages > 1:
        listed += [item.text for item in ada.menu.notes]

    assert sorted(listed) == sorted(
        text
        for section in (Section.JOBS, Section.PAINS, Section.GAINS)
        for text in ada.texts(section)
    )


def test_without_notes_there_is_nothing_to_confirm() -> None:
    ada = Founder().begins().sends("café owners")

    assert ada.taps(e.HeardListTapped, 1, 0).notices == [f.Notice.NOTHING_YET]


# --- a second round -----------------------------------------------------------------


def test_the_first_canvas_has_nothing_to_compare_with(ada: Founder) -> None:
    assert changes_of(ada.profile) == Changes()
    assert not changes_of(ada.profile)


def test_what_is_heard_after_the_first_canvas_is_new(ada: Founder) -> None:
    job = first(ada, Section.JOBS)
    ada.taps(e.HeardTapped, 1, ada.number(job), 1)

    assert changes_of(ada.profile) == Changes(heard=(job,))


def test_a_second_round_says_what_changed_since_the_first(ada: Founder) -> None:
    job, pain = first(ada, Section.JOBS), first(ada, Section.PAINS)
    gone = ada.texts(Section.GAINS)[0]
    ada.taps(e.ReopenTapped, 1)
    ada.taps(e.HeardTapped, 1, ada.number(job), 3)
    ada.does(e.FixTapped(1, ada.number(pain))).sends("they never know")
    ada.goes_next().sends("a brand-new job")
    ada.answers_until(State.FINISHED)
    ada.does(e.DropTapped(1, ada.number(gone)))
    wanted = Changes(
        added=("a brand-new job",), reworded=("they never know",), heard=(job,), gone=1
    )

    assert changes_of(ada.profile) == wanted
    assert isinstance(ada.view, v.ShowCanvas)
    assert ada.view.canvas.changes == wanted


def test_a_third_round_is_compared_with_the_second(ada: Founder) -> None:
    job, pain = first(ada, Section.JOBS), first(ada, Section.PAINS)
    ada.taps(e.ReopenTapped, 1)
    ada.taps(e.HeardTapped, 1, ada.number(job), 1)
    ada.answers_until(State.FINISHED)
    assert changes_of(ada.profile) == Changes(heard=(job,))

    ada.taps(e.ReopenTapped, 1)
    assert changes_of(ada.profile) == Changes()
    ada.taps(e.HeardTapped, 1, ada.number(pain), 1)
    ada.answers_until(State.FINISHED)

    assert changes_of(ada.profile) == Changes(heard=(pain,))
    assert len(ada.profile.baselines) == 2


def test_only_what_changed_places_is_said_to_have_moved() -> None:
    ada = Founder().begins().sends("café owners").sends("a\nb\nc\nd").goes_next(4)
    rate_all(ada, (3, 2, 1, 0))
    ada.answers_until(State.FINISHED)
    ada.does(e.PlaceTapped(1, ada.number("d"), 0))

    assert changes_of(ada.profile) == Changes(moved=(Move("d", 4, 1),))


def test_a_newcomer_at_the_top_moves_nobody() -> None:
    ada = Founder().begins().sends("café owners").sends("a\nb").goes_next(4)
    rate_all(ada, (2, 1))
    ada.answers_until(State.FINISHED)
    ada.does(e.AddTapped(1, Section.JOBS)).sends("z")
    ada.does(e.RateTapped(1, ada.number("z"), 0, 3))

    assert ada.order(Section.JOBS) == ["z", "a", "b"]
    assert changes_of(ada.profile) == Changes(added=("z",))
