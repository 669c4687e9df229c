"""What several cards of an exercise say: where it stands, its clock, its promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.outgoing import Button
from bot.telegram.buttons import Row, other_pages
from bot.telegram.classes.buttons import Keys
from bot.telegram.pages import LONGEST, visible_length
from bot.telegram.questions import NOTE_LENGTH, filled_question
from bot.wording import Wording, filled, later, shortened
from conversations.exercise import console_views as c
from conversations.exercise import views as v
from conversations.exercise.agenda import Card
from conversations.exercise.desk import Screen
from conversations.exercise.exercise import Standing, Team
from conversations.exercise.setup import Names, Work
from conversations.exercise.sight import SeenNote
from conversations.guides.model import Guide
from conversations.profile import Section

#: How long a customer, and a name, may be where they stand in a line.
SEGMENT_LENGTH = 80
NAME_LENGTH = 40

#: How many names stand behind a note.
NAMED = 3

#: How long a list of notes may be that nobody turns the pages of; longer ones are
#: not read. There is always room for a notice above, and for what follows below.
_LONGEST_LIST = 2600
_BESIDES = 500

_MARKS = {
    Standing.WRITTEN: "",
    Standing.APPROVED: "",
    Standing.PARKED: "⏳ ",
    Standing.HIDDEN: "🙈 ",
    Standing.REMOVED: "🗑 ",
    Standing.WITHDRAWN: "↩ ",
}

_PROMISES: dict[Names, str] = {
    Names.SHOWN: later("👀 Names are shown: notes carry the name of who wrote them."),
    Names.FACILITATORS: later(
        "👀 Only those who lead the exercise see who wrote what. The class does not."
    ),
    Names.ANONYMOUS: later(
        "🕶 Answers are anonymous: nobody here, not even those who lead the exercise, "
        "can see who wrote what."
    ),
}


def section_title(guide: Guide, section: Section) -> str:
    """What a guide calls a section."""
    return guide.words.sections[section].title


def asked(headline: v.Headline, card: Card) -> list[str]:
    """The questions of a card, about the customer where one is known."""
    prompts = headline.guide.words.prompts
    return [
        filled_question(prompts[prompt], None, headline.segment, None)
        for prompt in card.prompts
    ]


def examples(headline: v.Headline, card: Card) -> str:
    """An example for each question of a card."""
    prompts = headline.guide.words.prompts
    found = [each for prompt in card.prompts for each in prompts[prompt].examples[:2]]
    return " · ".join(found[:4])


def card_heading(w: Wording, headline: v.Headline, card: Card) -> Markup:
    """The section, and which of how many cards it is."""
    return w.say(
        "<b>{section}</b> · card {number} of {cards}",
        section=section_title(headline.guide, card.section),
        number=headline.step + 1,
        cards=headline.cards,
    )


_OPEN_CUSTOMER: dict[Work, str] = {
    Work.SHARED: later("Customer: the class chooses, on the first card"),
    Work.OWN: later("Customer: everyone chooses their own"),
    Work.TEAMS: later("Customer: each team chooses its own"),
}


def customer_line(w: Wording, work: Work, segment: str) -> Markup:
    """Who the exercise is about, or who says so."""
    if not segment:
        return w.say(_OPEN_CUSTOMER[work])
    segment = shortened(segment, SEGMENT_LENGTH)
    return w.say("Customer: <b>{segment}</b>", segment=segment)


def introduction(headline: v.Headline, card: Card) -> Markup:
    """What belongs in the section of a card."""
    return filled("<i>{}</i>", headline.guide.words.sections[card.section].intro)


def question_lines(headline: v.Headline, card: Card) -> list[Markup]:
    """What is asked: one question, or several to think of."""
    questions = asked(headline, card)
    if len(questions) == 1:
        return [filled("<b>{}</b>", questions[0])]
    return [filled("• {}", question) for question in questions]


def promise(w: Wording, setup_work: Work, names: Names) -> Markup:
    """Who sees who wrote what, said before the first answer."""
    if setup_work is Work.OWN:
        return w.say("🔒 Everyone fills in their own sheet. Nobody else sees it.")
    return w.say(_PROMISES[names])


def team_name(w: Wording, team: Team) -> str:
    """What a team is called: as its topic, else by its number."""
    return team.name or w.label("Team {number}", number=team.number)


# --- time -----------------------------------------------------------------------------


def minutes_of(w: Wording, time: timedelta) -> str:
    """A length of time in minutes, halves included."""
    halves = round(time / timedelta(seconds=30))
    whole, half = divmod(halves, 2)
    if not half:
        return w.label("{minutes} min", minutes=whole)
    return w.label("{minutes}½ min", minutes=whole or "")


def clock_line(w: Wording, headline: v.Headline, now: datetime | None) -> list[Markup]:
    """How much time the open card has; at the moment of drawing, where it is known."""
    if headline.left is not None:
        left = minutes_of(w, headline.left)
        return [w.say("⏸ The clock stands, with {left} left.", left=left)]
    if headline.ends_at is None:
        return []
    if now is not None:
        left = minutes_of(w, max(headline.ends_at - now, timedelta()))
        return [w.say("⏱ {left} left", left=left)]
    time = headline.card.time if headline.card else None
    whole = (time or timedelta()) + timedelta(minutes=headline.extra)
    return [w.say("⏱ {time} for this card", time=minutes_of(w, whole))]


def counter(w: Wording, count: v.Count) -> Markup:
    """How many have answered, and how many notes there are."""
    notes = w.count("{number} note", "{number} notes", count.notes)
    return w.say(
        "<b>{answered} of {joined}</b> have answered · {notes}",
        answered=count.answered,
        joined=count.joined,
        notes=notes,
    )


def have_joined(w: Wording, joined: int) -> Markup:
    """How many take part."""
    if not joined:
        return w.say("Nobody has joined yet.")
    return w.count(
        "<b>{number}</b> has joined.", "<b>{number}</b> have joined.", joined
    )


# --- notes ----------------------------------------------------------------------------


def by(note: SeenNote) -> Markup:
    """Who wrote a note, where names are shown; of many only some."""
    names = [shortened(name, NAME_LENGTH) for name in note.by[:NAMED]]
    if not names:
        return Markup("")
    more = len(note.by) - len(names)
    return filled(" · <i>{}{}</i>", ", ".join(names), f" (+{more})" if more else "")


def note_text(note: SeenNote, longest: int = NOTE_LENGTH) -> str:
    """A note's words on one line."""
    return shortened(note.text, longest)


