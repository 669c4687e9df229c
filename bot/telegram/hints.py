"""Hints on the card of a prompt: one question about one note, and how to answer it."""

from __future__ import annotations

from markupsafe import Markup

from bot.outgoing import Button
from bot.telegram.buttons import Row, button
from bot.wording import Wording, shortened
from conversations.coaching import Doubt, Nudge
from conversations.interview import events as e
from conversations.interview import views as v

#: How much of a note a hint quotes.
QUOTED = 60


def nudge_lines(w: Wording, view: v.Ask) -> list[Markup]:
    """The question about a note, below the notes."""
    nudge = view.nudge
    return [Markup(""), _question(w, view, nudge)] if nudge else []


def _question(w: Wording, view: v.Ask, nudge: Nudge) -> Markup:
    note = shortened(nudge.note.text, QUOTED)
    match nudge.doubt:
        case Doubt.VAGUE:
            return w.say(
                "💡 “{note}” can mean many things. What about it? A few more words "
                "help.",
                note=note,
            )
        case Doubt.SOLUTION:
            return w.say(
                "💡 “{note}” sounds like something to offer them. What would they get "
                "done with it?",
                note=note,
            )
        case Doubt.ALIKE:
            other = shortened(nudge.other.text if nudge.other else "", QUOTED)
            return w.say(
                "💡 “{other}” and “{note}”: the same thing?", note=note, other=other
            )
        case Doubt.ELSEWHERE:
            return w.say(
                "💡 “{note}” sounds more like one of their {section}. Move it?",
                note=note,
                section=_title(view, nudge).lower(),
            )


def _title(view: v.Ask, nudge: Nudge) -> str:
    section = nudge.section or nudge.note.section
    return view.question.guide.words.sections[section].title


def nudge_rows(w: Wording, view: v.Ask) -> list[Row]:
    """What can be done about it, and a tap to let it be."""
    nudge = view.nudge
    if nudge is None:
        return []
    card = view.question.card
    let_be = e.LetBeTapped(card.profile, card.step, nudge.note.number)
    label = w.label("👌 No, keep both")
    if nudge.doubt is not Doubt.ALIKE:
        label = w.label("👌 It is fine so")
    return [(_remedy(w, view, nudge), button(label, let_be))]


def _remedy(w: Wording, view: v.Ask, nudge: Nudge) -> Button:
    profile, note = view.question.card.profile, nudge.note.number
    match nudge.doubt:
        case Doubt.VAGUE | Doubt.SOLUTION:
            return button(w.label("✏️ Say it better"), e.FixTapped(profile, note))
        case Doubt.ALIKE:
            return button(w.label("🗑 Yes, drop one"), e.DropTapped(profile, note))
        case Doubt.ELSEWHERE:
            section = nudge.section or nudge.note.section
            label = w.label("→ {section}", section=_title(view, nudge))
            return button(label, e.SortTapped(profile, note, section))
