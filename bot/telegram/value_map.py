"""Cards of the value map: what answers what, which choices fit, and the fit."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.telegram.buttons import Row, button, foot, in_rows, next_button, page_row
from bot.telegram.questions import NOTE_LENGTH, Face, heading
from bot.telegram.rankings import BUTTON_LENGTH
from bot.wording import Wording, filled, later, shortened
from conversations.fit import Fit, Judged
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.profile import Section

# --- what a note answers, and which choices fit it -----------------------------------


def matches_face(w: Wording, view: v.AskMatches) -> Face:
    """One note, and what can be tapped for it."""
    question, turn = view.question, view.turn
    ask = _about(question.guide.words.prompts[question.step.id].ask, turn.note)
    lines = [heading(w, question), _turn(w, turn), filled("<b>{}</b>", ask)]
    lines += [_explained(option) for option in view.options if option.about]
    lines += _too_long_to_tap(view.options)
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


def _explained(option: v.Option) -> Markup:
    return filled("• {}: {}", option.text, option.about)


def _too_long_to_tap(options: Sequence[v.Option]) -> list[Markup]:
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
    return (button(_option_label(option), tap),)


def _option_label(option: v.Option) -> str:
    return f"{'✓ ' if option.fits else ''}{shortened(option.text, BUTTON_LENGTH)}"


def _onward(w: Wording, question: v.Question, turn: v.InTurn) -> Row:
    """The note before and the next one; after the last it goes on."""
    card = question.card
    row = []
    if turn.before is not None:
        tap = e.TurnTapped(card.profile, card.step, turn.before)
        row.append(button(w.label("▲ Note before"), tap))
    if turn.after is not None:
        tap = e.TurnTapped(card.profile, card.step, turn.after)
        row.append(button(w.label("▼ Next note"), tap))
    else:
        row.append(next_button(w.label("✓ Done"), question))
    return tuple(row)


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


# --- the fit ----------------------------------------------------------------------


def fit_face(w: Wording, view: v.ShowFit) -> Face:
    """What is answered and what is not, a sentence each."""
    question = view.question
    head = w.say("<b>Does what you offer fit what matters to them?</b>")
    lines = [head, *fit_lines(w, view.fit)]
    lines.append(w.say("Tap to see it all on one canvas, or Back to change something."))
    canvas = next_button(w.label("▶ Show my canvas"), question)
    return Face(lines, ((canvas,), foot(w, question)), head)


_UNANSWERED = {
    Section.JOBS: later("Nothing helps with the job “{note}” yet."),
    Section.PAINS: later("Nothing relieves the pain “{note}” yet."),
    Section.GAINS: later("Nothing brings the gain “{note}” yet."),
}
_UNTIED = {
    Section.RELIEVERS: later("“{note}” relieves none of their pains."),
    Section.CREATORS: later("“{note}” brings none of their gains."),
}
_LESSER = {
    Section.RELIEVERS: later("“{note}” relieves only lesser pains."),
    Section.CREATORS: later("“{note}” brings only lesser gains."),
}


def fit_lines(w: Wording, fit: Fit) -> list[Markup]:
    """The fit in sentences: what is answered, what is missing, what helps little."""
    lines = [_answered(w, fit)]
    lines += [_sentence(w, _UNANSWERED, each) for each in fit.unanswered]
    for each in fit.idle:
        sentences = _LESSER if each.item.links else _UNTIED
        lines.append(_sentence(w, sentences, each))
    return lines


def _answered(w: Wording, fit: Fit) -> Markup:
    total = fit.answered + len(fit.unanswered)
    if not fit.unanswered:
        return w.say(
            "✓ Everything that matters most to them is answered. On paper it fits; now "
            "let real customers tell you."
        )
    return w.say(
        "{number} of the {total} things that matter most to them are answered.",
        number=fit.answered,
        total=total,
    )


def _sentence(w: Wording, sentences: dict[Section, str], judged: Judged) -> Markup:
    note = shortened(judged.item.text, NOTE_LENGTH)
    return Markup("• ") + w.say(sentences[judged.section], note=note)


# --- tying notes in the editor ----------------------------------------------------


def ties_face(w: Wording, view: v.ShowTies) -> Face:
    """What a note can be tied to; a tap ties it, or unties it again."""
    note = shortened(view.note.text, 300)
    if view.kind is v.TieKind.JOB:
        line = w.say("Which job does “{note}” come from? Tap it.", note=note)
    else:
        line = w.say("What does “{note}” answer? Tap all that fit.", note=note)
    lines = [line, *_too_long_to_tap(view.options)]
    if not view.options:
        lines.append(
            w.say("There is nothing to choose from yet. Add notes there first.")
        )
    number, own = view.profile.number, view.note.number
    options = tuple(
        (
            button(
                _option_label(option),
                e.TieTapped(number, own, option.choice, 0 if option.fits else 1),
            ),
        )
        for option in view.options
    )
    back = button(w.label("↩ Back to the note"), e.NoteTapped(number, own))
    return Face(lines, (*options, *_ties_pages(w, view), (back,)), line)


def _ties_pages(w: Wording, view: v.ShowTies) -> tuple[Row, ...]:
    number, own, pages = view.profile.number, view.note.number, view.pages
    row = []
    if pages.page > 0:
        tap = e.TiesTapped(number, own, pages.page - 1)
        row.append(button(w.label("◀ Page {page}", page=pages.page), tap))
    if pages.page + 1 < pages.pages:
        tap = e.TiesTapped(number, own, pages.page + 1)
        row.append(button(w.label("Page {page} ▶", page=pages.page + 2), tap))
    return (tuple(row),) if row else ()


def tie_lines(w: Wording, view: v.ShowNote) -> list[Markup]:
    """What a note is tied to, the choices there are, and its situation."""
    lines = []
    if view.ties:
        texts = " · ".join(shortened(text, 60) for text in view.ties)
        said = {
            v.TieKind.JOB: later("Comes from the job: {notes}"),
            v.TieKind.ANSWERS: later("Answers: {notes}"),
        }
        kind = view.tie_kind or v.TieKind.ANSWERS
        lines.append(w.say(said[kind], notes=texts))
    if view.choices:
        lines += [_explained(option) for option in view.choices]
    if view.context:
        lines.append(w.say("Situation: {text}", text=shortened(view.context, 200)))
    return lines


def tie_rows(w: Wording, view: v.ShowNote) -> tuple[Row, ...]:
    """The choices for a note, and the way to what it can be tied to."""
    if view.tie_kind is None:
        return ()
    number, note = view.profile.number, view.note.number
    kinds = [
        button(
            _option_label(option),
            e.KindTapped(number, note, option.choice, 0 if option.fits else 1),
        )
        for option in view.choices
    ]
    label = (
        w.label("🔗 Its job")
        if view.tie_kind is v.TieKind.JOB
        else w.label("🔗 What it answers")
    )
    return (*in_rows(kinds, 2), (button(label, e.TiesTapped(number, note, 0)),))
