"""Rating notes, tapping them in order, settling ties, and moving them."""

from __future__ import annotations

import pytest

from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.states import State
from conversations.profile import Basis, Section
from conversations.ranking import Reason
from tests.conversations.founder import Founder, founder_in, rate_all
from tests.conversations.sample_guides import library, rated_at_the_end


def founder_with_jobs(*jobs: str) -> Founder:
    """Ada, who looks at these jobs once more before she rates them."""
    return Founder().begins().sends("café owners").sends("\n".join(jobs)).goes_next(3)


@pytest.fixture
def ada() -> Founder:
    """Ada, who is asked how often her three jobs come up."""
    return founder_with_jobs("order beans", "do the books", "find staff").goes_next()


@pytest.fixture
def gains() -> Founder:
    """Ada, who is asked to tap her four gains, most wanted first."""
    ada = Founder().begins().sends("café owners")
    ada.answers_until(State.ASKING, Section.GAINS)
    return ada.sends("calm\nsleep\nmoney\nfame").goes_next(3)


def rating(ada: Founder) -> v.AskRating:
    view = ada.view
    assert isinstance(view, v.AskRating)
    return view


def ordering(ada: Founder) -> v.AskOrder:
    view = ada.view
    assert isinstance(view, v.AskOrder)
    return view


def ranking(ada: Founder) -> v.ShowRanking:
    view = ada.view
    assert isinstance(view, v.ShowRanking)
    return view


def order_without_ties(ada: Founder) -> Founder:
    """Ada, whose first job comes up every day, the second weekly, and so on."""
    return rate_all(ada).goes_next(2)


# --- levels ------------------------------------------------------------------------


def test_a_tap_sets_a_level_and_says_so(ada: Founder) -> None:
    ada.rates("do the books", "daily")

    assert [item.level for item in rating(ada).items] == [None, 3, None]
    assert ada.effects == (f.ShowQuestion(), f.Toast(f.Notice.SAVED))


def test_a_level_can_be_changed_and_taken_back(ada: Founder) -> None:
    number = ada.number("do the books")
    ada.rates("do the books", "daily").rates("do the books", "weekly")
    assert ada.note("do the books").ratings == {"prio.rank.frequency": "weekly"}

    ada.taps(e.LevelTapped, number, -1)

    assert ada.note("do the books").ratings == {}
    assert ada.notices == [f.Notice.UNDONE]


def test_a_level_that_does_not_exist_changes_nothing(ada: Founder) -> None:
    before = ada.session
    for note, level in ((2, 4), (2, 10**9), (1, 0), (99, 0), (-1, 0)):
        ada.taps(e.LevelTapped, note, level)

        assert ada.session == before
        assert ada.notices == [f.Notice.STALE]


def test_both_ratings_of_a_job_are_kept(ada: Founder) -> None:
    ada.rates("find staff", "rarely").goes_next().rates("find staff", "a_lot")

    assert rating(ada).marking
    assert ada.note("find staff").ratings == {
        "prio.rank.frequency": "rarely",
        "prio.rank.outcome": "a_lot",
    }


def test_many_notes_are_rated_page_by_page() -> None:
    ada = founder_with_jobs(*(f"job {number}" for number in range(12))).goes_next()
    ada.taps(e.AllChosen)
    pages = [rating(ada)]
    while ada.goes_next().card == pages[0].question.card:
        pages.append(rating(ada))

    assert [len(page.items) for page in pages] == [5, 5, 2]
    assert [page.first for page in pages] == [1, 6, 11]
    assert rating(ada).marking


@pytest.mark.parametrize(("page", "shown"), [(-7, 0), (1, 1), (10**9, 2)])
def test_a_page_that_does_not_exist_is_the_nearest(page: int, shown: int) -> None:
    ada = founder_with_jobs(*(f"job {number}" for number in range(12))).goes_next()
    ada.taps(e.AllChosen).taps(e.PageTapped, page)

    assert rating(ada).pages == v.Pages(shown, 3)


def test_more_tapped_twice_leaves_out_no_page() -> None:
    ada = founder_with_jobs(*(f"job {number}" for number in range(12))).goes_next()
    more = ada.taps(e.AllChosen).tap(e.NextTapped)

    assert rating(ada.does(more)).first == 6
    assert rating(ada.does(more)).first == 6
    assert ada.notices == [f.Notice.STALE]


# --- the order that follows --------------------------------------------------------


