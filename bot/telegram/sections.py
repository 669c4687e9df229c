"""The menu of a long guide: its sections, and how far each of them is."""

from __future__ import annotations

from markupsafe import Markup

from bot.telegram.buttons import Row, button, foot, next_button
from bot.telegram.questions import Face
from bot.wording import Wording, filled, later, shortened
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.profile import SectionState

_MARKS = {
    SectionState.UNTOUCHED: "○",
    SectionState.STARTED: "◐",
    SectionState.DONE: "✓",
}
_STATES = {
    SectionState.UNTOUCHED: later("not started"),
    SectionState.STARTED: later("in progress"),
    SectionState.DONE: later("done"),
}


def overview_face(w: Wording, view: v.AskSection) -> Face:
    """The sections, each with its state; tapping one goes there."""
    question = view.question
    head = w.say("☰ <b>{segment}</b>", segment=shortened(question.segment, 80))
    lines = [head, *(_line(w, view, each) for each in view.sections), Markup("")]
    lines.append(_what_next(w, view))
    keyboard = (
        *(_section_button(view, each) for each in view.sections),
        *_canvas_row(w, view),
        foot(w, question),
    )
    return Face(lines, keyboard, head)


def _line(w: Wording, view: v.AskSection, section: v.MenuSection) -> Markup:
    """A section with its state in words."""
    title = _title(view, section)
    mark, state = _MARKS[section.state], w.label(_STATES[section.state])
    if section.notes == 0:
        return filled("{} {}: {}", mark, title, state)
    notes = w.count("{number} note", "{number} notes", section.notes)
    return filled("{} {}: {}, {}", mark, title, state, notes)


def _title(view: v.AskSection, section: v.MenuSection) -> str:
    return view.question.guide.words.sections[section.section].title


def _what_next(w: Wording, view: v.AskSection) -> Markup:
    if view.suggested is None:
        return w.say(
            "This half is done. Tap to see your canvas, or change what you like."
        )
    title = view.question.guide.words.sections[view.suggested].title
    return w.say(
        "Tap the section to go on with, in any order. I suggest: {section}.",
        section=title,
    )


def _section_button(view: v.AskSection, section: v.MenuSection) -> Row:
    card = view.question.card
    mark = "▶" if section.section is view.suggested else _MARKS[section.state]
    tap = e.SectionChosen(card.profile, card.step, section.section)
    return (button(f"{mark} {_title(view, section)}", tap),)


def _canvas_row(w: Wording, view: v.AskSection) -> tuple[Row, ...]:
    """The way to the canvas, as soon as there is anything on it."""
    if not any(section.notes for section in view.sections):
        return ()
    is_done = view.suggested is None
    label = w.label("▶ Show my canvas") if is_done else w.label("🗺 The canvas so far")
    return ((next_button(label, view.question),),)
