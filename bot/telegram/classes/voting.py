"""What cards say of a vote: the ballot, how far it is, and what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from markupsafe import Markup

from bot.outgoing import Button
from bot.telegram.buttons import Row, in_rows
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.words import note_text, section_title, set_label, team_name
from bot.telegram.questions import Face
from bot.wording import Wording, filled, later, shortened
from conversations.exercise import events as e
from conversations.exercise import views as v
from conversations.exercise.debrief import Debrief
from conversations.exercise.setup import BEST, Vote, Way
from conversations.exercise.tally import Agreement
from conversations.exercise.voting_views import (
    BallotLine,
    ResultLine,
    ShowAlert,
    ShowBallot,
    ShowResult,
    ShowVote,
)

#: The ways to vote that are offered.
_VOTES = (Vote(Way.DOTS, 3), Vote(Way.DOTS, 5), Vote(Way.RATINGS))

#: How many places of each of several teams are told, and how much of each note.
_PLACES, _WORDS = 3, 60

#: How much of a note a question about it quotes.
_QUOTED = 100

_AGREEMENT: dict[Agreement, str] = {
    Agreement.STRONG: later("You agree strongly on the order."),
    Agreement.FAIR: later("You agree on much of the order, not on all of it."),
    Agreement.LITTLE: later("Your opinions differ a lot."),
}


def vote_label(w: Wording, vote: Vote) -> str:
    """A way to vote, on its button."""
    if vote.way is Way.RATINGS:
        return w.label("rate 1–10")
    return w.label("{number} dots each", number=vote.dots)


def vote_row(w: Wording, keys: Keys, chosen: Vote) -> list[Button]:
    """How the next vote shall be."""
    return [
        keys(set_label(vote_label(w, vote), vote == chosen), e.VoteChosen(0, vote))
        for vote in _VOTES
    ]


def turnout(w: Wording, vote: ShowVote) -> Markup:
    """How many have voted."""
    return w.say(
        "<b>{voted} of {people}</b> have voted", voted=vote.voted, people=vote.people
    )


# --- a ballot -------------------------------------------------------------------------


def ballot_face(
    w: Wording, keys: Keys, ballot: ShowBallot, foot: Sequence[Row]
) -> Face:
    """Somebody's own ballot; every tap sets a mark, and can be taken back."""
    head = w.say("🗳 <b>Vote: which of these matter most?</b>")
    lines = [head, Markup("")]
    lines += [_ballot_line(at, each) for at, each in enumerate(ballot.lines, 1)]
    lines += [Markup(""), _what_to_do(w, ballot)]
    if ballot.is_done:
        lines.append(w.say("✓ Your vote is in. You can change it until the result."))
    rows = _dots(keys, ballot)
    if ballot.vote.way is Way.RATINGS:
        rows = _ratings(w, keys, ballot)
    if not ballot.is_done:
        rows = (*rows, (keys(w.label("✓ Done"), e.VotedTapped(0, ballot.round)),))
    return Face(lines, (*rows, *foot), head)


def _ballot_line(at: int, line: BallotLine) -> Markup:
    return filled("{}. {}{}", at, note_text(line.note), _mark(line.mark))


def _mark(mark: int) -> str:
    return f" · {mark}" if mark else ""


def _what_to_do(w: Wording, ballot: ShowBallot) -> Markup:
    if ballot.vote.way is Way.RATINGS:
        return _rate_next(w, ballot)
    if not ballot.left:
        return w.say("All your dots are given. Tap a note with dots to take them back.")
    return w.count(
        "You have {number} dot to give. Tap a number; up to {most} on one note.",
        "You have {number} dots to give. Tap a number; up to {most} on one note.",
        ballot.left,
        most=ballot.vote.most,
    )


def _rate_next(w: Wording, ballot: ShowBallot) -> Markup:
    for at, line in enumerate(ballot.lines, 1):
        if line.note.number == ballot.turn:
            return w.say(
                "How much does {at}. “{note}” matter, from 1 to {best}? Tap a number.",
                at=at,
                note=note_text(line.note),
                best=BEST,
            )
    return w.say("All are rated. Tap ✎ to rate one anew.")


