"""Cards with options to tap, exercises on offer, and the statement at the end."""

from __future__ import annotations

from markupsafe import Markup, escape

from bot.outgoing import Button
from bot.telegram.buttons import Row, button, foot, in_rows, next_button, term_row
from bot.telegram.questions import Face, filled_question, following_text, heading
from bot.wording import Wording, filled
from conversations.guides.model import OptionWords
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.selecting import NONE_OF_THEM

#: Options with longer names stand one in a row.
SHORT_LABEL = 16


def options_face(w: Wording, view: v.AskOptions) -> Face:
    """Options, each with what it means; tapped ones carry a check mark."""
    question = view.question
    words = question.guide.words.prompts[question.step.id]
    asked = filled_question(words, None, question.segment, view.other)
    lines = [heading(w, question), filled("<b>{}</b>", asked)]
    lines += [
        _option(view, tag, words)
        for tag, words in _options(view)
        if _is_told(view, tag, words)
    ]
    if view.verdict:
        lines += [Markup(""), filled("<b>{}</b>", view.verdict)]
    if view.single:
        lines.append(w.say("Tap the one that fits best, or tap Skip."))
    elif view.chosen is None:
        lines.append(w.say("Tap what applies, as many as you like, or tap Skip."))
    else:
        following = following_text(w, question, view.following)
        lines.append(w.say("Tap more, or Done: {following}", following=following))
    return Face(lines, _options_keyboard(w, view), escape(asked))


def _options(view: v.AskOptions) -> list[tuple[str, OptionWords]]:
    prompt = view.question.guide.prompt(view.question.step.id)
    words = view.question.guide.words.prompts[view.question.step.id].options
    return [(tag, words[tag]) for tag in prompt.options] if prompt else []


def _is_told(view: v.AskOptions, tag: str, option: OptionWords) -> bool:
    """Whether an option needs a line: for what it means, or because it was tapped."""
    return option.about is not None or tag in (view.chosen or ())


def _option(view: v.AskOptions, tag: str, option: OptionWords) -> Markup:
    mark = "✓ " if tag in (view.chosen or ()) else "• "
    if option.about is None:
        return filled("{}<b>{}</b>", mark, option.label)
    return filled("{}<b>{}</b>: {}", mark, option.label, option.about)


def _options_keyboard(w: Wording, view: v.AskOptions) -> tuple[Row, ...]:
    question, options = view.question, _options(view)
    buttons = [_tap(view, at, tag, words) for at, (tag, words) in enumerate(options)]
    longest = max(len(words.label) for _, words in options)
    rows = in_rows(buttons, 2 if longest <= SHORT_LABEL else 1)
    rows += _none(view)
    onward = w.label("⏭ Skip") if view.chosen is None else w.label("✓ Done")
    terms = term_row(w, question.terms)
    return (*rows, *terms, foot(w, question, next_button(onward, question)))


def _none(view: v.AskOptions) -> tuple[Row, ...]:
    """The button that says of all options at once that none applies."""
    card = view.question.card
    label = view.question.guide.words.prompts[view.question.step.id].none
    if label is None:
        return ()
    mark = "✓ " if view.chosen == () else ""
    tap = e.SelectTapped(card.profile, card.step, NONE_OF_THEM, 1)
    return ((button(mark + label, tap),),)


def _tap(view: v.AskOptions, at: int, tag: str, words: OptionWords) -> Button:
    """A tap sets an option; one that is set it takes back."""
    card, is_chosen = view.question.card, tag in (view.chosen or ())
    label = f"✓ {words.label}" if is_chosen else words.label
    applies = 0 if is_chosen and not view.single else 1
    return button(label, e.SelectTapped(card.profile, card.step, at, applies))


def exercise_face(w: Wording, view: v.AskExercise) -> Face:
    """An exercise on offer: take it up, or leave it out with one tap."""
    question = view.question
    card = question.card
    ask = escape(question.guide.words.prompts[question.step.id].ask)
    lines = [
        heading(w, question),
        filled("<b>{}</b>", ask),
        w.say("Tap Let's climb, or leave it out. You can stop half way, too."),
    ]
    leave = button(w.label("⏭ Without it"), e.PassTapped(card.profile, card.step))
    take = next_button(w.label("⛰ Let's climb"), question)
    keyboard = ((take, leave), *term_row(w, question.terms), foot(w, question))
    return Face(lines, keyboard, ask)


def statement_face(w: Wording, view: v.AskStatement) -> Face:
    """The value proposition in one piece, to be kept or put in better words."""
    question = view.question
    ask = question.guide.words.prompts[question.step.id].ask
    lines = [
        heading(w, question),
        filled("<i>“{}”</i>", view.statement),
        Markup(""),
        filled("<b>{}</b>", ask),
        w.say("If they would, tap That's it, and it goes on your canvas."),
    ]
    keep = next_button(w.label("▶ That's it"), question)
    shrunk = filled("“{}”", view.statement)
    keyboard = ((keep,), *term_row(w, question.terms), foot(w, question))
    return Face(lines, keyboard, shrunk)
