"""The card of the group, or of a team's topic: what everybody may see, and no more."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from bot.links import Link, Links, Purpose
from bot.outgoing import Button
from bot.telegram.buttons import Row, in_rows
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.words import (
    about,
    by,
    card_heading,
    clock_line,
    counter,
    have_joined,
    on_show,
    promise,
    question_lines,
)
from bot.telegram.questions import Face
from bot.wording import Wording, shortened
from conversations.exercise import events as e
from conversations.exercise import views as v
from conversations.exercise.exercise import Team
from conversations.exercise.setup import Work
from conversations.exercise.states import State

#: How much of the note that is talked about is shown.
_LIT = 600

#: How much of a team's name fits a button.
_TEAM_LENGTH = 20


def room_face(
    w: Wording, keys: Keys, view: v.ShowGroup, links: Links, now: datetime | None
) -> Face:
    """Where the exercise stands, for everybody."""
    lines = [*_team(w, view), *_standing(w, view, now)]
    if view.spotlight is not None:
        note = shortened(view.spotlight.text, _LIT)
        lit = w.say(
            "🔦 Let's talk about: <b>“{note}”</b>{by}",
            note=note,
            by=by(w, view.spotlight),
        )
        lines = [lit, Markup(""), *lines]
    if view.notes:
        lines += [Markup(""), *on_show(w, view.headline.guide, view.notes)]
    return Face(lines, _keyboard(w, keys, view, links), _shrunk(w, view))


def team_name(w: Wording, team: Team) -> str:
    """What a team is called: as its topic, else by its number."""
    return team.name or w.label("Team {number}", number=team.number)


def _team(w: Wording, view: v.ShowGroup) -> list[Markup]:
    if view.team is None:
        return []
    return [w.say("👥 <b>{team}</b>", team=team_name(w, view.team))]


def _standing(w: Wording, view: v.ShowGroup, now: datetime | None) -> list[Markup]:
    headline = view.headline
    match headline.state:
        case State.SETTING_UP:
            return [
                w.say("🧑‍🏫 <b>The exercise is being set up once more.</b>"),
                w.say("Whoever has joined stays in. It goes on here in a moment."),
            ]
        case State.JOINING:
            return _joining(w, view)
        case State.ASKING | State.PAUSED:
            return _asking(w, view, now)
        case State.COLLECTED:
            return _collected(w, view)
        case State.STARRING:
            return _starring(w, view)
        case State.SORTING:
            return [
                w.say(
                    "🧹 <b>The notes are being sorted</b> · {about}",
                    about=_about(w, view),
                ),
                w.say(
                    "What says the same becomes one note. Nothing to do for you now."
                ),
            ]
        case State.FINISHED:
            return [
                w.say("🏁 <b>That's it</b> · {about}", about=_about(w, view)),
                _thanks(w, view),
            ]


def _about(w: Wording, view: v.ShowGroup) -> str:
    return about(w, view.headline)


def _joining(w: Wording, view: v.ShowGroup) -> list[Markup]:
    headline = view.headline
    cards = w.count("{number} card", "{number} cards", headline.cards)
    return [
        w.say("🧑‍🏫 <b>Exercise</b> · {about}", about=_about(w, view)),
        w.say(
            "I ask {cards} with questions, and you answer in short notes.", cards=cards
        ),
        Markup(""),
        have_joined(w, view.count.joined),
        promise(w, headline.setup.work, headline.setup.names),
        Markup(""),
        w.say("Tap ✋ to join. I then write to you in our private chat."),
    ]


def _asking(w: Wording, view: v.ShowGroup, now: datetime | None) -> list[Markup]:
    headline, lines = view.headline, []
    if headline.card is not None:
        lines = [
            card_heading(w, headline, headline.card),
            *question_lines(headline, headline.card),
            Markup(""),
        ]
    return [
        *lines,
        *clock_line(w, headline, now),
        counter(w, view.count),
        Markup(""),
        _how_to_answer(w, headline),
    ]


def _how_to_answer(w: Wording, headline: v.Headline) -> Markup:
    if headline.setup.names.is_named:
        return w.say(
            "Answer in your private chat with me, or reply to this message: one note "
            "per line."
        )
    return w.say(
        "Answer in your private chat with me, one note per line. Only there nobody "
        "sees that it is yours."
    )


def _collected(w: Wording, view: v.ShowGroup) -> list[Markup]:
    headline, lines = view.headline, []
    if headline.card is not None:
        lines = [
            card_heading(w, headline, headline.card),
            *question_lines(headline, headline.card),
            Markup(""),
        ]
    return [*lines, counter(w, view.count), _what_shows(w, view)]


def _what_shows(w: Wording, view: v.ShowGroup) -> Markup:
    work = view.headline.setup.work
    if work is Work.OWN:
        return w.say("✋ Time is up. The notes stay with whoever wrote them.")
    if not view.is_revealed:
        return w.say("✋ Time is up. The notes are hidden until they are revealed.")
    if work is Work.TEAMS and view.team is None:
        return w.say("👁 Each team sees its own notes now.")
    if not view.notes:
        return w.say("👁 Revealed: there are no notes on this card.")
    return w.say("👁 Here is what you wrote:")


def _starring(w: Wording, view: v.ShowGroup) -> list[Markup]:
    return [
        w.say("⭐ <b>Which notes matter most?</b> · {about}", about=_about(w, view)),
        w.say(
            "Give up to two stars: open your private chat with me and tap the notes."
        ),
    ]


def _thanks(w: Wording, view: v.ShowGroup) -> Markup:
    return w.count(
        "Thank you! {number} of you took part.",
        "Thank you! {number} of you took part.",
        view.count.joined,
    )


def _keyboard(
    w: Wording, keys: Keys, view: v.ShowGroup, links: Links
) -> tuple[Row, ...]:
    state = view.headline.state
    if state in (State.SETTING_UP, State.SORTING, State.FINISHED):
        return ()
    url = links.url(Link(Purpose.JOIN, keys.exercise))
    rows: list[Row] = [(keys(w.label("✋ Join"), e.Joined(0, "")),)]
    rows.append((Button(w.label("💬 Answer in private"), "", url),))
    if state is State.JOINING:
        teams = [
            keys(
                shortened(team_name(w, team), _TEAM_LENGTH),
                e.TeamTapped(0, team.number),
            )
            for team in view.teams
        ]
        rows += in_rows(teams, 3)
    return tuple(rows)


def _shrunk(w: Wording, view: v.ShowGroup) -> Markup:
    """What is left of the card when the next one has come."""
    headline = view.headline
    if headline.card is None or headline.state is State.JOINING:
        return w.say("🧑‍🏫 Exercise · {about}", about=_about(w, view))
    return card_heading(w, headline, headline.card)
