"""What a vote came to: places, agreement, what to talk about, and one's own vote."""

from __future__ import annotations

from markupsafe import Markup
from msgspec.structs import replace

from bot.telegram.buttons import Row
from bot.telegram.classes.ballot import Marking, dots
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.words import (
    home_row,
    note_text,
    section_title,
    team_name,
    turn_row,
    under_titles,
)
from bot.telegram.questions import Face
from bot.wording import Wording, filled, later, shortened
from conversations.exercise import console_views as c
from conversations.exercise import events as e
from conversations.exercise.debrief import Debrief
from conversations.exercise.desk import Screen
from conversations.exercise.screens import paged
from conversations.exercise.setup import Vote, Way
from conversations.exercise.tally import Agreement
from conversations.exercise.voting_views import (
    BallotLine,
    Beside,
    ResultLine,
    ShowBallot,
    ShowResult,
    ShowVote,
)
from conversations.guides.model import Guide

#: How many places of each of several teams are told, and how much of each note.
_PLACES, _WORDS = 3, 60

#: How much of a note a question about it quotes.
_QUOTED = 100

#: How many notes a page of the facilitators' ballot has.
_PAGE = 10

_HOW: dict[Way, str] = {
    Way.DOTS: later("<i>The note with the most dots comes first.</i>"),
    Way.RATINGS: later(
        "<i>First is what was rated above the others most often; the number is the "
        "average.</i>"
    ),
}
_AGREEMENT: dict[Agreement, str] = {
    Agreement.STRONG: later("🤝 You agree strongly on the order."),
    Agreement.FAIR: later("🤝 You agree on much of the order, not on all of it."),
    Agreement.LITTLE: later("↔️ Your opinions differ a lot."),
}


def result_lines(w: Wording, guide: Guide, vote: ShowVote) -> list[Markup]:
    """The places, and how far people agree."""
    lines: list[Markup] = []
    for result in vote.results:
        if result.team is not None:
            head = filled("👥 <b>{}</b>", team_name(w, result.team))
            lines += [Markup(""), head] if lines else [head]
        lines += _places(w, guide, result, short=len(vote.results) > 1)
    if len(vote.results) == 1:
        lines += _agreement(w, vote.results[0])
    return lines


def talk_lines(
    w: Wording, guide: Guide, vote: ShowVote, debrief: Debrief
) -> list[Markup]:
    """Something to talk about."""
    if len(vote.results) > 1:
        talk = w.say("💬 Talk about it: what does each team put first, and why?")
        return [Markup(""), talk]
    return [
        line for result in vote.results for line in _question(w, guide, result, debrief)
    ]


# --- places ---------------------------------------------------------------------------


def _places(
    w: Wording, guide: Guide, result: ShowResult, *, short: bool
) -> list[Markup]:
    placed = [line for line in result.lines if line.row.rank]
    if not placed:
        return [w.say("Nobody has voted.")]
    vote = result.tally.vote
    if short:
        return [_place(w, line, vote) for line in placed[:_PLACES]]
    sections = {line.note.section for line in result.lines}
    lines = []
    for line in placed:
        section = section_title(guide, line.note.section)
        where = filled(" · <i>{}</i>", section) if len(sections) > 1 else Markup("")
        lines.append(_place(w, line, vote) + where)
    lines += _without_a_place(w, result)
    lines.append(w.say(_HOW[vote.way]))
    if any(line.moved for line in result.lines):
        lines.append(w.say("<i>▲▼: places up or down since the vote before.</i>"))
    return lines


def _place(w: Wording, line: ResultLine, vote: Vote) -> Markup:
    """A place; "=" stands before one that is shared."""
    row = line.row
    got = w.count("{number} dot", "{number} dots", row.points)
    if vote.way is Way.RATINGS:
        got = w.say("{mean} on average", mean=f"{row.mean:.1f}")
    moved = ""
    if line.moved:
        moved = f" {'▲' if line.moved > 0 else '▼'}{abs(line.moved)}"
    rank = f"={row.rank}" if row.tied else str(row.rank)
    return filled("{}. {} · {}{}", rank, note_text(line.note, _WORDS), got, moved)


