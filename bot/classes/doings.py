"""What people do about exercises, as visits of them: taps, texts, and the rest."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from bot import deeds as d
from bot.arrivals import Arrival
from bot.classes.beginnings import (
    began,
    followed,
    guide_nameless,
    place_team,
    tell_of_teams,
)
from bot.classes.classroom import (
    Classroom,
    Happening,
    Visit,
)
from bot.classes.groups import about_group, left
from bot.classes.hour import Hour, chat_of, is_public
from bot.classes.quizzes import chose, closed
from bot.talk import TapAnswer
from conversations.exercise import effects as f
from conversations.exercise import events as x
from conversations.exercise.desk import (
    Awaits,
    CardWanted,
    TextWanted,
)


def take(hour: Hour, arrival: Arrival) -> None:
    """Let what somebody did happen to the exercises that it is about."""
    if arrival.chat is not None:
        _reached(hour, arrival)
    person = hour.numbers[arrival.who.id] if arrival.who else None
    match arrival.deed:
        case d.Moved() | d.BotStands() | d.AdminsKnown() as deed:
            about_group(hour, arrival, deed)
        case d.ClassFiles() | d.NoClassFiles() as deed:
            words = hour.viewer.renderer.files(deed)
            hour.batch.outgoing.append((deed.conversation, words))
        case d.PollClosed(poll, votes):
            closed(hour, hour.polls.known.get(poll), votes)
        case d.Began() if person is None:
            guide_nameless(hour, arrival)
        case d.TeamPlaced() if person is None:
            tell_of_teams(hour, arrival)
        case deed if person is None or deed is None:
            hour.answer(arrival)
        case deed:
            _about_person(hour, arrival, deed, person)


def _about_person(hour: Hour, arrival: Arrival, deed: d.Deed, person: int) -> None:  # noqa: C901 (one flat table)
    match deed:
        case d.Tapped(exercise, event):
            _tapped(hour, arrival, exercise, replace(event, person=person))
        case d.TookTemplate(exercise, template):
            _template(hour, arrival, exercise, template, person)
        case d.Began():
            began(hour, arrival, person)
        case d.TeamPlaced(name):
            place_team(hour, arrival, name, person)
        case d.Followed(link):
            followed(hour, arrival, link, person)
        case d.Wrote():
            event = _answered(hour, arrival, deed, person)
            hour.visit(deed.exercise, Visit(event, arrival))
        case d.Dictated(exercise, what, text):
            _dictated(hour, arrival, exercise, what, text, person)
        case d.Replied():
            _replied(hour, arrival, deed, person)
        case d.Rewrote():
            _rewrote(hour, arrival, deed, person)
        case d.ChosePoll():
            chose(hour, arrival, deed, person)
        case d.LeftGroup():
            left(hour, arrival, person)
        case d.CameBack(exercise):
            hour.visit(exercise, Visit(CardWanted(person)))
        case d.Moved() | d.BotStands() | d.AdminsKnown():
            pass  # nobody in particular does that
        case d.ClassFiles() | d.NoClassFiles() | d.PollClosed():
            pass  # nor that
        case _:
            assert_never(deed)


def _reached(hour: Hour, arrival: Arrival) -> None:
    """Whoever writes in private can be written to."""
    key = hour.private[arrival.chat or 0]
    hour.batch.saw(key, arrival.message)
    hour.batch.reachable[key] = True


def _tapped(hour: Hour, arrival: Arrival, exercise: int, event: x.Deed) -> None:
    """A tap in a group counts for the exercises of that group only."""
    room = hour.rooms.get(exercise)
    groups = hour.groups.get(arrival.place.chat, []) if arrival.place else []
    is_elsewhere = room is not None and arrival.place is not None
    if is_elsewhere and room and room.place not in {row.id for row in groups}:
        hour.answer(arrival)
        return
    is_stranger = isinstance(event, x.Joined) and arrival.place is None
    if is_stranger and room and event.person not in room.exercise.people:
        hour.answer(arrival)  # who was never there needs the group or a link
        return
    if isinstance(event, x.OpenTapped) and room and _is_kept_off(hour, room):
        words = hour.viewer.renderer.toast(f.Notice.ANOTHER_IS_ON)
        hour.batch.answers.append(TapAnswer(arrival.tap or "", words))
        return
    hour.visit(exercise, Visit(event, arrival))


def _is_kept_off(hour: Hour, room: Classroom) -> bool:
    """Whether another exercise is on in the same place: there is one at a time."""
    other = hour.newest.get(room.place, room.id)
    return other != room.id and is_public(hour.rooms[other])


def _template(
    hour: Hour, arrival: Arrival, exercise: int, template: int, person: int
) -> None:
    """Set an exercise up as one was that the same person hosted."""
    setups = hour.people.setups(person)
    if template not in setups:
        hour.answer(arrival)
        return
    event = x.TemplateChosen(person, setups[template])
    hour.visit(exercise, Visit(event, arrival))


def _answered(
    hour: Hour, arrival: Arrival, deed: d.Wrote | d.Replied, person: int
) -> x.Answered:
    name = arrival.who.name if arrival.who else ""
    return x.Answered(
        person,
        deed.text,
        chat_of(arrival),
        deed.message,
        arrival.written or hour.now,
        name,
        in_group=isinstance(deed, d.Replied),
        step=deed.step if isinstance(deed, d.Wrote) else None,
    )


def _replied(hour: Hour, arrival: Arrival, deed: d.Replied, person: int) -> None:
    """A reply counts for the card that it is under, else for the one that is on."""
    found = next(
        (
            hour.asked[row.id, deed.to]
            for row in hour.rows_at(arrival)
            if (row.id, deed.to) in hour.asked
        ),
        None,
    )
    exercise = found[0] if found else hour.running_in(arrival)
    if exercise is None:
        return
    event = _answered(hour, arrival, deed, person)
    topic = arrival.place.topic if arrival.place else 0
    event = replace(event, step=found[1] if found else None, topic=topic or None)
    hour.visit(exercise, Visit(event, arrival))


def _rewrote(hour: Hour, arrival: Arrival, deed: d.Rewrote, person: int) -> None:
    at = arrival.written or hour.now
    for exercise in hour.written.get((chat_of(arrival), deed.message), ()):
        event = x.AnswerEdited(person, deed.text, chat_of(arrival), deed.message, at)
        hour.visit(exercise, Visit(event, arrival))


def _dictated(
    hour: Hour, arrival: Arrival, exercise: int, what: Awaits, text: str, person: int
) -> None:
    """What a facilitator was to write; the console is there again after it."""
    if not text:
        hour.visit(exercise, Visit(TextWanted(person, what), arrival))
        return
    event: Happening = (
        x.SegmentGiven(person, text)
        if what is Awaits.SEGMENT
        else x.RoomNoteAdded(person, text)
    )
    visit, room = Visit(event, arrival), hour.rooms.get(exercise)
    if room is not None and hour.has_to_be_asked(room, visit):
        return  # the text comes once more, and is still awaited then
    desk = hour.people.desk(person)
    hour.people.put(person, replace(desk, awaits=None))
    hour.visit(exercise, visit)
