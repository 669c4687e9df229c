"""What people write, and under which question it is kept."""

from __future__ import annotations

import pytest

from conversations.guides.steps import StepKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.states import OVERLAYS, State
from conversations.notes import MOST_NOTES
from conversations.profile import Origin, Section
from conversations.words import LONGEST_NAME
from tests.conversations.founder import Founder, founder_in


@pytest.fixture
def ada() -> Founder:
    """Ada, who has named her segment and is asked for tasks."""
    return Founder().begins().sends("café owners")


def asked(ada: Founder) -> v.Ask:
    view = ada.view
    assert isinstance(view, v.Ask)
    return view


# --- the segment -------------------------------------------------------------------


def test_one_answer_names_the_segment_and_goes_on() -> None:
    ada = Founder().begins().sends("Owners of\nindependent cafés")

    assert ada.profile.name == "Owners of, independent cafés"
    assert ada.prompt == "prio.jobs.tasks"


def test_a_segment_told_in_several_messages_is_one_segment() -> None:
    ada = Founder().begins()
    first = ada.card
    ada.sends("café owners").sends("in small towns", answers=first)

    assert ada.profile.name == "café owners, in small towns"
    assert ada.texts(Section.SEGMENT) == ["café owners", "in small towns"]
    assert ada.prompt == "prio.jobs.tasks"
    assert ada.notices == [f.Notice.LATE_NOTE]


def test_who_goes_back_and_names_another_segment_means_that_one() -> None:
    ada = Founder().begins().sends("café owners").goes_back().sends("parents")

    assert ada.profile.name == "parents"
    assert ada.texts(Section.SEGMENT) == ["parents"]
    assert ada.prompt != "segment.name"


def test_who_goes_back_and_sends_no_words_keeps_the_segment() -> None:
    ada = Founder().begins().sends("café owners").goes_back().sends("\u200b")

    assert ada.notices == [f.Notice.NO_WORDS]
    assert ada.texts(Section.SEGMENT) == ["café owners"]


def test_a_long_segment_keeps_its_words_and_gets_a_short_name() -> None:
    ada = Founder().begins().sends("x" * 3000)

    assert len(ada.profile.name) == LONGEST_NAME
    assert ada.texts(Section.SEGMENT) == ["x" * 3000]


def test_a_name_given_by_hand_is_not_overwritten_by_more_of_the_segment() -> None:
    ada = Founder().begins().sends("café owners")
    ada.taps(e.RenameTapped, 1).sends("Cafés").taps(e.ResumeTapped, 1)
    ada.goes_back().sends("in small towns")

    assert ada.profile.name == "Cafés"


def test_the_interview_does_not_go_on_without_a_segment() -> None:
    ada = Founder().begins().goes_next()

    assert ada.prompt == "prio.segment.pick"
    assert ada.notices == [f.Notice.NO_NAME_YET]


def test_a_segment_without_words_is_asked_for_again() -> None:
    ada = Founder().begins().sends("\u200b")

    assert ada.prompt == "prio.segment.pick"
    assert ada.notices == [f.Notice.NO_WORDS]


def test_there_is_nothing_to_go_back_to_at_the_beginning() -> None:
    ada = Founder().begins()
    before = ada.session

    ada.goes_back()

    assert ada.session == before
    assert ada.notices == [f.Notice.ALREADY]


# --- notes -------------------------------------------------------------------------


def test_each_line_is_a_note_that_knows_where_it_was_written(ada: Founder) -> None:
    ada.sends("- order beans\n\n- do the books")

    assert ada.texts(Section.JOBS) == ["order beans", "do the books"]
    assert ada.note("order beans").origin == Origin(2, 0)
    assert ada.note("do the books").origin == Origin(2, 1)
    assert ada.note("do the books").prompt == "prio.jobs.tasks"


def test_more_messages_add_to_the_same_question(ada: Founder) -> None:
    ada.sends("order beans").sends("do the books")

    assert asked(ada).notes == ("order beans", "do the books")
    assert ada.prompt == "prio.jobs.tasks"


def test_the_same_words_twice_are_two_notes(ada: Founder) -> None:
    ada.sends("order beans").sends("order beans")

    assert len({note.number for note in ada.profile.notes}) == 3


def test_earlier_notes_of_the_section_are_shown_so_as_not_to_be_repeated(
    ada: Founder,
) -> None:
    ada.sends("order beans").goes_next().sends("milk is thrown away")

    assert asked(ada).notes == ("milk is thrown away",)
    assert asked(ada).earlier == ("order beans",)


