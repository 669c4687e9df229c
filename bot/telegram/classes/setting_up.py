"""The console while an exercise is set up: one card of choices, and a screen for some.

Every button sets a value and shows which one counts now.
"""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from bot.telegram.buttons import Row, in_rows
from bot.telegram.classes.ballot import vote_line, vote_row
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.words import (
    SEGMENT_LENGTH,
    customer_line,
    home_row,
    minutes_of,
    section_title,
    set_label,
)
from bot.telegram.questions import Face
from bot.wording import Wording, filled, later, shortened
from conversations.exercise import console_views as c
from conversations.exercise import events as e
from conversations.exercise import views as v
from conversations.exercise.agenda import Card
from conversations.exercise.desk import Awaits, Screen, TextWanted
from conversations.exercise.setup import LESSONS, TEAMS, Names, Pace, Setup, Work
from conversations.guides.model import Guide

#: How many notes each are offered; other numbers are chosen with a template only.
_NOTES_EACH = (1, 2, 3, 5, 10)

_PACES: dict[Pace, str] = {
    Pace.SECTIONS: later("one card a section"),
    Pace.PROMPTS: later("one card a question"),
}
_WORK: dict[Work, str] = {
    Work.SHARED: later("One canvas for all"),
    Work.OWN: later("Everyone their own"),
    Work.TEAMS: later("Teams"),
}
_WORK_MEANS: dict[Work, str] = {
    Work.SHARED: later("all notes come together on one canvas."),
    Work.OWN: later(
        "everyone fills in their own; nobody else sees it, and there is nothing to "
        "reveal."
    ),
    Work.TEAMS: later("each team has a canvas; other teams do not see it."),
}
_NAMES: dict[Names, str] = {
    Names.SHOWN: later("Shown"),
    Names.FACILITATORS: later("Only to me"),
    Names.ANONYMOUS: later("Anonymous"),
}
_NAMES_MEAN: dict[Names, str] = {
    Names.SHOWN: later(
        "notes carry the name of who wrote them. People may also answer in the group."
    ),
    Names.FACILITATORS: later(
        "you and the other admins of the group see who wrote what; the class does not."
    ),
    Names.ANONYMOUS: later(
        "nobody sees who wrote what, you included. People answer in private only."
    ),
}


def setup_face(w: Wording, keys: Keys, view: v.ShowSetup) -> Face:
    """All choices with what they are now, and the way to let people join."""
    setup = view.setup
    head = w.say("🧑‍🏫 <b>Your exercise</b>")
    lines = [
        head,
        Markup(""),
        w.say("Questions: {guide}", guide=view.guide.words.title),
        customer_line(w, setup.work, setup.segment),
        w.say("Time: {plan}", plan=_plan(w, setup, view.cards)),
        w.say("Work: {work}", work=work_label(w, setup)),
        w.say("Names: {names}", names=w.label(_NAMES[setup.names])),
    ]
    if setup.work is not Work.OWN:
        lines.append(
            w.count(
                "Notes: {number} a person and card",
                "Notes: up to {number} a person and card",
                setup.notes_each,
            )
        )
        lines.append(vote_line(w, setup.vote))
    lines += [
        Markup(""),
        w.say(
            "Change what you like; it can stay as it is, too. ▶ puts a card into the "
            "group on which people can join."
        ),
    ]
    return Face(lines, _setup_keyboard(w, keys, view), head)


def _setup_keyboard(w: Wording, keys: Keys, view: v.ShowSetup) -> tuple[Row, ...]:
    setup = view.setup
    customer = [keys(w.label("👤 Customer"), TextWanted(0, Awaits.SEGMENT))]
    if setup.segment:
        customer.append(keys(w.label("🗳 The class chooses"), e.SegmentGiven(0, "")))
    notes = tuple(
        keys(
            set_label(
                w.label("{number} each", number=number), number == setup.notes_each
            ),
            e.NotesEachChosen(0, number),
        )
        for number in sorted({*_NOTES_EACH, setup.notes_each})
    )
    rows: list[Row] = [
        (
            keys.look(w.label("📋 Questions"), Screen.GUIDES),
            keys.look(w.label("⏱ Time"), Screen.PLAN),
        ),
        tuple(customer),
        (
            keys.look(w.label("👥 Work"), Screen.WORK),
            keys.look(w.label("👀 Names"), Screen.NAMES),
        ),
    ]
    if setup.work is not Work.OWN:
        rows += [notes, vote_row(w, keys, setup.vote)]
    if view.templates:
        rows.append((keys.look(w.label("🗂 As in an earlier one"), Screen.TEMPLATES),))
    rows.append((keys(w.label("▶ Open for joining"), e.OpenTapped(0)),))
    return tuple(rows)


