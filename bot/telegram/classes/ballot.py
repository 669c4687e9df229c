"""A vote while it is open: how to vote, ballots of one's own, and who has voted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from bot.outgoing import Button
from bot.telegram.buttons import Row, in_rows
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.words import (
    note_text,
    on_show,
    set_label,
    under_titles,
)
from bot.telegram.questions import Face
from bot.wording import Wording, filled
from conversations.exercise import events as e
from conversations.exercise.setup import BEST, Vote, Way
from conversations.exercise.voting_views import (
    BallotLine,
    ShowAlert,
    ShowBallot,
    ShowVote,
)
from conversations.guides.model import Guide

#: The ways to vote that are offered.
_VOTES = (Vote(Way.DOTS, 3), Vote(Way.DOTS, 5), Vote(Way.DOTS, 10), Vote(Way.RATINGS))

#: With more notes than this the group's card has no buttons to vote.
_IN_GROUP = 12


def vote_label(w: Wording, vote: Vote) -> str:
    """A way to vote, in a word or two."""
    if vote.way is Way.RATINGS:
        return w.label("1–10")
    return w.label("{number} dots", number=vote.dots)


def vote_line(w: Wording, vote: Vote) -> Markup:
    """A way to vote, in a line."""
    if vote.way is Way.RATINGS:
        return w.say("Vote: everyone rates each note from 1 to {best}", best=BEST)
    return w.say("Vote: {number} dots a person", number=vote.dots)


def vote_row(w: Wording, keys: Keys, chosen: Vote) -> Row:
    """How the next vote shall be."""
    return tuple(
        keys(set_label(vote_label(w, vote), vote == chosen), e.VoteChosen(0, vote))
        for vote in _VOTES
    )


def turnout(w: Wording, vote: ShowVote) -> Markup:
    """How many have voted."""
    return w.say(
        "<b>{voted} of {people}</b> have voted", voted=vote.voted, people=vote.people
    )


def votes_counted(w: Wording, vote: ShowVote) -> Markup:
    """How many gave anything, whether or not they gave all they had."""
    voters = sum(result.tally.voters for result in vote.results)
    return w.count("{number} person voted", "{number} people voted", voters)


# --- marks and the buttons that set them ----------------------------------------------


class Marking(Struct, frozen=True):
    """A ballot on a card; `mark` is the deed that gives a note a mark on it."""

    keys: Keys
    ballot: ShowBallot
    mark: Callable[[int, int], e.Deed]

    @property
    def is_rating(self) -> bool:
        """Whether notes are rated, rather than given dots."""
        return self.ballot.vote.way is Way.RATINGS

    def line(self, at: int, line: BallotLine) -> Markup:
        """A note with its number and what it was given."""
        text = note_text(line.note)
        if not self.is_rating:
            return filled("{}. {}", at, f"{text} {dots(line.mark)}".strip())
        if line.mark:
            return filled("{}. {}: <b>{}</b>", at, text, line.mark)
        turn = "▶ " if line.note.number == self.ballot.turn else ""
        return filled("{}{}. {}", turn, at, text)

    def rows(self, w: Wording, lines: Sequence[tuple[int, BallotLine]]) -> list[Row]:
        """What sets the marks of these notes; numbers beside them."""
        if self.is_rating:
            return [*self._numbers(), *self._again(w, lines)]
        most = self.ballot.vote.most
        more = [
            self._button(
                f"{at} {dots(line.mark)}".strip(), line, min(line.mark + 1, most)
            )
            for at, line in lines
        ]
        less = [
            self._button(w.label("➖ {number}", number=at), line, line.mark - 1)
            for at, line in lines
            if line.mark
        ]
        return [*in_rows(more, 4), *in_rows(less, 5)]

    def _button(self, label: str, line: BallotLine, mark: int) -> Button:
        return self.keys(label, self.mark(line.note.number, mark))

    def _numbers(self) -> tuple[Row, ...]:
        """The ratings there are, for the note whose turn it is."""
        turn = self.ballot.turn
        if turn is None:
            return ()
        numbers = range(1, BEST + 1)
        return in_rows([self.keys(str(n), self.mark(turn, n)) for n in numbers], 5)

    def _again(
        self, w: Wording, lines: Sequence[tuple[int, BallotLine]]
    ) -> tuple[Row, ...]:
        again = [
            self._button(w.label("✎ {number}", number=at), line, 0)
            for at, line in lines
            if line.mark
        ]
        return in_rows(again, 5)


def dots(mark: int) -> str:
    """Dots, to be seen at a glance."""
    return "●" * mark


# --- in private -----------------------------------------------------------------------


def ballot_face(
    w: Wording, keys: Keys, guide: Guide, ballot: ShowBallot, foot: Sequence[Row]
) -> Face:
    """Somebody's own ballot; every tap sets a mark, and can be taken back."""
    marking = Marking(
        keys, ballot, lambda note, mark: e.MarkTapped(0, ballot.round, note, mark)
    )
    head = w.say("🗳 <b>Vote: which of these matter most?</b>")
    numbered = list(enumerate(ballot.lines, 1))
    told = [marking.line(at, line) for at, line in numbered]
    notes = [line.note for line in ballot.lines]
    lines = [
        head,
        Markup(""),
        *under_titles(w, guide, notes, told),
        Markup(""),
        *_what_to_do(w, ballot),
    ]
    rows = marking.rows(w, numbered)
    if ballot.left and not ballot.is_done:
        rows.append((keys(w.label("✓ I have voted"), e.VotedTapped(0, ballot.round)),))
    return Face(lines, (*rows, *foot), head)


