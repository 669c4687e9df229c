"""Cards that put notes in order: levels, taps, the order, and moving in it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.outgoing import Button
from bot.telegram.buttons import (
    Row,
    button,
    foot,
    in_rows,
    next_button,
    page_row,
    turn_buttons,
)
from bot.telegram.questions import NOTE_LENGTH, Face, heading, numbered
from bot.wording import Wording, filled, shortened
from conversations.guides.model import Guide
from conversations.guides.steps import StepKind
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.profile import Basis
from conversations.ranking import Reason

#: How many places of an order a card lists.
PLACES = 20
#: How long a note may be on a button.
BUTTON_LENGTH = 36


def depth_face(w: Wording, view: v.AskDepth) -> Face:
    """Many notes: only the top three, or all?"""
    card = view.question.card
    title = view.question.guide.words.sections[view.question.step.section].title
    ask = w.say(
        "{section}: you have {count}. Shall we pick only your top three, or rate all? "
        "Tap one of the two.",
        section=title,
        count=view.count,
    )
    top = button(w.label("⭐ Only my top 3"), e.TopChosen(card.profile, card.step))
    everything = button(
        w.label("All {count}", count=view.count), e.AllChosen(card.profile, card.step)
    )
    lines = [heading(w, view.question), ask]
    return Face(lines, ((top, everything), foot(w, view.question)), ask)


# --- levels ------------------------------------------------------------------------


def rating_face(w: Wording, view: v.AskRating) -> Face:
    """Several notes, each with the levels of a scale."""
    question = view.question
    ask = escape(question.guide.words.ratings[question.step.id])
    labels = _labels(view)
    rows = _marks(view, len(labels) - 1) if view.marking else _levels(view, labels)
    lines = [heading(w, question), filled("<b>{}</b>", ask)]
    lines += [
        _rated(w, number, item, None if view.marking else labels)
        for number, item in enumerate(view.items, view.first)
    ]
    if not view.marking:
        levels = ", ".join(labels[::-1])
        lines.append(w.say("For each note tap one of these: {levels}.", levels=levels))
    offers = _offers_row(w, question, view.items)
    keyboard = (*rows, *offers, *_rating_foot(w, view))
    return Face(lines, keyboard, ask)


def _labels(view: v.AskRating | v.AskNumbers) -> list[str]:
    guide = view.question.guide
    words = guide.words.scales[view.scale]
    return [words[level].label for level in guide.structure.scales[view.scale].levels]


def _rated(
    w: Wording, number: int, item: v.RatedItem, labels: Sequence[str] | None
) -> Markup:
    """A note with the label of its level; without labels it is only marked."""
    text = shortened(item.text, NOTE_LENGTH)
    if item.level is None:
        return filled("{}. {}", number, text)
    if labels is None:
        return filled("{}. <b>{}</b> ✓", number, text)
    label = labels[item.level]
    return w.say(
        "{number}. {note}: <b>{level}</b>", number=number, note=text, level=label
    )


def _tap(view: v.AskRating, item: v.RatedItem, level: int) -> e.LevelTapped:
    """A tap sets a level; on the level it has, it takes it away."""
    card = view.question.card
    value = -1 if item.level == level else level
    return e.LevelTapped(card.profile, card.step, item.number, value)


def _levels(view: v.AskRating, labels: Sequence[str]) -> tuple[Row, ...]:
    """One row of buttons a note, the highest level first."""
    levels = list(enumerate(labels))[::-1]
    return tuple(
        tuple(
            button(
                f"{number} {_mark(item, level)}{label}",
                _tap(view, item, level),
            )
            for level, label in levels
        )
        for number, item in enumerate(view.items, view.first)
    )


def _marks(view: v.AskRating, highest: int) -> tuple[Row, ...]:
    """One button a note; a tapped one has the highest level."""
    marks = [
        button(
            f"✓ {number}" if item.level == highest else str(number),
            _tap(view, item, highest),
        )
        for number, item in enumerate(view.items, view.first)
    ]
    return in_rows(marks, 5)


def _rating_foot(w: Wording, view: v.AskRating) -> tuple[Row, ...]:
    question, pages = view.question, view.pages
    last = pages.page + 1 == pages.pages
    if last:
        done = next_button(w.label("✓ Done"), question)
        return (*page_row(w, question, pages), foot(w, question, done))
    label = w.label(
        "▶ More ({page} of {pages})", page=pages.page + 2, pages=pages.pages
    )
    return ((next_button(label, question),), foot(w, question))


# --- numbers -----------------------------------------------------------------------


def numbers_face(w: Wording, view: v.AskNumbers) -> Face:
    """Notes with their numbers; a row of numbers for the one whose turn it is."""
    question = view.question
    ask = escape(question.guide.words.ratings[question.step.id])
    lines = [heading(w, question), filled("<b>{}</b>", ask)]
    lines += [
        _numbered(w, view, number, item)
        for number, item in enumerate(view.items, view.first)
    ]
    lines.append(_numbers_hint(w, view))
    done = next_button(w.label("✓ Done"), question)
    turns = turn_buttons(w, question, view.before, view.after)
    keyboard = (
        *in_rows(_number_buttons(view), 2 if view.in_words else 5),
        *((turns,) if turns else ()),
        *_offers_row(w, question, view.items),
        foot(w, question, done),
    )
    return Face(lines, keyboard, ask)


def _numbers_hint(w: Wording, view: v.AskNumbers) -> Markup:
    if view.complete and view.in_words:
        return w.say("All have their level. Tap Done, or change what you like.")
    if view.complete:
        return w.say("All have their number. Tap Done, or change what you like.")
    if view.in_words and any(_has_offer(item) for item in view.items):
        return w.say(
            "Tap a level for the note with the ▶. The ☆ follows from what it answers."
        )
    if view.in_words:
        return w.say("Tap a level for the note with the ▶.")
    return w.say(
        "Tap a number for the note with the ▶, or send all numbers in one "
        "message, like: 9 7 7 4 2"
    )


def _numbered(w: Wording, view: v.AskNumbers, number: int, item: v.RatedItem) -> Markup:
    text = shortened(item.text, NOTE_LENGTH)
    mark = "▶ " if item.number == view.turn else ""
    if item.level is None:
        return filled("{}{}. {}", mark, number, text)
    return w.say(
        "{mark}{number}. {note}: <b>{level}</b>",
        mark=mark,
        number=number,
        note=text,
        level=_labels(view)[item.level],
    )


def _number_buttons(view: v.AskNumbers) -> list[Button]:
    card = view.question.card
    item = next(item for item in view.items if item.number == view.turn)
    levels = list(enumerate(_labels(view)))
    return [
        button(
            f"{_mark(item, level)}{label}",
            e.LevelTapped(
                card.profile, card.step, view.turn, -1 if level == item.level else level
            ),
        )
        for level, label in (levels[::-1] if view.in_words else levels)
    ]


def _mark(item: v.RatedItem, level: int) -> str:
    """What is said before a level: it is the note's, or it is offered."""
    if level == item.level:
        return "✓ "
    return "☆ " if level == item.offered and item.level is None else ""


