"""What the cards of an exercise show of a vote, in its own terms.

Before a round is revealed there are no results in any of these, for nobody, and no
marks but one's own.
"""

from __future__ import annotations

from msgspec import Struct

from conversations.exercise.debrief import Question
from conversations.exercise.exercise import Team
from conversations.exercise.setup import Vote
from conversations.exercise.sight import SeenNote
from conversations.exercise.tally import Row, Tally


class BallotLine(Struct, frozen=True):
    """A note to vote on, and the mark it was given; 0 is none."""

    note: SeenNote
    mark: int


class ShowBallot(Struct, frozen=True):
    """Show somebody their own ballot, or the facilitators theirs.

    `left` are the dots still to give, or the notes not rated. `turn` is the note that
    comes next, the first without a rating; None when there is none. It `is_open` until
    the result is revealed; the facilitators' stays so.
    """

    round: int
    vote: Vote
    lines: tuple[BallotLine, ...]
    left: int
    turn: int | None
    is_done: bool
    is_open: bool


class ShowAlert(Struct, frozen=True):
    """Answer who cannot be shown a ballot with what they gave, in 200 characters.

    `given` are words of each note with its mark, so short that with the digits they
    take less than 150; `more` is how many are left out, `left` as on a ballot.
    """

    vote: Vote
    given: tuple[tuple[str, int], ...]
    more: int
    left: int


class ResultLine(Struct, frozen=True):
    """A note and what it got; `moved` is how many places it went up since last time."""

    note: SeenNote
    row: Row
    moved: int = 0


class ShowResult(Struct, frozen=True):
    """What the vote on one sheet came to.

    `team` is None for everybody's sheet. `lines` are in order, those without a place
    last. People are `together` about the first notes and most apart about the
    `disputed` ones. `question` is to be talked about.
    """

    team: Team | None
    tally: Tally
    lines: tuple[ResultLine, ...]
    together: tuple[SeenNote, ...]
    disputed: tuple[SeenNote, ...]
    question: Question | None


class Beside(Struct, frozen=True):
    """Where the class put a note, and where its teachers did; None is no place."""

    note: SeenNote
    ours: int | None
    theirs: int | None


class ShowVote(Struct, frozen=True):
    """Show a group, or its facilitators, how the vote stands, or what it came to.

    `voted` of `people` have. `notes` are those that are voted on here. `results` are
    empty until the round is revealed; with teams there is one each.
    """

    round: int
    vote: Vote
    voted: int
    people: int
    notes: tuple[SeenNote, ...]
    results: tuple[ShowResult, ...]


class ShowTeachers(Struct, frozen=True):
    """Show the facilitators their own ballot, and how it differs from the class."""

    ballot: ShowBallot
    beside: tuple[Beside, ...]
