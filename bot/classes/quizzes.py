"""Polls of a quiz: sent, closed, and what people chose in them."""

from __future__ import annotations

from msgspec.structs import replace

from bot import deeds as d
from bot.arrivals import Arrival
from bot.classes.classroom import (
    Visit,
)
from bot.classes.hour import Hour
from bot.outgoing import Delivered
from conversations.exercise import events as x
from storage import QuizPoll


def polled(hour: Hour, report: Delivered) -> None:
    """A question was asked or closed; if it is over already it is closed now."""
    outgoing, accepted = report.queued.outgoing, report.accepted
    poll, stands = outgoing.poll, accepted.poll
    room = None if poll is None else hour.rooms.get(poll.exercise)
    if poll is None or stands is None or room is None:
        return
    if outgoing.edits is not None:
        closed(hour, hour.polls.known.get(stands.id), stands.votes)
        return
    in_doubt = accepted.in_doubt
    hour.polls.sent(poll, stands.id, accepted.message, in_doubt=in_doubt)
    quiz = room.exercise.quiz_numbered(poll.quiz)
    if quiz is not None and not quiz.is_open(poll.question):
        closing = replace(outgoing, edits=accepted.message)
        hour.batch.outgoing.append((room.place, closing))


def closed(hour: Hour, asked: QuizPoll | None, votes: tuple[int, ...]) -> None:
    """A copy of a question came to this; we hear of it twice, if all goes well."""
    if asked is not None:
        event = x.QuizCounted(asked.quiz, asked.question, asked.message, votes)
        hour.visit(asked.exercise, Visit(event))


def chose(hour: Hour, arrival: Arrival, deed: d.ChosePoll, person: int) -> None:
    """Somebody chose an answer in a poll."""
    exercises = {key: room.exercise for key, room in hour.rooms.items()}
    asked = hour.polls.asked(deed.poll, exercises, person)
    if asked is not None:
        name = arrival.who.name if arrival.who else ""
        event = x.QuizAnswered(person, name, asked.quiz, asked.question, deed.option)
        hour.visit(asked.exercise, Visit(event, arrival))
