"""Tying notes in the editor: what a note can be tied to, and what it is tied to."""

from __future__ import annotations

from markupsafe import Markup

from bot.telegram.buttons import Row, button, in_rows, pages_row
from bot.telegram.notes_in_turn import explained, option_label, too_long_to_tap
from bot.telegram.questions import Face
from bot.wording import Wording, later, shortened
from conversations.interview import events as e
from conversations.interview import views as v


def ties_face(w: Wording, view: v.ShowTies) -> Face:
    """What a note can be tied to; a tap ties it, or unties it again."""
    note = shortened(view.note.text, 300)
    if view.kind is v.TieKind.JOB:
        line = w.say("Which job does “{note}” come from? Tap it.", note=note)
    else:
        line = w.say("What does “{note}” answer? Tap all that fit.", note=note)
    lines = [line, *too_long_to_tap(view.options)]
    if not view.options:
        lines.append(
            w.say("There is nothing to choose from yet. Add notes there first.")
        )
    number, own = view.profile.number, view.note.number
    options = tuple(
        (
            button(
                option_label(option),
                e.TieTapped(number, own, option.choice, 0 if option.fits else 1),
            ),
        )
        for option in view.options
    )
    pages = pages_row(w, view.pages, lambda page: e.TiesTapped(number, own, page))
    back = button(w.label("↩ Back to the note"), e.NoteTapped(number, own))
    return Face(lines, (*options, *pages, (back,)), line)


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
        lines += [explained(option) for option in view.choices]
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
            option_label(option),
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
