"""The fit: whether what is offered answers what matters, as a card and as lines."""

from __future__ import annotations

from markupsafe import Markup

from bot.telegram.buttons import foot, next_button
from bot.telegram.questions import NOTE_LENGTH, Face
from bot.wording import Wording, later, shortened
from conversations.fit import Fit, Judged
from conversations.interview import views as v
from conversations.profile import Section


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
