"""The card of somebody who takes part, in private, and the notes they wrote."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.outgoing import Button
from bot.telegram.buttons import Row, in_rows
from bot.telegram.classes.ballot import ballot_face
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.result import own_lines
from bot.telegram.classes.words import (
    NAME_LENGTH,
    card_heading,
    clock_line,
    customer_line,
    examples,
    grouped,
    introduction,
    note_text,
    on_show,
    page_row,
    promise,
    question_lines,
    section_title,
    set_label,
    team_name,
)
from bot.telegram.questions import Face, noted
from bot.wording import Wording, filled, shortened
from conversations.exercise import events as e
from conversations.exercise import views as v
from conversations.exercise.agenda import Card
from conversations.exercise.desk import CardWanted, MyCanvasWanted
from conversations.exercise.exercise import ON_SHEET, Standing
from conversations.exercise.screens import paged
from conversations.exercise.setup import Work
from conversations.exercise.sight import SeenNote
from conversations.exercise.sorting import STARS
from conversations.exercise.states import State
from conversations.profile import Section

#: How many notes a page has, and how many of those that wait are shown.
_PAGE = 10
_WAITING = 5

#: How many of those who have not answered are named.
_NAMES = 60


def card_face(w: Wording, keys: Keys, view: v.ShowCard, now: datetime | None) -> Face:
    """What is to be done now, and the person's own part in it."""
    match view.headline.state, view.headline.card:
        case State.ASKING | State.PAUSED, Card() as card:
            return _asking_face(w, keys, view, card, now)
        case State.COLLECTED, Card() as card:
            return _collected_face(w, keys, view, card)
        case State.STARRING, _:
            return _starring_face(w, keys, view)
        case State.VOTING, _ if view.ballot is not None:
            foot = ((_mine_button(w, keys),), _leave_row(w, keys))
            return ballot_face(w, keys, view.headline.guide, view.ballot, foot)
        case _:
            return _waiting_face(w, keys, view)


# --- answering ------------------------------------------------------------------------


def _asking_face(
    w: Wording, keys: Keys, view: v.ShowCard, card: Card, now: datetime | None
) -> Face:
    headline = view.headline
    head = card_heading(w, headline, card)
    question = question_lines(headline, card)
    if view.mine:
        lines = [head, *question, Markup(""), *_mine(view.mine), Markup("")]
        lines.append(_what_next(w, view))
    else:
        lines = [head, introduction(headline, card), *question]
        lines += [_invitation(w, headline, card), *_how_many(w, view, card)]
    lines += clock_line(w, headline, now)
    if not view.mine:
        setup = headline.setup
        lines += [Markup(""), promise(w, setup.work, setup.names)]
    row = [_mine_button(w, keys)]
    if not view.is_done:
        row.insert(0, keys(w.label("✓ Done"), e.DoneTapped(0, headline.step)))
    return Face(lines, (tuple(row), _leave_row(w, keys)), _shrunk(w, view, card))


def _mine(notes: Sequence[SeenNote]) -> list[Markup]:
    waiting = [note for note in notes if note.standing is Standing.PARKED]
    more = len(waiting) - _WAITING
    shown = noted(note.text for note in notes if note.standing in ON_SHEET)
    shown += [filled("⏳ {}", note_text(note)) for note in waiting[:_WAITING]]
    return [*shown, filled("⏳ … (+{})", more)] if more > 0 else shown


def _invitation(w: Wording, headline: v.Headline, card: Card) -> Markup:
    given = examples(headline, card)
    how = w.say("Send me one note per line, or one per message.")
    if card.naming:
        how = w.say("Send me one group of people, in a few words.")
    if not given:
        return how
    return filled("{}\n{}", how, w.say("<i>e.g. {examples}</i>", examples=given))


def _how_many(w: Wording, view: v.ShowCard, card: Card) -> list[Markup]:
    if card.naming or view.headline.setup.work is Work.OWN:
        return []
    return [
        w.count(
            "You have room for {number} note on this card.",
            "You have room for {number} notes on this card.",
            view.room,
        )
    ]


def _what_next(w: Wording, view: v.ShowCard) -> Markup:
    if view.is_done:
        return w.say(
            "✓ Done. The next card comes by itself; until then you can add more."
        )
    if view.headline.setup.work is Work.OWN:
        return w.say("Send more, or tap ✓ Done.")
    if view.room:
        return w.count(
            "{number} more fits on this card. Send it, or tap ✓ Done.",
            "{number} more fit on this card. Send them, or tap ✓ Done.",
            view.room,
        )
    return w.say("This card is full. Tap ✓ Done; the next one comes by itself.")


