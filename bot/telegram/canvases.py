"""The canvas as messages: ranked, in plain words, split at Telegram's limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup, escape

from bot.telegram.buttons import Row, button, foot
from bot.telegram.evidence import mark, quoted
from bot.telegram.ordering import reason_text
from bot.telegram.pages import cut
from bot.telegram.questions import Face, noted
from bot.telegram.segments import card_lines
from bot.telegram.value_map import fit_lines
from bot.wording import Wording, filled, later, shortened
from conversations.canvas import (
    Assumption,
    Canvas,
    CanvasItem,
    CanvasSection,
    Steps,
)
from conversations.fit import fit_of
from conversations.guides.model import Guide
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.profile import Section
from conversations.rounds import Changes, Move

#: How the way to the value map is called.
_VALUE_MAP = {
    v.ValueMapState.POSSIBLE: later("🧩 Add the value map"),
    v.ValueMapState.BEGUN: later("🧩 The value map"),
}
#: How many other types of customers a canvas offers to go on with.
MOST_TYPES = 4

#: How many notes of each kind of change are named, and how long each may be there.
MOST_CHANGES = 6
CHANGE_LENGTH = 60

#: Characters of what tells a segment from others below its picture.
VERDICT_LENGTH = 400


def canvas_lines(w: Wording, canvas: Canvas, guide: Guide) -> list[Markup]:
    """The whole canvas, a line or more each note."""
    lines = [
        filled("🗺 <b>{}</b>", canvas.segment or w.label("Your customer")),
        *(line for text in canvas.description for line in _long("", text)),
        *(card_lines(w, canvas.card) if canvas.card else ()),
    ]
    if guide.asks_about(Section.JOBS):
        lines += [Markup("")] * bool(canvas.card)
        lines += _profile(w, canvas, guide)
    if canvas.surprises:
        title = guide.words.sections[Section.REFLECTION].title
        lines += [Markup(""), filled("<b>{}</b>", title)]
        lines += [line for text in canvas.surprises for line in _long("• ", text)]
    if any(item.heard for section in canvas.sections for item in section.items):
        legend = w.say("✅ tells how many customers said so. The rest is your guess.")
        lines += [Markup(""), legend]
    if canvas.parked:
        lines += [Markup(""), _parked(w, canvas)]
    return [*lines, *change_lines(w, canvas.changes)]


def _profile(w: Wording, canvas: Canvas, guide: Guide) -> list[Markup]:
    """Jobs, pains and gains, with the first of each on top."""
    tops = _tops(w, canvas, guide)
    lines = [_counts_text(w, canvas), *([Markup(""), *tops] if tops else [])]
    if canvas.statement:
        said = [line for text in canvas.statement for line in _long("", text)]
        lines += [Markup(""), *(filled("<i>“{}”</i>", line) for line in said)]
    texts = {item.number: item.text for part in canvas.sections for item in part.items}
    for section in canvas.sections:
        lines += _section(w, section, guide, texts)
        if section.section is Section.JOBS:
            lines += [line for steps in canvas.steps for line in _steps(w, steps)]
    for section in canvas.value_map:
        lines += _section(w, section, guide, texts)
    fit = fit_of(canvas)
    if fit is not None:
        lines += [Markup(""), w.say("<b>Fit</b>"), *fit_lines(w, fit)]
    return lines


def _parked(w: Wording, canvas: Canvas) -> Markup:
    return w.count(
        "Not sure: {number} note, kept aside. /edit shows it.",
        "Not sure: {number} notes, kept aside. /edit shows them.",
        canvas.parked,
    )


def about_text(w: Wording, canvas: Canvas) -> Markup:
    """What there is to see on a picture of the canvas, in one sentence."""
    if canvas.is_only_a_card and canvas.card:
        verdict = shortened(canvas.card.verdict, VERDICT_LENGTH)
        return escape(verdict or w.say("The segment, on one card."))
    return _counts_text(w, canvas)


def _counts_text(w: Wording, canvas: Canvas) -> Markup:
    """How many notes there are of each kind."""
    jobs, pains, gains = (len(section.items) for section in canvas.sections)
    return Markup(" · ").join(
        [
            w.count("{number} job", "{number} jobs", jobs),
            w.count("{number} pain", "{number} pains", pains),
            w.count("{number} gain", "{number} gains", gains),
        ]
    )


def _tops(w: Wording, canvas: Canvas, guide: Guide) -> list[Markup]:
    lines = []
    for section in canvas.sections:
        top, title = section.top, guide.words.sections[section.section].top
        if top is None or title is None:
            continue
        note = shortened(top.text, 200)
        if top.reason is None:
            lines.append(filled("{}: <b>{}</b>", title, note))
            continue
        reason = reason_text(w, guide, top.reason)
        lines.append(
            w.say(
                "{what}: <b>{note}</b>, because {reason}",
                what=title,
                note=note,
                reason=reason,
            )
        )
    return lines


def _section(
    w: Wording,
    section: CanvasSection,
    guide: Guide,
    answered: Mapping[int, str],
) -> list[Markup]:
    """A section; `answered` are the texts of what its notes can answer."""
    title = guide.words.sections[section.section].title
    lines = [Markup(""), filled("<b>{}</b>", title)]
    if not section.items:
        return [*lines, w.say("none yet")]
    if not guide.orders(section.section):
        for item in section.items:
            lines += _item("• ", item, answered, _choices(item, guide))
        return lines
    unrated = [item for item in section.items if item.rank is None]
    for item in section.items:
        if item.rank is not None:
            lines += _item(f"{item.rank}. ", item, answered, _levels(item, guide))
    if unrated:
        lines.append(w.say("<i>Not rated:</i>"))
        for item in unrated:
            lines += _item("• ", item, answered)
    return lines


def _item(
    bullet: str, item: CanvasItem, answered: Mapping[int, str], levels: str = ""
) -> list[Markup]:
    """A note, marked when customers said so, with a quote and what it answers."""
    heard = mark(item.heard)
    end = filled(" <i>({})</i>{}", levels, heard) if levels else heard
    lines = _long(bullet, item.text, end)
    if item.heard and item.quote:
        lines.append(quoted(item.quote))
    if item.links:
        texts = [shortened(answered[link], 60) for link in item.links]
        lines.append(filled("   → {}", " · ".join(texts)))
    return lines


def _steps(w: Wording, steps: Steps) -> list[Markup]:
    """How a job gets done, below the jobs."""
    if steps.job is None:
        title = w.say("<i>Steps:</i>")
    else:
        job = shortened(steps.job, 80)
        title = w.say("<i>Steps to “{job}”:</i>", job=job)
    numbered = enumerate(steps.steps, 1)
    return [
        title,
        *(line for number, text in numbered for line in _long(f"{number}) ", text)),
    ]


def _levels(item: CanvasItem, guide: Guide) -> str:
    scales = guide.words.scales
    labels = [scales[scale][level].label for scale, level in item.levels]
    return ", ".join([*labels, *([item.context] * bool(item.context))])


def _choices(item: CanvasItem, guide: Guide) -> str:
    labels = guide.labels_of_choices
    return ", ".join(labels[tag] for tag in item.tags if tag in labels)


def _long(bullet: str, text: str, end: str = "") -> list[Markup]:
    """A note in full; one beyond Telegram's limit goes on in further lines."""
    *pieces, last = cut(text, 3000)
    if not pieces:
        return [filled("{}{}{}", bullet, last, end)]
    first, *middle = pieces
    lines = [filled("{}{}", bullet, first), *map(escape, middle)]
    return [*lines, filled("{}{}", last, end)]