def work_label(w: Wording, setup: Setup) -> str:
    """Whose sheets are worked on, and how many teams there are."""
    if setup.work is not Work.TEAMS:
        return w.label(_WORK[setup.work])
    return w.label("{number} teams", number=setup.teams)


def names_label(w: Wording, names: Names) -> str:
    """Who sees who wrote what, in a word or two."""
    return w.label(_NAMES[names])


def _plan(w: Wording, setup: Setup, cards: tuple[Card, ...]) -> str:
    count = w.count("{number} card", "{number} cards", len(cards))
    pace = w.label(_PACES[setup.pace])
    if setup.minutes is None:
        return w.label("no clock, {cards} ({pace})", cards=count, pace=pace)
    return w.label(
        "{minutes} min, {cards} ({pace})", minutes=setup.minutes, cards=count, pace=pace
    )


def guides_face(w: Wording, keys: Keys, view: c.ShowGuides) -> Face:
    """The guides, each with what it is good for."""
    head = w.say("📋 <b>Which questions shall I ask?</b>")
    lines = [head]
    for guide in view.guides:
        lines += [
            Markup(""),
            filled("<b>{}</b>. {}", guide.words.title, guide.words.about),
        ]
    keyboard = tuple(
        (
            keys(
                set_label(guide.words.title, guide.id == view.chosen),
                e.GuideChosen(0, guide.id),
            ),
        )
        for guide in view.guides
    )
    lines += [Markup(""), w.say("Tap one. In a class I ask its open questions only.")]
    return Face(lines, (*keyboard, home_row(w, keys)), head)


def templates_face(w: Wording, keys: Keys, view: c.ShowTemplates) -> Face:
    """Earlier exercises to be set up like one of them."""
    head = w.say("🗂 <b>Set it up as in an earlier exercise?</b>")
    if not view.templates:
        line = w.say(
            "You have no earlier exercise yet. Tap ↩ Back and choose yourself."
        )
        return Face([head, line], (home_row(w, keys),), head)
    lines = [head]
    for at, each in enumerate(view.templates, 1):
        lines += [Markup(""), _template_line(w, at, each)]
    lines += [
        Markup(""),
        w.say("Tap a number to take all of its choices. You can still change them."),
    ]
    numbers = [
        keys.template(set_label(str(at), each.setup == view.chosen), each.number)
        for at, each in enumerate(view.templates, 1)
    ]
    return Face(lines, (*in_rows(numbers, 6), home_row(w, keys)), head)


def _template_line(w: Wording, at: int, template: c.Template) -> Markup:
    setup = template.setup
    segment = shortened(setup.segment, SEGMENT_LENGTH)
    return w.say(
        "{number}. <b>{segment}</b>: {guide}, {minutes}, {work}, names: {names}",
        number=at,
        segment=segment or w.label("the class chooses"),
        guide=template.guide.words.title,
        minutes=_lesson(w, setup.minutes),
        work=work_label(w, setup),
        names=w.label(_NAMES[setup.names]),
    )


def _lesson(w: Wording, minutes: int | None) -> str:
    if minutes is None:
        return w.label("no clock")
    return w.label("{minutes} min", minutes=minutes)