def _what_to_do(w: Wording, ballot: ShowBallot) -> list[Markup]:
    is_in = ballot.is_done or not ballot.left
    done = [w.say("✓ Your vote is in. You can change it until the result is shown.")]
    return [*_next_mark(w, ballot), *(done if is_in else [])]


def _next_mark(w: Wording, ballot: ShowBallot) -> list[Markup]:
    """What the next tap is for."""
    if ballot.vote.way is Way.RATINGS:
        return [_next_rating(w, ballot)]
    if not ballot.left:
        return [w.say("All your dots are given. ➖ takes one back.")]
    return [
        w.count(
            "You have {number} dot to give. Tap a number for a dot, up to {most} on "
            "one note; ➖ takes one back.",
            "You have {number} dots to give. Tap a number for a dot, up to {most} on "
            "one note; ➖ takes one back.",
            ballot.left,
            most=ballot.vote.most,
        )
    ]


def _next_rating(w: Wording, ballot: ShowBallot) -> Markup:
    for at, line in enumerate(ballot.lines, 1):
        if line.note.number == ballot.turn:
            return w.say(
                "How much does {at}. “{note}” matter, from 1 (hardly) to {best} "
                "(most)? Tap a number; ✎ rates one anew.",
                at=at,
                note=note_text(line.note),
                best=BEST,
            )
    return w.say("All are rated. Tap ✎ to rate one anew.")


# --- in the group ---------------------------------------------------------------------


def group_lines(w: Wording, guide: Guide, vote: ShowVote) -> list[Markup]:
    """How far the vote is, and what it is on; the numbers are those of a ballot."""
    if not vote.notes:
        return [turnout(w, vote)]
    lines = [turnout(w, vote), Markup("")]
    if not _is_one_sheet(vote):
        nameless = [replace(note, by=()) for note in vote.notes]
        return [*lines, *on_show(w, guide, nameless, lines)]
    told = [
        filled("{}. {}", at, note_text(note)) for at, note in enumerate(vote.notes, 1)
    ]
    lines += under_titles(w, guide, vote.notes, told)
    if _has_numbers(vote):
        lines += [
            Markup(""),
            w.say(
                "No private chat with me? Tap numbers here: each gives that note one "
                "of your dots. Only you are told what you gave."
            ),
        ]
    return lines


def _is_one_sheet(vote: ShowVote) -> bool:
    return len({note.sheet for note in vote.notes}) <= 1


def _has_numbers(vote: ShowVote) -> bool:
    """Whether the buttons of one card serve everybody: few notes, on one sheet."""
    is_few = 0 < len(vote.notes) <= _IN_GROUP  # a team's notes are hidden from others
    return vote.vote.way is Way.DOTS and is_few and _is_one_sheet(vote)


def group_rows(w: Wording, keys: Keys, vote: ShowVote) -> list[Row]:
    """Votes of those who have no private chat; what one gave is told in an alert."""
    if vote.vote.way is Way.RATINGS:
        return [(keys(w.label("🗳 My ratings"), e.BallotTapped(0)),)]
    mine = keys(w.label("🗳 My dots"), e.BallotTapped(0))
    if not _has_numbers(vote):
        return [(mine,)]
    numbers = [
        keys(str(at), e.MarkTapped(0, vote.round, note.number, 1))
        for at, note in enumerate(vote.notes, 1)
    ]
    back = keys(w.label("↩ Take mine back"), e.ClearTapped(0, vote.round))
    return [*in_rows(numbers, 6), (mine, back)]


def alert_text(w: Wording, view: ShowAlert) -> str:
    """What somebody gave, in 200 characters."""
    if not view.given:
        return w.label("You have given nothing yet.")
    given = ", ".join(f"{words}: {mark}" for words, mark in view.given)
    if view.more:
        given += f" (+{view.more})"
    if not view.left:
        return given
    if view.vote.way is Way.RATINGS:
        return w.label("{given}. Still to rate: {left}", given=given, left=view.left)
    return w.label("{given}. Still to give: {left}", given=given, left=view.left)