def next_step_lines(w: Wording, canvas: Canvas, guide: Guide) -> list[Markup]:
    """What to do with the canvas: ask real customers about what it rests on."""
    risky = canvas.riskiest
    if risky:
        ask = w.count(
            "<b>Your riskiest guess.</b> Nobody has told you so yet. Ask two real "
            "customers this week:",
            "<b>Your {number} riskiest guesses.</b> Nobody has told you so yet. Ask "
            "two real customers this week:",
            len(risky),
        )
        return [Markup(""), ask, *(_question(guide, one) for one in risky)]
    if any(section.top for section in canvas.sections):
        return [
            Markup(""),
            w.say(
                "✅ Customers told you all that stands highest here. Ask the next one "
                "what you did not think of."
            ),
        ]
    return []


def _question(guide: Guide, assumption: Assumption) -> Markup:
    note = shortened(assumption.item.text, 120)
    return filled("• <i>{}</i>", guide.words.to_ask(assumption.section, note))


def change_lines(w: Wording, changes: Changes) -> list[Markup]:
    """What changed since the canvas was finished before."""
    told = [
        *_changed(w.say("heard from customers"), changes.heard),
        *_changed(w.say("new"), changes.added),
        *_changed(w.say("other words"), changes.reworded),
        *_changed(w.say("other place"), [_moved(move) for move in changes.moved]),
    ]
    if changes.gone:
        told.append(
            w.count(
                "• {number} note is gone", "• {number} notes are gone", changes.gone
            )
        )
    return (
        [Markup(""), w.say("🔁 <b>New since the last canvas</b>"), *told]
        if told
        else []
    )