def _without_a_place(w: Wording, result: ShowResult) -> list[Markup]:
    rest = [line.note for line in result.lines if not line.row.rank]
    if not rest:
        return []
    notes = " · ".join(note_text(note, _WORDS) for note in rest)
    if result.tally.vote.way is Way.RATINGS:
        return [w.say("Not rated by enough of you: {notes}", notes=notes)]
    return [w.say("Without a dot: {notes}", notes=notes)]


# --- what it says ---------------------------------------------------------------------


def _agreement(w: Wording, result: ShowResult) -> list[Markup]:
    lines: list[Markup] = []
    if result.tally.agreement is not None:
        lines.append(w.say(_AGREEMENT[result.tally.agreement]))
    if result.together:
        lines.append(
            w.count(
                "You are close together about the first one.",
                "You are close together about the first {number}.",
                len(result.together),
            )
        )
    if result.disputed:
        notes = " · ".join(f"“{note_text(note, _WORDS)}”" for note in result.disputed)
        lines.append(w.say("↔ Opinions split on {notes}.", notes=notes))
    return [Markup(""), *lines] if lines else []


def _question(
    w: Wording, guide: Guide, result: ShowResult, debrief: Debrief
) -> list[Markup]:
    question = result.question
    if question is None:
        return []
    asked = debrief.ask(replace(question, note=shortened(question.note, _QUOTED)))
    section = section_title(guide, question.section)
    talk = w.say(
        "💬 Talk about it ({section}): {question}", section=section, question=asked
    )
    return [Markup(""), talk]


# --- one's own beside it --------------------------------------------------------------


def own_lines(w: Wording, result: ShowResult, ballot: ShowBallot) -> list[Markup]:
    """The places, each with what somebody gave it."""
    marks = {line.note.number: line.mark for line in ballot.lines}
    lines = [_own_line(w, line, ballot.vote, marks) for line in result.lines]
    return [w.say("What it came to, and what you gave:"), *lines]


def _own_line(
    w: Wording, line: ResultLine, vote: Vote, marks: dict[int, int]
) -> Markup:
    if line.row.rank:
        told = _place(w, line, vote)
    else:
        told = filled("– {}", note_text(line.note, _WORDS))
    mark = marks.get(line.note.number, 0)
    if not mark:
        return told
    given = str(mark) if vote.way is Way.RATINGS else dots(mark)
    return w.say("{place} · you: <b>{given}</b>", place=told, given=given)


# --- the facilitators' own vote -------------------------------------------------------


def our_vote_face(w: Wording, keys: Keys, view: c.ShowOurVote) -> Face:
    """The ballot of those who lead, and after the result how the class differs."""
    ballot = view.teachers.ballot
    marking = Marking(
        keys,
        ballot,
        lambda note, mark: e.TeacherVoteTapped(0, ballot.round, note, mark),
    )
    beside = {each.note.number: each for each in view.teachers.beside}
    shown, pages = paged(ballot.lines, view.page, _PAGE)
    numbered = list(enumerate(shown, pages.first))
    told = [
        marking.line(at, line) + _class_beside(w, line, beside) for at, line in numbered
    ]
    head = w.say("🧑‍🏫 <b>Your own vote</b>")
    notes = [line.note for line in shown]
    lines = [
        head,
        w.say("It is not counted. After the result I show where the class differs."),
        Markup(""),
        *under_titles(w, view.guide, notes, told),
        Markup(""),
        _what_is_left(w, ballot),
    ]
    keyboard: tuple[Row, ...] = (
        *marking.rows(w, numbered),
        *turn_row(w, keys, Screen.VOTE, pages),
        home_row(w, keys),
    )
    return Face(lines, keyboard, head)


def _class_beside(w: Wording, line: BallotLine, beside: dict[int, Beside]) -> Markup:
    """The place of a note with the class and with its teachers, once there are both."""
    each = beside.get(line.note.number)
    if each is None or each.ours is each.theirs is None:
        return Markup("")
    return w.say(
        " · <i>class {ours}, you {theirs}</i>",
        ours=each.ours or "–",
        theirs=each.theirs or "–",
    )


def _what_is_left(w: Wording, ballot: ShowBallot) -> Markup:
    if not ballot.left:
        return w.say("All is given. You can still change it.")
    if ballot.turn is not None:
        return w.say("Tap a number for the note with the ▶; ✎ rates one anew.")
    return w.count(
        "{number} dot to give. Tap a number for a dot; ➖ takes one back.",
        "{number} dots to give. Tap a number for a dot; ➖ takes one back.",
        ballot.left,
    )
