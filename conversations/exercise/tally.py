"""What the votes of a round come to, on one sheet; numbers in, numbers out.

**The order.** Dots: the sum. Ratings: for each ballot, the share of the other notes on
it that a note was rated above, a tie counting half; then the mean over the ballots
that rated the note. On complete ballots that is the order of Borda's count, and of the
mean rank. Who rates high and who rates low count alike, and nothing is assumed of a
note that somebody left out.

**No place.** A note without dots has none. Nor has one that fewer than half of the
voters rated beside others: one rating of 10 says less than twelve of 8. It is "not
rated".

**Incomplete ballots.** One dot is a complete ballot, as dots not given are no dots.
With ratings, agreement is taken over the ballots that rated every note, and not told
at all when these are fewer than half of the voters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from statistics import mean, pstdev

from msgspec import Struct

from conversations.exercise.ballots import Marks
from conversations.exercise.setup import BEST, Vote, Way

#: With fewer ballots nothing is said of agreement: two agree by chance too often.
FEWEST = 3

#: Agreement beyond chance, from 0 to 1: from here on it is strong, or fair.
STRONG, FAIR = 0.6, 0.3

#: The spread up to which people are together about a note, and from which they are not.
TOGETHER, DISPUTED = 0.35, 0.6

#: The share of voters who must have given a note something to be together about it.
MOST = 0.75

#: How many of the first notes, and how many disputed ones, are told.
MOST_TOGETHER, MOST_DISPUTED = 3, 2


class Agreement(StrEnum):
    """How far people put the notes in the same order."""

    STRONG = "strong"
    FAIR = "fair"
    LITTLE = "little"


class Row(Struct, frozen=True):
    """What one note got.

    `rank` counts from 1, is the same for notes that are `tied`, and None for a note
    without a place. `points` is the sum of dots or ratings from `people`. `above` is
    the share (0 to 1) of the other notes that it was put above. `spread` tells how far
    people are apart: 0 when all gave it the same, 1 when half gave it the most there is
    and half the least. It is that of the ratings; with dots it is that of the places
    on each ballot, as nobody has dots for all. `firsts` are those who put nothing above
    it.
    """

    note: int
    rank: int | None
    tied: bool
    points: int
    people: int
    above: float
    spread: float
    firsts: int

    @property
    def mean(self) -> float:
        """What those who gave it something gave on average; 0 when nobody did."""
        return self.points / self.people if self.people else 0.0


class Tally(Struct, frozen=True):
    """What the votes on one sheet come to.

    `rows` are in order, those without a place last. `voters` gave anything. `w` is
    Kendall's W over `judges` of them; None where it cannot be told.
    """

    vote: Vote
    voters: int
    rows: tuple[Row, ...]
    w: float | None
    judges: int

    @property
    def agreement(self) -> Agreement | None:
        """How far people agree, in a word; chance is taken off first.

        W of ballots filled in at random is not 0 but 1/m on average for m of them, so
        small groups would seem to agree. (m·W - 1) / (m - 1) is 0 then, and 1 when all
        agree; without ties it is the mean of Spearman's rho over all pairs of people.
        """
        if self.w is None:
            return None
        beyond_chance = (self.judges * self.w - 1) / (self.judges - 1)
        if beyond_chance >= STRONG:
            return Agreement.STRONG
        return Agreement.FAIR if beyond_chance >= FAIR else Agreement.LITTLE

    @property
    def together(self) -> tuple[Row, ...]:
        """The first notes, as far down as people are together about them."""
        rows: list[Row] = []
        for row in self.rows[:MOST_TOGETHER]:
            is_given = self.voters >= FEWEST and row.people >= MOST * self.voters
            if row.rank is None or row.spread > TOGETHER or not is_given:
                break
            rows.append(row)
        return tuple(rows)

    @property
    def disputed(self) -> tuple[Row, ...]:
        """The notes that people are furthest apart about, if they are far apart."""
        if self.voters < FEWEST:
            return ()
        apart = [row for row in self.rows if row.rank and row.spread >= DISPUTED]
        apart.sort(key=lambda row: (-row.spread, row.note))
        return tuple(apart[:MOST_DISPUTED])

    def row(self, note: int) -> Row | None:
        """What a note got, if it was voted on."""
        return next((row for row in self.rows if row.note == note), None)


def tally(vote: Vote, notes: Sequence[int], ballots: Sequence[Marks]) -> Tally:
    """Count the ballots about some notes; marks of other notes count for nothing."""
    cast = [
        {note: marks[note] for note in notes if marks.get(note)} for marks in ballots
    ]
    given = [marks for marks in cast if marks]
    if vote.way is Way.DOTS:
        compared = [{note: marks.get(note, 0) for note in notes} for marks in given]
    else:
        compared = [marks for marks in given if len(marks) >= min(2, len(notes))]
    complete = [marks for marks in compared if len(marks) == len(notes)]
    is_enough = len(complete) >= FEWEST and 2 * len(complete) >= len(given)
    w = kendalls_w([[marks[note] for note in notes] for marks in complete])
    return Tally(
        vote,
        voters=len(given),
        rows=_rows(vote, notes, given, compared),
        w=w if is_enough else None,
        judges=len(complete),
    )


def _rows(
    vote: Vote, notes: Sequence[int], given: Sequence[Marks], compared: Sequence[Marks]
) -> tuple[Row, ...]:
    shares = _shares(compared)
    heights = shares if vote.way is Way.DOTS else _heights(given)
    points = {note: sum(marks.get(note, 0) for marks in given) for note in notes}
    scores: dict[int, Fraction] = {}
    for note in notes:
        if vote.way is Way.DOTS and points[note]:
            scores[note] = Fraction(points[note])
        elif vote.way is Way.RATINGS and 2 * len(shares[note]) >= max(1, len(given)):
            scores[note] = mean(shares[note])
    ordered = sorted(scores.values(), reverse=True)
    rows = [
        Row(
            note=note,
            rank=ordered.index(scores[note]) + 1 if note in scores else None,
            tied=note in scores and ordered.count(scores[note]) > 1,
            points=points[note],
            people=sum(note in marks for marks in given),
            above=float(mean(shares[note])) if shares[note] else 0.0,
            spread=_spread(heights[note]),
            firsts=sum(marks.get(note) == max(marks.values()) for marks in compared),
        )
        for note in notes
    ]
    last = len(rows) + 1
    return tuple(
        sorted(rows, key=lambda row: (row.rank or last, -row.people, row.note))
    )


def _shares(ballots: Sequence[Marks]) -> Mapping[int, list[Fraction]]:
    """For each note, and ballot that has it, the share of the others it is above."""
    shares: defaultdict[int, list[Fraction]] = defaultdict(list)
    for marks in ballots:
        ordered, others = sorted(marks.values()), max(1, len(marks) - 1)
        for note, mark in marks.items():
            below = bisect_left(ordered, mark)
            ties = bisect_right(ordered, mark) - below - 1
            shares[note].append(Fraction(2 * below + ties, 2 * others))
    return shares


def _heights(ballots: Sequence[Marks]) -> Mapping[int, list[Fraction]]:
    """For each note its ratings, from 0 for the lowest there is to 1 for the best."""
    heights: defaultdict[int, list[Fraction]] = defaultdict(list)
    for marks in ballots:
        for note, mark in marks.items():
            heights[note].append(Fraction(mark - 1, BEST - 1))
    return heights


def _spread(heights: Sequence[Fraction]) -> float:
    """Twice the standard deviation, as half of one is the most there can be."""
    return 2 * pstdev(map(float, heights)) if heights else 0.0


def kendalls_w(ballots: Sequence[Sequence[int]]) -> float | None:
    """Kendall's coefficient of concordance, with the correction for ties.

    Each of m ballots has a score for each of the same n things; they become ranks, tied
    ones their mean. With R the sum of a thing's ranks,

        W = 12 · sum((R - mean R)²) / (m² · (n³ - n) - m · T)

    where T is the sum of t³ - t over every group of t tied things on every ballot.
    0 means no agreement, 1 the same order on all. None where that is not defined: with
    one thing, with no ballots, or when every ballot ties everything.

    After M. G. Kendall and B. Babington Smith, "The Problem of m Rankings" (1939); the
    correction is in Kendall, "Rank Correlation Methods".
    """
    if not ballots:
        return None
    m, n = len(ballots), len(ballots[0])
    ranks = [_ranks(scores) for scores in ballots]
    sums: list[float] = [sum(column) for column in zip(*ranks, strict=True)]
    ties = sum(
        size * (size * size - 1)
        for scores in ballots
        for size in Counter(scores).values()
    )
    most = m * m * n * (n * n - 1) - m * ties
    if not most:
        return None
    average = m * (n + 1) / 2
    return 12 * sum((each - average) * (each - average) for each in sums) / most


def _ranks(scores: Sequence[int]) -> list[float]:
    """The rank of each score, from 1 for the lowest; tied ones get their mean."""
    ordered = sorted(scores)
    return [
        (bisect_left(ordered, each) + bisect_right(ordered, each) + 1) / 2
        for each in scores
    ]


class Move(Struct, frozen=True):
    """Where a note is in one tally and in another; None is without a place there."""

    note: int
    before: int | None
    now: int | None

    @property
    def up(self) -> int:
        """How many places it went up; below 0 when it went down."""
        if self.before is None or self.now is None:
            return 0
        return self.before - self.now


def moves(before: Tally, now: Tally) -> tuple[Move, ...]:
    """The notes of both tallies that stand elsewhere now, the furthest first."""
    both = [
        Move(row.note, old.rank, row.rank)
        for row in now.rows
        if (old := before.row(row.note)) is not None and old.rank != row.rank
    ]
    return tuple(sorted(both, key=lambda move: (-abs(move.up), move.note)))
