"""One exercise while a batch is applied to it: the overlay, in memory.

Nothing here is async or stored; `bot.classes` loads exercises and writes them back.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.arrivals import Arrival
from bot.classes.people import People
from bot.classes.renderer import ClassRenderer
from bot.classes.showing import Showing, Shown
from bot.deeds import Dictated
from bot.links import Link, Links, Purpose
from bot.talk import Failure, TapAnswer
from conversations.exercise import effects as f
from conversations.exercise import events as x
from conversations.exercise.desk import (
    CardWanted,
    FilesWanted,
    Looked,
    MyCanvasWanted,
    PosterWanted,
    Screen,
    TextWanted,
    settled,
    turned,
)
from conversations.exercise.exercise import Exercise
from conversations.exercise.machine import advance
from conversations.exercise.quiz_view import my_score_view
from conversations.exercise.voting_view import alert_view
from conversations.guides.library import Library

log = logging.getLogger(__name__)


class ConsoleAsked(x.Deed, frozen=True):
    """Somebody asked for the console."""


class RoomAsked(Struct, frozen=True):
    """The group has to see its card anew."""


Files = FilesWanted | PosterWanted | MyCanvasWanted

Alert = f.ShowMyVote | f.ShowMyScore

Happening = (
    x.Event | Looked | TextWanted | Files | CardWanted | ConsoleAsked | RoomAsked
)


class Visit(Struct, frozen=True):
    """Something that happens to an exercise, and the update that brought it."""

    event: Happening
    arrival: Arrival | None = None

    @property
    def person(self) -> int | None:
        """Who did it, by our own number."""
        return self.event.person if isinstance(self.event, x.Deed) else None


@dataclass(slots=True)
class Classroom:
    """An exercise as it is after the visits applied so far; `place` is its group."""

    id: int
    place: int
    exercise: Exercise
    visits: list[Visit] = field(default_factory=list)
    showing: Showing = field(default_factory=Showing)
    answers: list[TapAnswer] = field(default_factory=list)
    replies: dict[tuple[f.Notice, int], int] = field(default_factory=dict)
    nods: list[int] = field(default_factory=list)
    files: list[Files] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def is_led_by(self, person: int) -> bool:
        """Whether somebody may steer, by what was found out in this batch, too."""
        events = [visit.event for visit in self.visits]
        found = [event for event in events if isinstance(event, x.AdminsFound)]
        exercise = self.exercise
        if found:
            exercise = replace(exercise, admins=found[-1].admins)
        return person in exercise.facilitators


class Steward(Struct, frozen=True):
    """Applies to an exercise what happens to it."""

    library: Library
    renderer: ClassRenderer
    links: Links

    def apply(self, room: Classroom, people: People, now: datetime) -> None:
        """Apply all visits; one that our code fails on is left out and noted."""
        for visit in room.visits:
            exercise = room.exercise
            try:
                effects = self._turn(room, visit, people, now)
            except Exception as error:
                room.exercise = exercise
                log.exception("an event of exercise %s failed", room.id)
                self.fail(room, visit, repr(error))
                continue
            alert = _alert(visit, effects)
            for effect in effects:
                if effect is not alert:
                    room.showing.add(effect)
            self._steered(room, visit, effects, people)
            if alert is None:
                self._answered(room, visit, effects, people)
            else:
                self._alerted(room, visit, alert)

    def _turn(
        self, room: Classroom, visit: Visit, people: People, now: datetime
    ) -> Sequence[f.Effect]:
        match visit.event:
            case Looked() | TextWanted() as deed:
                return self._turned(room, deed, people)
            case ConsoleAsked(person):
                refused = self._turned(room, Looked(person, Screen.HOME), people)
                is_tapped = visit.arrival is not None and visit.arrival.tap is not None
                told = (f.Answer(f.Notice.IN_PRIVATE),) if is_tapped else ()
                return refused or told
            case CardWanted(person) if room.exercise.takes_part(person):
                return (f.AskOne(person),)
            case CardWanted():
                return (f.Answer(f.Notice.NOT_JOINED),)
            case FilesWanted() | PosterWanted() | MyCanvasWanted() as deed:
                return self._wanted(room, deed)
            case RoomAsked():
                return (f.ShowRoom(),)
            case x.HandOverTapped(to=to) if visit.arrival and not _has(people, to):
                return (f.Answer(f.Notice.NOT_REACHED),)
            case event:
                turn = advance(room.exercise, event, self.library, now)
                room.exercise = turn.exercise
                return turn.effects

    def _turned(
        self, room: Classroom, deed: Looked | TextWanted, people: People
    ) -> Sequence[f.Effect]:
        """A facilitator looks elsewhere; that is nothing to the exercise."""
        if deed.person not in room.exercise.facilitators:
            return (f.Answer(f.Notice.NOT_YOURS),)
        people.put(deed.person, turned(people.desk(deed.person), room.id, deed))
        room.showing.steers.setdefault(deed.person, None)
        return ()

    def _wanted(self, room: Classroom, deed: Files) -> Sequence[f.Effect]:
        """Files take their time; they come to whoever asked."""
        exercise, person = room.exercise, deed.person
        if isinstance(deed, MyCanvasWanted):
            if person not in exercise.people:
                return (f.Answer(f.Notice.NOT_JOINED),)
        elif person not in exercise.facilitators:
            return (f.Answer(f.Notice.NOT_YOURS),)
        room.files.append(deed)
        return (f.Answer(f.Notice.DRAWING),)

    def _steered(
        self,
        room: Classroom,
        visit: Visit,
        effects: Sequence[f.Effect],
        people: People,
    ) -> None:
        """Who steers sees at once what came of it."""
        person = visit.person
        shown = any(isinstance(effect, f.ShowConsoles) for effect in effects)
        if shown and person is not None and isinstance(visit.event, x.FacilitatorTap):
            people.put(person, settled(people.desk(person), room.id, visit.event))
            room.showing.steers.setdefault(person, None)

    def _answered(
        self,
        room: Classroom,
        visit: Visit,
        effects: Sequence[f.Effect],
        people: People,
    ) -> None:
        """Who did it is told, if there is something to be told: where they did it."""
        arrival, person = visit.arrival, visit.person
        notices = [e.notice for e in effects if isinstance(e, f.Answer)]
        notice = notices[-1] if notices else None
        if arrival is None or person is None:
            return
        if arrival.tap is not None:
            room.answers.append(self._toast(room, visit, notice, people))
        elif notice is None:
            return
        elif arrival.place is not None:
            _reply(room, arrival, notice)
        elif isinstance(arrival.deed, Dictated):
            room.showing.steers[person] = notice
        elif person in room.showing.cards:
            room.showing.card(person, Shown(notice))
        else:
            room.showing.told.append((person, notice))

    def _alerted(self, room: Classroom, visit: Visit, alert: Alert) -> None:
        """What nobody else may see goes on no card of the group."""
        if isinstance(alert, f.ShowMyScore):
            score = my_score_view(room.exercise, alert.person, alert.quiz)
            text = self.renderer.score(score)
        else:
            view = alert_view(room.exercise, alert.person)
            text = "" if view is None else self.renderer.alert(view)
        query = visit.arrival.tap if visit.arrival else None
        room.answers.append(TapAnswer(query or "", text, alert=True))

    def _words(self, room: Classroom, visit: Visit, notice: f.Notice | None) -> str:
        """What answers a tap; in the group it says what there is on no card for it."""
        is_kept = notice in (f.Notice.SAVED, f.Notice.VOTED)
        if is_kept and visit.person and _is_vote_in_group(visit):
            view = alert_view(room.exercise, visit.person)
            return "" if view is None else self.renderer.alert(view)
        return "" if notice is None else self.renderer.toast(notice)

    def _toast(
        self, room: Classroom, visit: Visit, notice: f.Notice | None, people: People
    ) -> TapAnswer:
        """The answer to a tap; who cannot be written to is led into the private chat.

        An app shows words or follows a link, never both.
        """
        query = visit.arrival.tap if visit.arrival else None
        answer = TapAnswer(query or "", self._words(room, visit, notice))
        if visit.person is None or people.is_reachable(visit.person):
            return answer
        match visit.event:
            case x.Joined(person) if room.exercise.takes_part(person):
                link = Link(Purpose.JOIN, room.id, room.exercise.invitation)
            case ConsoleAsked(person) if person in room.exercise.facilitators:
                link = Link(Purpose.CONSOLE, room.id)
            case _:
                return answer
        return replace(answer, text="", url=self.links.url(link))

    def fail(self, room: Classroom, visit: Visit, error: str) -> None:
        """Set an update aside; what nobody did is only in the log."""
        arrival = visit.arrival
        if arrival is None:
            return
        room.failures.append(Failure(arrival, error))
        if arrival.tap is not None:
            room.answers.append(TapAnswer(arrival.tap))


def _has(people: People, person: int) -> bool:
    """Whether somebody has a private chat with us that we may write to."""
    people.need({person})
    return people.is_reachable(person)


def _alert(visit: Visit, effects: Sequence[f.Effect]) -> Alert | None:
    """A ballot or a score that was asked for in the group, if it was."""
    if visit.arrival is None or visit.arrival.place is None:
        return None
    return next((e for e in effects if isinstance(e, Alert)), None)


def _is_vote_in_group(visit: Visit) -> bool:
    is_in_group = visit.arrival is not None and visit.arrival.place is not None
    return is_in_group and isinstance(visit.event, x.VoteTap)


def _reply(room: Classroom, arrival: Arrival, notice: f.Notice) -> None:
    """A word in the group, or a nod where all is well.

    There is one of each kind at a time, in each topic.
    """
    if notice is f.Notice.KEPT:
        room.nods.append(arrival.message)
    elif arrival.place is not None:
        key = notice, arrival.place.topic
        room.replies.setdefault(key, arrival.message)
