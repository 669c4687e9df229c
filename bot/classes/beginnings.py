"""How people come to an exercise: /exercise, links into it, topics for teams."""

from __future__ import annotations

from bot import deeds as d
from bot.arrivals import Arrival
from bot.classes.classroom import (
    Classroom,
    ConsoleAsked,
    RoomAsked,
    Visit,
)
from bot.classes.hour import Hour, is_public
from bot.links import Link, Purpose
from conversations.exercise import events as x
from conversations.exercise.desk import (
    CardWanted,
)
from conversations.exercise.exercise import Exercise
from conversations.exercise.setup import Setup
from conversations.exercise.states import State
from storage import ExerciseRow

#: The guide that a new exercise begins with.
GUIDE = "priority"


def began(hour: Hour, arrival: Arrival, person: int) -> None:
    """/exercise: the console of what is on here, or of a new one; or what there is."""
    if arrival.place is None:
        lines = hour.uow.exercises_of(person)
        hour.to_person(person, hour.viewer.renderer.shelf(lines))
        hour.answer(arrival)
        return
    running = hour.running_in(arrival)
    room = None if running is None else hour.rooms[running]
    if room is None or not _counts(hour, room, person):
        room = _begin(hour, arrival.place, person)
    visit = Visit(ConsoleAsked(person), arrival)
    if hour.has_to_be_asked(room, visit):
        return
    renderer = hour.viewer.renderer
    if not room.is_led_by(person):
        edition = room.exercise.invitation
        hour.say_under(arrival, renderer.running(room.id, edition, arrival.message))
        return
    if is_public(room):
        room.visits.append(Visit(RoomAsked()))
    room.visits.append(visit)
    if arrival.tap is None:
        name = arrival.who.name if arrival.who else ""
        hour.say_under(arrival, renderer.begun(room.id, name, arrival.message))


def _counts(hour: Hour, room: Classroom, person: int) -> bool:
    """Whether an exercise is on; one that nobody heard of keeps nobody else off."""
    if room.exercise.state is State.SETTING_UP:
        return person in room.exercise.facilitators
    return room.exercise.state is not State.FINISHED


def _begin(hour: Hour, place: d.Place, person: int) -> Classroom:
    """A new exercise in a place."""
    row = hour.row_of(place)
    guide = hour.steward.library.newest(GUIDE)
    setup = Setup(GUIDE, guide.version)
    exercise = Exercise(host=person, setup=setup)
    number = hour.uow.begin_exercise(row.id, place.title, exercise, hour.now)
    hour.newest[row.id] = number
    hour.rows[number] = ExerciseRow(number, row.id, exercise, title=place.title)
    hour.admins_at[number] = None
    room = hour.rooms[number] = Classroom(number, row.id, exercise)
    hour.look_up_admins(room)
    return room


def place_team(hour: Hour, arrival: Arrival, name: str, person: int) -> None:
    """Let a team of the newest exercise with teams work in this topic."""
    topic = arrival.place.topic if arrival.place else 0
    rooms = [hour.rooms[key] for key in hour.public_in(arrival)]
    here = {row.id for row in hour.rows_at(arrival)}
    found = next((room for room in rooms if room.exercise.teams), None)
    if not topic or found is None or here & {room.place for room in rooms}:
        tell_of_teams(hour, arrival)
        return
    hour.visit(found.id, Visit(x.TopicLinked(person, topic, name), arrival))


def tell_of_teams(hour: Hour, arrival: Arrival) -> None:
    """Say how a team gets a topic, where none can get this one."""
    hour.say_under(arrival, hour.viewer.renderer.no_team(arrival.message))


def guide_nameless(hour: Hour, arrival: Arrival) -> None:
    """An anonymous administrator or a channel wants an exercise."""
    words = hour.viewer.renderer.nameless(arrival.message)
    hour.say_under(arrival, words)


def followed(hour: Hour, arrival: Arrival, link: Link | None, person: int) -> None:
    """Somebody came by a link of ours: to take part, or to lead."""
    room = None if link is None else hour.rooms.get(link.exercise)
    if link is None or room is None:
        expired = True
    else:
        is_old = link.edition != room.exercise.invitation
        expired = link.purpose is Purpose.JOIN and is_old
    if expired or room is None or link is None:
        hour.to_person(person, hour.viewer.renderer.expired())
    elif link.purpose is Purpose.CONSOLE:
        hour.visit(room.id, Visit(ConsoleAsked(person), arrival))
    else:
        name = arrival.who.name if arrival.who else ""
        if not room.exercise.takes_part(person):
            room.visits.append(Visit(x.Joined(person, name), arrival))
        else:
            room.visits.append(Visit(CardWanted(person), arrival))
