"""Makes the views of an exercise as it stands; the notes in them come from a sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from conversations.exercise import views as v
from conversations.exercise.agenda import Card
from conversations.exercise.answering import room_for
from conversations.exercise.desk import Console
from conversations.exercise.exercise import ON_SHEET, Exercise, Note, Standing
from conversations.exercise.path import has_ranked, is_ranked
from conversations.exercise.screens import guide_of, of_step, screen_view
from conversations.exercise.setup import Setup, Work
from conversations.exercise.sight import (
    Facilitators,
    Member,
    Room,
    SeenNote,
    is_shown,
    sight,
)
from conversations.exercise.sorting import proposals
from conversations.exercise.states import Asking, Paused, State
from conversations.exercise.turn import cards_of
from conversations.exercise.voting_view import (
    ballot_view,
    result_view,
    teachers_view,
    vote_view,
)
from conversations.guides.library import Library

#: A console as it is opened; the number counts for whoever draws it only.
_HOME = Console(exercise=0)


def console_view(
    exercise: Exercise,
    library: Library,
    console: Console = _HOME,
    templates: Mapping[int, Setup] = MappingProxyType({}),
) -> v.ConsoleView:
    """What a facilitator sees; `templates` are their earlier set-ups by number."""
    screen = screen_view(exercise, library, console, templates)
    return screen or _home(exercise, library, len(templates))


def _home(
    exercise: Exercise, library: Library, templates: int
) -> v.ShowSetup | v.ShowConsole:
    cards = cards_of(exercise, library)
    if exercise.state is State.SETTING_UP:
        guide = guide_of(exercise, library)
        return v.ShowSetup(exercise.setup, guide, cards, templates)
    seen = sight(exercise, Facilitators())
    numbered = {note.number: note for note in seen}
    step = exercise.place.step
    return v.ShowConsole(
        headline=_headline(exercise, library),
        count=_count(exercise, len(cards)),
        is_revealed=step in exercise.revealed,
        notes=of_step(seen, step, cards),
        parked=tuple(note for note in seen if note.standing is Standing.PARKED),
        alike=tuple(
            (numbered[one], numbered[other]) for one, other in _to_decide(exercise)
        ),
        spotlight=numbered.get(exercise.spotlight or 0),
        vote=vote_view(exercise, Facilitators()),
        teachers=teachers_view(exercise),
        invitation=exercise.invitation,
        quiz=exercise.quiz_on,
    )


def _to_decide(exercise: Exercise) -> tuple[tuple[int, int], ...]:
    return proposals(exercise) if exercise.state is State.SORTING else ()


def group_view(exercise: Exercise, library: Library, room: Room) -> v.ShowGroup:
    """What the group sees, or those who read the topic of a team."""
    seen = sight(exercise, room)
    step, cards = exercise.place.step, cards_of(exercise, library)
    in_teams = exercise.setup.work is Work.TEAMS
    return v.ShowGroup(
        headline=_headline(exercise, library),
        count=_count(exercise, len(cards)),
        is_revealed=step in exercise.revealed,
        team=exercise.team_on(room.team),
        teams=exercise.teams if in_teams and not room.team else (),
        notes=of_step(seen, step, cards),
        spotlight=next(
            (note for note in seen if note.number == exercise.spotlight), None
        ),
        vote=vote_view(exercise, room),
        invitation=exercise.invitation,
    )


def card_view(
    exercise: Exercise, library: Library, person: int, page: int = 0
) -> v.ShowCard:
    """What somebody who takes part sees in private."""
    participant = exercise.people[person]
    step = exercise.place.step
    here = {
        note.number
        for note in exercise.notes.values()
        if exercise.state is State.STARRING or note.step == step
    }
    seen = sight(exercise, Member(person), here)
    cards = cards_of(exercise, library)
    return v.ShowCard(
        headline=_headline(exercise, library),
        team=exercise.team_on(participant.team),
        mine=tuple(note for note in seen if note.mine and note.step == step),
        room=room_for(exercise, person, step, cards),
        is_done=participant.done >= step,
        notes=tuple(
            sorted(
                (note for note in seen if _is_on_card(exercise, note, cards)),
                key=lambda note: (note.step, note.section),
            )
        ),
        page=page,
        stars=participant.stars,
        ballot=ballot_view(exercise, person),
        result=result_view(exercise, person),
    )


def _is_on_card(exercise: Exercise, note: SeenNote, cards: Sequence[Card]) -> bool:
    """Whether people see a note in private: to star it, or what their team wrote."""
    if not is_shown(exercise.notes[note.number]):
        return False
    if exercise.state is State.STARRING:
        return is_ranked(exercise.notes[note.number], cards)
    step = exercise.place.step
    is_revealed = exercise.state is State.COLLECTED and step in exercise.revealed
    return is_revealed and exercise.setup.work is Work.TEAMS and note.step == step


def mine_view(exercise: Exercise, person: int, page: int = 0) -> v.ShowNotes:
    """Everything a person wrote."""
    seen = sight(exercise, Member(person))
    return v.ShowNotes(tuple(note for note in seen if note.mine), page)


def missing_view(exercise: Exercise) -> v.ShowWaited:
    """Who has not answered; nobody is named where names are not."""
    if not exercise.setup.names.is_named:
        return v.ShowWaited(())
    answered = exercise.answered(exercise.place.step)
    return v.ShowWaited(
        tuple(each.name for each in exercise.present if each.person not in answered)
    )


def _headline(exercise: Exercise, library: Library) -> v.Headline:
    cards = cards_of(exercise, library)
    place = exercise.place
    return v.Headline(
        state=exercise.state,
        step=place.step,
        guide=guide_of(exercise, library),
        segment=exercise.segment,
        setup=exercise.setup,
        card=cards[place.step] if 0 <= place.step < len(cards) else None,
        following=cards[place.step + 1] if place.step + 1 < len(cards) else None,
        cards=len(cards),
        has_ranked=has_ranked(exercise, cards),
        ends_at=place.ends_at if isinstance(place, Asking) else None,
        left=place.left if isinstance(place, Paused) else None,
        extra=place.extra if isinstance(place, Asking | Paused) else 0,
    )


def _count(exercise: Exercise, cards: int) -> v.Count:
    step = exercise.place.step
    return v.Count(
        joined=len(exercise.present),
        answered=len(exercise.answered(step)),
        notes=sum(
            (note.step == step or step >= cards) and _counts(note)
            for note in exercise.notes.values()
        ),
    )


def _counts(note: Note) -> bool:
    """Whether a note is one of those given, even if its words were deleted.

    What was merged into another one is not counted beside it.
    """
    is_given = note.author is not None and note.merged_into is None
    return is_given and (note.standing in ON_SHEET or not note.text)
