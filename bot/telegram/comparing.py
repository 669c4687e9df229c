"""Two profiles side by side: the lists to pick from, and the comparison."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from bot.telegram.buttons import button
from bot.telegram.evidence import mark
from bot.telegram.menu import entry_label, name_of, shelf_pages
from bot.telegram.questions import Face
from bot.wording import Wording, filled, shortened
from conversations.canvas import Canvas, CanvasSection
from conversations.comparison import Comparison, SectionPair
from conversations.interview import events as e
from conversations.interview import views as v

#: How many notes of a section are shown of each profile, and how long each may be.
SHOWN = 3
LENGTH = 70

#: Who shares so much of what matters most may be one segment.
ONE_SEGMENT = 3


def compare_face(w: Wording, view: v.ShowCompare) -> Face:
    """The profiles to pick from."""
    if view.first is None:
        head = w.say("⚖️ <b>Compare two customers.</b>")
        hint = w.say("Tap the first one.")
    else:
        name = name_of(w, view.first.name)
        head = w.say("⚖️ Compare <b>{name}</b> with whom?", name=name)
        hint = w.say("Tap the other one.")
    rows = tuple(
        (button(entry_label(w, profile), _pick(view, profile.number)),)
        for profile in view.profiles
    )
    back = (button(w.label("↩ All profiles"), e.ProfilesTapped(0)),)
    keyboard = (*rows, *shelf_pages(w, view.pages, partial(_page, view)), back)
    return Face([head, hint], keyboard, head)


def _pick(view: v.ShowCompare, number: int) -> e.MenuTap:
    if view.first is None:
        return e.CompareWithTapped(number, 0)
    return e.ComparedTapped(view.first.number, number)


def _page(view: v.ShowCompare, page: int) -> e.MenuTap:
    if view.first is None:
        return e.CompareTapped(page)
    return e.CompareWithTapped(view.first.number, page)


def comparison_lines(w: Wording, view: v.ShowComparison) -> list[Markup]:
    """Both profiles, section by section; then what the comparison means."""
    both = view.comparison
    left, right = _name(w, both.left), _name(w, both.right)
    lines = [
        w.say("⚖️ <b>Side by side</b>"),
        filled("🅰 <b>{}</b>", left),
        filled("🅱 <b>{}</b>", right),
    ]
    for pair in both.sections:
        title = view.guide.words.sections[pair.section].title
        lines += [Markup(""), filled("<b>{}</b>", title)]
        lines += [*_notes(w, "🅰", pair.left), *_notes(w, "🅱", pair.right)]
        lines += _shared(w, pair)
    return [*lines, Markup(""), _verdict(w, both)]


def _name(w: Wording, canvas: Canvas) -> str:
    return name_of(w, canvas.segment)


def _notes(w: Wording, sign: str, section: CanvasSection) -> list[Markup]:
    """The first notes of one profile, and how many more there are."""
    if not section.items:
        return [filled("{} {}", sign, w.label("none yet"))]
    lines = [
        filled(
            "{} {}{}{}",
            sign,
            f"{item.rank}. " if item.rank else "• ",
            shortened(item.text, LENGTH),
            mark(item.heard),
        )
        for item in section.items[:SHOWN]
    ]
    more = len(section.items) - SHOWN
    if more > 0:
        lines.append(
            w.count(
                "{sign} and {number} more", "{sign} and {number} more", more, sign=sign
            )
        )
    return lines


def _shared(w: Wording, pair: SectionPair) -> list[Markup]:
    if not pair.shared:
        return []
    texts = " · ".join(shortened(one.text, LENGTH) for one, _ in pair.shared)
    return [w.say("<i>Both: {notes}</i>", notes=texts)]


def _verdict(w: Wording, both: Comparison) -> Markup:
    """Whether these are two segments, or perhaps one."""
    if not both.is_ranked:
        return w.say(
            "Put the notes of both in order; then you see whether the same things "
            "matter most to them."
        )
    if both.shared_tops >= ONE_SEGMENT:
        return w.say(
            "They share {number} of what matters most. Perhaps they are one segment: "
            "one profile and one offer could do for both.",
            number=both.shared_tops,
        )
    return w.say(
        "What matters most differs, so keep them apart: one profile for each segment, "
        "and an offer that fits one of them well."
    )