def plan_face(w: Wording, keys: Keys, view: c.ShowPlan) -> Face:
    """Every card with its time, and what makes it longer or shorter."""
    setup = view.setup
    head = w.say("⏱ <b>How long is your lesson?</b>")
    lines = [head, Markup(""), *_card_lines(w, view), Markup("")]
    if setup.minutes is not None:
        writing = sum((card.time or timedelta() for card in view.cards), timedelta())
        lines.append(
            w.say(
                "That is {writing} of writing. The rest of {minutes} min is for "
                "joining, sorting and talking.",
                writing=minutes_of(w, writing),
                minutes=setup.minutes,
            )
        )
    lines.append(
        w.say(
            "Tap what fits. You can end a card early or give it more time at any time."
        )
    )
    lessons = tuple(
        keys(
            set_label(_lesson(w, minutes), minutes == setup.minutes),
            e.LessonChosen(0, minutes),
        )
        for minutes in (*LESSONS, None)
    )
    paces = tuple(
        (
            keys(
                set_label(w.label(_PACES[pace]), pace is setup.pace),
                e.PaceChosen(0, pace),
            ),
        )
        for pace in Pace
    )
    return Face(lines, (lessons, *paces, home_row(w, keys)), head)


#: More cards than that are counted only, and so much is told of each.
_LISTED = 20
_PREVIEW = 70


def _card_lines(w: Wording, view: c.ShowPlan) -> list[Markup]:
    lines = [
        _card_line(w, view.guide, number, card)
        for number, card in enumerate(view.cards[:_LISTED], 1)
    ]
    rest = len(view.cards) - len(lines)
    if rest:
        lines.append(w.count("… and {number} card", "… and {number} cards", rest))
    return lines


def _card_line(w: Wording, guide: Guide, number: int, card: Card) -> Markup:
    title = section_title(guide, card.section)
    preview = guide.words.prompts[card.prompts[0]].preview
    about = shortened(preview.rstrip("?."), _PREVIEW)
    if len(card.prompts) > 1:
        about = w.count(
            "{number} question", "{number} questions", len(card.prompts)
        ).striptags()
    time = "" if card.time is None else f" · {minutes_of(w, card.time)}"
    return filled("{}. {} · <i>{}</i>{}", number, title, about, time)


def work_face(w: Wording, keys: Keys, view: c.ShowWork) -> Face:
    """Whose sheets the notes are put on."""
    setup = view.setup
    head = w.say("👥 <b>How do they work?</b>")
    lines = [head, Markup("")]
    lines += [_means(w, _WORK[work], _WORK_MEANS[work]) for work in Work]
    rows: list[Row] = [
        (
            keys(
                set_label(w.label(_WORK[work]), work is setup.work),
                e.WorkChosen(0, work),
            ),
        )
        for work in Work
    ]
    if setup.work is Work.TEAMS:
        lines += [Markup(""), w.say("How many teams? Tap a number.")]
        numbers = [
            keys(
                set_label(str(number), number == setup.teams), e.TeamsChosen(0, number)
            )
            for number in TEAMS
        ]
        rows += in_rows(numbers, 6)
    else:
        lines += [Markup(""), w.say("Tap one.")]
    return Face(lines, (*rows, home_row(w, keys)), head)


def names_face(w: Wording, keys: Keys, view: c.ShowNames) -> Face:
    """Who sees who wrote what, and how far that can still be changed."""
    head = w.say("👀 <b>Who sees who wrote what?</b>")
    lines = [head, Markup("")]
    lines += [_means(w, _NAMES[names], _NAMES_MEAN[names]) for names in Names]
    lines += [
        Markup(""),
        w.say(
            "People are told before they write, so it is a promise: once the first "
            "answer is in, you can hide more, but never show more."
        ),
    ]
    keyboard = tuple(
        (
            keys(
                set_label(w.label(_NAMES[names]), names is view.names),
                e.NamesChosen(0, names),
            ),
        )
        for names in view.allowed
    )
    back = Screen.MORE if view.is_open else Screen.HOME
    return Face(lines, (*keyboard, (keys.look(w.label("↩ Back"), back),)), head)


def _means(w: Wording, name: str, meaning: str) -> Markup:
    return filled("<b>{}</b>: {}", w.label(name), w.label(meaning))