def note_line(note: SeenNote, head: str) -> Markup:
    """A note in a list: what has become of it, its words, stars and names."""
    stars = f" ⭐{note.stars}" if note.stars else ""
    text = note_text(note)
    return filled("{} {}{}{}{}", head, _MARKS[note.standing], text, stars, by(note))


def grouped(
    w: Wording, guide: Guide, notes: Sequence[SeenNote], heads: Iterable[str]
) -> list[Markup]:
    """Notes under the titles of their teams and sections, where there are several."""
    lines = [note_line(note, head) for note, head in zip(notes, heads, strict=True)]
    return under_titles(w, guide, notes, lines)


def under_titles(
    w: Wording, guide: Guide, notes: Sequence[SeenNote], told: Sequence[Markup]
) -> list[Markup]:
    """What is `told` of each note, under the titles of teams and sections."""
    lines: list[Markup] = []
    places = [(note.sheet, note.section) for note in notes]
    in_teams = len({note.sheet for note in notes}) > 1
    for at, (note, line) in enumerate(zip(notes, told, strict=True)):
        is_new = at == 0 or places[at] != places[at - 1]
        if is_new and len(set(places)) > 1:
            title = filled("<b>{}</b>", section_title(guide, note.section))
            if in_teams and note.team is not None:
                title = filled("{} · {}", team_name(w, note.team), title)
            lines += [Markup(""), title] if lines else [title]
        lines.append(line)
    return lines


def on_show(
    w: Wording, guide: Guide, notes: Sequence[SeenNote], above: Sequence[Markup]
) -> list[Markup]:
    """As many notes as fit on a card below what stands `above`, section by section."""
    order = list(guide.words.sections)
    notes = sorted(notes, key=lambda note: (note.sheet, order.index(note.section)))
    free = LONGEST - _BESIDES - sum(visible_length(line) + 1 for line in above)
    free = min(free, _LONGEST_LIST)
    shown = 0
    for note in notes:
        free -= visible_length(note_line(note, "•")) + 1
        if free < 0:
            break
        shown += 1
    lines = grouped(w, guide, notes[:shown], ["•"] * shown)
    rest = len(notes) - shown
    if rest:
        lines.append(w.count("… and {number} more", "… and {number} more", rest))
    return lines


# --- buttons --------------------------------------------------------------------------


def set_label(label: str, is_set: bool) -> str:
    """A choice on its button, with a mark when it is the one that counts."""
    return f"● {label}" if is_set else label


def home_row(w: Wording, keys: Keys) -> Row:
    """The way back to where the exercise stands."""
    return (keys.look(w.label("↩ Back"), Screen.HOME),)


def turn_row(w: Wording, keys: Keys, screen: Screen, pages: c.Pages) -> tuple[Row, ...]:
    """Earlier and later pages of a screen, where there are any."""
    return page_row(w, pages, lambda label, page: keys.look(label, screen, page))


def page_row(
    w: Wording, pages: c.Pages, turn: Callable[[str, int], Button]
) -> tuple[Row, ...]:
    """Earlier and later pages, where there are any; `turn` makes the button of one."""
    return other_pages(w, pages.page, pages.pages, turn)