def _collected_face(w: Wording, keys: Keys, view: v.ShowCard, card: Card) -> Face:
    headline = view.headline
    above = [
        card_heading(w, headline, card),
        *question_lines(headline, card),
        Markup(""),
        *_mine(view.mine),
    ]
    lines = [
        *above,
        *_of_the_team(w, view, above),
        w.say("⏹ Time is up for this card. Wait for the next one: it comes by itself."),
        *_if_sent_now(w, view),
    ]
    keyboard = ((_mine_button(w, keys),), _leave_row(w, keys))
    return Face(lines, keyboard, _shrunk(w, view, card))


def _if_sent_now(w: Wording, view: v.ShowCard) -> list[Markup]:
    if view.headline.setup.work is Work.OWN:
        return []
    return [w.say("What you still send is kept, and waits until somebody takes it up.")]


def _of_the_team(w: Wording, view: v.ShowCard, above: list[Markup]) -> list[Markup]:
    """What the others of one's team wrote, once it is revealed, and a space."""
    notes = [note for note in view.notes if not note.mine]
    if not notes:
        return [Markup("")] * bool(view.mine)
    head = w.say("👥 <b>What your team wrote, too:</b>")
    shown = on_show(w, view.headline.guide, notes, [*above, head])
    return [Markup(""), head, *shown, Markup("")]


def _shrunk(w: Wording, view: v.ShowCard, card: Card) -> Markup:
    """What is left of the card when another message has come, be it the same card."""
    if view.mine:
        return w.say("✓ Saved")
    return filled("<b>{}</b>", section_title(view.headline.guide, card.section))


# --- starring -------------------------------------------------------------------------


def _starring_face(w: Wording, keys: Keys, view: v.ShowCard) -> Face:
    is_own = view.headline.setup.work is Work.OWN
    head = w.say("⭐ <b>Which notes matter most?</b>")
    if is_own:
        head = w.say("⭐ <b>Which of your notes matter most?</b>")
    if not view.notes:
        line = w.say("There are no notes to star. Just wait a moment.")
        return Face([head, line], (_leave_row(w, keys),), head)
    notes, pages = paged(view.notes, view.page, _PAGE)
    heads = [f"{_star(view, note)}{at}." for at, note in enumerate(notes, pages.first)]
    lines = [
        head,
        Markup(""),
        *grouped(w, view.headline.guide, notes, heads),
        Markup(""),
        _stars_left(w, view),
    ]
    buttons = [
        keys(
            f"{_star(view, note)}{at}",
            e.StarTapped(0, note.number, note.number not in view.stars, pages.page),
        )
        for at, note in enumerate(notes, pages.first)
    ]
    keyboard = (
        *in_rows(buttons, 5),
        *_section_row(keys, view, {note.section for note in notes}),
        *page_row(w, pages, lambda label, page: keys(label, e.PageTapped(0, page))),
        (_mine_button(w, keys),),
        _leave_row(w, keys),
    )
    return Face(lines, keyboard, head)


