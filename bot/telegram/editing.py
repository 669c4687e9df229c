"""The editor's cards: sections, their notes, and what can be done with one note."""

from __future__ import annotations

from markupsafe import Markup

from bot.outgoing import Button
from bot.telegram.buttons import Row, button, in_rows, pages_row
from bot.telegram.menu import name_of
from bot.telegram.questions import NOTE_LENGTH, Face
from bot.telegram.tying import tie_lines, tie_rows
from bot.wording import Wording, filled, later, shortened
from conversations.guides.model import Guide, Style
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.profile import Section

#: What sections are called that no guide has words for.
_TITLES = {Section.STEPS: later("Steps"), Section.PARKED: later("Not sure")}


def title_of(w: Wording, guide: Guide, section: Section) -> str:
    """What a section is called."""
    words = guide.words.sections.get(section)
    return words.title if words else w.label(_TITLES[section])


def sections_face(w: Wording, view: v.ShowSections) -> Face:
    """The sections of a profile, and how far each is."""
    profile = view.profile
    line = w.say("✏️ <b>{name}</b>", name=name_of(w, profile.name))
    lines = [line]
    lines += [
        w.say(
            "{section}: {state}",
            section=title_of(w, view.guide, each.section),
            state=_state(w, each),
        )
        for each in view.sections
    ]
    lines.append(w.say("Tap a section to see and change its notes."))
    buttons = [
        button(
            title_of(w, view.guide, each.section),
            e.SectionTapped(profile.number, each.section, 0),
        )
        for each in view.sections
    ]
    return Face(lines, (*in_rows(buttons, 2), (back_button(w, profile),)), line)


def _state(w: Wording, section: v.EditedSection) -> Markup:
    """How far a section is, in words."""
    if section.notes == 0:
        return w.say("nothing yet")
    written = w.count("{number} note", "{number} notes", section.notes)
    if section.unrated == 0:
        return written
    return w.say(
        "{notes}, {number} without a place", notes=written, number=section.unrated
    )


def back_button(w: Wording, profile: v.ListedProfile) -> Button:
    """Back to where the interview stands."""
    label = (
        w.label("▶ Go on with the questions")
        if profile.progress
        else w.label("🗺 Show the canvas")
    )
    return button(label, e.ResumeTapped(profile.number))


# --- a section ----------------------------------------------------------------------


def section_face(w: Wording, view: v.ShowSection) -> Face:
    """The notes of a section; each number opens its note."""
    profile, section = view.profile, view.section
    title = title_of(w, view.guide, section)
    head = w.say(
        "✏️ <b>{section}</b> of {name}",
        section=title,
        name=name_of(w, profile.name),
    )
    lines = [head]
    lines += [_line(w, view, at, note) for at, note in enumerate(view.notes)]
    lines.append(_section_hint(w, view))
    numbers = [
        button(str(at), e.NoteTapped(profile.number, note.number))
        for at, note in enumerate(view.notes, view.first)
    ]
    pages = pages_row(
        w, view.pages, lambda page: e.SectionTapped(profile.number, section, page)
    )
    add = w.label("➕ Add a note")
    keyboard = (
        *in_rows(numbers, 4),
        *pages,
        *(((button(add, e.AddTapped(profile.number, section)),),) * view.can_add),
        (button(w.label("↩ All sections"), e.EditTapped(profile.number)),),
        (back_button(w, profile),),
    )
    return Face(lines, keyboard, head)


def _section_hint(w: Wording, view: v.ShowSection) -> Markup:
    if not view.notes and view.can_add:
        return w.say("There is nothing here yet. Tap Add a note to change that.")
    if not view.notes:
        return w.say("There is nothing here yet. Notes can be moved here.")
    return w.say("Tap a number to change, move, rate or delete that note.")


def _line(w: Wording, view: v.ShowSection, at: int, note: v.EditedNote) -> Markup:
    number, text = view.first + at, shortened(note.text, NOTE_LENGTH)
    levels = _levels(view.guide, note)
    if view.is_ordered and note.rank is None:
        return w.say("{number}. {note} (no place yet)", number=number, note=text)
    if levels:
        return filled("{}. {} <i>({})</i>", number, text, ", ".join(levels))
    return filled("{}. {}", number, text)


def _levels(guide: Guide, note: v.EditedNote) -> list[str]:
    scales = {
        rating.id: guide.words.scales[rating.scale]
        for section in guide.structure.every_section
        for rating in section.ratings
    }
    return [scales[rating][level].label for rating, level in note.levels]


# --- a note -------------------------------------------------------------------------


def note_face(w: Wording, view: v.ShowNote) -> Face:
    """One note: its words, its place, and what can be done with it."""
    number, note = view.profile.number, view.note
    title = title_of(w, view.guide, view.section)
    text = shortened(note.text, 600)
    lines = [filled("✏️ {} · <b>{}</b>", title, text), *_standing(w, view)]
    lines += tie_lines(w, view)
    lines += [_asked(view, at) for at, _ in enumerate(_ratings(view))]
    lines += heard_lines(w, note.heard)
    lines.append(w.say("Change what you like; an arrow → moves it to that section."))
    keyboard = (
        *(row for at, _ in enumerate(_ratings(view)) for row in _rating_rows(view, at)),
        *_place_row(w, view),
        *heard_row(w, number, note),
        *tie_rows(w, view),
        *_situation_row(w, view),
        (
            button(w.label("✏️ Reword"), e.FixTapped(number, note.number)),
            button(w.label("🗑 Delete"), e.DropTapped(number, note.number)),
        ),
        *in_rows([_sorted(w, view, section) for section in view.sections], 3),
        (
            button(
                w.label("↩ {section}", section=title),
                e.SectionTapped(number, view.section, view.page),
            ),
        ),
        (back_button(w, view.profile),),
    )
    return Face(lines, keyboard, lines[0])


