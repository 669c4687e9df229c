"""What a batch has to know of exercises, each kind of thing asked for at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import deeds as d
from bot.arrivals import Arrival
from bot.classes.hour import Hour, chat_of
from bot.classes.work import Work
from conversations.exercise import events as x


def look_up(hour: Hour, work: Work) -> None:
    """People, groups and exercises that the batch speaks of, each kind at once."""
    hour.private = {
        row.chat: key for key, row in hour.batch.rows.items() if row.is_private
    }
    deeds = [arrival.deed for arrival in work.arrivals]
    people = {arrival.who.id for arrival in work.arrivals if arrival.who}
    for deed in deeds:
        if isinstance(deed, d.AdminsKnown):
            people |= deed.admins or set()
    hour.numbers = hour.uow.people(hour.bot, people)
    _move(hour, work.arrivals)
    places = {a.place.chat for a in work.arrivals if a.place}
    hour.groups = hour.uow.groups(hour.bot, places)
    hour.batch.add(row for rows in hour.groups.values() for row in rows)
    conversations = {row.id for rows in hour.groups.values() for row in rows}
    conversations |= {conversation for conversation, _ in work.troubles}
    hour.newest = hour.uow.newest_in(conversations)
    _look_up_messages(hour, work.arrivals)
    _look_up_polls(hour, work)
    hour.load({*_named(deeds), *hour.newest.values()})
    _look_beside(hour, deeds)
    hour.load({due.exercise for due in work.due})
    hour.load({e for found in hour.written.values() for e in found})
    hour.load({exercise for exercise, _ in hour.asked.values()})
    hour.load(hour.uow.exercises_with(set(work.forgotten)))


def _look_beside(hour: Hour, deeds: Sequence[d.Deed | None]) -> None:
    """What else is on where an exercise is to be opened."""
    opened = {
        hour.rooms[deed.exercise].place
        for deed in deeds
        if isinstance(deed, d.Tapped) and isinstance(deed.event, x.OpenTapped)
        if deed.exercise in hour.rooms
    }
    if opened:
        hour.newest |= hour.uow.newest_in(opened)
        hour.load(hour.newest.values())


def _move(hour: Hour, arrivals: Iterable[Arrival]) -> None:
    """Groups that have become supergroups keep their exercises."""
    for arrival in arrivals:
        if isinstance(arrival.deed, d.Moved) and arrival.place:
            old, new = arrival.place.chat, arrival.deed.to
            hour.uow.move_chat(hour.bot, old, new)


def _look_up_messages(hour: Hour, arrivals: Iterable[Arrival]) -> None:
    """What messages were about: those replied to, and those that were edited."""
    replies = {
        (row.id, arrival.deed.to)
        for arrival in arrivals
        if isinstance(arrival.deed, d.Replied)
        for row in hour.rows_at(arrival)
    }
    hour.asked = hour.uow.asked_in(replies) if replies else {}
    edited = {
        (chat_of(arrival), arrival.deed.message)
        for arrival in arrivals
        if isinstance(arrival.deed, d.Rewrote)
    }
    hour.written = hour.uow.written_in_exercises(edited) if edited else {}


def _look_up_polls(hour: Hour, work: Work) -> None:
    """What polls ask; of unknown ones, where those take part who chose in them."""
    sent = [report.queued.outgoing.poll for report in work.polls]
    stand = [report.accepted.poll for report in work.polls]
    named = {poll.id for poll in stand if poll is not None}
    chose: list[tuple[str, int]] = []
    for arrival in work.arrivals:
        match arrival.deed:
            case d.ChosePoll(poll) if arrival.who is not None:
                chose.append((poll, hour.numbers[arrival.who.id]))
            case d.PollClosed(poll):
                named.add(poll)
    named |= {poll for poll, _ in chose}
    hour.polls.look_up(named)
    known = hour.polls.known
    asked = {poll.exercise for poll in (*sent, *known.values()) if poll}
    unknown = {person for poll, person in chose if poll not in known}
    if unknown:
        asked |= hour.uow.exercises_with(unknown)
    hour.load(asked)


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
