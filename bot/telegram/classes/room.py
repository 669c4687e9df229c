"""The card of the group, or of a team's topic: what everybody may see, and no more."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from bot.links import Link, Links, Purpose
from bot.outgoing import Button
from bot.telegram.buttons import Row, in_rows
from bot.telegram.classes.ballot import group_lines, group_rows
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.result import result_lines, talk_lines
from bot.telegram.classes.words import (
    by,
    card_heading,
    clock_line,
    counter,
    customer_line,
    have_joined,
    introduction,
    on_show,
    promise,
    question_lines,
    team_name,
)
from bot.telegram.questions import Face
from bot.wording import Wording, filled, later, shortened
from conversations.exercise import events as e
from conversations.exercise import views as v
from conversations.exercise.debrief import Debrief
from conversations.exercise.setup import Names, Work
from conversations.exercise.sorting import STARS
from conversations.exercise.states import State
from conversations.exercise.voting_views import ShowVote

#: How much of the note that is talked about is shown.
_LIT = 600

#: Where everybody has the notes in private, and a wall of them would drown the card.
_QUIET = (State.STARRING, State.SORTING)

#: How much of a team's name fits a button.
_TEAM_LENGTH = 20


#: What is said in the states in which there is little to say.
_PLAIN: dict[State, tuple[str, ...]] = {
    State.SETTING_UP: (
        later("🧑‍🏫 <b>The exercise is being set up once more.</b>"),
        later("Whoever has joined stays in. It goes on here in a moment."),
    ),
    State.STARRING: (
        later("⭐ <b>Which notes matter most?</b>"),
        later(
            "Each of you has {stars} stars to give: tap notes in your private chat "
            "with me."
        ),
    ),
    State.SORTING: (
        later("🧹 <b>The notes are being sorted</b>"),
        later("What says the same becomes one note. Nothing to do for you now."),
    ),
    State.VOTING: (
        later("🗳 <b>Vote: which of these matter most?</b>"),
        later("Vote in your private chat with me. Nobody sees who gave what."),
    ),
    State.RESULT: (later("🏆 <b>The result</b>"),),
}


def room_face(
    w: Wording,
    keys: Keys,
    view: v.ShowGroup,
    links: Links,
    debrief: Debrief,
    now: datetime | None,
) -> Face:
    """Where the exercise stands, for everybody."""
    lines = [*_spotlight(w, view), *_team(w, view), *_standing(w, view, now)]
    if view.vote is not None:
        lines += _vote(w, view.vote, view.headline, debrief)
    elif view.headline.state not in _QUIET and view.notes:
        lines += [Markup(""), *on_show(w, view.headline.guide, view.notes, lines)]
    return Face(lines, _keyboard(w, keys, view, links), _shrunk(w, view))


def _vote(
    w: Wording, vote: ShowVote, headline: v.Headline, debrief: Debrief
) -> list[Markup]:
    """What is voted on, or what that came to."""
    guide, state = headline.guide, headline.state
    if state is State.VOTING:
        return group_lines(w, guide, vote)
    if not vote.results:
        return []
    lines = [Markup(""), *result_lines(w, guide, vote)]
    if state is State.RESULT:
        lines += talk_lines(w, guide, vote, debrief)
    return lines


def _spotlight(w: Wording, view: v.ShowGroup) -> list[Markup]:
    """The note that is talked about, above everything else."""
    if view.spotlight is None:
        return []
    note = shortened(view.spotlight.text, _LIT)
    lit = w.say("🔦 Let's talk about: <b>“{note}”</b>", note=note)
    return [filled("{}{}", lit, by(view.spotlight)), Markup("")]


def _team(w: Wording, view: v.ShowGroup) -> list[Markup]:
    if view.team is None:
        return []
    return [w.say("👥 <b>{team}</b>", team=team_name(w, view.team))]


def _customer(w: Wording, view: v.ShowGroup) -> list[Markup]:
    """Who it is about, once that is known."""
    headline = view.headline
    if not headline.segment:
        return []
    return [customer_line(w, headline.setup.work, headline.segment)]


def _standing(w: Wording, view: v.ShowGroup, now: datetime | None) -> list[Markup]:
    match view.headline.state:
        case State.JOINING:
            return _joining(w, view)
        case State.ASKING | State.PAUSED:
            return _asking(w, view, now)
        case State.COLLECTED:
            return _collected(w, view)
        case State.FINISHED:
            return _finished(w, view)
        case state:
            head, *more = _PLAIN[state]
            after = [w.say(line, stars=STARS) for line in more]
            return [w.say(head), *_customer(w, view), *after]


# --- state by state -------------------------------------------------------------------


def _joining(w: Wording, view: v.ShowGroup) -> list[Markup]:
    headline, setup = view.headline, view.headline.setup
    lines = [
        w.say("🧑‍🏫 <b>Who is our customer, and what do they need?</b>"),
        customer_line(w, setup.work, headline.segment),
        w.count(
            "I ask on {number} card, and you answer in short notes.",
            "I ask on {number} cards, and you answer in short notes.",
            headline.cards,
        ),
        Markup(""),
        promise(w, setup.work, setup.names),
        Markup(""),
        have_joined(w, view.count.joined),
        w.say("Tap ✋ to join. I then write to you in our private chat."),
    ]
    if view.teams and view.team is None:
        lines.append(
            w.say("I put you into a team. If yours is another one, tap its name.")
        )
    return lines


def _asking(w: Wording, view: v.ShowGroup, now: datetime | None) -> list[Markup]:
    headline = view.headline
    return [
        *_card(w, headline),
        *clock_line(w, headline, now),
        counter(w, view.count),
        Markup(""),
        _how_to_answer(w, headline),
    ]


def _card(w: Wording, headline: v.Headline) -> list[Markup]:
    """What is asked, or was."""
    card = headline.card
    if card is None:
        return []
    lines = [card_heading(w, headline, card)]
    if headline.state is not State.COLLECTED:
        lines.append(introduction(headline, card))
    return [*lines, *question_lines(headline, card), Markup("")]


def _how_to_answer(w: Wording, headline: v.Headline) -> Markup:
    setup = headline.setup
    if setup.work is Work.SHARED and setup.names is Names.SHOWN:
        return w.say(
            "Answer in your private chat with me, or reply to this message: one note "
            "per line."
        )
    if setup.names.is_named:
        return w.say(
            "Answer in your private chat with me, one note per line. A reply to this "
            "message counts, too, but everybody here can read it."
        )
    return w.say(
        "Answer in your private chat with me, one note per line. Only there nobody "
        "sees that it is yours."
    )


def _collected(w: Wording, view: v.ShowGroup) -> list[Markup]:
    return [*_card(w, view.headline), counter(w, view.count), _what_shows(w, view)]


def _what_shows(w: Wording, view: v.ShowGroup) -> Markup:
    work = view.headline.setup.work
    if work is Work.OWN:
        return w.say("🔒 The notes stay with whoever wrote them.")
    if not view.is_revealed:
        return w.say("🙈 The notes stay hidden until they are revealed.")
    if work is Work.TEAMS and view.team is None:
        return w.say("👁 Each team sees its own notes now, in private with me.")
    if not view.notes:
        return w.say("👁 Revealed: there are no notes on this card.")
    return w.say("👁 Here is what you wrote:")


def _finished(w: Wording, view: v.ShowGroup) -> list[Markup]:
    thanks = w.count(
        "{number} of you took part. What you wrote yourself stays in your private chat "
        "with me.",
        "{number} of you took part. What you wrote yourself stays in your private chat "
        "with me.",
        view.count.joined,
    )
    head = w.say("🏁 <b>That's it. Thank you!</b>")
    return [head, *_customer(w, view), thanks]


# --- buttons --------------------------------------------------------------------------


def _keyboard(
    w: Wording, keys: Keys, view: v.ShowGroup, links: Links
) -> tuple[Row, ...]:
    state = view.headline.state
    if state in (State.SETTING_UP, State.SORTING, State.RESULT, State.FINISHED):
        return ()
    join = keys(w.label("✋ Join"), e.Joined(0, ""))
    if state is State.JOINING:
        return ((join,), *_teams(w, keys, view))
    label = w.label("💬 Answer in private")
    if state is State.STARRING:
        label = w.label("💬 Give my stars")
    if state is State.VOTING:
        label = w.label("💬 Vote in private")
    url = links.url(Link(Purpose.JOIN, keys.exercise, view.invitation))
    row: Row = (join, Button(label, "", url))
    if state is State.VOTING and view.vote is not None:
        return (row, *group_rows(w, keys, view.vote))
    return (row,)


def _teams(w: Wording, keys: Keys, view: v.ShowGroup) -> tuple[Row, ...]:
    """A button for each team; in the topic of one there is only that one to join."""
    if view.team is not None:
        return ()
    teams = [
        keys(
            shortened(team_name(w, team), _TEAM_LENGTH),
            e.TeamTapped(0, team.number),
        )
        for team in view.teams
    ]
    return in_rows(teams, 3)


def _shrunk(w: Wording, view: v.ShowGroup) -> Markup:
    """What is left of the card when the next one has come."""
    headline = view.headline
    if headline.card is None:
        return _standing(w, view, None)[0]
    return card_heading(w, headline, headline.card)
