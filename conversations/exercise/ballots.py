"""A round of voting, and what one person put on their ballot in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from conversations.exercise.setup import Vote, Way

Marks = Mapping[int, int]
"""A number of dots, or a rating, by note. A note that was given none is absent."""


class Ballot(Struct, frozen=True):
    """What one person gave in a round; `done` when they have called it so."""

    marks: Marks = field(default_factory=dict)
    done: bool = False


#: Nothing was given.
BLANK = Ballot()


class Round(Struct, frozen=True):
    """One vote on the shortlist; rounds are numbered from 1.

    `notes` are those that are voted on, of every sheet. Until it is `revealed` nobody
    sees more of it than their own ballot. `teachers` are the marks of the
    facilitators, who share one ballot; it never counts among those of the class.
    """

    number: int
    vote: Vote
    notes: tuple[int, ...]
    revealed: bool = False
    teachers: Marks = field(default_factory=dict)


def folded(marks: Marks, onto: Callable[[int], int], way: Way) -> Marks:
    """The marks, each on the note that now stands `onto` its own.

    Where two meet there, dots add up, and of ratings the higher one holds: what says
    the same is worth as much as it was in its better words.
    """
    joined: dict[int, int] = {}
    for note, mark in marks.items():
        to = onto(note)
        before = joined.get(to, 0)
        joined[to] = before + mark if way is Way.DOTS else max(before, mark)
    return joined