def _situation_row(w: Wording, view: v.ShowNote) -> tuple[Row, ...]:
    """The way to say where and when a job is done, where that is asked."""
    guide, section = view.guide, view.section
    if not guide.asks_about(section) or guide.section(section).context is None:
        return ()
    tap = e.SituationTapped(view.profile.number, view.note.number)
    return ((button(w.label("📍 Situation"), tap),),)


def heard_lines(w: Wording, heard: int | None) -> list[Markup]:
    """How many customers said what a note says; a guess needs no line."""
    if not heard:
        return []
    return [
        w.count(
            "✅ Heard from {number} customer.",
            "✅ Heard from {number} customers.",
            heard,
        )
    ]


def heard_row(w: Wording, profile: int, note: v.EditedNote) -> tuple[Row, ...]:
    """The way to mark who said so, where customers can say so."""
    if note.heard is None:
        return ()
    tap = e.HeardNoteTapped(profile, note.number)
    return ((button(w.label("✅ Heard it from a customer"), tap),),)


def _standing(w: Wording, view: v.ShowNote) -> list[Markup]:
    if not view.is_ordered:
        return []
    if view.note.rank is None:
        return [w.say("It has no place yet.")]
    return [w.say("Place {rank} of {count}.", rank=view.note.rank, count=view.ranked)]


def _ratings(view: v.ShowNote) -> tuple[str, ...]:
    return tuple(rating.id for rating in view.guide.ratings_of(view.section))


def _asked(view: v.ShowNote, at: int) -> Markup:
    """A rating's question, with the answer so far and all there could be."""
    rating = view.guide.ratings_of(view.section)[at]
    words = view.guide.words.scales[rating.scale]
    given = dict(view.note.levels).get(rating.id)
    question = view.guide.words.rating_of_one[rating.id]
    if given is None:
        return filled("<i>{}</i>", question)
    return filled("<i>{}</i> {}", question, words[given].label)


def _rating_rows(view: v.ShowNote, at: int) -> tuple[Row, ...]:
    """A rating's levels: low to high where they are numbers, else high to low."""
    rating = view.guide.ratings_of(view.section)[at]
    words = view.guide.words.scales[rating.scale]
    levels = list(enumerate(view.guide.structure.scales[rating.scale].levels))
    given = dict(view.note.levels).get(rating.id)
    if rating.style is not Style.NUMBERS:
        levels.reverse()
    number, note = view.profile.number, view.note.number
    buttons = [
        button(
            f"✓ {words[level].label}" if level == given else words[level].label,
            e.RateTapped(number, note, at, -1 if level == given else place),
        )
        for place, level in levels
    ]
    return in_rows(buttons, 3 if rating.style is Style.WORDS else 5)


def _place_row(w: Wording, view: v.ShowNote) -> tuple[Row, ...]:
    if not view.is_ordered:
        return ()
    number, note, rank = view.profile.number, view.note.number, view.note.rank
    if rank is None:
        last = e.PlaceTapped(number, note, view.ranked)
        return ((button(w.label("🔢 Give it a place"), last),),)
    row = []
    if rank > 1:
        row.append(button(w.label("▲ Up"), e.PlaceTapped(number, note, rank - 2)))
    if rank < view.ranked:
        row.append(button(w.label("▼ Down"), e.PlaceTapped(number, note, rank)))
    return (tuple(row),) if row else ()


def _sorted(w: Wording, view: v.ShowNote, section: Section) -> Button:
    title = title_of(w, view.guide, section)
    label = w.label("→ {section}", section=title)
    return button(label, e.SortTapped(view.profile.number, view.note.number, section))


def situation_face(w: Wording, view: v.AskSituation) -> Face:
    """The card that waits for the situation of a job."""
    note = shortened(view.note.text, 300)
    lines = [
        filled("<b>{}</b>", view.question.replace("{note}", note)),
        w.say("Send me a few words."),
    ]
    keep = button(
        w.label("↩ Keep it as it is"), e.NoteTapped(view.profile, view.note.number)
    )
    return Face(lines, ((keep,),), lines[0])


def wording_face(w: Wording, view: v.AskWording) -> Face:
    """The card that waits for other words."""
    line = w.say(
        "What shall “{note}” say instead? Send me the new words.",
        note=shortened(view.text, 300),
    )
    keep = button(w.label("↩ Keep it as it is"), e.NoteTapped(view.profile, view.note))
    return Face([line], ((keep,),), line)


def notes_face(w: Wording, view: v.AskNotes) -> Face:
    """The card that waits for notes of a section."""
    title = title_of(w, view.guide, view.section)
    line = w.say(
        "Send me what to add to <b>{section}</b>, one note per line.", section=title
    )
    back = e.SectionTapped(view.profile.number, view.section, 0)
    return Face([line], ((button(w.label("↩ Add nothing"), back),),), line)


def dropped_face(w: Wording, view: v.ShowDropped) -> Face:
    """A note was deleted; for some hours it can be brought back."""
    line = w.say(
        "Deleted: “{note}”. Tap Undo to have it back.", note=shortened(view.text, 300)
    )
    number, title = view.profile.number, title_of(w, view.guide, view.section)
    keyboard = (
        (button(w.label("↩ Undo"), e.RestoreTapped(number, view.note)),),
        (
            button(
                w.label("↩ {section}", section=title),
                e.SectionTapped(number, view.section, 0),
            ),
        ),
        (back_button(w, view.profile),),
    )
    return Face([line], keyboard, w.say("A note was deleted."))
