"""From many notes to a shortlist: stars, what is alike, and what goes to the vote."""

from __future__ import annotations

from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.care import of_note, saved
from conversations.exercise.exercise import Exercise, Note
from conversations.exercise.merging import may_merge, merge
from conversations.exercise.path import is_ranked, shortlist
from conversations.exercise.sight import Facilitators, Member, is_shown, sees
from conversations.exercise.turn import Context, Handler, Turn, cards_of, unchanged
from conversations.likeness import Pair, alike

#: How many notes each person may star.
STARS = 2

#: How many notes of a sheet can go to the vote: all of them stand on one ballot.
MOST_LISTED = 20


def proposals(exercise: Exercise) -> tuple[Pair, ...]:
    """The pairs of notes that may be the same and nobody has decided about.

    The most alike come first, those that were put off last.
    """
    parts: dict[tuple[int, str], dict[int, str]] = {}
    for note in exercise.notes.values():
        if is_shown(note):
            parts.setdefault((note.sheet, note.section), {})[note.number] = note.text
    found = [pair for texts in parts.values() for pair in alike(texts)]
    open_ = [pair for pair in found if pair not in exercise.apart]
    first = [pair for pair in open_ if pair not in exercise.later]
    return tuple(first + [pair for pair in exercise.later if pair in open_])


def _starred(exercise: Exercise, event: e.StarTapped, context: Context) -> Turn:
    note = exercise.notes.get(event.note)
    participant, viewer = exercise.people[event.person], Member(event.person)
    if event.starred is (event.note in participant.stars):
        return unchanged(exercise, f.Notice.ALREADY)
    stars = tuple(number for number in participant.stars if number != event.note)
    if event.starred:
        if note is None or not (is_shown(note) and sees(exercise, viewer, note)):
            return unchanged(exercise, f.Notice.STALE)
        if not is_ranked(note, cards_of(exercise, context.library)):
            return unchanged(exercise, f.Notice.STALE)
        if len(stars) == STARS:
            return unchanged(exercise, f.Notice.STARS_USED)
        stars = (*stars, event.note)
    starred = exercise.with_person(replace(participant, stars=stars))
    card = f.AskOne(event.person, quiet=True, page=event.page)
    shown = (card, f.ShowConsoles(quiet=True))
    return Turn(starred, shown)


def _turned(exercise: Exercise, event: e.PageTapped, context: Context) -> Turn:
    return Turn(exercise, (f.AskOne(event.person, quiet=True, page=event.page),))


@of_note
def _merged(
    exercise: Exercise, event: e.MergeTapped, context: Context, note: Note
) -> Turn:
    into = exercise.notes.get(event.into)
    if into is None or not sees(exercise, Facilitators(), into):
        return unchanged(exercise, f.Notice.STALE)
    if not may_merge(exercise, note, into):
        return unchanged(exercise, f.Notice.NOT_TOGETHER)
    return saved(merge(exercise, note, into, event.person))


@of_note
def _alike_merged(
    exercise: Exercise, event: e.MergeAlikeTapped, context: Context, note: Note
) -> Turn:
    group = alike_to(note.number, proposals(exercise))
    if not group:
        return unchanged(exercise, f.Notice.STALE)
    for number in group:
        exercise = merge(exercise, exercise.notes[number], note, event.person)
    return saved(exercise)


def alike_to(number: int, pairs: tuple[Pair, ...]) -> list[int]:
    """Everything that is alike to a note, or to what is alike to it."""
    group = [number]
    for at in group:
        near = {other for pair in pairs if at in pair for other in pair}
        group += sorted(near.difference(group))
    return group[1:]


@of_note
def _unmerged(
    exercise: Exercise, event: e.UnmergeTapped, context: Context, note: Note
) -> Turn:
    if note.merged_into is None:
        return unchanged(exercise, f.Notice.ALREADY)
    apart = replace(note, merged_into=None, decided_by=event.person)
    return saved(exercise.with_notes(apart))


@of_note
def _kept_both(
    exercise: Exercise, event: e.KeepBothTapped, context: Context, note: Note
) -> Turn:
    pair = _pair(note, event.other)
    if pair not in proposals(exercise):
        return unchanged(exercise, f.Notice.STALE)
    return saved(replace(exercise, apart=exercise.apart | {pair}))


@of_note
def _put_off(
    exercise: Exercise, event: e.LaterTapped, context: Context, note: Note
) -> Turn:
    pair = _pair(note, event.other)
    if pair not in proposals(exercise):
        return unchanged(exercise, f.Notice.STALE)
    others = tuple(each for each in exercise.later if each != pair)
    return saved(replace(exercise, later=(*others, pair)))


def _pair(note: Note, other: int) -> Pair:
    return min(note.number, other), max(note.number, other)


@of_note
def _listed(
    exercise: Exercise, event: e.ListTapped, context: Context, note: Note
) -> Turn:
    if note.listed is event.listed:
        return unchanged(exercise, f.Notice.ALREADY)
    if not is_shown(note) or note.sheet not in exercise.sheets:
        return unchanged(exercise, f.Notice.STALE)
    here = [n for n in shortlist(exercise) if exercise.notes[n].sheet == note.sheet]
    if event.listed and len(here) >= MOST_LISTED:
        return unchanged(exercise, f.Notice.LIST_FULL)
    listed = replace(note, listed=event.listed, decided_by=event.person)
    return saved(exercise.with_notes(listed))


SORTING_HANDLERS: dict[type[e.Event], Handler] = {
    e.StarTapped: _starred,
    e.PageTapped: _turned,
    e.MergeTapped: _merged,
    e.MergeAlikeTapped: _alike_merged,
    e.UnmergeTapped: _unmerged,
    e.KeepBothTapped: _kept_both,
    e.LaterTapped: _put_off,
    e.ListTapped: _listed,
}
