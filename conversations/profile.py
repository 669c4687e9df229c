"""What an interview produces: a profile of one customer segment, made of notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace


class Section(StrEnum):
    """A part of a profile; every note belongs to exactly one.

    STEPS are how a job gets done, in their order; they are no rivals of jobs.
    PRODUCTS, RELIEVERS and CREATORS are what is offered to the customer, PROPOSITION
    says in sentences why they would choose it.
    PARKED is for what people are not sure about: it stays off the canvas.
    """

    SEGMENT = "segment"
    JOBS = "jobs"
    STEPS = "steps"
    PAINS = "pains"
    GAINS = "gains"
    PRODUCTS = "products"
    RELIEVERS = "pain_relievers"
    CREATORS = "gain_creators"
    PROPOSITION = "proposition"
    REFLECTION = "reflection"
    PARKED = "parked"


class SectionState(StrEnum):
    """How far a section is."""

    UNTOUCHED = "untouched"
    STARTED = "started"
    DONE = "done"


#: The sections that form the customer profile, in the order they are shown.
PROFILE_SECTIONS = (Section.JOBS, Section.PAINS, Section.GAINS)

#: The sections that form the value map, in the order they are shown.
VALUE_MAP_SECTIONS = (Section.PRODUCTS, Section.RELIEVERS, Section.CREATORS)

#: What the notes of the value map answer in the customer profile.
ANSWERED_BY = {
    Section.PRODUCTS: Section.JOBS,
    Section.RELIEVERS: Section.PAINS,
    Section.CREATORS: Section.GAINS,
}


class Origin(Struct, frozen=True):
    """Where a note was written: the line of a message in a chat.

    `message` is the messenger's id of the message, `line` counts from 0.
    """

    message: int
    line: int


class Note(Struct, frozen=True):
    """One answer, as on one sticky note.

    `number` is unique within its profile and never used again. `ratings` maps
    a rating's id to the level chosen; a rating nobody gave is absent. `for_job`
    is the job that a step, a pain or a gain belongs to. `reworded_in` is the message
    that holds its present wording, when that is not the one it was first written in.
    A deleted note stays for some hours, so that it can be brought back.

    `links` are the notes of the customer profile that a note of the value map
    answers. `tags` are the choices that were tapped for it, by their ids. `context`
    says in which situation a job has to be done. `heard` counts the customers who
    said so; at 0 the note is an assumption. `quote` is what one of them said.
    """

    number: int
    section: Section
    prompt: str
    text: str
    origin: Origin | None = None
    ratings: Mapping[str, str] = field(default_factory=dict)
    for_job: int | None = None
    reworded_in: int | None = None
    deleted_at: datetime | None = None
    links: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    context: str = ""
    heard: int = 0
    quote: str = ""


class Basis(StrEnum):
    """What the order of a section rests on."""

    SCORES = "scores"  # computed from ratings
    PICKED = "picked"  # tapped, most important first
    HAND = "hand"  # moved up or down by the person afterwards


class Order(Struct, frozen=True):
    """The order of a section: `ranked` note numbers, most important first.

    Notes of the section that are not listed are "not rated". `settled` are the
    notes whose equal scores the person has put in order already; those of them
    that the person called equal are `alike`.
    """

    basis: Basis = Basis.SCORES
    ranked: tuple[int, ...] = ()
    settled: tuple[int, ...] = ()
    alike: tuple[int, ...] = ()


class Mark(NamedTuple):
    """How a note stood when its profile was finished.

    `rank` counts from 1, 0 is "not rated". `words` is a fingerprint of the text: enough
    to see that it was reworded, and nothing that has to be deleted with the note.
    """

    note: int
    section: Section
    rank: int
    heard: int
    words: int


Baseline = tuple[Mark, ...]
"""All notes of a profile as they stood when it was finished."""


class Profile(Struct, frozen=True):
    """A customer profile: one segment with its notes and their order.

    `notes` holds deleted ones too; whoever shows or counts notes asks for those
    of a section, of a prompt, or `living`. `baselines` are from the last two times it
    was finished, the newest last. `nudged` says for each section which note somebody
    was asked to look at again; 0 when they let it be.
    """

    number: int
    guide: str
    guide_version: int
    name: str = ""
    named_by_hand: bool = False
    notes: tuple[Note, ...] = ()
    orders: Mapping[Section, Order] = field(default_factory=dict)
    next_note: int = 1
    finished_at: datetime | None = None
    deleted_at: datetime | None = None
    archived: bool = False
    baselines: tuple[Baseline, ...] = ()
    nudged: Mapping[Section, int] = field(default_factory=dict)

    @property
    def living(self) -> tuple[Note, ...]:
        """The notes that are not deleted, in the order they were written."""
        return tuple(note for note in self.notes if note.deleted_at is None)

    def of_section(self, section: Section) -> tuple[Note, ...]:
        """The notes of a section in the order they were written."""
        return tuple(
            note
            for note in self.notes
            if note.section is section and note.deleted_at is None
        )

    def of_prompt(self, prompt: str) -> tuple[Note, ...]:
        """The notes that answer a prompt in the order they were written."""
        return tuple(note for note in self.living if note.prompt == prompt)

    def note(self, number: int) -> Note | None:
        """The note with this number, if there is one that is not deleted."""
        return next((note for note in self.living if note.number == number), None)

    def deleted_note(self, number: int) -> Note | None:
        """The deleted note with this number, if it can still be brought back."""
        return next(
            (
                note
                for note in self.notes
                if note.number == number and note.deleted_at and note.text
            ),
            None,
        )

    def answered(self, note: Note) -> tuple[Note, ...]:
        """What a note of the value map answers, as far as it is there.

        A link to a note that was deleted or put elsewhere rests until it is back.
        """
        section = ANSWERED_BY.get(note.section)
        linked = map(self.note, note.links)
        return tuple(each for each in linked if each and each.section is section)

    def job_of(self, note: Note) -> Note | None:
        """The job that a note belongs to, as far as it is there."""
        job = None if note.for_job is None else self.note(note.for_job)
        return job if job and job.section is Section.JOBS else None

    def order(self, section: Section) -> Order:
        """The order of a section; an empty one before anything was ranked."""
        return self.orders.get(section, Order())

    def with_note(self, changed: Note) -> Profile:
        """The same profile with one note replaced by its new version."""
        notes = tuple(
            changed if note.number == changed.number else note for note in self.notes
        )
        return replace(self, notes=notes)

    def with_order(self, section: Section, order: Order) -> Profile:
        """The same profile with a section in a new order."""
        return replace(self, orders={**self.orders, section: order})
