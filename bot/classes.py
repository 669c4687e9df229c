"""Exercises in a batch: who did what to which, what becomes of it, and who sees it.

One rule: an exercise is loaded before any of its people, and written once.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from bot import deeds as d
from bot.arrivals import Arrival
from bot.batch import Batch, Nod
from bot.classrenderer import Trouble
from bot.classroom import (
    Classroom,
    ConsoleAsked,
    Files,
    Happening,
    RoomAsked,
    Steward,
    Visit,
)
from bot.deeds import dump_timed
from bot.errands import ExportClass, InviteClass, LookUpAdmins, Wish
from bot.links import Link, Purpose
from bot.outgoing import Delivered, Outgoing
from bot.people import People
from bot.polls import Polls
from bot.showing import Drawing, Viewer
from bot.talk import TapAnswer
from conversations.exercise import effects as f
from conversations.exercise import events as x
from conversations.exercise.desk import (
    Awaits,
    CardWanted,
    FilesWanted,
    Looked,
    MyCanvasWanted,
    PosterWanted,
    TextWanted,
)
from conversations.exercise.exercise import Exercise
from conversations.exercise.setup import Setup
from conversations.exercise.sight import Facilitators, Member, Room
from conversations.exercise.states import State
from conversations.formats import Format
from storage import ConversationRow, ExerciseRow, NewTimer, QuizPoll, UnitOfWork

log = logging.getLogger(__name__)

#: For so long it is believed who administers a group; then it is looked up again.
TRUST = timedelta(seconds=60)

#: What a facilitator does, which the host alone may do unasked.
_STEERING = (
    x.FacilitatorTap,
    Looked,
    TextWanted,
    FilesWanted,
    PosterWanted,
    ConsoleAsked,
)


@dataclass(frozen=True, slots=True)
class Work:
    """What a batch has for exercises.

    `forgotten` are those who had everything deleted, by our own numbers; `troubles`
    what went wrong with groups, by their conversations. `polls` were sent or closed.
    """

    arrivals: Sequence[Arrival] = ()
    due: Sequence[d.Due] = ()
    forgotten: Collection[int] = ()
    troubles: Sequence[tuple[int, Trouble]] = ()
    polls: Sequence[Delivered] = ()

    def __bool__(self) -> bool:
        anything = self.arrivals or self.due or self.forgotten or self.troubles
        return bool(anything or self.polls)


@dataclass(frozen=True, slots=True)
class Classes:
    """Applies to exercises what a batch has for them.

    `guide` is the one that a new exercise begins with.
    """

    steward: Steward
    viewer: Viewer
    bot: int
    guide: str = "priority"

    def apply(self, uow: UnitOfWork, work: Work, batch: Batch, now: datetime) -> None:
        """Apply it all, and leave in the batch what is to be sent and kept."""
        people, polls = People(uow, batch), Polls(uow)
        _Lesson(self, uow, batch, now, people, polls).hold(work)


@dataclass(slots=True)
class _Lesson:
    """The exercises of one batch."""

    classes: Classes
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

    def hold(self, work: Work) -> None:
        """Everything, in order."""
        self.private = {
            row.chat: key for key, row in self.batch.rows.items() if row.is_private
        }
        self._look_up(work)
        for report in work.polls:
            self._polled(report)
        for arrival in work.arrivals:
            self._take(arrival)
        for due in work.due:
            self._visit(due.exercise, Visit(due.event))
        for person in work.forgotten:
            for exercise in self.uow.exercises_with({person}):
                self._visit(exercise, Visit(x.Forgotten(person)))
        for conversation, trouble in work.troubles:
            self._trouble(conversation, trouble)
        self._settle()
        self._keep()

    # --- what has to be known -----------------------------------------------------

    def _look_up(self, work: Work) -> None:
        """People, groups and exercises that the batch speaks of, each kind at once."""
        deeds = [arrival.deed for arrival in work.arrivals]
        people = {arrival.who.id for arrival in work.arrivals if arrival.who}
        for deed in deeds:
            if isinstance(deed, d.AdminsKnown):
                people |= deed.admins or set()
        self.numbers = self.uow.people(self.classes.bot, people)
        self._move(work.arrivals)
        places = {a.place.chat for a in work.arrivals if a.place}
        self.groups = self.uow.groups(self.classes.bot, places)
        self.batch.add(row for rows in self.groups.values() for row in rows)
        conversations = {row.id for rows in self.groups.values() for row in rows}
        conversations |= {conversation for conversation, _ in work.troubles}
        self.newest = self.uow.newest_in(conversations)
        self._look_up_messages(work.arrivals)
        self._look_up_polls(work)
        self._load({*_named(deeds), *self.newest.values()})
        self._look_beside(deeds)
        self._load({due.exercise for due in work.due})
        self._load({e for found in self.written.values() for e in found})
        self._load({exercise for exercise, _ in self.asked.values()})
        self._load(self.uow.exercises_with(set(work.forgotten)))

    def _look_beside(self, deeds: Sequence[d.Deed | None]) -> None:
        """What else is on where an exercise is to be opened."""
        opened = {
            self.rooms[deed.exercise].place
            for deed in deeds
            if isinstance(deed, d.Tapped) and isinstance(deed.event, x.OpenTapped)
            if deed.exercise in self.rooms
        }
        if opened:
            self.newest |= self.uow.newest_in(opened)
            self._load(self.newest.values())

    def _move(self, arrivals: Iterable[Arrival]) -> None:
        """Groups that have become supergroups keep their exercises."""
        for arrival in arrivals:
            if isinstance(arrival.deed, d.Moved) and arrival.place:
                old, new = arrival.place.chat, arrival.deed.to
                self.uow.move_chat(self.classes.bot, old, new)

    def _look_up_messages(self, arrivals: Iterable[Arrival]) -> None:
        """What messages were about: those replied to, and those that were edited."""
        replies = {
            (row.id, arrival.deed.to)
            for arrival in arrivals
            if isinstance(arrival.deed, d.Replied)
            for row in self._rows_at(arrival)
        }
        self.asked = self.uow.asked_in(replies) if replies else {}
        edited = {
            (_chat(arrival), arrival.deed.message)
            for arrival in arrivals
            if isinstance(arrival.deed, d.Rewrote)
        }
        self.written = self.uow.written_in_exercises(edited) if edited else {}

    def _look_up_polls(self, work: Work) -> None:
        """What polls ask; of unknown ones, where those take part who chose in them."""
        sent = [report.queued.outgoing.poll for report in work.polls]
        stand = [report.accepted.poll for report in work.polls]
        named = {poll.id for poll in stand if poll is not None}
        chose: list[tuple[str, int]] = []
        for arrival in work.arrivals:
            match arrival.deed:
                case d.ChosePoll(poll) if arrival.who is not None:
                    chose.append((poll, self.numbers[arrival.who.id]))
                case d.PollClosed(poll):
                    named.add(poll)
        named |= {poll for poll, _ in chose}
        self.polls.look_up(named)
        known = self.polls.known
        asked = {poll.exercise for poll in (*sent, *known.values()) if poll}
        unknown = {person for poll, person in chose if poll not in known}
        if unknown:
            asked |= self.uow.exercises_with(unknown)
        self._load(asked)

    def _load(self, exercises: Collection[int]) -> None:
        new = self.uow.exercises(set(exercises) - self.rows.keys())
        self.rows |= new
        places = {row.conversation for row in new.values()} - self.batch.rows.keys()
        self.batch.add(self.uow.by_ids(places).values())
        for row in new.values():
            self.rooms[row.id] = Classroom(row.id, row.conversation, row.exercise)
            self.admins_at[row.id] = row.admins_at

    def _rows_at(self, arrival: Arrival) -> list[ConversationRow]:
        """The conversations of a group, or of its topic, that there are."""
        if arrival.place is None:
            return []
        rows = self.groups.get(arrival.place.chat, [])
        return [row for row in rows if row.topic == arrival.place.topic]

    def _running_in(self, arrival: Arrival) -> int | None:
        """The exercise of the place where something was done: its newest, or a team's.

        One that is over gives way to that of a team which works there.
        """
        found = (self.newest.get(row.id) for row in self._rows_at(arrival))
        mine = next((exercise for exercise in found if exercise is not None), None)
        if mine is not None and self._is_public(self.rooms[mine]):
            return mine
        topic = arrival.place.topic if arrival.place else 0
        for key in self._public_in(arrival) if topic else ():
            if topic in {team.topic for team in self.rooms[key].exercise.teams}:
                return key
        return mine

    def _public_in(self, arrival: Arrival) -> list[int]:
        """What is on in a group, in whatever topic; the newest first."""
        groups = self.groups.get(arrival.place.chat, []) if arrival.place else []
        newest = {self.newest.get(row.id, 0) for row in groups} & self.rooms.keys()
        on = (key for key in newest if self._is_public(self.rooms[key]))
        return sorted(on, reverse=True)

    # --- who did what ---------------------------------------------------------------

    def _take(self, arrival: Arrival) -> None:
        if arrival.chat is not None:
            self._reached(arrival)
        person = self.numbers[arrival.who.id] if arrival.who else None
        match arrival.deed:
            case d.Moved() | d.BotStands() | d.AdminsKnown() as deed:
                self._about_group(arrival, deed)
            case d.ClassFiles() | d.NoClassFiles() as deed:
                words = self.classes.viewer.renderer.files(deed)
                self.batch.outgoing.append((deed.conversation, words))
            case d.PollClosed(poll, votes):
                self._closed(self.polls.known.get(poll), votes)
            case d.Began() if person is None:
                self._guide(arrival)
            case d.TeamPlaced() if person is None:
                self._no_team(arrival)
            case deed if person is None or deed is None:
                self._answer(arrival)
            case deed:
                self._about_person(arrival, deed, person)

    def _reached(self, arrival: Arrival) -> None:
        """Whoever writes in private can be written to."""
        key = self.private[arrival.chat or 0]
        self.batch.saw(key, arrival.message)
        self.batch.reachable[key] = True

    def _about_person(self, arrival: Arrival, deed: d.Deed, person: int) -> None:  # noqa: C901 (one flat table)
        match deed:
            case d.Tapped(exercise, event):
                self._tapped(arrival, exercise, replace(event, person=person))
            case d.TookTemplate(exercise, template):
                self._template(arrival, exercise, template, person)
            case d.Began():
                self._began(arrival, person)
            case d.TeamPlaced(name):
                self._team_placed(arrival, name, person)
            case d.Followed(link):
                self._followed(arrival, link, person)
            case d.Wrote():
                event = self._answered(arrival, deed, person)
                self._visit(deed.exercise, Visit(event, arrival))
            case d.Dictated(exercise, what, text):
                self._dictated(arrival, exercise, what, text, person)
            case d.Replied():
                self._replied(arrival, deed, person)
            case d.Rewrote():
                self._rewrote(arrival, deed, person)
            case d.ChosePoll():
                self._chose(arrival, deed, person)
            case d.LeftGroup():
                self._left(arrival, person)
            case d.CameBack(exercise):
                self._visit(exercise, Visit(CardWanted(person)))
            case d.Moved() | d.BotStands() | d.AdminsKnown():
                pass  # nobody in particular does that
            case d.ClassFiles() | d.NoClassFiles() | d.PollClosed():
                pass  # nor that
            case _:
                assert_never(deed)

    def _visit(self, exercise: int, visit: Visit) -> None:
        """Let this happen to an exercise; to one that is gone, nothing happens."""
        room = self.rooms.get(exercise)
        if room is None:
            if visit.arrival is not None:
                self._answer(visit.arrival)
            return
        if self._has_to_be_asked(room, visit):
            return
        room.visits.append(visit)

    def _has_to_be_asked(self, room: Classroom, visit: Visit) -> bool:
        """Whether it has to be looked up first whether somebody may steer."""
        if visit.arrival is None or not isinstance(visit.event, _STEERING):
            return False
        if visit.person == room.exercise.host:
            return False
        known = self.admins_at[room.id]
        if known is not None and self.now - known < TRUST:
            return False
        self._look_up_admins(room, visit.arrival.payload)
        return True

    def _look_up_admins(self, room: Classroom, update: str = "") -> None:
        group = self.batch.rows[room.place].chat
        self.batch.wishes.append((room.place, LookUpAdmins(room.id, group, update)))

    def _answer(self, arrival: Arrival) -> None:
        """End the waiting of a tap that means nothing any more."""
        if arrival.tap is not None:
            self.batch.answers.append(TapAnswer(arrival.tap))

    # --- taps -----------------------------------------------------------------------

    def _tapped(self, arrival: Arrival, exercise: int, event: x.Deed) -> None:
        """A tap in a group counts for the exercises of that group only."""
        room = self.rooms.get(exercise)
        groups = self.groups.get(arrival.place.chat, []) if arrival.place else []
        is_elsewhere = room is not None and arrival.place is not None
        if is_elsewhere and room and room.place not in {row.id for row in groups}:
            self._answer(arrival)
            return
        is_stranger = isinstance(event, x.Joined) and arrival.place is None
        if is_stranger and room and event.person not in room.exercise.people:
            self._answer(arrival)  # who was never there needs the group or a link
            return
        if isinstance(event, x.OpenTapped) and room and self._is_kept_off(room):
            words = self.classes.viewer.renderer.toast(f.Notice.ANOTHER_IS_ON)
            self.batch.answers.append(TapAnswer(arrival.tap or "", words))
            return
        self._visit(exercise, Visit(event, arrival))

    def _is_kept_off(self, room: Classroom) -> bool:
        """Whether another exercise is on in the same place: there is one at a time."""
        other = self.newest.get(room.place, room.id)
        return other != room.id and self._is_public(self.rooms[other])

    def _template(
        self, arrival: Arrival, exercise: int, template: int, person: int
    ) -> None:
        """Set an exercise up as one was that the same person hosted."""
        setups = self.people.setups(person)
        if template not in setups:
            self._answer(arrival)
            return
        event = x.TemplateChosen(person, setups[template])
        self._visit(exercise, Visit(event, arrival))

    # --- /exercise, and links ---------------------------------------------------------

    def _began(self, arrival: Arrival, person: int) -> None:
        if arrival.place is None:
            lines = self.uow.exercises_of(person)
            self._to_person(person, self.classes.viewer.renderer.shelf(lines))
            self._answer(arrival)
            return
        running = self._running_in(arrival)
        room = None if running is None else self.rooms[running]
        if room is None or not self._counts(room, person):
            room = self._begin(arrival.place, person)
        visit = Visit(ConsoleAsked(person), arrival)
        if self._has_to_be_asked(room, visit):
            return
        renderer = self.classes.viewer.renderer
        if person not in room.exercise.facilitators:
            edition = room.exercise.invitation
            self._under(arrival, renderer.running(room.id, edition, arrival.message))
            return
        if self._is_public(room):
            room.visits.append(Visit(RoomAsked()))
        room.visits.append(visit)
        if arrival.tap is None:
            name = arrival.who.name if arrival.who else ""
            self._under(arrival, renderer.begun(room.id, name, arrival.message))

    def _counts(self, room: Classroom, person: int) -> bool:
        """Whether an exercise is on; one that nobody heard of keeps nobody else off."""
        if room.exercise.state is State.SETTING_UP:
            return person in room.exercise.facilitators
        return room.exercise.state is not State.FINISHED

    def _begin(self, place: d.Place, person: int) -> Classroom:
        """A new exercise in a place."""
        row = self._row_of(place)
        guide = self.classes.steward.library.newest(self.classes.guide)
        setup = Setup(self.classes.guide, guide.version)
        exercise = Exercise(host=person, setup=setup)
        number = self.uow.begin_exercise(row.id, place.title, exercise, self.now)
        self.newest[row.id] = number
        self.rows[number] = ExerciseRow(number, row.id, exercise, title=place.title)
        self.admins_at[number] = None
        room = self.rooms[number] = Classroom(number, row.id, exercise)
        self._look_up_admins(room)
        return room

    def _row_of(self, place: d.Place) -> ConversationRow:
        """The conversation of a place, made if there is none yet."""
        key = (place.chat, place.topic)
        row = self.uow.places(self.classes.bot, {key})[key]
        self.batch.add([row])
        self.groups.setdefault(place.chat, []).append(row)
        return row

    def _in_topic(self, place: ConversationRow, topic: int) -> int:
        """The conversation of a topic in the same group."""
        if topic == place.topic:
            return place.id
        return self._row_of(d.Place(place.chat, topic)).id

    def _under(self, arrival: Arrival, words: Outgoing) -> None:
        """Say something under /exercise in a group."""
        self._answer(arrival)
        if arrival.place is not None:
            self.batch.outgoing.append((self._row_of(arrival.place).id, words))

    def _team_placed(self, arrival: Arrival, name: str, person: int) -> None:
        """Let a team of the newest exercise with teams work in this topic."""
        topic = arrival.place.topic if arrival.place else 0
        rooms = [self.rooms[key] for key in self._public_in(arrival)]
        here = {row.id for row in self._rows_at(arrival)}
        found = next((room for room in rooms if room.exercise.teams), None)
        if not topic or found is None or here & {room.place for room in rooms}:
            self._no_team(arrival)
            return
        self._visit(found.id, Visit(x.TopicLinked(person, topic, name), arrival))

    def _no_team(self, arrival: Arrival) -> None:
        """Say how a team gets a topic, where none can get this one."""
        self._under(arrival, self.classes.viewer.renderer.no_team(arrival.message))

    def _guide(self, arrival: Arrival) -> None:
        """An anonymous administrator or a channel wants an exercise."""
        words = self.classes.viewer.renderer.nameless(arrival.message)
        self._under(arrival, words)

    def _followed(self, arrival: Arrival, link: Link | None, person: int) -> None:
        room = None if link is None else self.rooms.get(link.exercise)
        if link is None or room is None:
            expired = True
        else:
            is_old = link.edition != room.exercise.invitation
            expired = link.purpose is Purpose.JOIN and is_old
        if expired or room is None or link is None:
            self._to_person(person, self.classes.viewer.renderer.expired())
        elif link.purpose is Purpose.CONSOLE:
            self._visit(room.id, Visit(ConsoleAsked(person), arrival))
        else:
            name = arrival.who.name if arrival.who else ""
            if not room.exercise.takes_part(person):
                room.visits.append(Visit(x.Joined(person, name), arrival))
            else:
                room.visits.append(Visit(CardWanted(person), arrival))

    # --- texts ------------------------------------------------------------------------

    def _answered(
        self, arrival: Arrival, deed: d.Wrote | d.Replied, person: int
    ) -> x.Answered:
        name = arrival.who.name if arrival.who else ""
        return x.Answered(
            person,
            deed.text,
            _chat(arrival),
            deed.message,
            arrival.written or self.now,
            name,
            in_group=isinstance(deed, d.Replied),
            step=deed.step if isinstance(deed, d.Wrote) else None,
        )

    def _replied(self, arrival: Arrival, deed: d.Replied, person: int) -> None:
        """A reply counts for the card that it is under, else for the one that is on."""
        found = next(
            (
                self.asked[row.id, deed.to]
                for row in self._rows_at(arrival)
                if (row.id, deed.to) in self.asked
            ),
            None,
        )
        exercise = found[0] if found else self._running_in(arrival)
        if exercise is None:
            return
        event = self._answered(arrival, deed, person)
        topic = arrival.place.topic if arrival.place else 0
        event = replace(event, step=found[1] if found else None, topic=topic or None)
        self._visit(exercise, Visit(event, arrival))

    def _rewrote(self, arrival: Arrival, deed: d.Rewrote, person: int) -> None:
        at = arrival.written or self.now
        for exercise in self.written.get((_chat(arrival), deed.message), ()):
            event = x.AnswerEdited(person, deed.text, _chat(arrival), deed.message, at)
            self._visit(exercise, Visit(event, arrival))

    def _dictated(
        self, arrival: Arrival, exercise: int, what: Awaits, text: str, person: int
    ) -> None:
        """What a facilitator was to write; the console is there again after it."""
        if not text:
            self._visit(exercise, Visit(TextWanted(person, what), arrival))
            return
        event: Happening = (
            x.SegmentGiven(person, text)
            if what is Awaits.SEGMENT
            else x.RoomNoteAdded(person, text)
        )
        visit, room = Visit(event, arrival), self.rooms.get(exercise)
        if room is not None and self._has_to_be_asked(room, visit):
            return  # the text comes once more, and is still awaited then
        desk = self.people.desk(person)
        self.people.put(person, replace(desk, awaits=None))
        self._visit(exercise, visit)

    # --- polls ------------------------------------------------------------------------

    def _polled(self, report: Delivered) -> None:
        """A question was asked or closed; if it is over already it is closed now."""
        outgoing, accepted = report.queued.outgoing, report.accepted
        poll, stands = outgoing.poll, accepted.poll
        room = None if poll is None else self.rooms.get(poll.exercise)
        if poll is None or stands is None or room is None:
            return
        if outgoing.edits is not None:
            self._closed(self.polls.known.get(stands.id), stands.votes)
            return
        in_doubt = accepted.in_doubt
        self.polls.sent(poll, stands.id, accepted.message, in_doubt=in_doubt)
        quiz = room.exercise.quiz_numbered(poll.quiz)
        if quiz is not None and not quiz.is_open(poll.question):
            closing = replace(outgoing, edits=accepted.message)
            self.batch.outgoing.append((room.place, closing))

    def _closed(self, asked: QuizPoll | None, votes: tuple[int, ...]) -> None:
        """A copy of a question came to this; we hear of it twice, if all goes well."""
        if asked is not None:
            event = x.QuizCounted(asked.quiz, asked.question, asked.message, votes)
            self._visit(asked.exercise, Visit(event))

    def _chose(self, arrival: Arrival, deed: d.ChosePoll, person: int) -> None:
        exercises = {key: room.exercise for key, room in self.rooms.items()}
        asked = self.polls.asked(deed.poll, exercises, person)
        if asked is not None:
            name = arrival.who.name if arrival.who else ""
            event = x.QuizAnswered(
                person, name, asked.quiz, asked.question, deed.option
            )
            self._visit(asked.exercise, Visit(event, arrival))

    # --- groups -----------------------------------------------------------------------

    def _left(self, arrival: Arrival, person: int) -> None:
        """Somebody left a group, and with it what runs there."""
        for row in self.groups.get(arrival.place.chat, []) if arrival.place else []:
            room = self.rooms.get(self.newest.get(row.id, 0))
            if room is None:
                continue
            if room.exercise.takes_part(person):
                room.visits.append(Visit(x.LeftTapped(person)))
            others = sorted(room.exercise.admins - {person})
            if room.exercise.host == person and others:
                room.visits.append(Visit(x.HandOverTapped(person, others[0])))

    def _about_group(
        self, arrival: Arrival, deed: d.Moved | d.BotStands | d.AdminsKnown
    ) -> None:
        if isinstance(deed, d.AdminsKnown):
            self.admins_at[deed.exercise] = self.now
            if deed.admins is not None:
                admins = frozenset(self.numbers[each] for each in deed.admins)
                self._visit(deed.exercise, Visit(x.AdminsFound(admins)))
            return
        chat = deed.to if isinstance(deed, d.Moved) else _chat(arrival)
        for row in self.groups.get(chat, []) or self.groups.get(_chat(arrival), []):
            if isinstance(deed, d.BotStands):
                self._stands(row, deed.standing)
            else:
                self._show_again(row.id)

    def _stands(self, row: ConversationRow, standing: d.Standing) -> None:
        """The bot was removed from a group, muted, or may write there again."""
        was, is_there = self.batch.reachable[row.id], standing is d.Standing.IN
        self.batch.reachable[row.id] = is_there
        if is_there:
            self._show_again(row.id)
        if was != is_there:
            kinds = {d.Standing.IN: Trouble.BACK, d.Standing.MUTED: Trouble.MUTED}
            self._trouble(row.id, kinds.get(standing, Trouble.OUT))

    def _show_again(self, conversation: int) -> None:
        room = self.rooms.get(self.newest.get(conversation, 0))
        if room is not None and self._is_public(room):
            room.visits.append(Visit(RoomAsked()))

    def _is_public(self, room: Classroom) -> bool:
        return room.exercise.state not in (State.SETTING_UP, State.FINISHED)

    def _trouble(self, conversation: int, kind: Trouble) -> None:
        """Tell the facilitators of what runs in a group what is wrong with it."""
        room = self.rooms.get(self.newest.get(conversation, 0))
        if room is None or not self._is_public(room):
            return
        if kind is Trouble.UNPINNED and room.exercise.state is not State.JOINING:
            return  # it was said when the first card was to be pinned
        self.people.need(room.exercise.facilitators)
        words = self.classes.viewer.renderer.trouble(self.rows[room.id].title, kind)
        for person in sorted(room.exercise.facilitators):
            console = self.people.desk(person).console
            is_there = console is not None and console.exercise == room.id
            if is_there or person == room.exercise.host:
                self._to_person(person, words)

    def _to_person(self, person: int, message: Outgoing) -> None:
        self.people.need({person})
        row = self.people.row(person)
        if row is not None and self.batch.reachable[row.id]:
            self.batch.outgoing.append((row.id, message))

    # --- what becomes of it -----------------------------------------------------

    def _settle(self) -> None:
        """Apply what happens to each exercise, and draw what is to be seen of it."""
        rooms = [room for room in self.rooms.values() if room.visits]
        actors = {v.person for room in rooms for v in room.visits if v.person}
        self.people.need(actors)
        for room in rooms:
            try:
                self._happen(room, room.visits)
            except Exception:  # noqa: BLE001 (the one that it fails on is found)
                self._one_by_one(room)

    def _one_by_one(self, room: Classroom) -> None:
        """Leave out the visit after which an exercise cannot be drawn."""
        for visit in room.visits:
            try:
                self._happen(room, [visit])
            except Exception as error:
                log.exception("exercise %s cannot be drawn after an event", room.id)
                self.classes.steward.fail(room, visit, repr(error))

    def _happen(self, room: Classroom, visits: list[Visit]) -> None:
        """Apply visits and draw what comes of them; all of it, or nothing."""
        trial = Classroom(room.id, room.place, room.exercise, visits)
        desks, laid_aside = dict(self.batch.desks), dict(self.batch.laid_aside)
        try:
            self.classes.steward.apply(trial, self.people, self.now)
            self._draw(trial)
        except Exception:
            self.batch.desks, self.batch.laid_aside = desks, laid_aside
            raise
        room.exercise = trial.exercise
        room.answers += trial.answers
        room.failures += trial.failures

    def _draw(self, room: Classroom) -> None:
        """Leave in the batch what people are to see of an exercise."""
        showing = room.showing
        self.people.need(showing.people(room.exercise))
        drawing = Drawing(
            self.classes.viewer,
            room.id,
            room.exercise,
            showing,
            self.people,
            self.batch,
            self.now,
        )
        messages = [*drawing.cards(), *self._to_group(room, drawing)]
        self.batch.outgoing += messages
        self._want(room)
        self.batch.wakes += [
            NewTimer(room.id, wake.at, dump_timed(wake.event)) for wake in showing.wakes
        ]

    def _want(self, room: Classroom) -> None:
        """Have files made: those that were asked for, and at the end the picture."""
        for deed in room.files:
            row = self.people.row(deed.person)
            if row is not None:
                self.batch.wishes.append((row.id, self._wish(room, deed, row.id)))
        if room.showing.canvas:
            picture = ExportClass(
                room.place, room.id, (Format.PNG,), Room(), picture=True
            )
            self.batch.wishes.append((room.place, picture))

    def _wish(self, room: Classroom, deed: Files, conversation: int) -> Wish:
        match deed:
            case PosterWanted():
                link = Link(Purpose.JOIN, room.id, room.exercise.invitation)
                url = self.classes.steward.links.url(link)
                return InviteClass(conversation, room.id, url)
            case FilesWanted(_, wanted, paper):
                return ExportClass(
                    conversation, room.id, (wanted,), Facilitators(), paper=paper
                )
            case MyCanvasWanted(person):
                return ExportClass(
                    conversation, room.id, (Format.PNG,), Member(person), picture=True
                )

    def _to_group(
        self, room: Classroom, drawing: Drawing
    ) -> list[tuple[int, Outgoing]]:
        shown, messages = room.showing.room, []
        place = self.batch.rows[room.place]
        if shown is not None and (self.batch.reachable[place.id] or not shown.quiet):
            where = {0: place.id}
            for team in room.exercise.teams:
                if team.topic is not None:
                    where[team.number] = self._in_topic(place, team.topic)
            for team_number, conversation in where.items():
                card = drawing.room(team_number)
                if card is not None:
                    messages.append((conversation, card))
        messages += self._quiz(room, drawing)
        renderer = self.classes.viewer.renderer
        for (notice, topic), message in room.replies.items():
            there = self._in_topic(place, topic)
            messages.append((there, renderer.reply(notice, message)))
        self.batch.nods += [Nod(place.chat, message) for message in room.nods]
        return messages

    def _quiz(self, room: Classroom, drawing: Drawing) -> list[tuple[int, Outgoing]]:
        """Questions for the group, each closed in all of its copies, and the scores."""
        messages: list[Outgoing] = []
        for effect in room.showing.quiz:
            match effect:
                case f.AskQuestion(quiz, question):
                    messages.append(drawing.poll(quiz, question))
                case f.CloseQuestion(quiz, question):
                    poll = drawing.poll(quiz, question)
                    copies = self.polls.messages(room.id, quiz, question)
                    messages += [replace(poll, edits=copy) for copy in copies]
                case f.ShowScores(quiz):
                    messages.append(drawing.scores(quiz))
        return [(room.place, message) for message in messages]

    def _keep(self) -> None:
        before = {key: row.exercise for key, row in self.rows.items()}
        after = {key: room.exercise for key, room in self.rooms.items()}
        self.uow.save_exercises(before, after, self.now)
        looked = {
            key: at
            for key, at in self.admins_at.items()
            if at is not None and at != self.rows[key].admins_at
        }
        self.uow.set_admins_at(looked)
        for room in self.rooms.values():
            self.batch.answers += room.answers
            for failure in room.failures:
                self._set_aside(failure.arrival, failure.error)

    def _set_aside(self, arrival: Arrival, error: str) -> None:
        person = self.numbers.get(arrival.who.id) if arrival.who else None
        row = None if person is None else self.people.row(person)
        self.uow.quarantine(
            self.classes.bot,
            arrival.update,
            None if row is None else row.id,
            arrival.payload,
            error,
            self.now,
        )
        if arrival.chat is not None and person is not None:
            self._to_person(person, self.classes.viewer.renderer.failed())


def _named(deeds: Iterable[d.Deed | None]) -> set[int]:
    """The exercises that are named outright."""
    named: set[int] = set()
    for deed in deeds:
        match deed:
            case d.Followed(link) if link is not None:
                named.add(link.exercise)
            case (
                d.Tapped() | d.TookTemplate() | d.Wrote() | d.Dictated() | d.CameBack()
            ):
                named.add(deed.exercise)
            case d.AdminsKnown(exercise):
                named.add(exercise)
            case _:
                pass
    return named


def _chat(arrival: Arrival) -> int:
    """The messenger's number of the chat where something was done."""
    return arrival.place.chat if arrival.place else arrival.chat or 0