def test_ratings_put_jobs_in_order_with_a_reason(ada: Founder) -> None:
    ada.rates("order beans", "weekly").rates("do the books", "rarely").goes_next()
    ada.rates("do the books", "a_lot").goes_next()

    assert [
        (item.text, item.rank, item.reason and item.reason.level)
        for item in ranking(ada).items
    ] == [
        ("do the books", 1, "a_lot"),
        ("order beans", 2, "weekly"),
        ("find staff", None, None),
    ]


def test_what_nobody_rated_has_no_place(ada: Founder) -> None:
    ada.goes_next(2)

    assert {item.rank for item in ranking(ada).items} == {None}
    assert all(not note.ratings for note in ada.profile.notes)


def test_the_summary_follows_every_rating_at_once(ada: Founder) -> None:
    order_without_ties(ada).goes_back(2)
    for note in ("order beans", "do the books", "find staff"):
        ada.taps(e.LevelTapped, ada.number(note), -1)
        ada.gives(e.Command.SUMMARY)

    assert isinstance(ada.said, v.ShowSummary)
    assert {item.rank for item in ada.said.canvas.sections[0].items} == {None}


# --- many notes --------------------------------------------------------------------


@pytest.fixture
def many() -> Founder:
    """Ada, who has six jobs and is asked whether to rate three or all."""
    return founder_with_jobs(*(f"job {number}" for number in range(6))).goes_next()


def test_five_notes_are_all_rated_without_asking() -> None:
    ada = founder_with_jobs(*(f"job {number}" for number in range(5))).goes_next()

    assert ada.state is State.RATING


def test_with_more_than_five_notes_three_are_enough(many: Founder) -> None:
    assert isinstance(many.view, v.AskDepth)
    assert many.view.count == 6

    many.taps(e.TopChosen).picks("job 4", "job 0", "job 2")

    assert many.state is State.RANKED
    assert many.order(Section.JOBS) == ["job 4", "job 0", "job 2"]
    assert ranking(many).items[0].reason == Reason(Basis.PICKED)
    assert [item.rank for item in ranking(many).items] == [1, 2, 3, None, None, None]


def test_fewer_than_three_are_enough_too(many: Founder) -> None:
    many.taps(e.TopChosen).picks("job 4").goes_next()

    assert many.order(Section.JOBS) == ["job 4"]


def test_all_may_be_rated(many: Founder) -> None:
    many.taps(e.AllChosen).rates("job 4", "daily")
    many.answers_until(State.RANKED)

    assert many.order(Section.JOBS) == ["job 4"]


def test_who_picked_three_may_still_rate_all(many: Founder) -> None:
    many.taps(e.TopChosen).picks("job 4", "job 0", "job 2").goes_back(2)
    many.taps(e.AllChosen)

    assert many.state is State.RATING
    assert many.order(Section.JOBS) == []


def test_a_settled_tie_is_remembered_while_three_are_picked(many: Founder) -> None:
    many.taps(e.AllChosen).rates("job 0", "daily").rates("job 1", "daily")
    many.goes_next(4).picks("job 1").goes_back(3)
    many.taps(e.TopChosen).goes_back().taps(e.AllChosen).goes_next(4)

    assert many.state is State.RANKED
    assert many.order(Section.JOBS) == ["job 1", "job 0"]


def test_choosing_the_top_three_again_keeps_the_picks(many: Founder) -> None:
    many.taps(e.TopChosen).picks("job 4", "job 0", "job 2").goes_back(2)

    assert ordering(many.taps(e.TopChosen)).picked == ("job 4", "job 0", "job 2")


# --- tapping in order --------------------------------------------------------------


def test_gains_are_tapped_most_wanted_first(gains: Founder) -> None:
    gains.picks("money", "calm")

    assert ordering(gains).picked == ("money", "calm")
    assert [item.place for item in ordering(gains).items] == [1, None, 0, None]
    assert gains.order(Section.GAINS) == ["money", "calm"]


def test_three_taps_are_enough_but_all_may_be_tapped(gains: Founder) -> None:
    assert ordering(gains).wanted == 3

    gains.picks("money", "calm", "fame", "sleep").goes_next()

    assert [item.rank for item in ranking(gains).items] == [1, 2, 3, 4]


def test_a_tapped_gain_can_be_taken_out_again(gains: Founder) -> None:
    gains.picks("money", "calm").taps(e.UnpickTapped, gains.number("money"))

    assert ordering(gains).picked == ("calm",)
    assert gains.taps(e.UnpickTapped, gains.number("money")).notices == [
        f.Notice.ALREADY
    ]


