"""Going back, leaving, coming back, and buttons tapped twice or too late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.states import OVERLAYS, State
from conversations.profile import PROFILE_SECTIONS, Profile, Section
from tests.conversations.founder import NOON, Founder, founder_in
from tests.conversations.sample_guides import library, priority, second_version

PLACES = [state for state in State if state not in OVERLAYS | {State.IDLE}]
QUESTIONS = [state for state in PLACES if state is not State.FINISHED]


def kept(profile: Profile) -> tuple[object, ...]:
    """What a person would miss if it were gone."""
    orders = [profile.order(section).ranked for section in PROFILE_SECTIONS]
    return profile.name, profile.notes, orders


def welcome(ada: Founder) -> v.ShowWelcome:
    view = ada.view
    assert isinstance(view, v.ShowWelcome)
    return view


# --- going back --------------------------------------------------------------------


def finished() -> Founder:
    """Ada with a finished canvas in which everything is rated and ordered."""
    ada = Founder().begins().sends("café owners").sends("order beans\ndo the books")
    ada.goes_next(4).rates("order beans", "daily")
    ada.goes_next().rates("do the books", "a_lot").goes_next()
    ada.picks("do the books").goes_next().sends("stale beans\nbad prices").goes_next(3)
    ada.rates("stale beans", "severe").rates("bad prices", "mild").goes_next(2)
    ada.sends("never run out\ncalm evenings").goes_next(3)
    return ada.picks("calm evenings", "never run out").goes_next(2)


def test_going_all_the_way_back_and_forth_loses_nothing() -> None:
    ada = finished()
    before = kept(ada.profile)

    while ada.interview.place.step > 0:
        ada.goes_back()
        assert kept(ada.profile) == before
    while ada.state is not State.FINISHED:
        ada.goes_next()
        assert kept(ada.profile) == before


def test_going_back_to_an_order_shows_what_was_tapped() -> None:
    view = finished().goes_back(2).view

    assert isinstance(view, v.AskOrder)
    assert view.picked == ("calm evenings", "never run out")


def test_going_back_skips_what_has_nothing_to_ask() -> None:
    ada = Founder().begins().sends("café owners").goes_next(3)

    assert ada.prompt == "prio.pains.before"
    assert ada.goes_back().prompt == "prio.jobs.needs"


def test_a_note_added_on_the_way_back_leaves_the_others_in_their_places() -> None:
    ada = finished()
    while ada.prompt != "prio.jobs.tasks":
        ada.goes_back()
    ada.sends("find staff").answers_until(State.RANKED, Section.JOBS)

    assert ada.order(Section.JOBS) == ["do the books", "order beans"]
    assert "find staff" in ada.texts(Section.JOBS)


# --- later, and going on -----------------------------------------------------------


@pytest.mark.parametrize("state", QUESTIONS)
def test_later_and_continue_lead_back_to_the_same_card(state: State) -> None:
    ada = founder_in(state)
    before, shown = ada.session, ada.view

    ada.taps(e.LaterTapped)

    assert ada.state is State.IDLE
    resting = welcome(ada)
    assert resting.resting
    assert resting.unfinished is not None
    assert (resting.unfinished.number, resting.unfinished.name) == (1, "café owners")
    assert ada.taps(e.ResumeTapped, 1).session == before
    assert ada.view == shown


@pytest.mark.parametrize("command", [e.Command.START, e.Command.CANCEL])
@pytest.mark.parametrize("state", QUESTIONS)
def test_start_and_cancel_are_a_break_as_well(state: State, command: e.Command) -> None:
    ada = founder_in(state)
    before = ada.session

    assert ada.gives(command).state is State.IDLE
    assert ada.taps(e.ResumeTapped, 1).session == before


def test_a_text_after_a_break_answers_the_question_that_waits() -> None:
    ada = founder_in(State.ASKING).taps(e.LaterTapped).sends("keep regulars")

    assert ada.state is State.ASKING
    assert ada.texts(Section.JOBS)[-1] == "keep regulars"


@pytest.mark.parametrize("state", QUESTIONS)
def test_a_text_after_a_break_does_what_it_does_without_one(state: State) -> None:
    straight = founder_in(state).sends("keep regulars")
    rested = founder_in(state).taps(e.LaterTapped).sends("keep regulars")

    assert rested.session.state is straight.session.state
    assert kept(rested.profile) == kept(straight.profile)
    assert rested.view == straight.view


def test_continue_says_how_far_the_interview_is() -> None:
    ada = founder_in(State.ORDERING).gives(e.Command.START)

    assert welcome(ada).progress == v.Progress(section=4, sections=4)


def test_continue_is_offered_for_the_one_in_hand_before_newer_ones() -> None:
    ada = founder_in(State.ASKING).begins().taps(e.ResumeTapped, 1)
    unfinished = welcome(ada.taps(e.LaterTapped)).unfinished

    assert unfinished is not None
    assert unfinished.number == 1


def test_a_newcomer_is_greeted_with_nothing_to_continue() -> None:
    assert welcome(Founder()) == v.ShowWelcome(
        priority(),
        guides=1,
        unfinished=None,
        progress=None,
        profiles=0,
        next_number=1,
        resting=False,
    )


def test_a_text_to_nobody_in_hand_is_answered_with_the_welcome() -> None:
    ada = Founder().sends("hello")

    assert ada.state is State.IDLE
    assert ada.effects == (f.ShowQuestion(),)


def test_someone_who_let_us_in_again_is_welcomed_back_to_the_question() -> None:
    ada = founder_in(State.RATING)
    before = ada.session
    ada.does(e.Returned())

    assert ada.session == before
    assert ada.notices == [f.Notice.WELCOME_BACK]


# --- a finished profile ------------------------------------------------------------


def test_a_finished_profile_is_opened_at_its_canvas() -> None:
    ada = founder_in(State.FINISHED).gives(e.Command.START)

    assert welcome(ada).unfinished is None
    assert isinstance(ada.taps(e.ResumeTapped, 1).view, v.ShowCanvas)


def test_a_text_after_a_finished_interview_was_left_is_no_surprise() -> None:
    ada = founder_in(State.FINISHED).gives(e.Command.START).sends("hello again")

    assert ada.state is State.IDLE
    assert ada.texts(Section.REFLECTION) == []


def test_a_finished_profile_that_is_changed_stays_finished() -> None:
    ada = founder_in(State.FINISHED)
    ada.now += timedelta(days=7)
    ada.goes_back(2)

    assert ada.session.shelf[1].finished
    assert ada.goes_next(2).profile.finished_at == NOON


def test_an_interview_goes_on_with_the_guide_it_began_with() -> None:
    ada = founder_in(State.ASKING)
    ada.library = library(priority(), second_version())

    assert ada.goes_next().guide is priority()
    assert ada.begins().profile.guide_version == 2
    assert ada.taps(e.ResumeTapped, 1).profile.guide_version == 1


# --- twice, and too late -----------------------------------------------------------


def test_begin_tapped_twice_begins_once() -> None:
    ada = Founder().begins()
    before = ada.session

    ada.taps(e.BeginTapped, 1)

    assert ada.session == before
    assert ada.effects == (f.Toast(f.Notice.ALREADY),)


def test_a_begin_button_whose_number_went_to_a_copy_does_not_say_it_is_done() -> None:
    ada = Founder().begins().sends("café owners")
    ada.taps(e.DuplicateTapped, 1, 2)
    before = ada.session

    ada.taps(e.BeginTapped, 2)

    assert ada.session == before
    assert ada.effects == (f.Toast(f.Notice.STALE),)


@pytest.mark.parametrize("command", [e.Command.HELP, e.Command.PRIVACY])
def test_a_canvas_is_not_repeated_below_what_was_asked_for(command: e.Command) -> None:
    ada = founder_in(State.FINISHED).gives(command)

    assert [type(effect) for effect in ada.effects] == [f.Say]


def test_the_example_is_not_followed_by_a_canvas_but_by_an_open_question() -> None:
    assert [
        type(x) for x in founder_in(State.FINISHED).taps(e.ExampleTapped).effects
    ] == [f.Say]
    assert (
        founder_in(State.ASKING).taps(e.ExampleTapped).effects[-1] == f.ShowQuestion()
    )
    assert Founder().taps(e.ExampleTapped).effects[-1] == f.ShowQuestion()


@pytest.mark.parametrize("state", QUESTIONS)
@pytest.mark.parametrize("button", [e.NextTapped, e.BackTapped])
def test_next_or_back_tapped_twice_goes_one_step(
    state: State, button: type[e.CardTap]
) -> None:
    ada = founder_in(state)
    tap, card = ada.tap(button), ada.card
    once = ada.does(tap).session
    if ada.card == card:
        return  # it led to another page of the same question

    ada.does(tap)

    assert ada.session == once
    assert ada.effects == (f.Toast(f.Notice.STALE),)


def test_the_same_level_twice_counts_once() -> None:
    ada = founder_in(State.RATING)
    tap = ada.tap(e.LevelTapped, ada.profile.of_section(Section.JOBS)[0].number, 2)
    once = ada.does(tap).session

    assert ada.does(tap).session == once
    assert ada.effects == (f.Toast(f.Notice.ALREADY),)


def test_the_same_pick_twice_counts_once() -> None:
    ada = founder_in(State.ORDERING)
    gains = [note.number for note in ada.profile.of_section(Section.GAINS)]
    tap = ada.tap(e.PickTapped, gains[0])
    once = ada.does(tap).session

    assert ada.does(tap).session == once
    assert ada.effects == (f.Toast(f.Notice.ALREADY),)


@pytest.mark.parametrize("button", [e.LaterTapped, e.NextTapped])
def test_a_tap_during_a_break_says_that_we_rest(button: type[e.CardTap]) -> None:
    ada = founder_in(State.RATING)
    tap = ada.tap(button)
    ada.taps(e.LaterTapped)
    before = ada.session

    ada.does(tap)

    assert ada.session == before
    assert ada.effects == (f.Toast(f.Notice.RESTING),)


def test_a_card_of_an_earlier_question_is_stale() -> None:
    ada = founder_in(State.ASKING)
    old = ada.tap(e.NextTapped)
    ada.goes_next()
    before = ada.session

    assert ada.does(old).session == before
    assert ada.effects == (f.Toast(f.Notice.STALE),)


def test_a_new_note_does_not_make_next_stale() -> None:
    ada = founder_in(State.ASKING)
    tap = ada.tap(e.NextTapped)

    assert ada.sends("keep regulars").does(tap).prompt == "prio.jobs.problems"


def test_a_card_of_another_profile_offers_to_go_on_with_it() -> None:
    ada = founder_in(State.ASKING)
    first = ada.tap(e.NextTapped)
    ada.begins().sends("bakers")
    before = ada.session

    assert ada.does(first).session == before
    waits = v.ListedProfile(1, "café owners", v.Progress(2, 4, 1, 3))
    assert ada.effects == (
        f.ShowMenu(v.ShowProfile(waits, 3), f.Notice.WAITING),
        f.Toast(f.Notice.WAITING),
    )


def test_a_card_of_a_deleted_profile_says_that_it_is_deleted() -> None:
    ada = founder_in(State.ASKING)
    tap = ada.tap(e.NextTapped)
    ada.taps(e.DeleteTapped, 1)
    before = ada.session

    assert ada.does(tap).session == before
    assert ada.effects == (f.Toast(f.Notice.DELETED),)


# --- commands ----------------------------------------------------------------------


@pytest.mark.parametrize("state", [p for p in PLACES if p is not State.FINISHED])
def test_summary_shows_the_canvas_as_it_stands(state: State) -> None:
    ada = founder_in(state)
    before = ada.session
    ada.gives(e.Command.SUMMARY)

    assert ada.session == before
    assert isinstance(ada.said, v.ShowSummary)
    assert ada.said.canvas.segment == "café owners"
    assert ada.effects[1:] == (f.ShowQuestion(),)


def test_summary_of_a_finished_interview_shows_its_card_again_and_no_copy() -> None:
    ada = founder_in(State.FINISHED)
    ada.gives(e.Command.SUMMARY)

    assert ada.effects == (f.ShowQuestion(),)
    assert isinstance(ada.view, v.ShowCanvas)


def test_summary_of_nothing_says_that_there_is_nothing() -> None:
    for ada in (Founder(), Founder().begins()):
        ada.gives(e.Command.SUMMARY)

        assert ada.effects == (f.ShowQuestion(f.Notice.NOTHING_YET),)


def test_summary_during_a_break_keeps_the_break() -> None:
    ada = founder_in(State.RATING).taps(e.LaterTapped).gives(e.Command.SUMMARY)

    assert ada.state is State.IDLE
    assert isinstance(ada.said, v.ShowSummary)


@pytest.mark.parametrize("state", State)
def test_the_example_is_shown_and_the_question_stays(state: State) -> None:
    commanded, tapped = founder_in(state), founder_in(state)
    commanded.gives(e.Command.EXAMPLE)
    tapped.taps(e.ExampleTapped)

    assert commanded.effects == tapped.effects
    assert commanded.session == tapped.session
    assert isinstance(tapped.said, v.ShowSummary)
    assert tapped.said.example
    assert tapped.session.awaited is None


def test_help_is_a_message_above_the_open_question() -> None:
    ada = founder_in(State.RATING).gives(e.Command.HELP)

    assert ada.effects == (f.Say(v.ShowHelp()), f.ShowQuestion())
    assert Founder().gives(e.Command.HELP).effects == (f.Say(v.ShowHelp()),)
