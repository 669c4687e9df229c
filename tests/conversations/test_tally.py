"""What votes come to: orders, ties, agreement and disputes, checked another way."""

from __future__ import annotations

from itertools import combinations, permutations
from statistics import correlation, mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.exercise.ballots import Marks
from conversations.exercise.setup import Vote, Way
from conversations.exercise.tally import (
    Agreement,
    Tally,
    kendalls_w,
    moves,
    tally,
)

DOTS, RATINGS = Vote(Way.DOTS, 5), Vote(Way.RATINGS)


def ranks(counted: Tally) -> dict[int, int | None]:
    return {row.note: row.rank for row in counted.rows}


# --- the order ------------------------------------------------------------------------


def test_dots_are_added_and_notes_without_any_have_no_place() -> None:
    counted = tally(DOTS, [1, 2, 3, 4], [{1: 3, 2: 2}, {2: 2, 3: 3}, {2: 1, 1: 1}])

    assert [(r.note, r.rank, r.points, r.people) for r in counted.rows] == [
        (2, 1, 5, 3),
        (1, 2, 4, 2),
        (3, 3, 3, 1),
        (4, None, 0, 0),
    ]
    assert counted.voters == 3


def test_a_tie_is_told_as_a_tie_and_the_next_place_is_left_out() -> None:
    counted = tally(DOTS, [1, 2, 3], [{1: 2, 2: 1}, {2: 1, 3: 1}])

    assert [(r.note, r.rank, r.tied) for r in counted.rows] == [
        (2, 1, True),
        (1, 1, True),
        (3, 3, False),
    ]


def test_ratings_count_by_their_order_so_that_the_generous_count_no_more() -> None:
    generous, stern = {1: 10, 2: 9, 3: 1}, {1: 1, 2: 3, 3: 2}
    counted = tally(RATINGS, [1, 2, 3], [generous, stern, stern])

    assert ranks(counted) == {2: 1, 1: 2, 3: 2}
    first = counted.rows[0]
    assert first.above == pytest.approx((0.5 + 1 + 1) / 3)
    assert first.mean == 5


def test_a_note_that_too_few_rated_has_no_place() -> None:
    most: Marks = {1: 7, 2: 5}
    counted = tally(RATINGS, [1, 2, 3], [most, most, most, {1: 6, 3: 10}])

    assert ranks(counted) == {1: 1, 2: 2, 3: None}
    assert counted.rows[-1].mean == 10


def test_one_rating_alone_compares_nothing() -> None:
    counted = tally(RATINGS, [1, 2], [{1: 8}])

    assert ranks(counted) == {1: None, 2: None}
    assert counted.voters == 1
    assert ranks(tally(RATINGS, [1], [{1: 8}])) == {1: 1}


def test_nobody_voted() -> None:
    for vote in (DOTS, RATINGS):
        counted = tally(vote, [1, 2], [{}, {}])

        assert ranks(counted) == {1: None, 2: None}
        assert (counted.voters, counted.w, counted.agreement) == (0, None, None)
        assert counted.together == counted.disputed == ()


def test_marks_of_other_notes_count_for_nothing() -> None:
    assert tally(DOTS, [1, 2], [{1: 1, 9: 3}]) == tally(DOTS, [1, 2], [{1: 1}])


MARKS = st.dictionaries(st.integers(1, 6), st.integers(1, 10), max_size=6)
BALLOTS = st.lists(MARKS, max_size=8)
COMPLETE = st.lists(
    st.lists(st.integers(1, 10), min_size=5, max_size=5), min_size=1, max_size=8
)


@given(BALLOTS, st.sampled_from([DOTS, RATINGS]), st.randoms())
@settings(max_examples=100)
def test_neither_the_order_of_people_nor_that_of_notes_matters(
    ballots: list[Marks], vote: Vote, random: object
) -> None:
    notes = [1, 2, 3, 4, 5, 6]
    counted = tally(vote, notes, ballots)
    other = tally(vote, notes[::-1], ballots[::-1])

    assert ranks(other) == ranks(counted)
    assert other.w == pytest.approx(counted.w) if counted.w else other.w == counted.w


