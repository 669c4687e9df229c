"""Cards about what customers were heard saying: the list of notes, and one note."""

from __future__ import annotations

from markupsafe import Markup

from bot.telegram.buttons import Row, button, in_rows, pages_row
from bot.telegram.editing import back_button, heard_lines, title_of
from bot.telegram.menu import name_of
from bot.telegram.questions import NOTE_LENGTH, Face
from bot.wording import Wording, filled, shortened
from conversations.interview import events as e
from conversations.interview import views as v

#: How much of a customer's words a card shows.
QUOTE_LENGTH = 300


def mark(heard: int) -> str:
    """How a note shows that customers said so."""
    return f" ✅{heard}" if heard else ""


def quoted(quote: str, longest: int = QUOTE_LENGTH) -> Markup:
    """What a customer said, below the note."""
    return filled("💬 <i>“{}”</i>", shortened(quote.strip('"“”„»« '), longest))


def list_face(w: Wording, view: v.ShowHeardList) -> Face:
    """Jobs, pains and gains; each number opens its note."""
    number = view.profile.number
    head = w.say("✅ <b>What did customers tell you?</b> {name}", name=_name(w, view))
    lines = [head, *_listed(w, view)]
    lines.append(
        w.say("Tap what a customer told you. The rest stays what it is: your guess.")
    )
    numbers = [
        button(str(at), e.HeardNoteTapped(number, note.number))
        for at, note in enumerate(view.notes, view.first)
    ]
    keyboard = (
        *in_rows(numbers, 5 if len(numbers) == 5 else 4),
        *pages_row(w, view.pages, lambda page: e.HeardListTapped(number, page)),
        (back_button(w, view.profile),),
    )
    return Face(lines, keyboard, head)


def _name(w: Wording, view: v.ShowHeardList) -> str:
    return shortened(name_of(w, view.profile.name), NOTE_LENGTH)


def _listed(w: Wording, view: v.ShowHeardList) -> list[Markup]:
    """The notes with their numbers, under the titles of their sections."""
    lines: list[Markup] = []
    section = None
    for at, note in enumerate(view.notes, view.first):
        if note.section is not section:
            section = note.section
            title = title_of(w, view.guide, section)
            lines += [Markup(""), filled("<b>{}</b>", title)]
        text = shortened(note.text, NOTE_LENGTH)
        lines.append(filled("{}. {}{}", at, text, mark(note.heard)))
    return [*lines, Markup("")]


def heard_face(w: Wording, view: v.ShowHeard) -> Face:
    """One note: how many customers said so, and in which words."""
    number, note = view.profile.number, view.note
    title = title_of(w, view.guide, note.section)
    head = filled("{} · <b>{}</b>", title, shortened(note.text, 600))
    guess = [w.say("Nobody told you so yet: it is your guess.")]
    lines = [head, *(heard_lines(w, note.heard) or guess)]
    if view.quote:
        lines.append(quoted(view.quote, 600))
    lines += [
        Markup(""),
        w.say(
            "How many customers told you so? Count those who said it themselves, "
            "not those who only nodded."
        ),
    ]
    keyboard = (
        _counts(w, number, note),
        _quote_row(w, view),
        (button(w.label("↩ All notes"), e.HeardListTapped(number, view.page)),),
        (back_button(w, view.profile),),
    )
    return Face(lines, keyboard, head)


def _counts(w: Wording, profile: int, note: v.HeardItem) -> Row:
    """Numbers around the one that is set; the first says that nobody did."""
    first = max(1, note.heard - 1)
    shown = [0, *range(first, first + 4)]
    labels = {count: str(count) if count else w.label("nobody") for count in shown}
    return tuple(
        button(
            f"✓ {labels[count]}" if count == note.heard else labels[count],
            e.HeardTapped(profile, note.number, count),
        )
        for count in shown
    )


def _quote_row(w: Wording, view: v.ShowHeard) -> Row:
    number, note = view.profile.number, view.note.number
    quote = e.QuoteTapped(number, note)
    if not view.quote:
        return (button(w.label("💬 Add their words"), quote),)
    return (
        button(w.label("💬 Other words"), quote),
        button(w.label("✖ Without their words"), e.UnquoteTapped(number, note)),
    )


def quote_face(w: Wording, view: v.AskQuote) -> Face:
    """The card that waits for a customer's words."""
    line = w.say(
        "What did the customer say about “{note}”? Send me their words, as you "
        "remember them. Leave out names.",
        note=shortened(view.text, 300),
    )
    keep = button(
        w.label("↩ Keep it as it is"), e.HeardNoteTapped(view.profile, view.note)
    )
    return Face([line], ((keep,),), line)