def _has_offer(item: v.RatedItem) -> bool:
    return item.level is None and item.offered is not None


def _offers_row(
    w: Wording, question: v.Question, items: Sequence[v.RatedItem]
) -> tuple[Row, ...]:
    """One tap for all levels that are offered, as long as any is to be had."""
    if not any(_has_offer(item) for item in items):
        return ()
    tap = e.OffersTaken(question.card.profile, question.card.step)
    return ((button(w.label("☆ Take what is offered"), tap),),)


# --- the type of customer to begin with ------------------------------------------


def first_face(w: Wording, view: v.AskFirst) -> Face:
    """Types of customers, one of which is tapped."""
    question = view.question
    card = question.card
    ask = escape(question.guide.words.prompts[question.step.id].ask)
    rows = tuple(
        (
            button(
                f"{'✓ ' if item.number == view.chosen else ''}"
                f"{shortened(item.text, BUTTON_LENGTH)}",
                e.PickTapped(card.profile, card.step, item.number),
            ),
        )
        for item in view.items
    )
    lines = [heading(w, question), filled("<b>{}</b>", ask)]
    lines.append(w.say("The others can follow when this one is done."))
    onward: tuple[Row, ...] = ()
    if view.chosen is not None:
        onward = ((next_button(w.label("▶ Next"), question),),)
    keyboard = (
        *rows,
        *page_row(w, question, view.pages),
        *onward,
        foot(w, question),
    )
    return Face(lines, keyboard, ask)


# --- tapping in order -----------------------------------------------------------------


def order_face(w: Wording, view: v.AskOrder) -> Face:
    """Notes to tap, most important first."""
    question = view.question
    ask = _order_question(w, view)
    lines = [heading(w, question), filled("<b>{}</b>", ask)]
    lines += [
        filled("{}. {}", place, shortened(text, NOTE_LENGTH))
        for place, text in enumerate(view.picked[:PLACES], view.start + 1)
    ]
    lines += _too_long_to_tap(view)
    keyboard = (
        *((_pick(view, item),) for item in view.items),
        *page_row(w, question, view.pages),
        *_order_foot(w, view),
    )
    return Face(lines, keyboard, ask)


def _too_long_to_tap(view: v.AskOrder) -> list[Markup]:
    """The notes that their buttons cannot show whole."""
    return [
        filled("• {}", shortened(item.text, NOTE_LENGTH))
        for item in view.items
        if item.place is None and len(item.text) > BUTTON_LENGTH
    ]


def _order_question(w: Wording, view: v.AskOrder) -> Markup:
    section = view.question.guide.words.sections[view.question.step.section]
    if view.tie:
        return w.say(
            "These came out equal. Which one is number {place}?",
            place=view.start + 1 + len(view.picked),
        )
    return w.say("{order} Stop any time; three are enough.", order=section.order)


