"""What happens to a group, or between it and the bot."""

from __future__ import annotations

from collections.abc import Iterable

from bot import deeds as d
from bot.arrivals import Arrival
from bot.classes.classroom import (
    RoomAsked,
    Visit,
)
from bot.classes.hour import Hour, chat_of, is_public
from bot.classes.renderer import Trouble
from conversations.exercise import events as x
from conversations.exercise.states import State
from storage import ConversationRow


def left(hour: Hour, arrival: Arrival, person: int) -> None:
    """Somebody left a group, and with it what runs there."""
    for row in hour.groups.get(arrival.place.chat, []) if arrival.place else []:
        room = hour.rooms.get(hour.newest.get(row.id, 0))
        if room is None:
            continue
        if room.exercise.takes_part(person):
            room.visits.append(Visit(x.LeftTapped(person)))
        others = sorted(room.exercise.admins - {person})
        if room.exercise.host == person and others:
            room.visits.append(Visit(x.HandOverTapped(person, others[0])))


def about_group(
    hour: Hour, arrival: Arrival, deed: d.Moved | d.BotStands | d.AdminsKnown
) -> None:
    """The group has another number, the bot another standing, or admins are known."""
    if isinstance(deed, d.AdminsKnown):
        hour.admins_at[deed.exercise] = hour.now
        if deed.admins is not None:
            admins = frozenset(hour.numbers[each] for each in deed.admins)
            hour.visit(deed.exercise, Visit(x.AdminsFound(admins)))
        return
    chat = deed.to if isinstance(deed, d.Moved) else chat_of(arrival)
    for row in hour.groups.get(chat, []) or hour.groups.get(chat_of(arrival), []):
        if isinstance(deed, d.BotStands):
            _stands(hour, row, deed.standing)
        else:
            _show_again(hour, row.id)


def _stands(hour: Hour, row: ConversationRow, standing: d.Standing) -> None:
    """The bot was removed from a group, muted, or may write there again."""
    was, is_there = hour.batch.reachable[row.id], standing is d.Standing.IN
    hour.batch.reachable[row.id] = is_there
    if is_there:
        _show_again(hour, row.id)
    if was != is_there:
        kinds = {d.Standing.IN: Trouble.BACK, d.Standing.MUTED: Trouble.MUTED}
        tell_trouble(hour, row.id, kinds.get(standing, Trouble.OUT))


def greet(hour: Hour, arrivals: Iterable[Arrival]) -> None:
    """Tell groups that the bot has come to how it begins, unless it has begun.

    What becomes a supergroup is a group that it comes to, too.
    """
    moved = {each.deed.to for each in arrivals if isinstance(each.deed, d.Moved)}
    for arrival in arrivals:
        chat, deed = chat_of(arrival), arrival.deed
        if not isinstance(deed, d.BotStands) or not deed.came or chat in moved:
            continue
        rows = hour.groups.get(chat, [])
        newest = {hour.newest.get(row.id, 0) for row in rows} & hour.rooms.keys()
        is_new = all(hour.rooms[key].exercise.state is State.FINISHED for key in newest)
        if is_new and deed.standing is d.Standing.IN:
            hour.say_there(arrival, hour.viewer.renderer.welcome())


def _show_again(hour: Hour, conversation: int) -> None:
    room = hour.rooms.get(hour.newest.get(conversation, 0))
    if room is not None and is_public(room):
        room.visits.append(Visit(RoomAsked()))


def tell_trouble(hour: Hour, conversation: int, kind: Trouble) -> None:
    """Tell the facilitators of what runs in a group what is wrong with it."""
    room = hour.rooms.get(hour.newest.get(conversation, 0))
    if room is None or not is_public(room):
        return
    if kind is Trouble.UNPINNED and room.exercise.state is not State.JOINING:
        return  # it was said when the first card was to be pinned
    hour.people.need(room.exercise.facilitators)
    words = hour.viewer.renderer.trouble(hour.rows[room.id].title, kind)
    for person in sorted(room.exercise.facilitators):
        console = hour.people.desk(person).console
        is_there = console is not None and console.exercise == room.id
        if is_there or person == room.exercise.host:
            hour.to_person(person, words)