@given(BALLOTS, st.sampled_from([DOTS, RATINGS]))
@settings(max_examples=100)
def test_places_are_those_of_a_list_with_ties(ballots: list[Marks], vote: Vote) -> None:
    rows = tally(vote, [1, 2, 3, 4, 5, 6], ballots).rows
    placed = [row.rank for row in rows if row.rank is not None]

    assert [row.rank for row in rows[len(placed) :]] == [None] * (6 - len(placed))
    for place, rank in enumerate(placed, 1):
        assert rank == place or rank == placed[place - 2]
    for row in rows:
        assert row.tied == (row.rank is not None and placed.count(row.rank) > 1)
        assert 0 <= row.above <= 1
        assert 0 <= row.spread <= 1
        assert row.firsts <= len(ballots)


@given(BALLOTS, st.integers(1, 6))
@settings(max_examples=100)
def test_another_dot_never_makes_a_note_lose(ballots: list[Marks], note: int) -> None:
    before = tally(DOTS, [1, 2, 3, 4, 5, 6], ballots)
    after = tally(DOTS, [1, 2, 3, 4, 5, 6], [*ballots, {note: 1}])
    old, new = before.row(note), after.row(note)

    assert old is not None
    assert new is not None
    assert new.rank is not None
    assert old.rank is None or new.rank <= old.rank


@given(COMPLETE)
@settings(max_examples=100)
def test_on_complete_ballots_the_order_is_that_of_bordas_count(
    ballots: list[list[int]],
) -> None:
    """A point for each note below, half a point for each beside, counted in pairs."""
    borda = [
        sum(
            sum((mine > other) + (mine == other) / 2 for other in ballot) - 0.5
            for ballot in ballots
            for mine in [ballot[note]]
        )
        for note in range(5)
    ]
    counted = tally(RATINGS, range(5), [dict(enumerate(each)) for each in ballots])

    for row in counted.rows:
        assert row.rank == 1 + sum(other > borda[row.note] for other in borda)
        assert row.above == pytest.approx(borda[row.note] / (4 * len(ballots)))


# --- agreement ------------------------------------------------------------------------


def spearman(one: list[int], other: list[int]) -> float:
    """Rank correlation as that of the ranks, each found by counting."""

    def ranked(scores: list[int]) -> list[float]:
        return [
            sum(o < mine for o in scores) + (sum(o == mine for o in scores) + 1) / 2
            for mine in scores
        ]

    return correlation(ranked(one), ranked(other))


def w_by_friedman(ballots: list[list[int]]) -> float:
    """W another way: Friedman's statistic, a ratio of sums of squares, over m(n-1)."""
    m, n = len(ballots), len(ballots[0])
    table = [
        [
            sum(o < mine for o in row) + (sum(o == mine for o in row) + 1) / 2
            for mine in row
        ]
        for row in ballots
    ]
    grand = (n + 1) / 2
    between = m * sum(
        (mean(column) - grand) ** 2 for column in zip(*table, strict=True)
    )
    within = sum((rank - grand) ** 2 for row in table for rank in row) / (m * (n - 1))
    return float(between / within / (m * (n - 1)))


@given(COMPLETE)
@settings(max_examples=150)
def test_w_is_what_friedmans_statistic_says(ballots: list[list[int]]) -> None:
    if all(len(set(ballot)) == 1 for ballot in ballots):
        assert kendalls_w(ballots) is None
    else:
        assert kendalls_w(ballots) == pytest.approx(w_by_friedman(ballots))


@given(st.lists(st.permutations([1, 2, 3, 4, 5]), min_size=2, max_size=6))
@settings(max_examples=60)
def test_without_ties_agreement_beyond_chance_is_the_mean_of_all_pairs(
    ballots: list[list[int]],
) -> None:
    w, m = kendalls_w(ballots), len(ballots)

    assert w is not None
    assert (m * w - 1) / (m - 1) == pytest.approx(
        mean(spearman(*pair) for pair in combinations(ballots, 2)), abs=1e-9
    )


