"""The editor: sections, their notes, and what can be done with one note."""

from __future__ import annotations

from msgspec import Struct

from conversations.guides.model import Guide
from conversations.interview.views.shared import Item, ListedProfile, Option, Pages
from conversations.interview.views.tying import TieKind
from conversations.profile import Section


class EditedSection(Struct, frozen=True):
    """A section in the list of what can be changed.

    Of its `notes`, `unrated` have no place yet, where places are given.
    """

    section: Section
    notes: int
    unrated: int


class ShowSections(Struct, frozen=True):
    """Show the sections of a profile and how far each is."""

    profile: ListedProfile
    guide: Guide
    sections: tuple[EditedSection, ...]


class EditedNote(Struct, frozen=True):
    """A note as the editor shows it: its place from 1, and its levels.

    `levels` has a pair of rating id and level id for each rating it was given.
    `heard` is how many customers said so; None where nobody is asked.
    """

    number: int
    text: str
    rank: int | None
    levels: tuple[tuple[str, str], ...]
    heard: int | None = None


class ShowSection(Struct, frozen=True):
    """Show the notes of a section; `first` counts them from 1."""

    profile: ListedProfile
    guide: Guide
    section: Section
    notes: tuple[EditedNote, ...]
    total: int
    first: int
    can_add: bool
    is_ordered: bool
    pages: Pages


class ShowNote(Struct, frozen=True):
    """Show a note and what can be done with it.

    It is tied to `ties` in the way that `tie_kind` says, if it can be tied at all.

    `ranked` is how many notes of its section have a place; `page` is the one of
    the section that lists it; `sections` are those it could go to instead.
    """

    profile: ListedProfile
    guide: Guide
    section: Section
    note: EditedNote
    ranked: int
    is_ordered: bool
    page: int
    sections: tuple[Section, ...]
    tie_kind: TieKind | None
    ties: tuple[str, ...]
    choices: tuple[Option, ...]
    context: str


class AskWording(Struct, frozen=True):
    """Ask for other words for a note."""

    profile: int
    note: int
    text: str


class AskSituation(Struct, frozen=True):
    """Ask in which situation a job is done."""

    profile: int
    note: Item
    question: str


class AskNotes(Struct, frozen=True):
    """Ask for notes of a section."""

    profile: ListedProfile
    guide: Guide
    section: Section


class ShowDropped(Struct, frozen=True):
    """Say that a note was deleted, and offer to undo it."""

    profile: ListedProfile
    section: Section
    guide: Guide
    note: int
    text: str