def _section_row(
    keys: Keys, view: v.ShowCard, shown: Collection[Section]
) -> tuple[Row, ...]:
    """The first page of each section, so that nobody stops at the first section."""
    first: dict[Section, int] = {}
    for at, note in enumerate(view.notes):
        first.setdefault(note.section, at // _PAGE)
    if len(first) < 2 or len(view.notes) <= _PAGE:
        return ()
    guide = view.headline.guide
    return (
        tuple(
            keys(
                set_label(section_title(guide, section), section in shown),
                e.PageTapped(0, page),
            )
            for section, page in first.items()
        ),
    )


def _star(view: v.ShowCard, note: SeenNote) -> str:
    return "⭐ " if note.number in view.stars else ""


def _stars_left(w: Wording, view: v.ShowCard) -> Markup:
    left = STARS - len(view.stars)
    if not left:
        return w.say("Your stars are given. Tap a ⭐ to take it back.")
    return w.count(
        "You have {number} star to give. Tap a number.",
        "You have {number} stars to give. Tap a number.",
        left,
    )


# --- waiting --------------------------------------------------------------------------


def _waiting_face(w: Wording, keys: Keys, view: v.ShowCard) -> Face:
    headline = view.headline
    match headline.state:
        case State.SORTING:
            lines = [
                w.say("🧹 <b>The notes are being sorted.</b>"),
                w.say(
                    "Nothing to do for you now. What comes next, I write to you here."
                ),
            ]
        case State.RESULT:
            lines = [
                w.say("🏆 <b>The result</b>"),
                *_own_result(w, view),
                w.say("Talk about it in the group. What comes next, I write to you."),
            ]
        case State.FINISHED:
            lines = [
                w.say("🏁 <b>That's it. Thank you!</b>"),
                *_own_result(w, view),
                w.say(
                    "Tap 🖼 for the canvas with your own notes marked, 📝 for what you "
                    "wrote. To do it alone, send /start."
                ),
            ]
        case _:
            setup = headline.setup
            lines = [
                w.say("✋ <b>You are in.</b>"),
                customer_line(w, setup.work, headline.segment),
                *_own_team(w, view),
                w.say("Wait here: I send you the first card as soon as it starts."),
                Markup(""),
                promise(w, setup.work, setup.names),
            ]
    row: Row = ()
    if headline.state in (State.RESULT, State.FINISHED):
        row = (keys(w.label("🖼 My canvas"), MyCanvasWanted(0)),)
    if headline.state not in (State.JOINING, State.SETTING_UP):
        row = (*row, _mine_button(w, keys))
    leave = () if headline.state is State.FINISHED else _leave_row(w, keys)
    keyboard = tuple(each for each in (row, leave) if each)
    return Face(lines, keyboard, lines[0])


def _own_result(w: Wording, view: v.ShowCard) -> list[Markup]:
    """What the vote came to, where there was one."""
    if view.result is None or view.ballot is None:
        return []
    return [Markup(""), *own_lines(w, view.result, view.ballot), Markup("")]


def _own_team(w: Wording, view: v.ShowCard) -> list[Markup]:
    if view.team is None:
        return []
    return [w.say("Your team: <b>{team}</b>", team=team_name(w, view.team))]


def farewell_face(w: Wording, keys: Keys) -> Face:
    """What is left to say to who has left, and the way back."""
    head = w.say("🚪 <b>You do not take part any more.</b>")
    line = w.say(
        "What you wrote stays with the class, and what you send me from now on is not "
        "for it. Tap ✋ to come back, or send /start for a canvas of your own."
    )
    again = keys(w.label("✋ Join again"), e.Joined(0, ""))
    return Face([head, line], ((again,),), head)


def aside_face(w: Wording, keys: Keys) -> Face:
    """The way back to the class for who turned to something of their own."""
    line = w.say(
        "⏸ What you write now is for you alone, not for the class. To go on with the "
        "class, tap 💬; its next card comes by itself."
    )
    return Face(
        [line], ((keys(w.label("💬 Back to the class"), CardWanted(0)),),), line
    )


# --- what somebody wrote --------------------------------------------------------------


def notes_face(w: Wording, keys: Keys, view: v.ShowNotes) -> Face:
    """A person's own notes, each to be taken back or put back."""
    head = w.say("📝 <b>What you wrote</b>")
    if not view.notes:
        line = w.say("Nothing yet. Send me your first note.")
        return Face([head, line], (), head)
    notes, pages = paged(view.notes, view.page, _PAGE)
    lines = [
        head,
        *(_own_line(w, at, note) for at, note in enumerate(notes, pages.first)),
        Markup(""),
        w.say(
            "To change the words, edit your message. Tap ✖ to take a note back, ↩ to "
            "put it there again."
        ),
    ]
    buttons = [
        button
        for at, note in enumerate(notes, pages.first)
        if (button := _withdraw_button(keys, at, note, pages.page)) is not None
    ]
    turn = page_row(w, pages, lambda label, page: keys(label, e.MineTapped(0, page)))
    return Face(lines, (*in_rows(buttons, 5), *turn), head)


def _own_line(w: Wording, at: int, note: SeenNote) -> Markup:
    match note.standing:
        case Standing.WITHDRAWN:
            return filled("{}. <s>{}</s>", at, note_text(note))
        case Standing.PARKED:
            return w.say("{at}. {note} <i>(waits)</i>", at=at, note=note_text(note))
        case Standing.HIDDEN | Standing.REMOVED:
            return w.say("{at}. {note} <i>(not shown)</i>", at=at, note=note_text(note))
        case _:
            return filled("{}. {}", at, note_text(note))


def _withdraw_button(keys: Keys, at: int, note: SeenNote, page: int) -> Button | None:
    match note.standing:
        case Standing.HIDDEN | Standing.REMOVED:
            return None
        case Standing.WITHDRAWN:
            return keys(
                f"↩ {at}", e.WithdrawTapped(0, note.number, withdrawn=False, page=page)
            )
        case _:
            return keys(
                f"✖ {at}", e.WithdrawTapped(0, note.number, withdrawn=True, page=page)
            )


def waited_face(w: Wording, view: v.ShowWaited) -> Face:
    """Who has not answered yet."""
    if not view.names:
        line = w.say("🙋 Everybody has answered.")
        return Face([line], (), line)
    head = w.count(
        "🙋 <b>{number} has not answered yet</b>",
        "🙋 <b>{number} have not answered yet</b>",
        len(view.names),
    )
    names = [shortened(name, NAME_LENGTH) for name in view.names[:_NAMES]]
    lines = [head, filled("{}", ", ".join(names))]
    rest = len(view.names) - len(names)
    if rest:
        lines.append(w.count("… and {number} more", "… and {number} more", rest))
    return Face(lines, (), head)


def _mine_button(w: Wording, keys: Keys) -> Button:
    return keys(w.label("📝 My notes"), e.MineTapped(0))


def _leave_row(w: Wording, keys: Keys) -> Row:
    return (keys(w.label("🚪 Leave"), e.LeftTapped(0)),)