def test_w_of_examples_reckoned_by_hand() -> None:
    # Sums of ranks 3, 6, 9: S = 18, 12·18 / (9·24) = 1.
    assert kendalls_w([[1, 2, 3]] * 3) == pytest.approx(1)
    # Two opposite orders: all sums are 4.
    assert kendalls_w([[1, 2, 3], [3, 2, 1]]) == 0
    # Sums 5, 6, 7 of three: S = 2, 12·2 / (9·24) = 1/9.
    assert kendalls_w([[1, 2, 3], [3, 1, 2], [1, 3, 2]]) == pytest.approx(1 / 9)
    # Ranks 1.5 1.5 3 and 1 2 3: sums 2.5, 3.5, 6; S = 6.5, T = 6,
    # 12·6.5 / (4·24 - 2·6) = 78 / 84.
    assert kendalls_w([[5, 5, 9], [1, 2, 3]]) == pytest.approx(78 / 84)
    assert kendalls_w([]) is None
    assert kendalls_w([[1]]) is None
    assert kendalls_w([[4, 4], [2, 2]]) is None


def test_chance_is_taken_off_before_agreement_gets_its_word() -> None:
    every_order = [
        dict(zip((1, 2, 3), order, strict=True)) for order in permutations((1, 2, 3))
    ]
    same: Marks = {1: 9, 2: 5, 3: 1}

    assert tally(RATINGS, [1, 2, 3], every_order).agreement is Agreement.LITTLE
    assert tally(RATINGS, [1, 2, 3], [same] * 3).agreement is Agreement.STRONG
    mixed = [same, same, same, {1: 9, 2: 1, 3: 5}, {1: 5, 2: 9, 3: 1}]
    assert tally(RATINGS, [1, 2, 3], mixed).agreement is Agreement.FAIR
    # Two people have W = 0.75 here, and 0.5 from chance alone.
    assert tally(RATINGS, [1, 2, 3], mixed[2:4]).agreement is None


def test_incomplete_ratings_say_nothing_of_agreement_unless_half_are_complete() -> None:
    whole: Marks = {1: 9, 2: 5, 3: 1}
    part: Marks = {1: 9, 2: 5}
    counted = tally(RATINGS, [1, 2, 3], [whole] * 3 + [part] * 3)
    too_few = tally(RATINGS, [1, 2, 3], [whole] * 3 + [part] * 4)

    assert (counted.judges, too_few.judges) == (3, 3)
    assert counted.w == pytest.approx(1)
    assert too_few.w is None


def test_a_class_is_together_on_the_first_and_split_on_one() -> None:
    dots: list[Marks] = [{1: 3, 2: 2}, {1: 2, 2: 2, 3: 1}, {1: 2, 2: 2, 4: 1}] * 4
    ratings: list[Marks] = [
        *[{1: 10, 2: 8, 3: 1, 4: 3}] * 4,
        *[{1: 9, 2: 8, 3: 10, 4: 1}] * 4,
    ]
    counted = tally(DOTS, [1, 2, 3, 4, 5], dots)
    rated = tally(RATINGS, [1, 2, 3, 4], ratings)

    assert [row.note for row in counted.together] == [1, 2]
    assert [row.note for row in rated.disputed] == [3]
    assert next(row for row in rated.rows if row.note == 3).spread == 1
    assert next(row for row in rated.rows if row.note == 3).firsts == 4


def test_two_people_are_neither_together_nor_apart() -> None:
    counted = tally(DOTS, [1, 2], [{1: 3, 2: 2}] * 2)

    assert counted.together == counted.disputed == ()


# --- compared -------------------------------------------------------------------------


def test_what_moved_since_last_time() -> None:
    before = tally(DOTS, [1, 2, 3, 5], [{1: 3, 2: 2, 3: 1}])
    now = tally(DOTS, [1, 2, 3, 4], [{3: 3, 2: 2, 4: 1}])

    assert [(m.note, m.before, m.now, m.up) for m in moves(before, now)] == [
        (3, 3, 1, 2),
        (1, 1, None, 0),
    ]
