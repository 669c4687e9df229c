"""A class and its teacher: they do what people do, without a messenger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise import views as v
from conversations.exercise import voting_views as w
from conversations.exercise.exercise import Exercise, Note
from conversations.exercise.machine import advance
from conversations.exercise.setup import Setup
from conversations.exercise.sight import Room, SeenNote
from conversations.exercise.states import State
from conversations.exercise.view import (
    card_view,
    console_view,
    group_view,
    mine_view,
    missing_view,
)
from conversations.exercise.voting_view import alert_view
from conversations.guides.library import Library
from conversations.guides.model import Guide
from tests.conversations.sample_guides import library

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
GROUP = -1000

ONE_SHEET = Setup("priority", 1, segment="café owners")


def setup(**chosen: Any) -> Setup:
    return replace(ONE_SHEET, **chosen)


@dataclass
class Person:
    """Somebody in the classroom; `number` is also that of their private chat."""

    room: Classroom
    number: int
    name: str

    def joins(self, topic: int | None = None) -> Person:
        self.room.happens(e.Joined(self.number, self.name, topic))
        return self

    def sends(
        self,
        text: str,
        *,
        step: int | None = None,
        at: datetime | None = None,
        in_group: bool = False,
        topic: int | None = None,
    ) -> Person:
        self.room.messages += 1
        self.room.happens(
            e.Answered(
                self.number,
                text,
                GROUP if in_group else self.number,
                self.room.messages,
                at or self.room.now,
                self.name,
                in_group,
                step,
                topic,
            )
        )
        return self

    def edits(self, message: int, text: str, at: datetime | None = None) -> Person:
        """Change a message of the private chat."""
        now = at or self.room.now
        edited = e.AnswerEdited(self.number, text, self.number, message, now)
        self.room.happens(edited)
        return self

    def taps(self, button: type[e.Deed], *values: Any) -> Person:
        """Tap a button as it stands on the card that is open."""
        if issubclass(button, e.StepTap) and (button is e.MinuteTapped or not values):
            values = (self.room.exercise.place.step, *values)
        self.room.happens(button(self.number, *values))
        return self

    @property
    def card(self) -> v.ShowCard:
        return card_view(self.room.exercise, self.room.library, self.number)

    def votes(self, **marks: int) -> Person:
        """Give notes marks in the round that is open, by a word of each."""
        for word, mark in marks.items():
            note = self.room.containing(word)
            self.taps(e.MarkTapped, self.room.round, note, mark)
        return self

    @property
    def ballot(self) -> w.ShowBallot:
        shown = self.card.ballot
        assert shown is not None
        return shown

    @property
    def marks(self) -> dict[str, int]:
        """What stands on the ballot beside each note that was given something."""
        return {ln.note.text: ln.mark for ln in self.ballot.lines if ln.mark}

    @property
    def alert(self) -> w.ShowAlert:
        shown = alert_view(self.room.exercise, self.number)
        assert shown is not None
        return shown

    @property
    def notes(self) -> list[str]:
        return [n.text for n in mine_view(self.room.exercise, self.number).notes]


class Classroom:
    """A group with its exercise: Tom, the teacher, and whoever else is asked for."""

    def __init__(self, chosen: Setup = ONE_SHEET, known: Library | None = None) -> None:
        self.library = known or library()
        self.now = TEN
        self.messages = 0
        self.effects: tuple[f.Effect, ...] = ()
        self.teacher = Person(self, 70001, "Tom Teacher")
        self.exercise = Exercise(self.teacher.number, chosen)

    def happens(self, event: e.Event) -> Classroom:
        turn = advance(self.exercise, event, self.library, self.now)
        self.exercise, self.effects = turn.exercise, turn.effects
        return self

    def people(self, *names: str) -> list[Person]:
        """People who have joined."""
        first = 70002 + len(self.exercise.people)
        return [
            Person(self, number, name).joins()
            for number, name in enumerate(names, first)
        ]

    def opens(self) -> Classroom:
        self.teacher.taps(e.OpenTapped)
        return self

    def starts(self) -> Classroom:
        self.teacher.taps(e.StartTapped)
        return self

    def reaches(self, state: State) -> Classroom:
        """The plainest way to a state behind the start."""
        for _ in range(30):
            if self.state is state:
                return self
            self.teacher.taps(e.NextTapped)
        raise AssertionError(f"no way to {state}")

    def waits(self, **time: float) -> Classroom:
        self.now += timedelta(**time)
        return self

    # --- what is seen ----------------------------------------------------------------

    @property
    def state(self) -> State:
        return self.exercise.state

    @property
    def notices(self) -> list[f.Notice]:
        """What the last event was answered with."""
        kinds = (f.Answer, f.AskOne, f.ShowRoom)
        said = [each for each in self.effects if isinstance(each, kinds)]
        return [each.notice for each in said if each.notice]

    @property
    def wakes(self) -> list[f.WakeAt]:
        return [effect for effect in self.effects if isinstance(effect, f.WakeAt)]

    @property
    def console(self) -> v.ShowConsole:
        shown = console_view(self.exercise, self.library)
        assert isinstance(shown, v.ShowConsole)
        return shown

    @property
    def group(self) -> v.ShowGroup:
        return self.topic(0)

    def topic(self, team: int) -> v.ShowGroup:
        return group_view(self.exercise, self.library, Room(team))

    @property
    def missing(self) -> tuple[str, ...]:
        return missing_view(self.exercise).names

    def note(self, text: str) -> Note:
        return next(n for n in self.exercise.notes.values() if n.text == text)

    def number(self, text: str) -> int:
        return self.note(text).number

    def containing(self, word: str) -> int:
        """The number of the first note with this word."""
        notes = self.exercise.notes.values()
        return next(n.number for n in notes if word in n.text.split())

    @property
    def round(self) -> int:
        """The number of the newest vote; 0 before there was any."""
        return self.exercise.round.number if self.exercise.round else 0

    @property
    def vote(self) -> w.ShowVote:
        """What the group sees of the vote."""
        assert self.group.vote is not None
        return self.group.vote

    @property
    def result(self) -> w.ShowResult:
        """What came of it, on the one sheet there is."""
        (result,) = self.vote.results
        return result

    @property
    def order(self) -> list[tuple[int | None, str, int]]:
        """The result: place, words, points."""
        return [
            (line.row.rank, line.note.text, line.row.points)
            for line in self.result.lines
        ]


def a_class(
    *names: str, chosen: Setup = ONE_SHEET, known: Library | None = None
) -> tuple[Classroom, Person, list[Person]]:
    """A classroom whose first card is open, its teacher, and those who have joined."""
    room = Classroom(chosen, known).opens()
    people = room.people(*names)
    room.starts()
    return room, room.teacher, people


def class_in(state: State, *names: str, chosen: Setup = ONE_SHEET) -> Classroom:
    """A classroom in a state, with a note and a vote of everybody who can have one."""
    room = Classroom(chosen)
    if state is State.SETTING_UP:
        return room
    people = room.opens().people(*names)
    if state is State.JOINING:
        return room
    room.starts()
    for person in people:
        person.sends(f"what {person.name} does")
    for button, leads_to in (
        (e.PauseTapped, State.PAUSED),
        (e.CloseTapped, State.COLLECTED),
    ):
        if state is leads_to:
            room.teacher.taps(button)
    if state in list(State)[-3:] and room.exercise.sheets:
        room.reaches(State.VOTING)
        for person in people:
            note = person.ballot.lines[0].note.number
            person.taps(e.MarkTapped, room.round, note, 1)
    return room if state is room.state else room.reaches(state)


def texts(notes: tuple[SeenNote, ...]) -> list[str]:
    return [note.text for note in notes]


def said(view: object) -> str:
    """Everything that a view holds, but for its guide."""
    if isinstance(view, Guide):
        return ""
    if isinstance(view, Struct):
        return " ".join(said(getattr(view, field.name)) for field in fields(view))
    if isinstance(view, tuple | frozenset):
        return " ".join(map(said, view))
    return str(view)
