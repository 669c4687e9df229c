"""How notes are put in order, as values: scores, ties, moves and reasons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from conversations.canvas import canvas_of, in_order
from conversations.profile import Basis, Note, Order, Profile, Section
from conversations.ranking import (
    TOP,
    Reason,
    Tie,
    move,
    picks_needed,
    ranked,
    rate,
    reason,
    score,
    settle,
    tie_to_settle,
)
from tests.conversations.sample_guides import priority

GUIDE = priority()
FREQUENCY, OUTCOME, SEVERITY = (
    "prio.rank.frequency",
    "prio.rank.outcome",
    "prio.rank.severity",
)

OFTEN = {level: {FREQUENCY: level} for level in ("rarely", "monthly", "weekly")}
DAILY = {FREQUENCY: "daily"}
A_LOT = {OUTCOME: "a_lot"}


def jobs(*ratings: dict[str, str]) -> Profile:
    """A profile whose jobs 1, 2, … have these ratings, in order of their scores."""
    return of_section(Section.JOBS, *ratings)


def of_section(section: Section, *ratings: dict[str, str]) -> Profile:
    notes = tuple(
        Note(number, section, "prompt", f"note {number}", ratings=given)
        for number, given in enumerate(ratings, 1)
    )
    return in_new_order(Profile(1, "priority", 1, notes=notes), section)


def in_new_order(profile: Profile, section: Section = Section.JOBS) -> Profile:
    return profile.with_order(section, ranked(profile, section, GUIDE))


def order_of(profile: Profile, section: Section = Section.JOBS) -> tuple[int, ...]:
    return profile.order(section).ranked


def tie(profile: Profile) -> Tie | None:
    return tie_to_settle(profile, Section.JOBS, GUIDE)


def settled(profile: Profile, *picked: int) -> Profile:
    """The profile after its open tie was put in this order."""
    open_tie = tie(profile)
    assert open_tie is not None
    order = settle(profile.order(Section.JOBS), open_tie.notes, picked)
    return in_new_order(profile.with_order(Section.JOBS, order))


def rated(profile: Profile, number: int, rating: str, level: str | None) -> Profile:
    note = profile.note(number)
    assert note is not None
    return in_new_order(rate(profile, note, rating, level, GUIDE), note.section)


# --- scores ------------------------------------------------------------------------


def test_what_comes_up_more_often_stands_higher() -> None:
    profile = jobs(OFTEN["rarely"], OFTEN["weekly"], DAILY, OFTEN["monthly"])

    assert order_of(profile) == (3, 2, 4, 1)


def test_a_rare_job_on_which_a_lot_hangs_is_not_buried() -> None:
    rare_but_grave = {**OFTEN["rarely"], **A_LOT}
    profile = jobs(OFTEN["weekly"], rare_but_grave, OFTEN["monthly"])

    assert order_of(profile) == (2, 1, 3)


def test_of_two_equally_strong_jobs_the_other_rating_counts() -> None:
    profile = jobs({**OFTEN["rarely"], **A_LOT}, {**DAILY}, {**DAILY, **A_LOT})

    assert order_of(profile) == (3, 1, 2)


def test_a_lot_hanging_on_it_is_as_strong_as_every_day() -> None:
    profile = jobs(DAILY, A_LOT)
    daily, a_lot = profile.notes

    assert score(daily, GUIDE) == score(a_lot, GUIDE)


def test_pains_are_ordered_by_severity() -> None:
    levels = ("mild", "severe", "moderate")
    profile = of_section(Section.PAINS, *({SEVERITY: level} for level in levels))

    assert order_of(profile, Section.PAINS) == (2, 3, 1)


def test_a_note_nobody_rated_has_no_place_and_no_score() -> None:
    profile = jobs({}, OFTEN["rarely"])
    unrated = profile.notes[0]

    assert score(unrated, GUIDE) is None
    assert order_of(profile) == (2,)
    assert reason(profile, unrated, GUIDE) is None


def test_an_unrated_note_is_shown_after_the_others_as_not_rated() -> None:
    profile = jobs({}, OFTEN["rarely"], {}, DAILY)
    shown = canvas_of(profile, GUIDE).sections[0].items

    assert [(item.text, item.rank) for item in shown] == [
        ("note 4", 1),
        ("note 2", 2),
        ("note 1", None),
        ("note 3", None),
    ]
    assert shown[2].levels == ()


def test_a_section_without_ratings_has_no_order_before_it_is_tapped() -> None:
    profile = of_section(Section.GAINS, {}, {}, {})

    assert order_of(profile, Section.GAINS) == ()


def test_a_single_gain_needs_no_taps() -> None:
    profile = of_section(Section.GAINS, {})

    assert order_of(profile, Section.GAINS) == (1,)


def test_a_second_gain_takes_the_place_of_the_first_away() -> None:
    alone = of_section(Section.GAINS, {})
    second = Note(2, Section.GAINS, "prompt", "note 2")
    both = in_new_order(replace(alone, notes=(*alone.notes, second)), Section.GAINS)

    assert order_of(both, Section.GAINS) == ()


# --- ties --------------------------------------------------------------------------


def test_equal_scores_at_the_top_are_a_tie() -> None:
    profile = jobs(DAILY, OFTEN["rarely"], A_LOT)

    assert tie(profile) == Tie(start=0, notes=(1, 3))


def test_a_tie_that_reaches_into_the_top_three_counts_whole() -> None:
    profile = jobs(DAILY, *[OFTEN["weekly"]] * 4)

    assert tie(profile) == Tie(start=1, notes=(2, 3, 4, 5))


def test_a_tie_below_the_top_three_is_nobodys_business() -> None:
    profile = jobs({**DAILY, **A_LOT}, DAILY, OFTEN["weekly"], *[OFTEN["rarely"]] * 3)

    assert tie(profile) is None


def test_notes_nobody_rated_are_not_a_tie() -> None:
    assert tie(jobs({}, {}, DAILY)) is None


def test_a_settled_tie_is_not_asked_again() -> None:
    profile = settled(jobs(DAILY, DAILY, DAILY), 2, 3)

    assert order_of(profile) == (2, 3, 1)
    assert tie(profile) is None
    assert tie(in_new_order(profile)) is None


def test_a_tie_left_as_it_is_is_not_asked_again() -> None:
    profile = settled(jobs(DAILY, DAILY))

    assert order_of(profile) == (1, 2)
    assert tie(profile) is None


def test_the_next_tie_is_asked_after_the_first() -> None:
    first_settled = settled(jobs(DAILY, DAILY, A_LOT, OFTEN["rarely"]), 3, 1)
    two_ties = settled(jobs(DAILY, DAILY, OFTEN["rarely"], OFTEN["rarely"]), 2)

    assert tie(first_settled) is None
    assert tie(two_ties) == Tie(start=2, notes=(3, 4))
    assert order_of(settled(two_ties, 4)) == (2, 1, 4, 3)


def test_a_changed_rating_opens_the_tie_again() -> None:
    profile = settled(jobs(DAILY, DAILY, OFTEN["weekly"]), 2)
    joined = rated(profile, 3, FREQUENCY, "daily")

    assert tie(joined) == Tie(start=0, notes=(2, 1, 3))


def test_a_rating_that_makes_no_tie_asks_nothing() -> None:
    profile = settled(jobs(DAILY, DAILY, OFTEN["weekly"]), 2)

    assert tie(rated(profile, 3, FREQUENCY, "rarely")) is None


def test_the_same_rating_again_changes_nothing() -> None:
    profile = settled(jobs(DAILY, DAILY), 2)

    assert rated(profile, 1, FREQUENCY, "daily") == profile


@pytest.mark.parametrize(
    ("among", "start", "taps"),
    [(2, 0, 1), (3, 0, 2), (4, 0, 3), (9, 0, 3), (4, 1, 2), (2, 2, 1), (4, 2, 1)],
)
def test_only_as_many_taps_as_the_top_three_need(
    among: int, start: int, taps: int
) -> None:
    assert picks_needed(among, start) == taps


# --- moving, and orders made by hand -----------------------------------------------


@pytest.mark.parametrize(
    ("note", "place", "after"),
    [
        (3, 0, (3, 1, 2)),
        (1, 1, (2, 1, 3)),
        (1, 99, (2, 3, 1)),
        (3, -5, (3, 1, 2)),
    ],
)
def test_a_note_moves_to_a_place(note: int, place: int, after: tuple[int, ...]) -> None:
    order = Order(ranked=(1, 2, 3))

    assert move(order, note, place) == Order(Basis.HAND, after)


def test_a_move_to_where_it_stands_is_no_move() -> None:
    order = Order(ranked=(1, 2, 3))

    assert move(order, 2, 1) == order


def test_a_note_without_a_place_gets_one() -> None:
    assert move(Order(ranked=(1, 2)), 4, 1) == Order(Basis.HAND, (1, 4, 2))


def test_an_order_made_by_hand_stays() -> None:
    profile = jobs(DAILY, OFTEN["rarely"])
    order = move(profile.order(Section.JOBS), 2, 0)
    by_hand = in_new_order(profile.with_order(Section.JOBS, order))

    assert order_of(by_hand) == (2, 1)
    assert tie(by_hand) is None


def test_a_new_rating_leaves_what_was_placed_by_hand_and_places_what_was_not() -> None:
    profile = jobs(OFTEN["rarely"], OFTEN["monthly"], OFTEN["weekly"], {})
    by_hand = profile.with_order(Section.JOBS, Order(Basis.HAND, (1, 3, 2)))

    assert order_of(rated(by_hand, 4, FREQUENCY, "weekly")) == (4, 1, 3, 2)
    assert order_of(rated(by_hand, 2, FREQUENCY, "daily")) == (1, 3, 2)
    assert order_of(rated(by_hand, 3, FREQUENCY, None)) == (1, 3, 2)


def test_a_new_rating_leaves_what_was_tapped() -> None:
    profile = jobs(OFTEN["rarely"], OFTEN["monthly"])
    tapped = profile.with_order(Section.JOBS, Order(Basis.PICKED, (1,)))

    assert order_of(rated(tapped, 2, FREQUENCY, "daily")) == (1,)


def test_what_stands_elsewhere_than_its_ratings_say_was_put_there_by_hand() -> None:
    profile = jobs(OFTEN["rarely"], OFTEN["monthly"], OFTEN["weekly"])
    by_hand = profile.with_order(Section.JOBS, Order(Basis.HAND, (3, 1, 2)))

    assert reasons(by_hand) == [
        Reason(Basis.SCORES, "frequency", "weekly"),
        Reason(Basis.HAND),
        Reason(Basis.HAND),
    ]


def test_a_note_rated_anew_is_not_called_equal_any_more() -> None:
    profile = settled(jobs(DAILY, DAILY))
    again = rated(profile, 1, FREQUENCY, "weekly")

    assert again.order(Section.JOBS).settled == (2,)
    assert again.order(Section.JOBS).alike == (2,)


def test_what_was_called_equal_was_put_before_nobody() -> None:
    profile = settled(jobs(DAILY, DAILY))

    assert [why.settled for why in reasons(profile) if why] == [False, False]


# --- reasons -----------------------------------------------------------------------


def reasons(profile: Profile, section: Section = Section.JOBS) -> list[Reason | None]:
    return [reason(profile, note, GUIDE) for note in in_order(profile, section)]


def test_the_strongest_rating_is_the_reason() -> None:
    profile = jobs({**OFTEN["rarely"], **A_LOT}, OFTEN["weekly"])

    assert reasons(profile) == [
        Reason(Basis.SCORES, "outcome", "a_lot"),
        Reason(Basis.SCORES, "frequency", "weekly"),
    ]


def test_the_person_is_the_reason_for_what_was_put_before_its_equals() -> None:
    every_day = Reason(Basis.SCORES, "frequency", "daily")
    profile = settled(jobs(DAILY, DAILY, OFTEN["weekly"]), 2)

    assert reasons(profile) == [
        replace(every_day, settled=True),
        every_day,
        Reason(Basis.SCORES, "frequency", "weekly"),
    ]


def test_only_the_top_three_of_many_equals_were_put_there() -> None:
    profile = settled(jobs(*[DAILY] * 5), 5, 4, 3)
    given = [why.settled for why in reasons(profile) if why]

    assert order_of(profile) == (5, 4, 3, 1, 2)
    assert given == [True, True, True, False, False]


def test_what_has_no_equals_any_more_was_put_before_nobody() -> None:
    profile = settled(jobs(DAILY, DAILY), 1)
    alone = rated(profile, 2, FREQUENCY, "rarely")

    assert reasons(alone)[0] == Reason(Basis.SCORES, "frequency", "daily")


def test_tapping_and_moving_are_reasons_too() -> None:
    gains = of_section(Section.GAINS, {}, {})
    tapped = gains.with_order(Section.GAINS, Order(Basis.PICKED, (2, 1)))
    moved = gains.with_order(Section.GAINS, Order(Basis.HAND, (2, 1)))

    assert reasons(tapped, Section.GAINS) == [Reason(Basis.PICKED)] * 2
    assert reasons(moved, Section.GAINS) == [Reason(Basis.HAND)] * 2


def test_a_note_that_stands_alone_needs_no_reason() -> None:
    assert reasons(of_section(Section.GAINS, {}), Section.GAINS) == [None]


# --- whatever the ratings are ------------------------------------------------------

LEVELS = st.fixed_dictionaries(
    {},
    optional={
        FREQUENCY: st.sampled_from(["rarely", "monthly", "weekly", "daily"]),
        OUTCOME: st.sampled_from(["not_much", "a_lot"]),
    },
)
PROFILES = st.lists(LEVELS, max_size=9).map(lambda ratings: jobs(*ratings))


@given(PROFILES)
def test_an_order_holds_each_rated_note_once(profile: Profile) -> None:
    rated_notes = [note.number for note in profile.notes if note.ratings]

    assert sorted(order_of(profile)) == rated_notes


@given(PROFILES)
def test_no_note_stands_above_a_stronger_one(profile: Profile) -> None:
    scores = [score(note, GUIDE) or () for note in in_order(profile, Section.JOBS)][
        : len(order_of(profile))
    ]

    assert scores == sorted(scores, reverse=True)


@given(PROFILES, st.data())
def test_settling_ends_and_loses_no_note(profile: Profile, data: st.DataObject) -> None:
    before = sorted(order_of(profile))
    for _ in range(TOP):
        open_tie = tie(profile)
        if open_tie is None:
            break
        order = data.draw(st.permutations(open_tie.notes))
        taps = data.draw(st.integers(0, len(order)))
        profile = settled(profile, *order[:taps])
        place = open_tie.start
        assert order_of(profile)[place : place + taps] == tuple(order[:taps])

    assert tie(profile) is None
    assert sorted(order_of(profile)) == before


@given(PROFILES, st.lists(st.tuples(st.integers(-2, 12), st.integers(-2, 12))))
def test_moving_loses_no_note(profile: Profile, moves: list[tuple[int, int]]) -> None:
    order = profile.order(Section.JOBS)
    for note, place in moves:
        order = move(order, note, place)

    assert set(order.ranked) == {*order_of(profile), *(note for note, _ in moves)}
    assert len(set(order.ranked)) == len(order.ranked)


@given(PROFILES, st.integers(1, 9), st.sampled_from(["rarely", "daily", None]))
def test_every_place_has_a_reason_whatever_is_rated_anew(
    profile: Profile, number: int, level: str | None
) -> None:
    if profile.note(number) is not None:
        profile = rated(profile, number, FREQUENCY, level)

    assert None not in reasons(profile)[: len(order_of(profile))]