def test_a_gain_nobody_knows_cannot_be_tapped(gains: Founder) -> None:
    before = gains.session
    for note in (0, 99, gains.number("café owners")):
        assert gains.taps(e.PickTapped, note).session == before
        assert gains.notices == [f.Notice.STALE]


def test_ordering_may_be_skipped(gains: Founder) -> None:
    gains.goes_next()

    assert {item.rank for item in ranking(gains).items} == {None}
    assert gains.goes_next().state is State.FINISHED


def test_a_single_gain_is_not_asked_to_be_ordered() -> None:
    ada = Founder().begins().sends("café owners").goes_next(6)
    ada.sends("calm").goes_next(3)

    assert [(item.text, item.rank) for item in ranking(ada).items] == [("calm", 1)]


def test_a_second_gain_is_not_ranked_below_the_first_unasked() -> None:
    ada = Founder().begins().sends("café owners").goes_next(6)
    ada.sends("calm").goes_next(3).goes_back().sends("sleep").goes_next()

    assert ordering(ada).picked == ()


# --- ties --------------------------------------------------------------------------


@pytest.fixture
def tied(ada: Founder) -> Founder:
    """Ada, whose three jobs all come up every day."""
    return rate_all(ada, (3, 3, 3)).goes_next(2)


def test_equal_jobs_at_the_top_are_put_in_order_by_taps(tied: Founder) -> None:
    view = ordering(tied)
    assert (view.tie, view.start, view.wanted) == (True, 0, 2)

    tied.picks("find staff", "order beans")

    assert tied.order(Section.JOBS) == ["find staff", "order beans", "do the books"]
    assert [item.reason and item.reason.settled for item in ranking(tied).items] == [
        True,
        True,
        False,
    ]


def test_a_tie_below_others_begins_at_their_place() -> None:
    ada = founder_with_jobs("a", "b", "c", "d").goes_next()
    view = ordering(rate_all(ada, (1, 3, 1, 1)).goes_next(2))

    assert (view.start, view.wanted) == (1, 2)
    assert [item.text for item in view.items] == ["a", "c", "d"]


def test_two_ties_are_asked_one_after_another() -> None:
    ada = founder_with_jobs("a", "b", "c", "d").goes_next()
    rate_all(ada, (0, 3, 0, 3)).goes_next(2).picks("d")
    assert ordering(ada).start == 2

    assert ada.picks("c").order(Section.JOBS) == ["d", "b", "c", "a"]
    assert ada.state is State.RANKED


def test_they_are_equal_tapped_twice_settles_one_tie() -> None:
    ada = founder_with_jobs("a", "b", "c", "d").goes_next()
    equal = rate_all(ada, (3, 3, 0, 0)).goes_next(2).tap(e.NextTapped)

    assert ordering(ada.does(equal).does(equal)).start == 2


def test_a_settled_tie_is_not_asked_again(tied: Founder) -> None:
    tied.picks("find staff", "order beans").goes_back(2).goes_next(2)

    assert tied.state is State.RANKED
    assert tied.order(Section.JOBS) == ["find staff", "order beans", "do the books"]


def test_equal_jobs_may_be_left_equal(tied: Founder) -> None:
    tied.goes_next()
    assert tied.state is State.RANKED

    assert tied.goes_back().goes_next().state is State.RANKED


def test_a_changed_rating_asks_about_the_tie_again(tied: Founder) -> None:
    tied.picks("find staff", "order beans").goes_back(2)
    tied.rates("do the books", "weekly").rates("do the books", "daily").goes_next(2)

    assert ordering(tied).tie
    assert ordering(tied).picked == ()


def test_a_pick_can_be_undone_before_the_tie_is_settled(tied: Founder) -> None:
    tied.picks("find staff").taps(e.UnpickTapped, tied.number("find staff"))

    assert tied.picks("do the books", "find staff").order(Section.JOBS)[0] == (
        "do the books"
    )


# --- moving up and down ------------------------------------------------------------


def test_a_note_moves_and_the_hand_is_the_reason(ada: Founder) -> None:
    order_without_ties(ada).taps(e.AdjustTapped)
    ada.taps(e.MoveTapped, ada.number("find staff"), 0).goes_next()

    assert ada.order(Section.JOBS) == ["find staff", "order beans", "do the books"]
    assert ranking(ada).items[0].reason == Reason(Basis.HAND)


