"""Cards of one note after another: what it answers, what fits it, where it belongs."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.telegram.buttons import (
    Row,
    button,
    foot,
    next_button,
    page_row,
    turn_buttons,
)
from bot.telegram.ordering import BUTTON_LENGTH
from bot.telegram.questions import NOTE_LENGTH, Face, heading
from bot.wording import Wording, filled, shortened
from conversations.interview import events as e
from conversations.interview import views as v

# --- what a note answers, and which choices fit it -----------------------------------


def matches_face(w: Wording, view: v.AskMatches) -> Face:
    """One note, and what can be tapped for it."""
    question, turn = view.question, view.turn
    ask = _about(question.guide.words.prompts[question.step.id].ask, turn.note)
    lines = [heading(w, question), _turn(w, turn), filled("<b>{}</b>", ask)]
    lines += [explained(option) for option in view.options if option.about]
    lines += too_long_to_tap(view.options)
    keyboard = (
        *(_option(view, option) for option in view.options),
        *page_row(w, question, view.pages),
        _onward(w, question, turn),
        foot(w, question),
    )
    return Face(lines, keyboard, escape(ask))


def _about(ask: str, note: v.Item) -> str:
    return ask.replace("{note}", shortened(note.text, 80))


def _turn(w: Wording, turn: v.InTurn) -> Markup:
    """Which of several notes it is."""
    return w.say("<i>{number} of {total}</i>", number=turn.place, total=turn.of)


def explained(option: v.Option) -> Markup:
    """What an option means."""
    return filled("• {}: {}", option.text, option.about)


def too_long_to_tap(options: Sequence[v.Option]) -> list[Markup]:
    """What buttons cannot show whole."""
    long = [option for option in options if len(option.text) > BUTTON_LENGTH]
    return [filled("• {}", shortened(option.text, NOTE_LENGTH)) for option in long]


def _option(view: v.AskMatches, option: v.Option) -> Row:
    """A tap says that it fits; on what fits, that it does not."""
    card = view.question.card
    fits = 0 if option.fits else 1
    tap = e.MatchTapped(
        card.profile, card.step, view.turn.note.number, option.choice, fits
    )
    return (button(option_label(option), tap),)


def option_label(option: v.Option) -> str:
    """An option on its button; a check mark says that it fits."""
    return f"{'✓ ' if option.fits else ''}{shortened(option.text, BUTTON_LENGTH)}"


def _onward(w: Wording, question: v.Question, turn: v.InTurn) -> Row:
    """The note before and the next one; after the last it goes on."""
    row = turn_buttons(w, question, turn.before, turn.after)
    if turn.after is None:
        row = (*row, next_button(w.label("✓ Done"), question))
    return row


# --- in which situation a note belongs -----------------------------------------------


def context_face(w: Wording, view: v.AskContext) -> Face:
    """The card that waits for the situation of one note after another."""
    question, turn = view.question, view.turn
    ask = _about(question.guide.words.ratings[question.step.id], turn.note)
    lines = [heading(w, question), _turn(w, turn), filled("<b>{}</b>", ask)]
    if view.context:
        lines.append(filled("✓ {}", shortened(view.context, NOTE_LENGTH)))
    lines.append(w.say("<i>e.g. while driving · outdoors · with a baby on the arm</i>"))
    lines.append(w.say("Send me a few words, or tap to leave it out."))
    card = question.card
    onward: list[Row] = []
    if turn.after is not None:
        tap = e.TurnTapped(card.profile, card.step, turn.after)
        onward.append((button(w.label("⏭ Leave this one out"), tap),))
    done = next_button(w.label("✓ Done"), question)
    return Face(lines, (*onward, foot(w, question, done)), escape(ask))