def _changed(what: Markup, texts: Sequence[str]) -> list[Markup]:
    """What kind of change it is, and the notes; of many only the first."""
    if not texts:
        return []
    shown = [shortened(text, CHANGE_LENGTH) for text in texts[:MOST_CHANGES]]
    rest = f" (+{len(texts) - MOST_CHANGES})" if len(texts) > MOST_CHANGES else ""
    return [filled("• {}: {}{}", what, " · ".join(shown), rest)]


def _moved(move: Move) -> str:
    return f"{shortened(move.text, CHANGE_LENGTH - 10)} ({move.before} → {move.after})"


def canvas_face(w: Wording, view: v.ShowCanvas) -> Face:
    """The finished canvas, what to do next, and the question for surprises."""
    guide = view.question.guide
    body = canvas_lines(w, view.canvas, guide)
    body += next_step_lines(w, view.canvas, guide)
    ask = guide.words.prompts[view.question.step.id].ask
    lines = [*body, Markup(""), escape(ask)]
    if view.after.next_types:
        lines.append(w.say("Then go on with the next type of customer."))
    if view.after.guides:
        lines.append(
            w.say("Or go on about them right here: all of this comes along. Tap a way.")
        )
    return Face(lines, after_canvas(w, view.question, view.after), Markup(""))


def after_canvas(w: Wording, question: v.Question, after: v.After) -> tuple[Row, ...]:
    """Where to go from a finished canvas; first of all to the next type of customer."""
    edit = button(w.label("✏️ Edit"), e.EditTapped(question.card.profile))
    another = e.BeginTapped(after.next_number, question.guide.id)
    return (
        *_ways_on(w, question, after),
        foot(w, question, edit, later=False),
        (
            button(w.label("➕ Another segment"), another),
            button(w.label("📋 My profiles"), e.ProfilesTapped(0)),
        ),
    )


def _ways_on(w: Wording, question: v.Question, after: v.After) -> Iterator[Row]:
    """What can be done next about these customers, or about others like them."""
    profile, number = question.card.profile, after.next_number
    for item in after.next_types[:MOST_TYPES]:
        label = w.label("▶ Next: {type}", type=shortened(item.text, 28))
        yield (button(label, e.NextTypeTapped(number, profile, item.number)),)
    for guide in after.guides:
        label = w.label(
            "▶ Go on: {guide} (~{minutes} min)",
            guide=guide.words.title,
            minutes=guide.structure.minutes,
        )
        yield (button(label, e.GoOnTapped(profile, guide.id)),)
    if after.other_side:
        label = w.label("⇄ Other side: {name}", name=shortened(after.other_side, 24))
        yield (button(label, e.OtherSideTapped(number, profile)),)
    if onward := _VALUE_MAP.get(after.value_map):
        yield (button(w.label(onward), e.ValueMapTapped(profile)),)
    if question.guide.asks_about(Section.JOBS):
        label = w.label("✅ Heard it from a customer")
        yield (button(label, e.HeardListTapped(profile, 0)),)


def kept_face(w: Wording, view: v.ShowKept) -> Face:
    """Surprises were kept; the canvas stands above."""
    lines = [
        w.say("Kept with your canvas:"),
        *noted(view.surprises),
        Markup(""),
        w.say("Anything else that surprised you? Send it. /summary shows the canvas."),
    ]
    shrunk = Markup("\n").join(lines[:-2])
    return Face(lines, after_canvas(w, view.question, view.after), shrunk)


def summary_lines(w: Wording, view: v.ShowSummary) -> list[Markup]:
    """A canvas as a message of its own."""
    lines = canvas_lines(w, view.canvas, view.guide)
    if not view.example:
        return [*lines, *next_step_lines(w, view.canvas, view.guide)]
    return [w.say("👀 This is what a finished canvas looks like:"), Markup(""), *lines]