def _dots(keys: Keys, ballot: ShowBallot) -> tuple[Row, ...]:
    buttons = []
    for at, line in enumerate(ballot.lines, 1):
        may_add = ballot.left and line.mark < ballot.vote.most
        if not may_add and not line.mark:
            continue
        mark = line.mark + 1 if may_add else 0
        tap = e.MarkTapped(0, ballot.round, line.note.number, mark)
        buttons.append(keys(f"{at} {'●' * line.mark}".strip(), tap))
    return in_rows(buttons, 4)


def _ratings(w: Wording, keys: Keys, ballot: ShowBallot) -> tuple[Row, ...]:
    numbers: list[Button] = []
    if ballot.turn is not None:
        numbers = [
            keys(str(mark), e.MarkTapped(0, ballot.round, ballot.turn, mark))
            for mark in range(1, BEST + 1)
        ]
    again = [
        keys(
            w.label("✎ {number}", number=at),
            e.MarkTapped(0, ballot.round, line.note.number, 0),
        )
        for at, line in enumerate(ballot.lines, 1)
        if line.mark
    ]
    return (*in_rows(numbers, 5), *in_rows(again, 6))


def alert_text(w: Wording, view: ShowAlert) -> str:
    """What somebody gave, in 200 characters."""
    if not view.given:
        return w.label("You have given nothing yet. Open our private chat to vote.")
    given = ", ".join(f"{words}: {mark}" for words, mark in view.given)
    if view.more:
        given += f" (+{view.more})"
    if not view.left:
        return given
    return w.label("{given}. Still to give: {left}", given=given, left=view.left)


# --- what it came to ------------------------------------------------------------------


def result_lines(
    w: Wording, vote: ShowVote, headline: v.Headline, debrief: Debrief
) -> list[Markup]:
    """The places, how far people agree, and something to talk about."""
    lines: list[Markup] = []
    for result in vote.results:
        if result.team is not None:
            head = filled("👥 <b>{}</b>", team_name(w, result.team))
            lines += [Markup(""), head] if lines else [head]
        lines += _places(w, result, short=len(vote.results) > 1)
    if len(vote.results) == 1:
        return [*lines, *_what_it_says(w, vote.results[0], headline, debrief)]
    return [
        *lines,
        Markup(""),
        w.say("💬 Talk about it: what do you put first, and why?"),
    ]


def _places(w: Wording, result: ShowResult, *, short: bool) -> list[Markup]:
    placed = list(takewhile(lambda line: line.row.rank, result.lines))
    if not placed:
        return [w.say("Nobody has voted.")]
    shown = placed[:_PLACES] if short else placed
    return [_place(w, line, result.tally.vote) for line in shown]


def _place(w: Wording, line: ResultLine, vote: Vote) -> Markup:
    row = line.row
    got = w.count("{number} dot", "{number} dots", row.points)
    if vote.way is Way.RATINGS:
        got = w.say("{mean} on average", mean=f"{row.mean:.1f}")
    moved = ""
    if line.moved:
        moved = f" {'▲' if line.moved > 0 else '▼'}{abs(line.moved)}"
    return filled("{}. {} · {}{}", row.rank, note_text(line.note, _WORDS), got, moved)


def _what_it_says(
    w: Wording, result: ShowResult, headline: v.Headline, debrief: Debrief
) -> list[Markup]:
    lines: list[Markup] = []
    if result.tally.agreement is not None:
        lines += [Markup(""), w.say(_AGREEMENT[result.tally.agreement])]
    if result.disputed:
        notes = " · ".join(note_text(note, _WORDS) for note in result.disputed)
        lines.append(w.say("Opinions split on: {notes}", notes=notes))
    if result.question is not None:
        section = section_title(headline.guide, result.question.section)
        asked = debrief.ask(
            replace(result.question, note=shortened(result.question.note, _QUOTED))
        )
        lines += [
            Markup(""),
            w.say(
                "💬 Talk about it ({section}): {question}",
                section=section,
                question=asked,
            ),
        ]
    return lines