def test_every_question_may_be_skipped_but_the_first(ada: Founder) -> None:
    for _ in ada.guide.steps:
        if ada.state is not State.FINISHED:
            ada.goes_next()

    assert ada.state is State.FINISHED
    assert ada.texts(Section.JOBS) == []


def test_a_section_without_notes_is_neither_rated_nor_ordered(ada: Founder) -> None:
    ada.goes_next(3)

    assert ada.prompt == "prio.pains.before"


def test_pains_are_asked_about_the_top_job(ada: Founder) -> None:
    ada.sends("order beans\ndo the books").goes_next(4)
    ada.rates("do the books", "daily").goes_next(3)

    assert ada.prompt == "prio.pains.before"
    assert asked(ada).job == "do the books"


def test_pains_are_asked_plainly_while_no_job_is_in_order(ada: Founder) -> None:
    ada.sends("order beans").answers_until(State.ASKING, Section.PAINS)

    assert asked(ada).job is None


def test_more_examples_are_shown_as_many_as_there_are(ada: Founder) -> None:
    shown = [
        asked(ada.taps(e.ExamplesTapped, count)).examples for count in (1, 2, 99, -1)
    ]

    assert shown == [1, 2, 3, 0]


def test_a_canvas_holds_only_so_many_notes_and_says_so(ada: Founder) -> None:
    lines = "\n".join(f"job {number}" for number in range(MOST_NOTES + 20))

    ada.sends(lines)

    assert len(ada.profile.notes) == MOST_NOTES
    assert ada.texts(Section.JOBS)[-1] == f"job {MOST_NOTES - 2}"
    assert ada.notices == [f.Notice.FULL]


def test_a_full_canvas_takes_nothing_more_and_goes_on(ada: Founder) -> None:
    ada.sends("\n".join("x" * (MOST_NOTES - 1))).sends("one more")

    assert len(ada.profile.notes) == MOST_NOTES
    assert ada.notices == [f.Notice.FULL]
    assert ada.goes_next().prompt == "prio.jobs.problems"


# --- late texts --------------------------------------------------------------------


def test_a_text_written_before_the_next_question_came_is_kept_where_it_belongs(
    ada: Founder,
) -> None:
    tasks = ada.card
    ada.sends("order beans").goes_next().sends("do the books", answers=tasks)

    assert ada.prompt == "prio.jobs.problems"
    assert ada.note("do the books").prompt == "prio.jobs.tasks"
    assert ada.notices == [f.Notice.LATE_NOTE]
    assert ada.effects == (f.ShowQuestion(f.Notice.LATE_NOTE, "do the books"),)


@pytest.mark.parametrize("state", [s for s in State if s not in OVERLAYS])
def test_a_late_text_is_kept_wherever_the_interview_stands(state: State) -> None:
    ada = founder_in(state) if state is not State.IDLE else founder_in(State.RATING)
    if state is State.IDLE:
        ada.taps(e.LaterTapped)
    asked = [at for at, step in enumerate(ada.guide.steps) if step.kind is StepKind.ASK]
    place = ada.interview.place

    ada.sends("do the books late", answers=e.Card(1, asked[1]))

    assert ada.note("do the books late").prompt == ada.guide.steps[asked[1]].id
    assert ada.interview.place.step == place.step
    if state is not State.ASKING:
        assert f.Notice.LATE_NOTE in ada.notices


def test_a_late_text_without_words_says_so() -> None:
    ada = founder_in(State.RATING).sends("\u200b", answers=e.Card(1, 1))

    assert ada.notices == [f.Notice.NO_WORDS]


def test_a_late_gain_can_be_put_in_order_at_once() -> None:
    ada = founder_in(State.ORDERING)
    required = next(n for n in ada.profile.notes if n.prompt == "prio.gains.required")
    step = next(
        at for at, step in enumerate(ada.guide.steps) if step.id == required.prompt
    )

    ada.sends("never run out", answers=e.Card(1, step)).picks("never run out")

    assert ada.order(Section.GAINS) == ["never run out"]


def test_a_late_job_can_be_picked_among_the_top_three_at_once() -> None:
    ada = founder_in(State.CHOOSING).taps(e.TopChosen)

    ada.sends("never run out", answers=e.Card(1, 1)).picks("never run out")

    assert ada.order(Section.JOBS) == ["never run out"]


@pytest.mark.parametrize("card", [e.Card(7, 1), e.Card(1, 99), e.Card(1, -99)])
def test_an_answer_to_no_question_we_know_belongs_to_the_open_one(
    ada: Founder, card: e.Card
) -> None:
    ada.goes_next().sends("order beans", answers=card)

    assert ada.note("order beans").prompt == "prio.jobs.problems"


