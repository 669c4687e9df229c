"""What lies before one person of exercises: a console, a card, a text that is awaited.

It belongs to the person's private conversation, not to the exercise: two facilitators
look at different notes of the same exercise.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from conversations.exercise import events as e
from conversations.exercise.events import Deed
from conversations.formats import Format, Paper


class Screen(StrEnum):
    """What a console shows; what is not home has a way back there."""

    HOME = "home"  # where the exercise stands, and what moves it on
    GUIDES = "guides"  # choose the guide
    TEMPLATES = "templates"  # earlier exercises, to be set up like one of them
    PLAN = "plan"  # the cards and the time of each, minutes and pace
    WORK = "work"  # whose sheets, and how many teams
    NAMES = "names"  # who sees who wrote what
    MORE = "more"  # what is needed now and then
    NOTES = "notes"  # all notes of the card, page by page
    NOTE = "note"  # one note, and what can be done with it
    MOVE = "move"  # the sections one note may be moved to
    PARKED = "parked"  # what waits to be approved
    ALIKE = "alike"  # a pair of notes that look alike
    SHORTLIST = "shortlist"  # which notes go on, page by page
    VOTE = "vote"  # the facilitators' own ballot, page by page
    PEOPLE = "people"  # who takes part, to hand the exercise over
    FILES = "files"  # what the class came to, in every format
    QUIZ = "quiz"  # questions about the words, beside the steps
    LEAVE = "leave"  # are you sure to end it here?


class Awaits(StrEnum):
    """What the next private message of a facilitator is for."""

    SEGMENT = "segment"
    ROOM_NOTE = "room_note"


class Console(Struct, frozen=True):
    """An open console: of which exercise, at which screen, page (from 0) or note.

    At the quiz the note is the number of the quiz that is to be begun.
    """

    exercise: int
    screen: Screen = Screen.HOME
    page: int = 0
    note: int = 0


class Desk(Struct, frozen=True):
    """What lies before one person.

    `attends` is the exercise whose card is the newest question on their screen; None
    when it is one of an interview. `awaits` belongs to the open console.
    """

    attends: int | None = None
    console: Console | None = None
    awaits: Awaits | None = None


#: Nothing of exercises lies before somebody.
EMPTY = Desk()


class Looked(Deed, frozen=True):
    """A facilitator turned to a screen; it changes nothing of the exercise."""

    screen: Screen
    page: int = 0
    note: int = 0


class TextWanted(Deed, frozen=True):
    """A facilitator is going to write something."""

    what: Awaits


class FilesWanted(Deed, frozen=True):
    """A facilitator wants what the class came to as a file."""

    format: Format
    paper: Paper = Paper.A4


class PosterWanted(Deed, frozen=True):
    """A facilitator wants the poster with the code that lets people join."""


class CardWanted(Deed, frozen=True):
    """Somebody who takes part wants to see their card (again)."""


class MyCanvasWanted(Deed, frozen=True):
    """Somebody who took part wants a picture of their own canvas."""


def turned(desk: Desk, exercise: int, deed: Looked | TextWanted) -> Desk:
    """The desk after a facilitator turned to a screen, or is going to write."""
    if isinstance(deed, TextWanted):
        console = desk.console
        if console is None or console.exercise != exercise:
            console = Console(exercise)
        return replace(desk, console=console, awaits=deed.what)
    console = Console(exercise, deed.screen, deed.page, deed.note)
    return replace(desk, console=console, awaits=None)


def settled(desk: Desk, exercise: int, event: e.Event) -> Desk:
    """The desk after something was done: with some things a screen has served."""
    console = desk.console
    if console is None or console.exercise != exercise:
        return desk
    match event:
        case e.MoveTapped(note=note):
            shown = replace(console, screen=Screen.NOTE, note=note)
        case e.SegmentTapped() | e.RoomNoteAdded():
            shown = Console(exercise)
        case _:
            return desk
    return replace(desk, console=shown)