def test_done_tapped_twice_stays_at_the_order(ada: Founder) -> None:
    done = order_without_ties(ada).taps(e.AdjustTapped).tap(e.NextTapped)

    assert ada.does(done).does(done).state is State.RANKED


def test_the_same_move_twice_counts_once(ada: Founder) -> None:
    order_without_ties(ada).taps(e.AdjustTapped)
    once = ada.taps(e.MoveTapped, ada.number("find staff"), 1).session

    assert ada.taps(e.MoveTapped, ada.number("find staff"), 1).session == once
    assert ada.notices == [f.Notice.ALREADY]


def test_what_has_no_place_cannot_be_moved(ada: Founder) -> None:
    ada.rates("order beans", "daily").goes_next(2).taps(e.AdjustTapped)
    before = ada.session
    view = ada.view

    assert isinstance(view, v.AskMoves)
    assert [item.text for item in view.items] == ["order beans"]
    assert ada.taps(e.MoveTapped, ada.number("find staff"), 0).session == before


def test_a_moved_order_stays_when_one_looks_at_the_ratings_again(ada: Founder) -> None:
    order_without_ties(ada).taps(e.AdjustTapped)
    ada.taps(e.MoveTapped, ada.number("find staff"), 0).goes_next()
    ada.goes_back(2).goes_next(2)

    assert ada.order(Section.JOBS) == ["find staff", "order beans", "do the books"]


# --- a guide that rates at the end -------------------------------------------------


def test_ratings_at_the_end_follow_one_another_up_to_the_canvas() -> None:
    ada = Founder(library(rated_at_the_end())).begins().sends("café owners")
    asked = {State.ASKING, State.REVIEWING}
    seen = []
    while ada.state is not State.FINISHED:
        ada.moves_on()
        if ada.state not in asked:
            seen.append((ada.section, ada.state))

    assert seen == [
        (Section.JOBS, State.RATING),
        (Section.JOBS, State.RATING),
        (Section.JOBS, State.RANKED),
        (Section.PAINS, State.RATING),
        (Section.PAINS, State.RANKED),
        (Section.GAINS, State.ORDERING),
        (Section.GAINS, State.RANKED),
        (Section.REFLECTION, State.FINISHED),
    ]


def test_ratings_at_the_end_can_be_gone_back_through() -> None:
    ada = Founder(library(rated_at_the_end())).begins().answers_until(State.FINISHED)
    while ada.interview.place.step > 0:
        ada.goes_back()

    assert ada.at_segment


# --- the whole interview -----------------------------------------------------------


def five_notes(ada: Founder) -> Founder:
    """Five notes in answer to a section's three questions."""
    for text in ("a\nb", "c\nd", "e"):
        ada.sends(text).goes_next()
    return ada


def test_an_interview_with_fifteen_notes_takes_at_most_45_actions() -> None:
    ada = five_notes(Founder().gives(e.Command.START).begins().sends("café owners"))
    rate_all(ada.goes_next(), (3, 2, 1, 0, 0)).goes_next()
    ada.rates("c", "a_lot").rates("d", "a_lot").goes_next(2)
    rate_all(five_notes(ada), (2, 1, 0, 0, 0)).goes_next()
    ada.taps(e.PickTapped, ada.profile.of_section(Section.PAINS)[3].number)
    five_notes(ada.goes_next())
    for gain in ada.profile.of_section(Section.GAINS)[:3]:
        ada.taps(e.PickTapped, gain.number)
    ada.goes_next(2)

    assert ada.state is State.FINISHED
    assert len(ada.profile.notes) == 16
    assert len(ada.trail) <= 45


def test_progress_never_goes_back_on_the_way_to_the_canvas() -> None:
    ada = Founder().begins()
    seen = []
    while ada.state is not State.FINISHED:
        view = ada.view
        assert not isinstance(view, v.ShowWelcome)
        at = view.question.progress
        seen.append((at.section, at.prompt or 99))
        ada.moves_on()

    assert seen == sorted(seen)
    assert {section for section, _ in seen} == {1, 2, 3, 4}


@pytest.mark.parametrize("state", [State.CHOOSING, State.RATING, State.ORDERING])
def test_a_card_says_that_there_is_a_way_back(state: State) -> None:
    view = founder_in(state).view

    assert not isinstance(view, v.ShowWelcome)
    assert view.question.has_back