# --- where taps are wanted ---------------------------------------------------------


@pytest.mark.parametrize(
    "state",
    [
        State.REVIEWING,
        State.CHOOSING,
        State.RATING,
        State.ORDERING,
        State.RANKED,
        State.ADJUSTING,
    ],
)
def test_a_text_where_taps_are_wanted_is_not_kept_and_that_is_said(
    state: State,
) -> None:
    ada = founder_in(state)
    before = ada.session

    ada.sends("hello?", answers=ada.card)

    assert ada.session == before
    assert ada.notices == [f.Notice.TAPS_WANTED]


# --- the customer's own words ------------------------------------------------------


@pytest.fixture
def reviewing(ada: Founder) -> Founder:
    return ada.sends("procure beans\ndo the books").goes_next(3)


def test_a_tapped_note_gets_the_customers_words(reviewing: Founder) -> None:
    ada = reviewing
    number = ada.number("procure beans")
    ada.taps(e.RewordTapped, number).sends("order beans\nin time")

    assert ada.state is State.REVIEWING
    assert ada.texts(Section.JOBS) == ["order beans in time", "do the books"]
    assert ada.number("order beans in time") == number
    assert ada.note("order beans in time").prompt == "prio.jobs.tasks"


def test_a_note_may_keep_its_wording(reviewing: Founder) -> None:
    ada = reviewing
    before = ada.session
    ada.taps(e.RewordTapped, ada.number("procure beans")).taps(e.KeepTapped)

    assert ada.session == before


def test_a_reworded_note_keeps_its_rating(reviewing: Founder) -> None:
    ada = reviewing.goes_next().rates("procure beans", "daily").goes_back()
    ada.taps(e.RewordTapped, ada.number("procure beans")).sends("order beans")

    assert ada.note("order beans").ratings == {"prio.rank.frequency": "daily"}


def test_a_wording_without_words_is_asked_for_again(reviewing: Founder) -> None:
    ada = reviewing.taps(e.RewordTapped, reviewing.number("procure beans"))
    ada.sends("\u200b")

    assert ada.state is State.REWORDING
    assert ada.texts(Section.JOBS) == ["procure beans", "do the books"]
    assert ada.notices == [f.Notice.NO_WORDS]


def test_rewording_returns_to_the_page_it_was_tapped_on(ada: Founder) -> None:
    ada.sends("\n".join(f"job {number}" for number in range(20))).goes_next(3)
    ada.taps(e.PageTapped, 2).taps(e.RewordTapped, ada.number("job 17")).sends("job x")
    view = ada.view

    assert isinstance(view, v.AskReview)
    assert [item.text for item in view.items] == ["job 16", "job x", "job 18", "job 19"]
    assert view.first == 17


def test_only_notes_of_the_section_are_reworded(reviewing: Founder) -> None:
    before = reviewing.session
    for number in (reviewing.number("café owners"), 99):
        reviewing.taps(e.RewordTapped, number)

        assert reviewing.session == before
        assert reviewing.notices == [f.Notice.STALE]


# --- surprises ---------------------------------------------------------------------


def test_surprises_are_kept_with_the_canvas() -> None:
    ada = founder_in(State.FINISHED)
    ada.sends("they hate Mondays").sends("nobody drinks tea\nmilk is dear")
    view = ada.view

    assert isinstance(view, v.ShowKept)
    assert view.surprises == ("they hate Mondays", "nobody drinks tea", "milk is dear")
    assert ada.texts(Section.REFLECTION) == list(view.surprises)


def test_an_opened_canvas_shows_the_surprises_kept_before() -> None:
    ada = founder_in(State.FINISHED).sends("they hate Mondays")
    view = ada.taps(e.ResumeTapped, 1).view

    assert isinstance(view, v.ShowCanvas)
    assert view.canvas.surprises == ("they hate Mondays",)


def test_a_surprise_without_words_is_none() -> None:
    ada = founder_in(State.FINISHED).sends("\u200b")

    assert ada.texts(Section.REFLECTION) == []
    assert ada.notices == [f.Notice.NO_WORDS]


# --- what cannot be read -----------------------------------------------------------


def test_a_sticker_gets_a_kind_hint_and_the_question_once_more(ada: Founder) -> None:
    ada.shows(e.Unreadable.STICKER)

    assert ada.effects == (f.ShowQuestion(f.Notice.CANNOT_STICKER),)


def test_an_unknown_command_is_named(ada: Founder) -> None:
    ada.does(e.CommandUnknown("/dance"))

    assert ada.effects == (f.ShowQuestion(f.Notice.COMMAND_UNKNOWN, "/dance"),)
