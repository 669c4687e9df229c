"""Makes the views of a console's screens; a screen that does not fit now is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from conversations.exercise import console_views as c
from conversations.exercise.desk import Console, Screen
from conversations.exercise.exercise import ON_SHEET, Exercise, Standing
from conversations.exercise.quiz_view import quiz_view
from conversations.exercise.setup import Names, Setup, Work
from conversations.exercise.sight import Facilitators, SeenNote, sight
from conversations.exercise.sorting import alike_to, proposals
from conversations.exercise.states import State
from conversations.exercise.turn import cards_of
from conversations.exercise.voting_view import teachers_view
from conversations.guides.library import Library
from conversations.guides.model import Guide

#: How many notes, people or templates a screen lists.
PAGE = 10

#: The screens on which an exercise is set up.
_SETTING_UP = {Screen.GUIDES, Screen.TEMPLATES, Screen.PLAN, Screen.WORK}

Item = TypeVar("Item")


def screen_view(
    exercise: Exercise,
    library: Library,
    console: Console,
    templates: Mapping[int, Setup],
) -> c.ScreenView | None:
    """What a screen shows; None where it shows where the exercise stands."""
    is_setup = exercise.state is State.SETTING_UP
    if console.screen in _SETTING_UP and is_setup:
        return _setup_screen(exercise, library, console.screen, templates)
    if console.screen is Screen.NAMES:
        allowed = tuple(names for names in Names if exercise.may_become(names))
        return c.ShowNames(exercise.setup.names, allowed, not is_setup)
    if is_setup:
        return None
    match console.screen:
        case Screen.MORE | Screen.PEOPLE | Screen.QUIZ:
            return _at_any_time(exercise, library, console)
        case _ if exercise.state is State.JOINING:
            return None
        case _:
            return _running_screen(exercise, library, console)


def _running_screen(
    exercise: Exercise, library: Library, console: Console
) -> c.ScreenView | None:
    """The screens that there are from the first card on."""
    match console.screen:
        case Screen.FILES:
            return c.ShowFormats()
        case Screen.VOTE:
            return _our_vote(exercise, library, console.page)
        case Screen.LEAVE if exercise.state is not State.FINISHED:
            return c.ShowLeave(exercise.place.step)
        case _:
            return _notes_screen(exercise, library, console)


def _setup_screen(
    exercise: Exercise,
    library: Library,
    screen: Screen,
    templates: Mapping[int, Setup],
) -> c.ScreenView:
    setup = exercise.setup
    match screen:
        case Screen.GUIDES:
            return c.ShowGuides(library.all_newest(), setup.guide)
        case Screen.TEMPLATES:
            known = tuple(
                c.Template(number, kept, library.newest(kept.guide))
                for number, kept in templates.items()
                if library.knows(kept.guide)
            )
            return c.ShowTemplates(known[:PAGE], setup)
        case Screen.PLAN:
            guide = guide_of(exercise, library)
            return c.ShowPlan(setup, guide, cards_of(exercise, library))
        case _:
            return c.ShowWork(setup)


def _at_any_time(
    exercise: Exercise, library: Library, console: Console
) -> c.ScreenView:
    match console.screen:
        case Screen.PEOPLE:
            return _people(exercise, console.page)
        case Screen.QUIZ:
            glossary = library.glossary
            return quiz_view(exercise, glossary, console.page, console.note)
        case _:
            return _more(exercise)


def _more(exercise: Exercise) -> c.ShowMore:
    may_hide = exercise.setup.names is not Names.ANONYMOUS
    return c.ShowMore(
        exercise.state,
        exercise.place.step,
        exercise.segment,
        may_hide,
        exercise.invitation,
    )


def _our_vote(exercise: Exercise, library: Library, page: int) -> c.ShowOurVote | None:
    teachers = teachers_view(exercise)
    if teachers is None:
        return None
    return c.ShowOurVote(guide_of(exercise, library), teachers, page)


def _people(exercise: Exercise, page: int) -> c.ShowPeople:
    """Those who may become the host; where nobody has a name nobody is listed."""
    is_named = exercise.setup.names.is_named
    people = tuple(
        c.Someone(each.person, each.name)
        for each in exercise.present
        if is_named and each.person != exercise.host
    )
    shown, pages = paged(people, page)
    return c.ShowPeople(shown, pages, is_named)


# --- notes ----------------------------------------------------------------------------


def _notes_screen(
    exercise: Exercise, library: Library, console: Console
) -> c.ScreenView | None:
    seen = {note.number: note for note in sight(exercise, Facilitators())}
    match console.screen:
        case Screen.NOTES | Screen.PARKED:
            return _note_list(exercise, library, console, tuple(seen.values()))
        case Screen.NOTE | Screen.MOVE if console.note in seen:
            return _one_note(exercise, library, console, seen)
        case Screen.ALIKE if exercise.state is State.SORTING:
            return _pair(exercise, seen)
        case Screen.SHORTLIST if exercise.state is State.SORTING:
            return _shortlist(exercise, library, console.page, tuple(seen.values()))
        case _:
            return None


def of_step(
    seen: tuple[SeenNote, ...], step: int, cards: Sequence[object]
) -> tuple[SeenNote, ...]:
    """The notes of a card; behind the cards, all of them."""
    if step >= len(cards):
        return seen
    return tuple(note for note in seen if note.step == step)


def _note_list(
    exercise: Exercise, library: Library, console: Console, seen: tuple[SeenNote, ...]
) -> c.ShowNoteList:
    waiting = console.screen is Screen.PARKED
    cards, step = cards_of(exercise, library), exercise.place.step
    here = seen if waiting else of_step(seen, step, cards)
    notes = [
        note
        for note in here
        if note.merged_into is None and (note.standing is Standing.PARKED) is waiting
    ]
    # What was taken off comes last; sorting keeps the order of the sight.
    notes.sort(key=lambda note: (note.standing not in ON_SHEET, *_place(note)))
    shown, pages = paged(tuple(notes), console.page)
    is_revealed = step in exercise.revealed or step >= len(cards)
    return c.ShowNoteList(
        guide_of(exercise, library), shown, pages, waiting, is_revealed
    )


def _one_note(
    exercise: Exercise, library: Library, console: Console, seen: dict[int, SeenNote]
) -> c.ScreenView:
    note, guide = seen[console.note], guide_of(exercise, library)
    cards, is_shared = cards_of(exercise, library), exercise.setup.work is Work.SHARED
    sections = tuple(dict.fromkeys(card.section for card in cards))
    is_shown = note.standing in ON_SHEET and note.merged_into is None
    if console.screen is Screen.MOVE:
        return c.ShowMove(guide, note, sections)
    is_from_the_room = exercise.notes[note.number].author is None
    return c.ShowOneNote(
        guide=guide,
        note=note,
        merged=tuple(
            other
            for other in seen.values()
            if other.merged_into is not None
            and exercise.root(other.number).number == note.number
        ),
        is_lit=exercise.spotlight == note.number,
        may_light=is_shown and (is_from_the_room or note.step in exercise.revealed),
        may_name=cards[note.step].naming and is_shared,
        may_move=len(sections) > 1 and note.merged_into is None,
        may_mute=not is_from_the_room,
        may_list=exercise.state is State.SORTING and is_shown,
    )


def _place(note: SeenNote) -> tuple[int, int, str]:
    return note.sheet, note.step, note.section


def _pair(exercise: Exercise, seen: dict[int, SeenNote]) -> c.ShowPair:
    pairs = proposals(exercise)
    if not pairs:
        return c.ShowPair(None, 0, 0)
    one, other = pairs[0]
    alike = 1 + len(alike_to(other, pairs))
    return c.ShowPair((seen[one], seen[other]), len(pairs), alike)


def _shortlist(
    exercise: Exercise, library: Library, page: int, seen: tuple[SeenNote, ...]
) -> c.ShowShortlist:
    notes = [
        note for note in seen if note.standing in ON_SHEET and note.merged_into is None
    ]
    # In the order of the cards; what is tapped must not jump away.
    notes.sort(key=lambda note: (*_place(note), -note.stars))
    shown, pages = paged(tuple(notes), page)
    listed = sum(note.listed for note in notes)
    return c.ShowShortlist(guide_of(exercise, library), shown, pages, listed)


# --- helpers --------------------------------------------------------------------------


def paged(
    items: tuple[Item, ...], page: int, size: int = PAGE
) -> tuple[tuple[Item, ...], c.Pages]:
    """A page of a list, the last one where there is none of that number."""
    pages = max(1, -(-len(items) // size))
    page = min(max(page, 0), pages - 1)
    first = page * size
    return items[first : first + size], c.Pages(page, pages, first + 1)


def guide_of(exercise: Exercise, library: Library) -> Guide:
    """The guide that an exercise asks with."""
    return library.guides[exercise.setup.guide, exercise.setup.guide_version]
