"""What the editor shows: sections, their notes, one note. Reads only."""

from __future__ import annotations

from conversations.canvas import in_order
from conversations.guides.library import Library
from conversations.guides.model import Guide
from conversations.interview import views as v
from conversations.interview.notes_in_turn import choice_options, link_options
from conversations.interview.paging import LISTED_AT_ONCE, on_page, pages_of
from conversations.interview.session import Session
from conversations.interview.view.shared import listed
from conversations.notes import OF_A_JOB
from conversations.profile import (
    ANSWERED_BY,
    PROFILE_SECTIONS,
    VALUE_MAP_SECTIONS,
    Note,
    Profile,
    Section,
)


def sections_of(profile: Profile, guide: Guide) -> tuple[Section, ...]:
    """The sections a profile's notes can be in, in the order they are shown."""
    homes = {*guide.home_of.values(), Section.PARKED}
    used = {note.section for note in profile.living}
    if used.isdisjoint(VALUE_MAP_SECTIONS):
        homes -= set(VALUE_MAP_SECTIONS)  # nobody misses it before it is begun
    return tuple(section for section in Section if section in homes | used)


def is_ordered(section: Section, guide: Guide) -> bool:
    """Whether notes of a section have places: steps do, and what is put in order."""
    return section is Section.STEPS or guide.orders(section)


def sections_view(session: Session, library: Library, number: int) -> v.ShowSections:
    """The sections of a profile and how far each is."""
    profile = session.interviews[number].profile
    guide = library.guide_of(profile)
    return v.ShowSections(
        profile=listed(session.shelf[number], library),
        guide=guide,
        sections=tuple(
            v.EditedSection(
                section,
                notes=len(profile.of_section(section)),
                unrated=_unplaced(profile, section, guide),
            )
            for section in sections_of(profile, guide)
        ),
    )


def _unplaced(profile: Profile, section: Section, guide: Guide) -> int:
    if not is_ordered(section, guide):
        return 0
    ranked = profile.order(section).ranked
    return len(profile.of_section(section)) - len(ranked)


def section_view(
    session: Session, library: Library, number: int, section: Section, page: int
) -> v.ShowSection:
    """The notes of a section, ranked ones first."""
    profile = session.interviews[number].profile
    guide = library.guide_of(profile)
    notes = in_order(profile, section)
    shown = pages_of(len(notes), page, LISTED_AT_ONCE)
    return v.ShowSection(
        profile=listed(session.shelf[number], library),
        guide=guide,
        section=section,
        notes=tuple(
            _edited(profile, note, guide)
            for note in on_page(shown, notes, LISTED_AT_ONCE)
        ),
        total=len(notes),
        first=shown.page * LISTED_AT_ONCE + 1,
        can_add=guide.prompt_for(section) is not None,
        is_ordered=is_ordered(section, guide),
        pages=shown,
    )


def note_view(
    session: Session, library: Library, number: int, note: Note
) -> v.ShowNote:
    """One note and what can be done with it."""
    profile = session.interviews[number].profile
    guide = library.guide_of(profile)
    listed_notes = [other.number for other in in_order(profile, note.section)]
    return v.ShowNote(
        profile=listed(session.shelf[number], library),
        guide=guide,
        section=note.section,
        note=_edited(profile, note, guide),
        ranked=len(profile.order(note.section).ranked),
        is_ordered=is_ordered(note.section, guide),
        page=listed_notes.index(note.number) // LISTED_AT_ONCE,
        sections=tuple(
            section
            for section in sections_of(profile, guide)
            if section is not note.section
        ),
        tie_kind=tie_kind(note),
        ties=tuple(option.text for option in ties_of(profile, note) if option.fits),
        choices=choices_of(note, guide),
        context=note.context,
    )


def tie_kind(note: Note) -> v.TieKind | None:
    """What a note can be tied to, if anything."""
    if note.section in ANSWERED_BY:
        return v.TieKind.ANSWERS
    return v.TieKind.JOB if note.section in OF_A_JOB else None


def ties_of(profile: Profile, note: Note) -> tuple[v.Option, ...]:
    """All that a note can be tied to."""
    if note.section in ANSWERED_BY:
        return link_options(profile, note)
    if note.section not in OF_A_JOB:
        return ()
    return tuple(
        v.Option(job.number, job.text, job.number == note.for_job)
        for job in in_order(profile, Section.JOBS)
    )


def choices_of(note: Note, guide: Guide) -> tuple[v.Option, ...]:
    """The choices that can be tapped for a note of its section."""
    prompt = guide.choosing(note.section)
    return choice_options(guide, prompt, note) if prompt else ()


def ties_view(
    session: Session,
    library: Library,
    number: int,
    note: Note,
    page: int = 0,
    at: int | None = None,
) -> v.ShowTies:
    """What a note can be tied to: a page of it, or the one that lists a note."""
    profile = session.interviews[number].profile
    options = ties_of(profile, note)
    if at is not None:
        numbers = [option.choice for option in options]
        page = numbers.index(at) // LISTED_AT_ONCE if at in numbers else 0
    shown = pages_of(len(options), page)
    return v.ShowTies(
        profile=listed(session.shelf[number], library),
        note=v.Item(note.number, note.text),
        kind=v.TieKind.JOB if note.section in OF_A_JOB else v.TieKind.ANSWERS,
        options=tuple(on_page(shown, options)),
        pages=shown,
    )


def _edited(profile: Profile, note: Note, guide: Guide) -> v.EditedNote:
    ranked = profile.order(note.section).ranked
    return v.EditedNote(
        number=note.number,
        text=note.text,
        rank=ranked.index(note.number) + 1 if note.number in ranked else None,
        levels=tuple(
            (rating.id, note.ratings[rating.id])
            for rating in guide.ratings_of(note.section)
            if rating.id in note.ratings
        ),
        heard=note.heard if note.section in PROFILE_SECTIONS else None,
    )
