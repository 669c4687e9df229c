"""What becomes of the visits of exercises, and what is kept of it."""

from __future__ import annotations

import logging

from bot.arrivals import Arrival
from bot.classes.classroom import (
    Classroom,
    Visit,
)
from bot.classes.drawing import draw
from bot.classes.hour import Hour

log = logging.getLogger(__name__)


def settle(hour: Hour) -> None:
    """Apply what happens to each exercise, and draw what is to be seen of it."""
    rooms = [room for room in hour.rooms.values() if room.visits]
    actors = {v.person for room in rooms for v in room.visits if v.person}
    hour.people.need(actors)
    for room in rooms:
        try:
            _happen(hour, room, room.visits)
        except Exception:  # noqa: BLE001 (the one that it fails on is found)
            _one_by_one(hour, room)


def _one_by_one(hour: Hour, room: Classroom) -> None:
    """Leave out the visit after which an exercise cannot be drawn."""
    for visit in room.visits:
        try:
            _happen(hour, room, [visit])
        except Exception as error:
            log.exception("exercise %s cannot be drawn after an event", room.id)
            hour.steward.fail(room, visit, repr(error))


def _happen(hour: Hour, room: Classroom, visits: list[Visit]) -> None:
    """Apply visits and draw what comes of them; all of it, or nothing."""
    trial = Classroom(room.id, room.place, room.exercise, visits)
    desks, laid_aside = dict(hour.batch.desks), dict(hour.batch.laid_aside)
    try:
        hour.steward.apply(trial, hour.people, hour.now)
        draw(hour, trial)
    except Exception:
        hour.batch.desks, hour.batch.laid_aside = desks, laid_aside
        raise
    room.exercise = trial.exercise
    room.answers += trial.answers
    room.failures += trial.failures


def keep(hour: Hour) -> None:
    """Write what has changed, and set aside what our code failed on."""
    before = {key: row.exercise for key, row in hour.rows.items()}
    after = {key: room.exercise for key, room in hour.rooms.items()}
    hour.uow.save_exercises(before, after, hour.now)
    looked = {
        key: at
        for key, at in hour.admins_at.items()
        if at is not None and at != hour.rows[key].admins_at
    }
    hour.uow.set_admins_at(looked)
    for room in hour.rooms.values():
        hour.batch.answers += room.answers
        for failure in room.failures:
            _set_aside(hour, failure.arrival, failure.error)


def _set_aside(hour: Hour, arrival: Arrival, error: str) -> None:
    person = hour.numbers.get(arrival.who.id) if arrival.who else None
    row = None if person is None else hour.people.row(person)
    hour.uow.quarantine(
        hour.bot,
        arrival.update,
        None if row is None else row.id,
        arrival.payload,
        error,
        hour.now,
    )
    if arrival.chat is not None and person is not None:
        hour.to_person(person, hour.viewer.renderer.failed())