def _order_foot(w: Wording, view: v.AskOrder) -> tuple[Row, ...]:
    question = view.question
    if view.tie:
        equal = next_button(w.label("They are equal"), question)
        return ((equal,), foot(w, question))
    done = w.label("✓ Done") if view.picked else w.label("⏭ Skip")
    return (foot(w, question, next_button(done, question)),)


def _pick(view: v.AskOrder, item: v.PickableItem) -> Button:
    card = view.question.card
    text = shortened(item.text, BUTTON_LENGTH)
    if item.place is None:
        return button(text, e.PickTapped(card.profile, card.step, item.number))
    tap = e.UnpickTapped(card.profile, card.step, item.number)
    return button(f"{view.start + item.place + 1} ✓ {text}", tap)


# --- the order ------------------------------------------------------------------------


def ranking_face(w: Wording, view: v.ShowRanking) -> Face:
    """A section in its order, with the reason for each place."""
    question = view.question
    title = question.guide.words.sections[question.step.section].title
    ranked = [item for item in view.items if item.rank]
    if ranked:
        first = shortened(ranked[0].text, NOTE_LENGTH)
        ask = w.say("{section}, most important first:", section=title)
        shrunk = w.say("{section} in order; first: {note}", section=title, note=first)
    else:
        ask = shrunk = w.say("{section}: none of them has a place yet.", section=title)
    lines = [heading(w, question), ask]
    lines += [_place(w, question.guide, item) for item in ranked[:PLACES]]
    if len(ranked) > PLACES:
        lines.append(filled("… (+{})", len(ranked) - PLACES))
    if any(_is_chosen(item.reason) for item in ranked):
        lines.append(w.say("This is the order you chose."))
    lines += _unrated(w, [item.text for item in view.items if item.rank is None])
    lines.append(_what_next(w, len(ranked)))
    return Face(lines, _ranking_keyboard(w, view, len(ranked)), shrunk)


def _what_next(w: Wording, ranked: int) -> Markup:
    if ranked > 1:
        return w.say("If that is right, tap to go on; Adjust moves notes up or down.")
    return w.say("Tap to go on, or Back to change something.")


def _place(w: Wording, guide: Guide, item: v.RankedItem) -> Markup:
    text = shortened(item.text, NOTE_LENGTH)
    if item.reason is None or _is_chosen(item.reason):
        return filled("{}. <b>{}</b>", item.rank, text)
    return w.say(
        "{rank}. <b>{note}</b>, because {reason}",
        rank=item.rank,
        note=text,
        reason=reason_text(w, guide, item.reason),
    )


def _is_chosen(reason: Reason | None) -> bool:
    return reason is not None and reason.basis is not Basis.SCORES


def reason_text(w: Wording, guide: Guide, reason: Reason) -> Markup:
    """Why the first of an order is first, or a scored note stands where it does."""
    if _is_chosen(reason):
        return w.say("you put it first")
    why = guide.words.scales[reason.scale][reason.level].why
    if reason.settled:
        return w.say("{why}, and you put it before its equals", why=why)
    return escape(why)


def _unrated(w: Wording, texts: list[str]) -> list[Markup]:
    if not texts:
        return []
    shown = " · ".join(shortened(text, 40) for text in texts[:PLACES])
    more = f" (+{len(texts) - PLACES})" if len(texts) > PLACES else ""
    return [w.say("Not rated: {notes}", notes=shown + more)]


def _ranking_keyboard(w: Wording, view: v.ShowRanking, ranked: int) -> tuple[Row, ...]:
    question = view.question
    card = question.card
    rows: list[Row] = []
    if ranked > 1:
        adjust = e.AdjustTapped(card.profile, card.step)
        rows.append((button(w.label("▲▼ Adjust"), adjust),))
    rows.append((next_button(_onward(w, view), question),))
    return (*rows, foot(w, question))


def _onward(w: Wording, view: v.ShowRanking) -> str:
    if view.following.kind is StepKind.CLOSE:
        return w.label("▶ Show my canvas")
    if view.following.kind is StepKind.MENU:
        return w.label("▶ Go on")
    sections = view.question.guide.words.sections
    title = sections[view.following.section].title
    return w.label("▶ On to {section}", section=title)


def moves_face(w: Wording, view: v.AskMoves) -> Face:
    """The order, with buttons that move each note up or down."""
    question = view.question
    rows = [
        _move_row(view, view.first + at, item) for at, item in enumerate(view.items)
    ]
    ask = w.say("Move a note up ▲ or down ▼; the number is its place.")
    keyboard = (
        *rows,
        *page_row(w, question, view.pages),
        (next_button(w.label("✓ Done"), question),),
    )
    lines = [heading(w, question), ask, *numbered(view.items, view.first)]
    return Face(lines, keyboard, ask)


def _move_row(view: v.AskMoves, rank: int, item: v.Item) -> Row:
    card = view.question.card
    row = []
    if rank > 1:
        up = e.MoveTapped(card.profile, card.step, item.number, rank - 2)
        row.append(button(f"▲ {rank}", up))
    if rank < view.count:
        down = e.MoveTapped(card.profile, card.step, item.number, rank)
        row.append(button(f"▼ {rank}", down))
    return tuple(row)
