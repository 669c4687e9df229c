"""What is at hand of exercises while a batch is applied to them.

One rule: an exercise is loaded before any of its people, and written once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import deeds as d
from bot.arrivals import Arrival
from bot.batch import Batch
from bot.classes.classroom import Classroom, ConsoleAsked, Steward, Visit
from bot.classes.people import People
from bot.classes.polls import Polls
from bot.classes.showing import Viewer
from bot.errands import LookUpAdmins
from bot.outgoing import Outgoing
from bot.talk import TapAnswer
from conversations.exercise import events as x
from conversations.exercise.desk import (
    FilesWanted,
    Looked,
    PosterWanted,
    TextWanted,
)
from conversations.exercise.states import State
from storage import ConversationRow, ExerciseRow, UnitOfWork

#: For so long it is believed who administers a group; then it is looked up again.
TRUST = timedelta(seconds=60)

#: And for so long that somebody does not: they may have been made an admin just now.
DOUBT = timedelta(seconds=5)

#: What a facilitator does, which the host alone may do unasked.
_STEERING = (
    x.FacilitatorTap,
    Looked,
    TextWanted,
    FilesWanted,
    PosterWanted,
    ConsoleAsked,
)


@dataclass(slots=True)
class Hour:
    """The exercises of one batch, with their people and their groups.

    `private` finds conversations by the messenger's numbers of private chats, `numbers`
    our own numbers of people by the messenger's, `groups` all conversations of a group.
    `newest` is the newest exercise of a conversation, `asked` what a message of a group
    asks (exercise and step), `written` the exercises with notes from a message.
    """

    steward: Steward
    viewer: Viewer
    bot: int
    uow: UnitOfWork
    batch: Batch
    now: datetime
    people: People
    polls: Polls
    private: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    groups: dict[int, list[ConversationRow]] = field(default_factory=dict)
    newest: dict[int, int] = field(default_factory=dict)
    asked: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    written: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    rows: dict[int, ExerciseRow] = field(default_factory=dict)
    rooms: dict[int, Classroom] = field(default_factory=dict)
    admins_at: dict[int, datetime | None] = field(default_factory=dict)

    def load(self, exercises: Collection[int]) -> None:
        """Have these exercises at hand."""
        new = self.uow.exercises(set(exercises) - self.rows.keys())
        self.rows |= new
        places = {row.conversation for row in new.values()} - self.batch.rows.keys()
        self.batch.add(self.uow.by_ids(places).values())
        for row in new.values():
            self.rooms[row.id] = Classroom(row.id, row.conversation, row.exercise)
            self.admins_at[row.id] = row.admins_at

    def rows_at(self, arrival: Arrival) -> list[ConversationRow]:
        """The conversations of a group, or of its topic, that there are."""
        if arrival.place is None:
            return []
        rows = self.groups.get(arrival.place.chat, [])
        return [row for row in rows if row.topic == arrival.place.topic]

    def running_in(self, arrival: Arrival) -> int | None:
        """The exercise of the place where something was done: its newest, or a team's.

        One that is over gives way to that of a team which works there.
        """
        found = (self.newest.get(row.id) for row in self.rows_at(arrival))
        mine = next((exercise for exercise in found if exercise is not None), None)
        if mine is not None and is_public(self.rooms[mine]):
            return mine
        topic = arrival.place.topic if arrival.place else 0
        for key in self.public_in(arrival) if topic else ():
            if topic in {team.topic for team in self.rooms[key].exercise.teams}:
                return key
        return mine

    def public_in(self, arrival: Arrival) -> list[int]:
        """What is on in a group, in whatever topic; the newest first."""
        groups = self.groups.get(arrival.place.chat, []) if arrival.place else []
        newest = {self.newest.get(row.id, 0) for row in groups} & self.rooms.keys()
        on = (key for key in newest if is_public(self.rooms[key]))
        return sorted(on, reverse=True)

    def row_of(self, place: d.Place) -> ConversationRow:
        """The conversation of a place, made if there is none yet."""
        key = (place.chat, place.topic)
        row = self.uow.places(self.bot, {key})[key]
        self.batch.add([row])
        self.groups.setdefault(place.chat, []).append(row)
        return row

    def in_topic(self, place: ConversationRow, topic: int) -> int:
        """The conversation of a topic in the same group."""
        if topic == place.topic:
            return place.id
        return self.row_of(d.Place(place.chat, topic)).id

    def visit(self, exercise: int, visit: Visit) -> None:
        """Let this happen to an exercise; to one that is gone, nothing happens."""
        room = self.rooms.get(exercise)
        if room is None:
            if visit.arrival is not None:
                self.answer(visit.arrival)
            return
        if self.has_to_be_asked(room, visit):
            return
        room.visits.append(visit)

    def has_to_be_asked(self, room: Classroom, visit: Visit) -> bool:
        """Whether it has to be looked up first whether somebody may steer."""
        if visit.arrival is None or not isinstance(visit.event, _STEERING):
            return False
        if visit.person == room.exercise.host:
            return False
        known = self.admins_at[room.id]
        trust = TRUST if visit.person in room.exercise.facilitators else DOUBT
        if known is not None and self.now - known < trust:
            return False
        self.look_up_admins(room, visit.arrival.payload)
        return True

    def look_up_admins(self, room: Classroom, update: str = "") -> None:
        """Ask Telegram who administers a group; `update` waits for the answer."""
        group = self.batch.rows[room.place].chat
        self.batch.wishes.append((room.place, LookUpAdmins(room.id, group, update)))

    def answer(self, arrival: Arrival) -> None:
        """End the waiting of a tap that means nothing any more."""
        if arrival.tap is not None:
            self.batch.answers.append(TapAnswer(arrival.tap))

    def say_under(self, arrival: Arrival, words: Outgoing) -> None:
        """Say something under /exercise in a group."""
        self.answer(arrival)
        self.say_there(arrival, words)

    def say_there(self, arrival: Arrival, words: Outgoing) -> None:
        """Say something where something was done in a group."""
        if arrival.place is not None:
            self.batch.outgoing.append((self.row_of(arrival.place).id, words))

    def to_person(self, person: int, message: Outgoing) -> None:
        """Send somebody a message in private, if they can be reached."""
        self.people.need({person})
        row = self.people.row(person)
        if row is not None and self.batch.reachable[row.id]:
            self.batch.outgoing.append((row.id, message))


def is_public(room: Classroom) -> bool:
    """Whether a group knows of an exercise that is not over."""
    return room.exercise.state not in (State.SETTING_UP, State.FINISHED)


def chat_of(arrival: Arrival) -> int:
    """The messenger's number of the chat where something was done."""
    return arrival.place.chat if arrival.place else arrival.chat or 0
