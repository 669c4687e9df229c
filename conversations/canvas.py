"""The canvas: the one value every output is made from."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from conversations.guides.model import ExampleNote, Guide, PromptKind
from conversations.notes import is_naming
from conversations.profile import (
    PROFILE_SECTIONS,
    VALUE_MAP_SECTIONS,
    Basis,
    Note,
    Order,
    Profile,
    Section,
)
from conversations.proposition import statement_of
from conversations.ranking import TOP, Reason, ranked, reason
from conversations.rounds import Changes, changes_of
from conversations.segment_card import ON_CARD, SegmentCard, card_of


class CanvasItem(Struct, frozen=True):
    """A note on the canvas; `rank` counts from 1, None is "not rated".

    `number` is the note's number in its profile. `levels` are the (scale, level)
    pairs it was given. `links` are the numbers of the notes that it answers; the
    other fields are as in `Note`.
    """

    text: str
    rank: int | None
    levels: tuple[tuple[str, str], ...] = ()
    reason: Reason | None = None
    number: int = 0
    links: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    context: str = ""
    for_job: int | None = None
    heard: int = 0
    quote: str = ""


class CanvasSection(Struct, frozen=True):
    """The notes of a section, ranked ones first."""

    section: Section
    items: tuple[CanvasItem, ...]

    @property
    def top(self) -> CanvasItem | None:
        """The first of the order, if anything was ranked."""
        return self.items[0] if self.items and self.items[0].rank else None


class Assumption(Struct, frozen=True):
    """A note that no customer was heard saying, and the section it stands in."""

    section: Section
    item: CanvasItem


class Steps(Struct, frozen=True):
    """How a job gets done, step by step; `job` is None once that note is gone."""

    job: str | None
    steps: tuple[str, ...]


class Canvas(Struct, frozen=True):
    """A customer profile, ready to be shown in any form.

    `sections` are the customer profile; `value_map` is what is offered to them, and
    empty as long as there is none. `statement` says why they would choose it. `card`
    describes the segment, where somebody did so.
    `parked` counts the notes the person is not sure about; they are not shown.
    `changes` is what changed since it was finished before.
    """

    segment: str
    sections: tuple[CanvasSection, ...]
    value_map: tuple[CanvasSection, ...] = ()
    statement: tuple[str, ...] = ()
    description: tuple[str, ...] = ()
    steps: tuple[Steps, ...] = ()
    surprises: tuple[str, ...] = ()
    parked: int = 0
    card: SegmentCard | None = None
    changes: Changes = field(default_factory=Changes)

    @property
    def is_only_a_card(self) -> bool:
        """Whether the segment is described, and nothing else is known of it yet."""
        sections = (*self.sections, *self.value_map)
        return self.card is not None and not any(each.items for each in sections)

    @property
    def riskiest(self) -> tuple[Assumption, ...]:
        """The three assumptions that most rests on: high up, heard from nobody."""
        unheard = [
            (item.rank, Assumption(section.section, item))
            for section in self.sections
            for item in section.items
            if item.rank is not None and item.rank <= TOP and not item.heard
        ]
        unheard.sort(key=lambda pair: pair[0])
        return tuple(assumption for _, assumption in unheard[:3])


def canvas_of(profile: Profile, guide: Guide) -> Canvas:
    """The canvas of a profile as it stands now."""
    return Canvas(
        segment=profile.name,
        sections=tuple(
            CanvasSection(section, _items(profile, section, guide))
            for section in PROFILE_SECTIONS
        ),
        description=tuple(
            note.text
            for note in profile.of_section(Section.SEGMENT)
            if _describes(note, guide)
        ),
        steps=_steps(profile),
        value_map=_value_map(profile, guide),
        statement=tuple(filter(None, [statement_of(profile, guide)])),
        surprises=tuple(note.text for note in profile.of_section(Section.REFLECTION)),
        parked=len(profile.of_section(Section.PARKED)),
        changes=changes_of(profile),
        card=card_of(profile, guide),
    )


def _describes(note: Note, guide: Guide) -> bool:
    """Whether a note of the segment says in plain words what the customers are like."""
    prompt = guide.prompt(note.prompt)
    kind = prompt.kind if prompt else PromptKind.NOTES
    elsewhere = kind in ON_CARD or kind is PromptKind.WARMUP
    return not elsewhere and not is_naming(note, guide)


def _value_map(profile: Profile, guide: Guide) -> tuple[CanvasSection, ...]:
    sections = tuple(
        CanvasSection(section, _items(profile, section, guide))
        for section in VALUE_MAP_SECTIONS
    )
    return sections if any(section.items for section in sections) else ()


def _steps(profile: Profile) -> tuple[Steps, ...]:
    of_job: dict[int | None, list[str]] = {}
    for note in in_order(profile, Section.STEPS):
        of_job.setdefault(note.for_job, []).append(note.text)
    return tuple(
        Steps(_text_of(profile, job), tuple(steps)) for job, steps in of_job.items()
    )


def _text_of(profile: Profile, number: int | None) -> str | None:
    note = None if number is None else profile.note(number)
    return note.text if note else None


def in_order(profile: Profile, section: Section) -> tuple[Note, ...]:
    """A section's notes: ranked ones by rank, then the others as written."""
    places = {number: at for at, number in enumerate(profile.order(section).ranked)}
    return tuple(
        sorted(
            profile.of_section(section),
            key=lambda note: (places.get(note.number, len(places)), note.number),
        )
    )


def _items(profile: Profile, section: Section, guide: Guide) -> tuple[CanvasItem, ...]:
    places = {number: at for at, number in enumerate(profile.order(section).ranked, 1)}
    scales = {rating.id: rating.scale for rating in guide.ratings_of(section)}
    return tuple(
        CanvasItem(
            text=note.text,
            rank=places.get(note.number),
            levels=tuple(
                (scale, note.ratings[rating])
                for rating, scale in scales.items()
                if rating in note.ratings
            ),
            reason=reason(profile, note, guide),
            number=note.number,
            links=tuple(answered.number for answered in profile.answered(note)),
            tags=note.tags,
            context=note.context,
            for_job=job.number if (job := profile.job_of(note)) else None,
            heard=note.heard,
            quote=note.quote,
        )
        for note in in_order(profile, section)
    )


def example_profile(guide: Guide) -> Profile:
    """The guide's worked example as a finished profile."""
    example = guide.words.example
    profile = Profile(0, guide.id, guide.version, name=example.segment)
    for section, notes in example.notes.items():
        profile = _with_example(profile, section, notes, guide)
    return profile


def _with_example(
    profile: Profile, section: Section, notes: tuple[ExampleNote, ...], guide: Guide
) -> Profile:
    """Add a section's notes, which stand in their order already."""
    first = profile.next_note
    job = next((note.number for note in profile.of_section(Section.JOBS)), None)
    written = tuple(
        Note(
            number,
            section,
            note.prompt or guide.prompt_for(section) or "",
            note.text,
            ratings=note.ratings,
            tags=note.tags,
            for_job=job if section is Section.STEPS else None,
        )
        for number, note in enumerate(notes, first)
    )
    numbers = tuple(note.number for note in written)
    basis = Basis.SCORES if guide.ratings_of(section) else Basis.PICKED
    profile = replace(
        profile,
        notes=profile.notes + written,
        orders={**profile.orders, section: Order(basis, ranked=numbers)},
        next_note=first + len(written),
    )
    return profile.with_order(section, ranked(profile, section, guide))
