"""Every guide that comes with the bot, at every pace and on every sheet: a whole class.

What people write is nasty, as are their names and the customer's.
"""

from __future__ import annotations

import itertools

import pytest

from bot.packaged import PACKAGED_GUIDES, packaged_glossary, packaged_guide
from conversations.exercise import events as e
from conversations.exercise.desk import Screen
from conversations.exercise.setup import Names, Pace, Setup, Vote, Way, Work
from conversations.exercise.states import State
from conversations.exercise.view import console_view
from conversations.exercise.views import ShowConsole
from conversations.guides.library import Library
from conversations.guides.model import load_guide
from tests.bot.faces.seen import Faces
from tests.bot.nasties import NASTIES
from tests.conversations.classroom import Classroom, Person

_ROWS = (packaged_guide(name) for name in PACKAGED_GUIDES)
LIBRARY = Library.of(
    (load_guide(row.structure, row.words) for row in _ROWS), packaged_glossary()
)

#: Some say nothing at all, so they are no names.
WORDS = [text for text in NASTIES if text.strip()]


def draws(room: Classroom, people: list[Person]) -> None:
    """Every card that there is; of those that ask, the first two and the last."""
    shown = console_view(room.exercise, LIBRARY)
    if not isinstance(shown, ShowConsole):
        return  # it is being set up
    if shown.headline.step > 1 and shown.headline.following is not None:
        return
    faces = Faces(room)
    note = max(room.exercise.notes, default=0)
    for screen in Screen:
        faces.check_nothing_is_offered_in_vain(
            faces.console(screen, 0, note), room.teacher
        )
    if room.state is not State.SETTING_UP:
        for team in range(3):
            faces.group(team)
    for person in people:
        faces.check_nothing_is_offered_in_vain(faces.card(person), person)
        faces.notes(person)


@pytest.mark.parametrize("guide", sorted(g.id for g in LIBRARY.all_newest()))
@pytest.mark.parametrize("work", Work)
@pytest.mark.parametrize("pace", Pace)
def test_a_whole_class_of_nasty_texts_can_be_shown(
    guide: str, work: Work, pace: Pace
) -> None:
    words = itertools.cycle(WORDS)
    names = list(Names)[len(guide) % 3]
    vote = Vote(Way.DOTS, 5) if pace is Pace.SECTIONS else Vote(Way.RATINGS)
    chosen = Setup(
        guide, LIBRARY.newest(guide).version, work=work, pace=pace, names=names, teams=2
    )
    room = Classroom(chosen, LIBRARY)
    draws(room, [])
    room.teacher.taps(e.VoteChosen, vote)
    room.opens()
    people = room.people(*(next(words) for _ in range(3)))
    draws(room, people)
    room.starts()
    for _ in range(60):
        draws(room, people)
        if room.state is State.FINISHED:
            break
        for person in people if room.state is State.ASKING else ():
            person.sends(next(words) + "\n" + next(words))
        if room.state is State.ASKING:
            room.teacher.taps(e.CloseTapped)
            draws(room, people)
            if not room.exercise.segment and room.exercise.notes:
                room.teacher.taps(e.SegmentTapped, max(room.exercise.notes))
            if not room.exercise.segment:
                room.teacher.taps(e.SegmentGiven, next(words))
            room.teacher.taps(e.RevealTapped)
            draws(room, people)
        room.teacher.taps(e.NextTapped)
    assert room.state is State.FINISHED
    while room.exercise.place.step > 0:
        was = room.exercise.place.step
        room.teacher.taps(e.BackTapped)
        assert room.exercise.place.step < was
        draws(room, people)
