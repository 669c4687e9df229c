"""What the screens of a console show, besides the one where the exercise stands.

They are frozen and decide nothing, as the views in `views.py`; notes come from the
sight of the facilitators.
"""

from __future__ import annotations

from msgspec import Struct

from conversations.exercise.agenda import Card
from conversations.exercise.quiz_views import QuizView
from conversations.exercise.setup import Names, Setup
from conversations.exercise.sight import SeenNote
from conversations.exercise.states import State
from conversations.exercise.voting_views import ShowTeachers
from conversations.guides.model import Guide
from conversations.profile import Section


class Pages(Struct, frozen=True):
    """Page `page` (from 0) of `pages`; the first item has the number `first`."""

    page: int
    pages: int
    first: int


class Template(Struct, frozen=True):
    """An earlier exercise that this one can be set up like, by its number."""

    number: int
    setup: Setup
    guide: Guide


class Someone(Struct, frozen=True):
    """Somebody who takes part and may become the host."""

    person: int
    name: str


# --- setting up -----------------------------------------------------------------------


class ShowGuides(Struct, frozen=True):
    """Let one of the guides be chosen; `chosen` is its id."""

    guides: tuple[Guide, ...]
    chosen: str


class ShowTemplates(Struct, frozen=True):
    """Let an earlier exercise be chosen, the newest first."""

    templates: tuple[Template, ...]
    chosen: Setup


class ShowPlan(Struct, frozen=True):
    """Let minutes and pace be chosen, and show the cards that follow from them."""

    setup: Setup
    guide: Guide
    cards: tuple[Card, ...]


class ShowWork(Struct, frozen=True):
    """Let it be chosen whose sheets are worked on."""

    setup: Setup


class ShowNames(Struct, frozen=True):
    """Let it be chosen who sees who wrote what; `allowed` keeps what was promised."""

    names: Names
    allowed: tuple[Names, ...]
    is_open: bool


# --- now and then ---------------------------------------------------------------------


class ShowMore(Struct, frozen=True):
    """Show what is needed now and then; `may_hide` more than names now do.

    Links that invite are of the edition `invitation`.
    """

    state: State
    step: int
    segment: str
    may_hide: bool
    invitation: int = 1


class ShowFormats(Struct, frozen=True):
    """Let it be chosen what to take away as."""


class ShowPeople(Struct, frozen=True):
    """Let the exercise be handed over; nobody is listed where names are not."""

    people: tuple[Someone, ...]
    pages: Pages
    is_named: bool


class ShowLeave(Struct, frozen=True):
    """Ask once more whether it shall end here."""

    step: int


# --- notes ----------------------------------------------------------------------------


class ShowNoteList(Struct, frozen=True):
    """Show notes page by page; `waiting` are those that wait to be approved."""

    guide: Guide
    notes: tuple[SeenNote, ...]
    pages: Pages
    waiting: bool
    is_revealed: bool


class ShowOneNote(Struct, frozen=True):
    """Show a note, those `merged` into it, and what can be done with it."""

    guide: Guide
    note: SeenNote
    merged: tuple[SeenNote, ...]
    is_lit: bool
    may_light: bool
    may_name: bool
    may_move: bool
    may_mute: bool
    may_list: bool


class ShowMove(Struct, frozen=True):
    """Let the section be chosen that a note belongs to."""

    guide: Guide
    note: SeenNote
    sections: tuple[Section, ...]


class ShowPair(Struct, frozen=True):
    """Show two notes that look alike, where there are any; `left` counts the pairs.

    `alike` is how many notes, these two included, look alike.
    """

    pair: tuple[SeenNote, SeenNote] | None
    left: int
    alike: int


class ShowShortlist(Struct, frozen=True):
    """Let notes be put on the shortlist, most stars first; `listed` are on it."""

    guide: Guide
    notes: tuple[SeenNote, ...]
    pages: Pages
    listed: int


# --- the vote -------------------------------------------------------------------------


class ShowOurVote(Struct, frozen=True):
    """Show the facilitators their own ballot, from this `page` (from 0)."""

    guide: Guide
    teachers: ShowTeachers
    page: int


ScreenView = (
    ShowGuides
    | ShowTemplates
    | ShowPlan
    | ShowWork
    | ShowNames
    | ShowMore
    | ShowFormats
    | ShowPeople
    | ShowLeave
    | ShowNoteList
    | ShowOneNote
    | ShowMove
    | ShowPair
    | ShowShortlist
    | QuizView
    | ShowOurVote
)
