"""The canvas: the one value every output is made from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from conversations.guides.model import Guide
from conversations.profile import (
    PROFILE_SECTIONS,
    Basis,
    Note,
    Order,
    Profile,
    Section,
)
from conversations.ranking import Reason, ranked, rate, reason


@dataclass(frozen=True, slots=True)
class CanvasItem:
    """A note on the canvas; `rank` counts from 1, None is "not rated".

    `levels` are the (scale, level) pairs it was given.
    """

    text: str
    rank: int | None
    levels: tuple[tuple[str, str], ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class CanvasSection:
    """The notes of a section, ranked ones first."""

    section: Section
    items: tuple[CanvasItem, ...]

    @property
    def top(self) -> CanvasItem | None:
        """The first of the order, if anything was ranked."""
        return self.items[0] if self.items and self.items[0].rank else None


@dataclass(frozen=True, slots=True)
class Canvas:
    """A customer profile, ready to be shown in any form."""

    segment: str
    sections: tuple[CanvasSection, ...]
    surprises: tuple[str, ...] = ()


def canvas_of(profile: Profile, guide: Guide) -> Canvas:
    """The canvas of a profile as it stands now."""
    return Canvas(
        segment=profile.name,
        sections=tuple(
            CanvasSection(section, _items(profile, section, guide))
            for section in PROFILE_SECTIONS
        ),
        surprises=tuple(note.text for note in profile.of_section(Section.REFLECTION)),
    )


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
    scales = {rating.id: rating.scale for rating in guide.section(section).ratings}
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
        )
        for note in in_order(profile, section)
    )


def example_profile(guide: Guide) -> Profile:
    """The guide's worked example as a finished profile."""
    example = guide.words.example
    profile = Profile(0, guide.id, guide.version, name=example.segment)
    for section, notes in example.notes.items():
        prompt = guide.section(section).prompts[0].id
        first = len(profile.notes) + 1
        written = tuple(
            Note(number, section, prompt, note.text)
            for number, note in enumerate(notes, first)
        )
        profile = _with_example(profile, section, written)
        for note, source in zip(written, notes, strict=True):
            for rating, level in source.ratings.items():
                current = profile.note(note.number) or note
                profile = rate(profile, current, rating, level)
        profile = profile.with_order(section, ranked(profile, section, guide))
    return profile


def _with_example(
    profile: Profile, section: Section, notes: tuple[Note, ...]
) -> Profile:
    """Add notes that stand in their order already."""
    numbers = tuple(note.number for note in notes)
    order = Order(Basis.PICKED, ranked=numbers)
    return replace(
        profile,
        notes=profile.notes + notes,
        orders={**profile.orders, section: order},
        next_note=len(profile.notes) + len(notes) + 1,
    )
