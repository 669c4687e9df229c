"""Keyboards: rows of buttons, each standing for a tap."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.outgoing import Button
from bot.telegram.callback_data import encode
from bot.wording import Wording
from conversations.guides.steps import StepKind
from conversations.interview import events as e
from conversations.interview import views as v

Row = tuple[Button, ...]


def button(label: str, tap: e.CardTap | e.MenuTap) -> Button:
    """A button that does what a tap says."""
    return Button(label, encode(tap))


def in_rows(buttons: Sequence[Button], size: int) -> tuple[Row, ...]:
    """Buttons side by side, `size` in a row."""
    return tuple(
        tuple(buttons[start : start + size]) for start in range(0, len(buttons), size)
    )


def foot(w: Wording, question: v.Question, *first: Button, later: bool = True) -> Row:
    """The last row of a question: what is given, then Back and Later."""
    card = question.card
    row = [*first]
    if question.has_back:
        row.append(button(w.label("↩ Back"), e.BackTapped(card.profile, card.step)))
    if has_menu(question):
        tap = e.OverviewTapped(card.profile, card.step)
        row.append(button(w.label("☰ Menu"), tap))
    if later:
        row.append(button(w.label("⏸ Later"), e.LaterTapped(card.profile, card.step)))
    return tuple(row)


def has_menu(question: v.Question) -> bool:
    """Whether a question belongs to a section that was chosen from the menu."""
    step = question.step
    return step.kind is not StepKind.MENU and step.section in question.guide.menu


def next_button(label: str, question: v.Question) -> Button:
    """The button that goes on, whatever it is called there."""
    card = question.card
    return button(label, e.NextTapped(card.profile, card.step, question.part))


def page_row(w: Wording, question: v.Question, pages: v.Pages) -> tuple[Row, ...]:
    """Earlier and later pages of an open question, where there are any."""
    card = question.card
    return pages_row(w, pages, lambda page: e.PageTapped(card.profile, card.step, page))


def pages_row(
    w: Wording, pages: v.Pages, to: Callable[[int], e.CardTap | e.MenuTap]
) -> tuple[Row, ...]:
    """Earlier and later pages, where there are any; `to` is the tap for a page."""
    return other_pages(
        w, pages.page, pages.pages, lambda label, page: button(label, to(page))
    )


def other_pages(
    w: Wording, page: int, pages: int, turn: Callable[[str, int], Button]
) -> tuple[Row, ...]:
    """The pages beside this one of so many; `turn` makes the button of one."""
    row = []
    if page > 0:
        row.append(turn(w.label("◀ Page {page}", page=page), page - 1))
    if page + 1 < pages:
        row.append(turn(w.label("Page {page} ▶", page=page + 2), page + 1))
    return (tuple(row),) if row else ()


def turn_buttons(
    w: Wording, question: v.Question, before: int | None, after: int | None
) -> Row:
    """The ways to the notes before and after the one whose turn it is."""
    card = question.card
    row = []
    if before is not None:
        tap = e.TurnTapped(card.profile, card.step, before)
        row.append(button(w.label("▲ Note before"), tap))
    if after is not None:
        tap = e.TurnTapped(card.profile, card.step, after)
        row.append(button(w.label("▼ Next note"), tap))
    return tuple(row)


def term_row(w: Wording, terms: Sequence[v.Named]) -> tuple[Row, ...]:
    """The way from a question to the concepts it speaks of."""
    row = tuple(
        button(w.label("📖 {term}", term=each.name), e.ConceptTapped(each.id))
        for each in terms
    )
    return (row,) if row else ()
