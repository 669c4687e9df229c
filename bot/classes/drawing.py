"""Leaves in a batch what is to be seen of an exercise, and what is to be made."""

from __future__ import annotations

from msgspec.structs import replace

from bot.batch import Nod
from bot.classes.classroom import (
    Classroom,
    Files,
)
from bot.classes.hour import Hour
from bot.classes.showing import Drawing
from bot.deeds import dump_timed
from bot.errands import ExportClass, InviteClass, Wish
from bot.links import Link, Purpose
from bot.outgoing import Outgoing
from conversations.exercise import effects as f
from conversations.exercise.desk import (
    FilesWanted,
    MyCanvasWanted,
    PosterWanted,
)
from conversations.exercise.sight import Facilitators, Member, Room
from conversations.formats import Format
from storage import NewTimer


def draw(hour: Hour, room: Classroom) -> None:
    """Leave in the batch what people are to see of an exercise."""
    showing = room.showing
    hour.people.need(showing.people(room.exercise))
    drawing = Drawing(
        hour.viewer,
        room.id,
        room.exercise,
        showing,
        hour.people,
        hour.batch,
        hour.now,
    )
    messages = [*drawing.cards(), *_to_group(hour, room, drawing)]
    hour.batch.outgoing += messages
    _want(hour, room)
    hour.batch.wakes += [
        NewTimer(room.id, wake.at, dump_timed(wake.event)) for wake in showing.wakes
    ]


def _want(hour: Hour, room: Classroom) -> None:
    """Have files made: those that were asked for, and at the end the picture."""
    for deed in room.files:
        row = hour.people.row(deed.person)
        if row is not None:
            hour.batch.wishes.append((row.id, _wish(hour, room, deed, row.id)))
    if room.showing.canvas:
        picture = ExportClass(room.place, room.id, (Format.PNG,), Room(), picture=True)
        hour.batch.wishes.append((room.place, picture))


def _wish(hour: Hour, room: Classroom, deed: Files, conversation: int) -> Wish:
    match deed:
        case PosterWanted():
            link = Link(Purpose.JOIN, room.id, room.exercise.invitation)
            url = hour.steward.links.url(link)
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
    hour: Hour, room: Classroom, drawing: Drawing
) -> list[tuple[int, Outgoing]]:
    shown, messages = room.showing.room, []
    place = hour.batch.rows[room.place]
    if shown is not None and (hour.batch.reachable[place.id] or not shown.quiet):
        where = {0: place.id}
        for team in room.exercise.teams:
            if team.topic is not None:
                where[team.number] = hour.in_topic(place, team.topic)
        for team_number, conversation in where.items():
            card = drawing.room(team_number)
            if card is not None:
                messages.append((conversation, card))
    messages += _quiz(hour, room, drawing)
    renderer = hour.viewer.renderer
    for (notice, topic), message in room.replies.items():
        there = hour.in_topic(place, topic)
        messages.append((there, renderer.reply(notice, message)))
    hour.batch.nods += [Nod(place.chat, message) for message in room.nods]
    return messages


def _quiz(hour: Hour, room: Classroom, drawing: Drawing) -> list[tuple[int, Outgoing]]:
    """Questions for the group, each closed in all of its copies, and the scores."""
    messages: list[Outgoing] = []
    for effect in room.showing.quiz:
        match effect:
            case f.AskQuestion(quiz, question):
                messages.append(drawing.poll(quiz, question))
            case f.CloseQuestion(quiz, question):
                poll = drawing.poll(quiz, question)
                copies = hour.polls.messages(room.id, quiz, question)
                messages += [replace(poll, edits=copy) for copy in copies]
            case f.ShowScores(quiz):
                messages.append(drawing.scores(quiz))
    return [(room.place, message) for message in messages]
