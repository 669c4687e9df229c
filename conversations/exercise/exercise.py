"""Everything an exercise knows: what is shared, who takes part, and the notes.

`Exercise` holds the shared part and, by their keys, the values that are kept in
rows of their own: a `Participant` for each person, a `Note` for each note. A value
that nobody changed stays the same object.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from conversations.exercise.ballots import BLANK, Ballot, Round
from conversations.exercise.quizzes import Answers, Quiz
from conversations.exercise.setup import Names, Setup, Work
from conversations.exercise.states import Asking, Paused, Place, SettingUp, State
from conversations.profile import Section

#: The line of a note that its message no longer has.
GONE = -1

#: The sheet that everybody sees. The others are a team's, or a person's own.
EVERYBODYS = 0


class Standing(StrEnum):
    """What has become of a note."""

    WRITTEN = "written"  # as it came
    APPROVED = "approved"  # a facilitator wants it seen
    PARKED = "parked"  # too late or too many: waits for a facilitator
    HIDDEN = "hidden"  # a facilitator wants it out of sight
    REMOVED = "removed"  # a facilitator took it off
    WITHDRAWN = "withdrawn"  # its author took it back


#: Notes that stand so are there for those who may see their sheet.
ON_SHEET = frozenset({Standing.WRITTEN, Standing.APPROVED})


class Origin(Struct, frozen=True):
    """Where a note was written: the line (from 0) of a message in a chat.

    The line is GONE when the message was edited and no longer has it.
    """

    chat: int
    message: int
    line: int


class Note(Struct, frozen=True):
    """One answer of one person.

    `number` is unique within the exercise. `author` and `origin` are None for a note
    that a facilitator put up for the room. `decided_by` is who brought it to its
    present standing, place or group, when that was not its author by writing it.
    """

    number: int
    text: str
    step: int
    section: Section
    sheet: int = EVERYBODYS
    author: int | None = None
    origin: Origin | None = None
    standing: Standing = Standing.WRITTEN
    merged_into: int | None = None
    listed: bool = False
    decided_by: int | None = None


class Participant(Struct, frozen=True):
    """One person's part in an exercise; who left is not `here` and keeps it.

    `done` is the last step this person called done. `team` is 0 where there are none.
    `ballots` are kept by the number of their round, `answers` by that of their quiz.
    """

    person: int
    name: str
    team: int = 0
    here: bool = True
    muted: bool = False
    done: int = -1
    stars: tuple[int, ...] = ()
    ballots: Mapping[int, Ballot] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)

    def ballot(self, round_: int) -> Ballot:
        """What this person gave in a round so far."""
        return self.ballots.get(round_, BLANK)


class Team(Struct, frozen=True):
    """A team: the forum topic it works in, and its name there, where it has one."""

    number: int
    topic: int | None = None
    name: str = ""


class Exercise(Struct, frozen=True):
    """An exercise of one group.

    `host` started it, or was handed it; the `admins` of the chat facilitate too.
    `segment` is who the customer is, once that is known. `ended` says of the steps
    that were open and no longer are when their time was over; `revealed` are those
    whose notes are shown. Of pairs of notes that look alike, some are kept `apart`
    and some were put off to `later`. `rounds` are the votes, `quizzes` what was
    asked beside the steps, each one after another. Links that invite to an older
    `invitation` than this one no longer work.
    """

    host: int
    setup: Setup
    place: Place = field(default_factory=SettingUp)
    admins: frozenset[int] = frozenset()
    segment: str = ""
    teams: tuple[Team, ...] = ()
    ended: Mapping[int, datetime] = field(default_factory=dict)
    revealed: frozenset[int] = frozenset()
    spotlight: int | None = None
    apart: frozenset[tuple[int, int]] = frozenset()
    later: tuple[tuple[int, int], ...] = ()
    next_note: int = 1
    rounds: tuple[Round, ...] = ()
    quizzes: tuple[Quiz, ...] = ()
    invitation: int = 1
    people: Mapping[int, Participant] = field(default_factory=dict)
    notes: Mapping[int, Note] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """Where the exercise stands."""
        return self.place.name

    @property
    def open_step(self) -> int | None:
        """The step that takes answers now, if any does."""
        is_open = isinstance(self.place, Asking | Paused)
        return self.place.step if is_open else None

    @property
    def round(self) -> Round | None:
        """The newest vote, if there was any."""
        return self.rounds[-1] if self.rounds else None

    @property
    def round_shown(self) -> Round | None:
        """The vote that is open, else the newest whose result is known, else any."""
        revealed = [each for each in self.rounds if each.revealed]
        is_open = self.state is State.VOTING or not revealed
        return self.round if is_open else revealed[-1]

    @property
    def quiz(self) -> Quiz | None:
        """The newest quiz, if there was any."""
        return self.quizzes[-1] if self.quizzes else None

    @property
    def quiz_on(self) -> Quiz | None:
        """The quiz that is not over yet, if one is on."""
        return None if self.quiz is None or self.quiz.over else self.quiz

    def quiz_numbered(self, number: int) -> Quiz | None:
        """The quiz with this number, if there is one."""
        return next((each for each in self.quizzes if each.number == number), None)

    @property
    def present(self) -> tuple[Participant, ...]:
        """Who takes part and has not left, in the order they joined."""
        return tuple(each for each in self.people.values() if each.here)

    @property
    def sheets(self) -> tuple[int, ...]:
        """The sheets that several people share; nobody votes on one's own."""
        match self.setup.work:
            case Work.SHARED:
                return (EVERYBODYS,)
            case Work.TEAMS:
                return tuple(team.number for team in self.teams)
            case Work.OWN:
                return ()

    @property
    def voted_on(self) -> frozenset[int]:
        """The notes of every round that was revealed."""
        rounds = (each.notes for each in self.rounds if each.revealed)
        return frozenset(self.root(note).number for notes in rounds for note in notes)

    @property
    def facilitators(self) -> frozenset[int]:
        """Who may steer."""
        return self.admins | {self.host}

    def takes_part(self, person: int) -> bool:
        """Whether somebody has joined and not left."""
        participant = self.people.get(person)
        return participant is not None and participant.here

    def sheet_of(self, person: int) -> int:
        """The sheet that a participant writes on."""
        match self.setup.work:
            case Work.SHARED:
                return EVERYBODYS
            case Work.TEAMS:
                return self.people[person].team
            case Work.OWN:
                return person

    def team_on(self, sheet: int) -> Team | None:
        """The team that works on a sheet; None where there are no teams."""
        if self.setup.work is not Work.TEAMS:
            return None
        return next((each for each in self.teams if each.number == sheet), None)

    def written_by(self, person: int) -> tuple[Note, ...]:
        """Everything a person wrote, in that order."""
        return tuple(note for note in self.notes.values() if note.author == person)

    def answered(self, step: int) -> frozenset[int]:
        """Who has written something for a step, or called it done."""
        wrote = {
            note.author
            for note in self.notes.values()
            if note.step == step and note.standing is not Standing.WITHDRAWN
        }
        return frozenset(
            each.person
            for each in self.present
            if each.person in wrote or each.done >= step
        )

    @property
    def has_answers(self) -> bool:
        """Whether anybody has written anything yet: from then on promises bind."""
        return any(note.author is not None for note in self.notes.values())

    def may_become(self, names: Names) -> bool:
        """Whether names may be handled so from now on."""
        return not self.has_answers or names.hides_no_less_than(self.setup.names)

    def root(self, number: int) -> Note:
        """The note that stands for a note: itself, unless it was merged."""
        note = self.notes[number]
        while note.merged_into is not None:
            note = self.notes[note.merged_into]
        return note

    def groups(self) -> Mapping[int, tuple[Note, ...]]:
        """Each note that stands for itself, with all that were merged into it."""
        groups: dict[int, tuple[Note, ...]] = {}
        for note in self.notes.values():
            root = self.root(note.number).number
            groups[root] = (*groups.get(root, ()), note)
        return groups

    def stars(self) -> Mapping[int, int]:
        """How many people starred each note, or one that was merged into it."""
        stars: dict[int, int] = {}
        for each in self.people.values():
            for root in {self.root(number).number for number in each.stars}:
                stars[root] = stars.get(root, 0) + 1
        return stars

    def with_person(self, changed: Participant) -> Exercise:
        """The same exercise with this participant as they are now."""
        return replace(self, people={**self.people, changed.person: changed})

    def with_round(self, changed: Round) -> Exercise:
        """The same exercise with this round as it is now, or with a new one."""
        rounds = {each.number: each for each in (*self.rounds, changed)}
        return replace(self, rounds=tuple(rounds.values()))

    def with_quiz(self, changed: Quiz) -> Exercise:
        """The same exercise with this quiz as it is now, or with a new one."""
        quizzes = {each.number: each for each in (*self.quizzes, changed)}
        return replace(self, quizzes=tuple(quizzes.values()))

    def with_new(self, *notes: Note) -> Exercise:
        """The same exercise with further notes, which have the next numbers."""
        return replace(self.with_notes(*notes), next_note=self.next_note + len(notes))

    def with_notes(self, *changed: Note) -> Exercise:
        """The same exercise with these notes as they are now."""
        numbered = {note.number: note for note in changed}
        return replace(self, notes={**self.notes, **numbered})
